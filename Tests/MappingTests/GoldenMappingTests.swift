import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

/// What the mappings of V0401 make of documents with one of everything.
@Suite struct GoldenMappingTests {
    private static let folder = Bench.here.appending(path: "Fixtures/Isa95")
    private static let context = MappingContext(
        source: "in.xml", zone: MappingContext.Zone(identifier: "Europe/Paris", origin: "partner"))

    @Test(arguments: Golden.fixtures("Isa95", ending: ".V0401.xml"))
    func aDocumentOfV0401GoesInAndComesBack(_ name: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).V0401.xml"), encoding: .utf8)
        let noun = try #require(RoundTrip.nouns.first { text.hasPrefix("<\($0) ") })
        #expect(try Bench.read(text, .published(.v0401)).findings.map(\.description) == [])
        let trip = try RoundTrip(text, noun: noun, context: Self.context)
        #expect(trip.canonicalFindings.map(\.description) == [])
        #expect(trip.returnedFindings.map(\.description) == [])
        #expect(trip.inward.losses.ignoredByAccident == [])
        #expect(trip.outward.losses.ignoredByAccident == [])
        try Golden.expect(
            RunTests.report(trip.inward), Self.folder.appending(path: "\(name).in.txt"))
        try Golden.expect(
            RunTests.report(trip.outward), Self.folder.appending(path: "\(name).back.txt"))
    }

    @Test func aPerformanceForTheERPIsComplete() throws {
        let text = try String(
            contentsOf: Self.folder.appending(path: "performance.canonical.xml"), encoding: .utf8)
        let read = try Bench.read(text, .canonical)
        #expect(read.findings.map(\.description) == [])
        let mapping = try #require(try Bench.library.fromCanonical("OperationsPerformance", to: .v0401))
        let noun = try Bench.noun(read.document, "OperationsPerformance")
        let result = try #require(mapping.run(noun, context: Self.context))
        let written = Serialisation.text(result.document.root)
        #expect(try Bench.read(written, .published(.v0401)).findings.map(\.description) == [])
        #expect(result.losses.unsetRequired == [])
        #expect(result.losses.ignoredByAccident == [])
        // Maintenance has no place in a production performance.
        #expect(result.isHeld && result.findings.map(\.code.rawValue).contains("MAP-RUN-14"))
        try Golden.expect(RunTests.report(result), Self.folder.appending(path: "performance.out.txt"))
    }

    /// A document that was validated under strict V0700 has the names of the canonical form.
    @Test func aDocumentReadUnderStrictV0700IsTaken() throws {
        let text = "<MaterialClass xmlns=\"http://www.mesa.org/xml/B2MML\"><ID>C</ID></MaterialClass>"
        let noun = try Bench.noun(Bench.read(text, .published(.v0700)).document, "MaterialClass")
        let mapping = try #require(try Bench.library.fromCanonical("MaterialClass", to: .v0401))
        let result = try #require(mapping.run(noun, context: Self.context))
        #expect(result.document.root?.child("ID")?.text == "C")
    }

    @Test func aMappingIsEffectiveBetweenItsDates() throws {
        let yaml = """
            language: 1
            mapping: dated
            version: 2.1.0
            owner: plant systems
            effective: { from: 2026-01-01, until: 2026-06-30 }
            from: { set: V0401, noun: ProductionSchedule }
            to: { set: canonical, noun: OperationsSchedule }
            rules:
              - { to: ID, from: ID | trim }
            """
        let mapping = try #require(Bench.compile(yaml).value)
        #expect(mapping.isEffective(on: "2026-06-30"))
        #expect(!mapping.isEffective(on: "2026-07-01"))
        #expect(!mapping.isEffective(on: "2025-12-31"))
        #expect(mapping.version == "2.1.0")
        #expect(mapping.irreversible.map(\.reason) == ["trim: the blanks are gone"])
        #expect(mapping.irreversible.map(\.rule.line) == [9])
    }
}
