import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

/// Real messages of V0401, as a plant and its ERP have exchanged them.
@Suite(.enabled(if: Outside.hasExamples, "MESA's examples are not beside this checkout"))
struct ExampleTests {
    private static func trip(_ name: String) throws -> RoundTrip {
        let text = try String(contentsOf: Outside.example(name), encoding: .utf8)
        let noun = try #require(RoundTrip.nouns.first { text.contains("<Sync\($0) ") })
        return try RoundTrip(text, noun: noun)
    }

    @Test(arguments: Outside.examples)
    func nothingIsLostAndItComesBackAsItWas(_ name: String) throws {
        let trip = try Self.trip(name)
        #expect(trip.inward.findings.map(\.description) == [])
        #expect(trip.inward.losses.ignoredDeclared == [])
        #expect(trip.inward.losses.consumed > 4)
        #expect(trip.canonicalFindings.map(\.description) == [])
        #expect(trip.outward.findings.map(\.description) == [])
        #expect(trip.outward.losses.derived == [])
        #expect(trip.returnedFindings.map(\.description) == [])
        #expect(Serialisation.text(trip.returned) == Serialisation.text(trip.original))
    }

    /// The box that a material is taken from is what the order is about.
    @Test func theLocationOfARequirementIsItsHierarchyScope() throws {
        let trip = try Self.trip("PRO-20121210181416-27942")
        let request = try #require(trip.canonical.child("OperationsRequest"))
        let weighing = try #require(
            request.child("SegmentRequirement")?.child("SegmentRequirementChild"))
        #expect(weighing.child("ProcessSegmentID")?.text == "Weighing")
        let scopes = weighing.children("MaterialRequirement").map {
            [
                $0.child("HierarchyScope")?.child("EquipmentID")?.text,
                $0.child("HierarchyScope")?.child("EquipmentElementLevel")?.text,
            ]
        }
        #expect(
            scopes == [
                ["BOX3", "WorkCell"], ["BOX1", "WorkCell"], ["BOX3", "WorkCell"], ["BOX4", "WorkCell"],
            ])
        #expect(weighing.child("SegmentParameter")?.child("Value")?.child("ValueString")?.text == "3")
        let produced = try #require(
            request.child("SegmentRequirement")?.child("MaterialRequirement"))
        #expect(produced.child("Description")?.attribute("languageID")?.text == "F")
        #expect(produced.child("Quantity")?.child("QuantityString")?.text == "1.000")
        #expect(trip.canonical.child("ID") == nil)
    }

    @Test(
        .enabled(if: Outside.canValidate, "the published schemas or xmllint are not here"),
        arguments: Outside.examples)
    func whatComesBackIsValidUnderThePublishedSet(_ name: String) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xml")
        defer { try? FileManager.default.removeItem(at: file) }
        let returned = try Self.trip(name).returned
        try Serialisation.text(returned).write(to: file, atomically: true, encoding: .utf8)
        let result = try Outside.run(
            "xmllint",
            [
                "--noout", "--schema", Bench.path(Outside.publishedSchema), Bench.path(file),
            ])
        #expect(result.status == 0, "\(result.errors)")
    }
}
