import B2MML
import Diagnostics
import Foundation
import Journal
import Operations
import Testing

@testable import Adapter

/// An order, a material and an inventory message that a plant has really sent, taken in as they are.
@Suite struct RealOrderTests {
    private static let order = Repository.shared(
        "corpus/dev/MESA__Examples__PRO-20121210181416-27942.xml")
    private static let material = Repository.shared(
        "corpus/dev/MESA__Examples__MAT-20121210170256-CRBN0001.xml")
    private static let inventory = Repository.shared(
        "corpus/dev/MESA__Examples__INV-20121210175555-0001L0001_01.xml")
    private static let driver = Repository.shared("mesa/V0401/driver.xsd")
    private static let xmllint = ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first {
        FileManager.default.fileExists(atPath: $0)
    }

    private func bench(_ kind: JournalKind) throws -> Bench {
        let bench = try Bench(kind)
        var erp = PartnerSettings(name: "erp")
        erp.set = .v0401
        erp.senders = ["DEV130"]
        erp.endpoint = EndpointSettings(url: "http://erp.example/b2mml")
        bench.settings.partners = ["erp": erp]
        return bench
    }

    private struct Consumed: Equatable {
        let material, box, quantity, unit, index: String?
    }

    @Test(
        .enabled(if: order != nil, "the corpus is not beside the repository"), arguments: JournalKind.allCases
    )
    func everyRequirementOfTheOrderIsThere(_ kind: JournalKind) async throws {
        let bench = try bench(kind)
        let result = try await bench.take(file: try #require(Self.order))
        #expect(result.outcome == .imported && result.objects.map(\.id) == ["258456"])
        #expect(result.partner == "erp")
        let entry = try #require(try await bench.state().requests["258456"])
        let top = try #require(entry.request.segments.first)
        #expect(entry.request.segments.count == 1 && top.id?.text == "0010")
        #expect(top.materials.first?.definitionIDs.first?.text == "SO1215")
        #expect(top.materials.first?.use == .known(.produced))
        #expect(top.materials.first?.quantities.first?.value.lexicalForm == "1.000")

        let weighing = try #require(top.children.first)
        #expect(weighing.processSegmentID?.text == "Weighing")
        let consumed = weighing.materials.map { requirement in
            Consumed(
                material: requirement.definitionIDs.first?.text,
                box: requirement.hierarchyScope?.equipmentID.text,
                quantity: requirement.quantities.first?.value.lexicalForm,
                unit: requirement.quantities.first?.unit?.rawValue,
                index: requirement.properties.first?.values.first?.text)
        }
        #expect(
            consumed == [
                Consumed(material: "CRBN0001", box: "BOX3", quantity: "5.000", unit: "KG", index: "0010"),
                Consumed(material: "CRBN0002", box: "BOX1", quantity: "50.000", unit: "KG", index: "0020"),
                Consumed(material: "CRBN0001", box: "BOX3", quantity: "811.000", unit: "KG", index: "0030"),
                Consumed(material: "CRBN0003", box: "BOX4", quantity: "100.000", unit: "KG", index: "0040"),
            ])
        #expect(weighing.materials.allSatisfy { $0.use == .known(.consumed) })
        #expect(weighing.parameters.map(\.id?.text) == ["Center"])
        #expect(weighing.parameters.first?.values.first?.text == "3")

        let container = try #require(weighing.children.first)
        #expect(container.processSegmentID?.text == "Contenair")
        #expect(
            container.materials.map { $0.subLotIDs.first?.text } == [
                "412345670000003212", "412345670021003212",
            ])
        #expect(container.materials.map { $0.quantities.first?.value.lexicalForm } == ["199.910", "2152.3"])
        #expect(try await bench.take(file: try #require(Self.order)).outcome == .duplicate)
    }

    @Test(
        .enabled(
            if: order != nil && driver != nil && xmllint != nil,
            "the corpus, MESA's schemas or xmllint are not here"))
    func theWorkIsReportedInAFormThatMESAsOwnSchemaTakes() async throws {
        let bench = try bench(.sqlite)
        _ = try await bench.take(file: try #require(Self.order))
        try await bench.run()
        bench.clock.advance(seconds: 7_200)
        let job = #""job":"258456/0010/Weighing""#
        let results = try await bench.record(
            #"{"source":"cell","sequence":1,"at":"2026-03-02T06:00:00+01:00","kind":"start",\#(job)}"#,
            #"{"source":"cell","sequence":2,"at":"2026-03-02T06:10:00+01:00","kind":"consumed",\#(job),"material":"CRBN0001","lot":"CRBN0001_LOT01","quantity":"5.000","unit":"KG"}"#,
            #"{"source":"cell","sequence":3,"at":"2026-03-02T06:20:00+01:00","kind":"produced",\#(job),"material":"SO1215","quantity":"1.000","unit":"KG"}"#,
            #"{"source":"cell","sequence":4,"at":"2026-03-02T06:30:00+01:00","kind":"complete",\#(job)}"#)
        #expect(results.map(\.outcome) == [.recorded, .recorded, .recorded, .recorded], "\(results)")
        #expect(try await bench.state().requestState("258456") == .known(.completed))
        let row = try #require(try await bench.outbox().first)
        let bytes = try #require(try await bench.journal.content(of: row.id))
        let text = String(decoding: bytes, as: UTF8.self)
        for part in ["258456", "CRBN0001_LOT01", "5.000", "SO1215", "Weighing"] {
            #expect(text.contains(part), "\(part) is missing in \(text)")
        }
        let path = try bench.folder.write(text, to: "performance.xml")
        let (status, words) = try lint(path)
        #expect(status == 0, "\(words)\n\(text)")
    }

    @Test(.enabled(if: material != nil && inventory != nil, "the corpus is not beside the repository"))
    func itsMaterialAndItsLotAreTakenIn() async throws {
        let bench = try bench(.memory)
        #expect(try await bench.take(file: try #require(Self.material)).outcome == .imported)
        #expect(try await bench.take(file: try #require(Self.inventory)).outcome == .imported)
        let state = try await bench.state()
        let definition = try #require(state.materialDefinitions["CRBN0001"])
        #expect(definition.properties.map(\.id?.text) == ["BaseUnitOfMeasure", "HazardousMaterialWarning"])
        #expect(definition.properties.last?.values.map(\.text) == ["C", "XN"])
        let lot = try #require(state.lots["CRBN0001_LOT01"])
        #expect("\(lot)".contains("CRBN0001_LOT01_01") && "\(lot)".contains("24.910"))
    }

    private func lint(_ path: String) throws -> (Int32, String) {
        let process = Process()
        let errors = Pipe()
        process.executableURL = URL(filePath: try #require(Self.xmllint))
        process.arguments = ["--noout", "--nonet", "--schema", try #require(Self.driver), path]
        process.standardError = errors
        try process.run()
        let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, words)
    }
}
