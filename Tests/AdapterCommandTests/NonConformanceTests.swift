import Foundation
import Testing

/// A lot that is not as it should be, from the terminal.
@Suite struct NonConformanceTests {
    private func string(_ object: [String: Any]?, _ key: String) -> String? { object?[key] as? String }

    /// Order 4711 has made lot L1; a rule answers a failed test.
    private func plant() throws -> Program {
        let b2mml = try Program()
        try b2mml.folder.write(
            "site: plant\nzone: Europe/Berlin\nloop:\n  rules: [rules/failed-inspection.yaml]\n",
            to: "b2mml.yaml")
        try b2mml("import", "-", input: schedule())
        try b2mml("loop", "run")
        let records = """
            {"source":"plc","sequence":1,"at":"\(soon(1))","kind":"start","request":"4711","person":"M.Maker"}
            {"source":"plc","sequence":2,"at":"\(soon(60))","kind":"produced","request":"4711","material":"PAINT","lot":"L1","quantity":"5","unit":"KGM"}
            {"source":"plc","sequence":3,"at":"\(soon(120))","kind":"complete","request":"4711"}
            {"source":"lab","sequence":1,"at":"\(soon(180))","kind":"tested","lot":"L1","parameter":"gloss","value":"fail","person":"L.Lab"}
            """
        let recorded = try b2mml("loop", "record", "-", input: records)
        #expect(recorded.status == 0, "\(recorded.out)\(recorded.err)")
        return b2mml
    }

    private func step(_ step: String, _ b2mml: Program, _ more: String...) throws -> Program.Output {
        let program = try #require(Program.path)
        return try b2mml.run(
            program, ["loop", "nonconformance", step, "NC-1", "--format", "jsonl"] + more)
    }

    @Test func aFailedTestIsFollowedToItsEnd() throws {
        let b2mml = try plant()
        let listed = try b2mml("loop", "nonconformances", "--format", "jsonl").objects()
        #expect(listed.map { string($0, "state") } == ["Contained"])
        let entry = try #require(listed.first)
        #expect(
            Set(entry.keys) == [
                "id", "state", "lot", "reason", "characteristic", "detectedBy", "detectedAt", "disposition",
                "request", "possible", "steps",
            ])
        #expect(string(entry, "lot") == "L1" && string(entry, "detectedBy") == "L.Lab")
        #expect(string(entry, "characteristic") == "gloss")
        #expect(entry["possible"] as? [String] == ["review", "cancel"])

        let refused = try step("close", b2mml, "--by", "Q.Lead")
        #expect(refused.status == 1)
        #expect(refused.err.contains("LOOP-NONCONFORMANCE-2") && refused.err.contains("review, cancel"))
        #expect(try step("review", b2mml, "--by", "Q.Lead").status == 0)
        for person in ["M.Maker", "L.Lab"] {
            let output = try step("disposition", b2mml, "--as", "UseAsIs", "--by", person)
            #expect(output.status == 1 && output.err.contains("LOOP-NONCONFORMANCE-5"), "\(person)")
        }
        #expect(try step("disposition", b2mml, "--as", "Scrapped", "--by", "Q.Lead").status == 2)
    }

    @Test func scrapIsTakenFromTheBooks() throws {
        let b2mml = try plant()
        #expect(try step("review", b2mml, "--by", "Q.Lead").status == 0)
        #expect(try step("disposition", b2mml, "--as", "Scrap", "--by", "Q.Lead").status == 0)
        for name in ["execute", "verify", "close"] {
            #expect(try step(name, b2mml, "--by", "Q.Lead", "--reason", "crusher").status == 0)
        }
        #expect(try b2mml("loop", "nonconformances").out.isEmpty)
        let all = try b2mml("loop", "nonconformances", "--all", "--format", "jsonl").objects()
        #expect(all.map { string($0, "state") } == ["Closed"])
        #expect(string(all.first, "disposition") == "Scrap")
        #expect((all.first?["steps"] as? [[String: Any]])?.count == 6)
        let types = try b2mml("loop", "events", "--format", "jsonl").objects().map { string($0, "type") }
        #expect(types.contains("materialLot.scrapped"))
        // The hold was shared with the rule, and is gone with the end.
        #expect(types.last == "materialLot.released")
    }

    @Test func aPersonOpensOne() throws {
        let b2mml = try plant()
        let opened = try b2mml(
            "loop", "nonconformance", "open", "L1", "--reason", "sag", "--by", "K.Brandt", "--format",
            "jsonl")
        #expect(opened.status == 0)
        #expect(try string(opened.objects().first, "id") == "NC-2")
        #expect(try string(opened.objects().first, "state") == "Detected")
        #expect(try b2mml("loop", "nonconformance", "open", "L1", "--by", "K.Brandt").status == 2)
        let unknown = try b2mml("loop", "nonconformance", "open", "L9", "--reason", "sag", "--by", "K.Brandt")
        #expect(unknown.status == 1 && unknown.err.contains("LOOP-REFUSED-19"))
    }
}
