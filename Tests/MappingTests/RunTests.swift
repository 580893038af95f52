import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

@Suite struct RunTests {
    static let folder = Bench.here.appending(path: "Fixtures/Runs")

    @Test(arguments: Golden.fixtures("Runs", ending: ".yaml"))
    func aRunIsAsRecorded(_ name: String) throws {
        let report = Self.report(try run(name, context: context))
        #expect(report == Self.report(try run(name, context: context)))
        try Golden.expect(report, Self.folder.appending(path: "\(name).out.txt"))
        if name.hasPrefix("MAP-") {
            #expect(report.contains("[\(name)]"))
        }
    }

    private let context = MappingContext(
        source: "in.xml", zone: MappingContext.Zone(identifier: "Europe/Paris", origin: "partner"),
        date: "2026-05-01")

    private func run(_ name: String, context: MappingContext) throws -> MappingResult {
        let compiler = MappingCompiler(folder: Bench.path(Self.folder), schemas: Bench.schemas)
        let checked = compiler.compile("\(name).yaml")
        #expect(checked.findings.filter { $0.code != "MAP-UNREAD-1" }.map(\.description) == [])
        let mapping = try #require(checked.value)
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).xml"), encoding: .utf8)
        let noun = try Bench.noun(Bench.read(text, mapping.from.set).document, mapping.from.noun)
        return try #require(mapping.run(noun, context: context))
    }

    /// Everything that a result says.
    static func report(_ result: MappingResult) -> String {
        var lines = ["held: \(result.isHeld), refused: \(result.isRefused)"]
        for finding in result.ruleFindings {
            lines.append(finding.finding.description)
            if let rule = finding.rule { lines.append("    rule \(rule.locator)") }
        }
        let losses = result.losses
        lines.append("consumed: \(losses.consumed)")
        lines += losses.ignoredDeclared.map { "declared: \($0.path) (\($0.reason))" }
        lines += losses.ignoredByAccident.map { "accident: \($0)" }
        lines += losses.unsetRequired.map { "unset: \($0)" }
        lines += losses.derived.map { "derived: \($0)" }
        return lines.joined(separator: "\n") + "\n" + Serialisation.text(result.document.root)
    }

    @Test(arguments: [
        (MappingContext.Doubt.earlier, "2026-03-29T02:30:00+02:00", "2026-10-25T02:30:00+02:00"),
        (MappingContext.Doubt.later, "2026-03-29T02:30:00+01:00", "2026-10-25T02:30:00+01:00"),
    ])
    func aDoubtfulTimeIsTakenAsTheSettingSays(
        _ doubt: MappingContext.Doubt, _ skipped: String, _ twice: String
    ) throws {
        let result = try run("MAP-RUN-10", context: MappingContext(doubt: doubt))
        let root = try #require(result.document.root)
        #expect(root.child("StartTime")?.text == skipped)
        #expect(root.child("EndTime")?.text == twice)
        #expect(!result.isHeld)
        #expect(
            result.findings.filter { $0.severity == .warning }.map(\.code) == ["MAP-RUN-10", "MAP-RUN-10"])
    }

    @Test func withoutAZoneALocalTimeStaysLocal() throws {
        let result = try run("MAP-RUN-6", context: MappingContext())
        #expect(result.document.root?.child("PublishedDate")?.text == "2026-01-31T24:00:00")
    }

    @Test func anUnknownZoneHolds() throws {
        let zone = MappingContext.Zone(identifier: "Europe/Entenhausen", origin: "site")
        let result = try run("MAP-RUN-6", context: MappingContext(zone: zone))
        #expect(result.isHeld)
        #expect(result.findings.filter { $0.severity == .error }.map(\.code) == ["MAP-RUN-9", "MAP-RUN-9"])
    }

    @Test func rowsOfATableAreValidByDate() throws {
        let before = try run("MAP-RUN-7", context: MappingContext(date: "2025-12-31"))
        #expect(before.document.root?.child("Description")?.text == "old beta")
        #expect(before.document.root?.child("ID") == nil)
        #expect(before.isHeld)
    }

    @Test func aNounOfAnotherMappingIsNotTaken() throws {
        let mapping = try #require(try Bench.library.mapping(named: "isa95/from-v0401/material-lot"))
        let text = "<MaterialClass xmlns=\"http://www.wbf.org/xml/B2MML-V0401\"><ID>C</ID></MaterialClass>"
        let read = try Bench.read(text, .published(.v0401))
        #expect(mapping.run(try Bench.noun(read.document, "MaterialClass"), context: context) == nil)
    }
}
