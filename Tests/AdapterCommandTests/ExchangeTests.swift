import Foundation
import Testing

/// The way out, and the demonstration.
@Suite struct ExchangeTests {
    private static let driver = Program.shared("mesa/V0401/driver.xsd")
    private static let xmllint = FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint")

    private let keys: Set = ["id", "partner", "key", "root", "bodID", "state", "attempts", "lastError"]

    /// Port 9 of this machine: nobody listens there.
    @Test func anERPThatIsDownIsTriedAgain() throws {
        let b2mml = try Program()
        try b2mml.folder.write(
            """
            site: plant
            zone: Europe/Berlin
            partners:
              erp:
                set: V0401
                senders: [ERP]
                endpoint: { url: "http://127.0.0.1:9/b2mml", plain-http: true }
            """, to: "b2mml.yaml")
        try b2mml("import", "-", input: schedule())
        try b2mml("loop", "run")
        let recorded = try b2mml(
            "loop", "record", "-",
            input: """
                {"source":"plc","sequence":1,"at":"\(soon(1))","kind":"start","request":"4711"}
                {"source":"plc","sequence":2,"at":"\(soon(120))","kind":"complete","request":"4711"}
                """)
        #expect(recorded.status == 0, "\(recorded.out)")
        let before = try b2mml("exchange", "outbox", "--format", "jsonl")
        let row = try #require(try before.objects().first)
        #expect(before.status == 0 && Set(row.keys) == keys)
        #expect(row["state"] as? String == "pending" && row["attempts"] as? Int == 0)
        #expect(row["key"] as? String == "4711" && row["partner"] as? String == "erp")

        let failed = try b2mml("exchange", "outbox", "--send", "--format", "jsonl")
        #expect(failed.status == 3)
        let still = try #require(try failed.objects().first)
        #expect(
            still["state"] as? String == "pending" && still["bodID"] as? String == row["bodID"] as? String)
        #expect((still["attempts"] as? Int ?? 0) >= 1 && still["lastError"] is String)
        #expect(try b2mml("exchange", "outbox", "--state", "delivered", "--format", "json").array().isEmpty)
        #expect(try b2mml("exchange", "outbox", "--partner", "other").out.isEmpty)

        let why = try b2mml("loop", "why", "4711", "--format", "jsonl").objects()
        #expect(why.contains { $0["kind"] as? String == "outbox" })
    }

    @Test func theDemonstrationEndsWell() throws {
        let b2mml = try Program()
        let start = ContinuousClock.now
        let output = try b2mml("demo", "--keep", "demo")
        #expect(output.status == 0, "\(output.out)\(output.err)")
        #expect(ContinuousClock.now - start < .seconds(60))
        #expect(output.out.contains("demo/report.txt"))
        let report = try String(contentsOfFile: "\(b2mml.folder.path)/demo/report.txt", encoding: .utf8)
        #expect(output.out.hasPrefix(report.trimmingCharacters(in: .newlines)))
        let messages = try b2mml.folder.names(in: "demo/sent").filter { !$0.contains("reply") }
        #expect(messages.count == 3)
        #expect(try b2mml("demo", "--keep", "demo").status == 2)
        let rows = try b2mml(
            "exchange", "outbox", "--format", "jsonl", "--journal", "sqlite:demo/journal.sqlite")
        #expect(try rows.objects().allSatisfy { $0["state"] as? String == "delivered" })
    }

    @Test(.enabled(if: driver != nil && xmllint, "MESA's schemas or xmllint are not here"))
    func theDemonstrationsMessagesAreValidUnderMESAsOwnSchema() throws {
        let b2mml = try Program()
        try b2mml("demo", "--keep", "demo")
        for name in try b2mml.folder.names(in: "demo/sent") {
            let judged = try b2mml.run(
                "/usr/bin/xmllint",
                ["--noout", "--nonet", "--schema", try #require(Self.driver), "demo/sent/\(name)"])
            #expect(judged.status == 0, "\(name): \(judged.err)")
        }
    }
}
