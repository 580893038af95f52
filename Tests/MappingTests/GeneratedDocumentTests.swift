import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

/// Documents that exercise every part of a set, made from the facts about it.
@Suite(.enabled(if: Outside.canGenerate, "the generator of documents is not beside this checkout"))
struct GeneratedDocumentTests {
    private static func documents(
        _ set: String, nouns: [String], number: Int, _ body: (String, String) throws -> Void
    ) throws {
        let folder = try Outside.generate(set, number: number)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in try FileManager.default.contentsOfDirectory(atPath: Bench.path(folder)).sorted() {
            let noun = String(file.split(separator: "-")[1])
            guard nouns.contains(noun) else { continue }
            try body(noun, String(contentsOf: folder.appending(path: file), encoding: .utf8))
        }
    }

    /// An `OtherValue` beside a value that the enumeration lists says nothing, and V0700 may list other values.
    private static func meaningful(_ paths: [String]) -> [String] {
        paths.filter { !$0.hasSuffix("/@OtherValue") }
    }

    @Test func nothingOfV0401IsLostByAccident() throws {
        var trips = 0
        var equal = 0
        try Self.documents("V0401", nouns: RoundTrip.nouns, number: 8) { noun, text in
            let trip = try RoundTrip(text, noun: noun)
            trips += 1
            #expect(Self.meaningful(trip.inward.losses.ignoredByAccident) == [], "\(text)")
            #expect(trip.inward.losses.unsetRequired == [])
            #expect(trip.inward.losses.derived == [])
            #expect(trip.canonicalFindings.map(\.description) == [], "\(text)")
            #expect(Self.meaningful(trip.outward.losses.ignoredByAccident) == [], "\(text)")
            #expect(trip.outward.losses.unsetRequired == [])
            #expect(trip.outward.losses.derived == [])
            #expect(trip.returnedFindings.map(\.description) == [], "\(text)")
            guard !trip.original.hasSecondForm else { return }
            equal += 1
            #expect(Serialisation.text(trip.returned) == trip.originalWithoutLosses)
        }
        #expect(trips == 8 * RoundTrip.nouns.count)
        #expect(equal > trips / 2)
    }

    @Test func whatLeavesForV0401IsValid() throws {
        let nouns = ["OperationsSchedule", "OperationsPerformance"] + RoundTrip.nouns.dropFirst(2)
        var count = 0
        try Self.documents("V0700", nouns: nouns, number: 5) { noun, text in
            let mapping = try #require(try Bench.library.fromCanonical(noun, to: .v0401))
            let canonical = try Bench.noun(Bench.read(text, .canonical).document, noun)
            let result = try #require(mapping.run(canonical, context: MappingContext()))
            count += 1
            // Only production fits into production nouns.
            let accidents = Self.meaningful(result.losses.ignoredByAccident)
                .filter { !$0.hasSuffix("/OperationsType[1]") }
            #expect(accidents == [], "\(text)")
            #expect(result.losses.unsetRequired.allSatisfy { $0.hasSuffix("/Name") }, "\(text)")
            let written = Serialisation.text(result.document.root, indent: false)
            let findings = try Bench.read(written, .published(.v0401)).findings
            #expect(result.isHeld || findings.map(\.description) == [], "\(text)")
        }
        #expect(count == 5 * nouns.count)
    }
}

extension RoundTrip {
    /// What is to come back: the original without what is declared lost, and without empty extensions.
    fileprivate var originalWithoutLosses: String {
        let losses = inward.losses
        let lost = Set(losses.ignoredDeclared.map(\.path) + losses.ignoredByAccident)
        return Serialisation.text(original) { node in
            node.localName == "Any" || lost.contains(node.path)
        }
    }
}

extension Node {
    /// V0401 has two forms for them; a parameter's wrapper without a parameter says nothing.
    private static let secondForms: Set<String> = [
        "MaterialProducedRequirement", "MaterialConsumedRequirement", "ConsumableExpectedRequirement",
        "MaterialProducedActual", "MaterialConsumedActual", "ConsumableActual",
    ]

    fileprivate var hasSecondForm: Bool {
        Self.secondForms.contains(localName)
            || (localName == "ProductionParameter" && child("Parameter") == nil)
            || children.contains { $0.hasSecondForm }
    }
}
