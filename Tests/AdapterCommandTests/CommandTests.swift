import Foundation
import Testing

/// What each command prints: the keys that others rely on.
@Suite struct CommandTests {
    private let findingKeys: Set = [
        "code", "severity", "file", "line", "column", "path", "message", "expected", "found", "advice",
    ]

    private func string(_ object: [String: Any]?, _ key: String) -> String? { object?[key] as? String }

    @Test func validate() throws {
        let b2mml = try Program()
        try b2mml.folder.write(schedule(), to: "in/good.xml")
        try b2mml.folder.write(
            schedule().replacing("<ID>0010</ID>", with: "<Id>0010</Id>"), to: "in/sub/bad.xml")
        try b2mml.folder.write("no", to: "in/readme.txt")
        try b2mml.folder.write("no", to: "in/.hidden.xml")
        let output = try b2mml("validate", "--format", "jsonl", "in")
        #expect(output.status == 1)
        let objects = try output.objects()
        #expect(objects.map { string($0, "file") } == ["in/good.xml", "in/sub/bad.xml"])
        for object in objects {
            #expect(
                Set(object.keys) == [
                    "file", "sha256", "set", "setReason", "dialects", "root", "verdict", "profile",
                    "accepted",
                    "deviations", "setAside", "findings",
                ])
        }
        #expect(objects.map { string($0, "verdict") } == ["valid", "invalid"])
        #expect(objects.map { $0["accepted"] as? Bool } == [true, false])
        let finding = try #require((objects[1]["findings"] as? [[String: Any]])?.first)
        #expect(Set(finding.keys) == findingKeys && finding["line"] as? Int == 6)
        #expect(try b2mml("validate", "--format", "json", "in/good.xml").array().count == 1)
        #expect(try b2mml("validate", "in/good.xml").status == 0)
        let tolerant = try b2mml("validate", "--format", "jsonl", "--profile", "tolerant", "in").objects()
        #expect(tolerant.map { string($0, "verdict") } == ["valid", "invalid"])
        #expect(tolerant.map { $0["accepted"] as? Bool } == [true, true])
        let deviations = try #require(tolerant[1]["deviations"] as? [[String: Any]])
        #expect(string(deviations.first, "code") == "DEV-NAME-1" && deviations.first?["line"] as? Int == 6)
        #expect(try b2mml("validate", "--profile", "tolerent", "in").status == 2)
        let verdicts = [("", "not-well-formed"), ("<!DOCTYPE a><a/>", "refused"), ("<a/>", "unknown-set")]
        for (text, verdict) in verdicts {
            let output = try b2mml("validate", "--format", "jsonl", "-", input: text)
            #expect(output.status == 1)
            #expect(try string(output.objects().first, "verdict") == verdict)
            #expect(try string(output.objects().first, "file") == "-")
        }
    }

    /// Findings, unreadable and missing files, standard input and problems: in the same order, whoever comes first.
    @Test(arguments: ["text", "json", "jsonl"])
    func theNumberOfJobsDoesNotChangeTheOutput(format: String) throws {
        let b2mml = try Program()
        for number in 0..<40 {
            let text = schedule("\(number)")
            try b2mml.folder.write(
                number % 3 == 0 ? text.replacing("<ID>0010</ID>", with: "<Id>0010</Id>") : text,
                to: "in/\(number % 4)/\(number).xml")
        }
        try b2mml.folder.write("<a>", to: "in/9.xml")
        let arguments = [
            "validate", "none.xml", "in", "-", "in/*/7.xml", "in/9.xml", "-", "--format", format,
        ]
        let path = try #require(Program.path)
        let one = try b2mml.run(path, arguments + ["--jobs", "1"], input: schedule())
        #expect(one.status == 2 && one.err.contains("FILE-MISSING-1"))
        for jobs in [[], ["--jobs", "2"], ["--jobs", "7"]] {
            let many = try b2mml.run(path, arguments + jobs, input: schedule())
            #expect(many.out == one.out && many.err == one.err && many.status == one.status, "\(jobs)")
        }
        if format == "jsonl" { #expect(try one.objects().count == 45) }
        #expect(try b2mml("validate", "in", "--jobs", "0").status == 2)
    }

    /// Compressed or not, it is the same message.
    @Test func importOfGzip() throws {
        let b2mml = try Program()
        try b2mml.folder.write(schedule(), to: "in/a.xml")
        try b2mml.folder.write(schedule("4712").replacing("<ID>", with: "<Id>"), to: "in/b.xml")
        #expect(try b2mml.run("/usr/bin/env", ["gzip", "-r", "in"]).status == 0)
        #expect(try b2mml.folder.names(in: "in") == ["a.xml.gz", "b.xml.gz"])
        let output = try b2mml("import", "--format", "jsonl", "--quarantine", "kept", "in")
        #expect(output.status == 1)
        #expect(try output.objects().map { string($0, "outcome") } == ["imported", "refused"])
        #expect(try b2mml.folder.names(in: "kept") == ["b.xml", "b.xml.error.json"])
        let plain = try b2mml("import", "--format", "jsonl", "-", input: schedule())
        #expect(try string(plain.objects().first, "outcome") == "duplicate")

        let whole = try Data(contentsOf: URL(filePath: "\(b2mml.folder.path)/in/a.xml.gz"))
        try whole.dropLast(4).write(to: URL(filePath: "\(b2mml.folder.path)/cut.xml.gz"))
        let cut = try b2mml("import", "--format", "jsonl", "--quarantine", "kept", "cut.xml.gz")
        #expect(cut.status == 1)
        let object = try #require(try cut.objects().first)
        #expect(string(object, "outcome") == "refused")
        let finding = try #require((object["findings"] as? [[String: Any]])?.first)
        #expect(string(finding, "code") == "GZIP-DATA-1" && string(finding, "file") == "cut.xml.gz")
        #expect(try b2mml.folder.names(in: "kept").contains("cut.xml.gz"))
    }

    @Test func importAndWhy() throws {
        let b2mml = try Program()
        try b2mml.folder.write(schedule(), to: "in/a.xml")
        try b2mml.folder.write("<a>", to: "in/b.xml")
        let output = try b2mml("import", "--format", "jsonl", "--quarantine", "kept", "in")
        #expect(output.status == 1 && output.err.isEmpty)
        let objects = try output.objects()
        let keys: Set = ["file", "outcome", "keys", "events"]
        #expect(objects.allSatisfy { keys.isSubset(of: $0.keys) })
        #expect(objects.map { string($0, "outcome") } == ["imported", "refused"])
        #expect(objects[0]["keys"] as? [String] == ["4711"])
        #expect((objects[0]["events"] as? Int ?? 0) > 0 && objects[1]["events"] as? Int == 0)
        #expect(try b2mml.folder.names(in: "kept") == ["b.xml", "b.xml.error.json"])
        let reason = try Data(contentsOf: URL(filePath: "\(b2mml.folder.path)/kept/b.xml.error.json"))
        let kept = try #require(try JSONSerialization.jsonObject(with: reason) as? [String: Any])
        #expect(string(kept, "outcome") == "refused")
        #expect(Set(try #require((kept["findings"] as? [[String: Any]])?.first).keys) == findingKeys)
        #expect(
            try String(contentsOfFile: "\(b2mml.folder.path)/kept/b.xml", encoding: .utf8) == "<a>")
        try b2mml("import", "--quarantine", "kept", "in/b.xml")
        #expect(try b2mml.folder.names(in: "kept").count == 4)

        let again = try b2mml("import", "--format", "jsonl", "in/a.xml")
        #expect(again.status == 0)
        #expect(try string(again.objects().first, "outcome") == "duplicate")
        let conflict = try b2mml(
            "import", "--format", "jsonl", "--quarantine", "kept", "-", input: schedule(quantity: "6"))
        #expect(conflict.status == 1)
        #expect(try string(conflict.objects().first, "outcome") == "conflict")
        #expect(try b2mml.folder.names(in: "kept").contains("stdin.xml.error.json"))
        let revised = try b2mml(
            "import", "--format", "jsonl", "-",
            input: schedule(quantity: "6", created: "2026-03-01T17:00:00Z"))
        #expect(revised.status == 0)
        #expect(try string(revised.objects().first, "outcome") == "revised")
        let stale = try b2mml(
            "import", "--format", "jsonl", "-",
            input: schedule(quantity: "7", created: "2026-02-01T17:00:00Z"))
        #expect(stale.status == 0)
        #expect(try string(stale.objects().first, "outcome") == "stale")
        #expect(try b2mml("import", "-", input: "<a>").status == 1)

        let why = try b2mml("loop", "why", "4711", "--format", "jsonl")
        #expect(why.status == 0)
        let lines = try why.objects()
        #expect(lines.allSatisfy { Set($0.keys) == ["at", "kind", "what", "detail"] })
        #expect(Set(lines.compactMap { string($0, "kind") }) == ["delivery", "object", "event"])
        #expect(lines.count { string($0, "what") == "request.accepted" } == 1)
        #expect(lines.count { string($0, "what") == "request.revised" } == 1)
        // Without the Z, which would put 21.3 behind 21.305.
        let times = lines.compactMap { string($0, "at")?.replacing("Z", with: "") }
        #expect(times.count == lines.count && times == times.sorted())
        #expect(try b2mml("loop", "why", "nobody").status == 2)
    }

    /// Row by row, not byte by byte: SQLite counts in the file how often it was opened.
    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"), "sqlite3 is not here"))
    func aRehearsalWritesNothing() throws {
        let b2mml = try Program()
        try b2mml.folder.write(schedule(), to: "a.xml")
        let first = try b2mml("import", "--dry-run", "--format", "jsonl", "a.xml")
        #expect(first.status == 0)
        #expect(try first.objects().first?["dryRun"] as? Bool == true)
        #expect(!FileManager.default.fileExists(atPath: "\(b2mml.folder.path)/b2mml.sqlite"))
        try b2mml("import", "a.xml")
        func rows() throws -> String {
            try b2mml.run("/usr/bin/sqlite3", ["b2mml.sqlite", ".dump"]).out
        }
        let before = try rows()
        #expect(before.contains("4711"))
        let other = try b2mml("import", "--dry-run", "-", input: schedule("4712", sender: "B"))
        #expect(other.status == 0 && other.out.contains("would be imported"))
        #expect(try b2mml("import", "--dry-run", "--quarantine", "kept", "-", input: "<a>").status == 1)
        #expect(try rows() == before)
    }

    @Test func workTheLoop() throws {
        let b2mml = try Program()
        try b2mml.folder.write("site: plant\nzone: Europe/Berlin\n", to: "b2mml.yaml")
        try b2mml("import", "-", input: schedule())
        let run = try b2mml("loop", "run", "--format", "json")
        #expect(run.status == 0)
        let answer = try #require(try run.array().first)
        #expect(Set(answer.keys) == ["events", "planned", "dispatched", "findings"])
        #expect(answer["planned"] as? Int == 1 && answer["dispatched"] as? Int == 1)

        let dispatch = try b2mml("loop", "dispatch", "--format", "jsonl").objects()
        #expect(dispatch.count == 1 && string(dispatch.first, "request") == "4711")
        #expect(string(dispatch.first, "workCentre") == "MIXER-01")
        #expect(try b2mml("loop", "dispatch", "--work-centre", "OTHER").out.isEmpty)

        let records = """
            {"source":"plc","sequence":1,"at":"\(soon(1))","kind":"start","request":"4711"}

            {"source":"plc","sequence":2,"at":"\(soon(60))","kind":"produced","request":"4711","material":"PAINT","quantity":"5","unit":"KGM"}
            {"source":"plc","sequence":3,"at":"\(soon(120))","kind":"complete","request":"4711"}
            """
        let recorded = try b2mml("loop", "record", "-", "--format", "jsonl", input: records)
        #expect(recorded.status == 0)
        #expect(try recorded.objects().map { $0["line"] as? Int } == [1, 3, 4])
        #expect(
            try recorded.objects().allSatisfy {
                Set($0.keys) == ["line", "sequence", "outcome", "events", "findings"]
            })
        #expect(try recorded.objects().map { string($0, "outcome") } == ["recorded", "recorded", "recorded"])
        let repeated = try b2mml("loop", "record", "-", "--format", "jsonl", input: records)
        #expect(repeated.status == 0)
        #expect(
            try repeated.objects().map { string($0, "outcome") } == ["duplicate", "duplicate", "duplicate"])
        let wrong = try b2mml(
            "loop", "record", "-", input: "{\"source\":\"plc\",\"sequense\":4}\nno JSON\n")
        #expect(wrong.status == 1 && wrong.out.contains("RECORD-FORM-1") && wrong.out.contains("2 refused"))

        let matrix = try b2mml("loop", "matrix", "--format", "json").array()
        #expect(matrix.count == 32)
        #expect(matrix.allSatisfy { Set($0.keys) == ["domain", "activity", "evidence"] })
        #expect(matrix.contains { ($0["evidence"] as? Int ?? 0) > 0 })

        let window = ["--from", "2026-03-02T06:00:00+01:00", "--to", "2026-03-02T14:00:00+01:00"]
        let kpi = try b2mml("loop", "kpi", window[0], window[1], window[2], window[3], "--format", "json")
        let rows = try kpi.array()
        #expect(!rows.isEmpty)
        let keys: Set = [
            "kpi", "scope", "window", "numerator", "denominator", "value", "unit", "completeness", "formula",
        ]
        #expect(rows.allSatisfy { keys.isSubset(of: $0.keys) })
        #expect(Set(rows.map { string($0, "scope") }) == ["MIXER-01", "site"])
        let why = try b2mml(
            "loop", "why", "MIXER-01", window[0], window[1], window[2], window[3], "--format", "json")
        #expect(try why.array().map { string($0, "equipment") } == ["MIXER-01"])
    }

    @Test func everyCommandHasHelpWithAnExample() throws {
        let b2mml = try Program()
        let commands = [
            ["validate"], ["import"], ["loop"], ["loop", "run"], ["loop", "record"], ["loop", "dispatch"],
            ["loop", "kpi"], ["loop", "matrix"], ["loop", "why"], ["exchange"], ["exchange", "outbox"],
            ["exchange", "simulate"], ["schema"], ["schema", "list"], ["schema", "show"],
            ["schema", "errata"],
            ["demo"],
        ]
        for command in commands {
            let arguments = command + ["--help"]
            let output =
                arguments.count == 2
                ? try b2mml(arguments[0], arguments[1]) : try b2mml(arguments[0], arguments[1], arguments[2])
            #expect(output.status == 0 && output.out.contains("Example: b2mml"), "\(command)")
        }
    }
}
