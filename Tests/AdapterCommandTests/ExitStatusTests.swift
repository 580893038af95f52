import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The table of exit statuses.
@Suite struct ExitStatusTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let status: Int32
        let says: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let rows = [
        Row(arguments: ["validate", "none.xml"], status: 2, says: "FILE-MISSING-1"),
        Row(arguments: ["validate", "empty"], status: 2, says: "FILE-FOLDER-2"),
        Row(arguments: ["import", "none.xml"], status: 2, says: "FILE-MISSING-1"),
        Row(arguments: ["import", "empty"], status: 2, says: "FILE-FOLDER-2"),
        Row(arguments: ["import", "none.xml", "good.xml"], status: 2, says: "none.xml"),
        Row(arguments: ["import", "--no-such-option", "good.xml"], status: 2, says: "no-such-option"),
        Row(arguments: ["import"], status: 2, says: "paths"),
        Row(arguments: ["no-such-command"], status: 2, says: "no-such-command"),
        Row(arguments: ["validate", "--set", "V0402", "good.xml"], status: 2, says: "V0402"),
        Row(arguments: ["validate", "--schemas", "none.xsd", "good.xml"], status: 2, says: "SCHEMA-FILE-1"),
        Row(arguments: ["validate", "--schemas", "good.xml", "good.xml"], status: 2, says: "SCHEMA-FORM-1"),
        Row(
            arguments: ["validate", "--extensions", "none.xsd", "good.xml"], status: 2, says: "SCHEMA-FILE-1"),
        Row(arguments: ["loop", "run", "--format", "xml"], status: 2, says: "xml"),
        Row(arguments: ["loop", "run", "--config", "none.yaml"], status: 2, says: "FILE-MISSING-1"),
        Row(arguments: ["loop", "run", "--config", "wrong.yaml"], status: 2, says: "wrong.yaml:2:1"),
        Row(arguments: ["loop", "run", "--journal", "elsewhere"], status: 2, says: "JOURNAL-ADDRESS-1"),
        Row(arguments: ["loop", "record", "none.jsonl"], status: 2, says: "FILE-MISSING-1"),
        Row(arguments: ["loop", "kpi", "--from", "yesterday"], status: 2, says: "KPI-WINDOW-2"),
        Row(arguments: ["loop", "kpi", "--window", "yesterdy"], status: 2, says: "KPI-WINDOW-4"),
        Row(
            arguments: ["loop", "kpi", "--window", "today", "--to", "2026-03-02T06:00:00Z"], status: 2,
            says: "KPI-WINDOW-3"),
        Row(arguments: ["loop", "rules", "empty"], status: 2, says: "EVENT-FOLDER-1"),
        Row(arguments: ["loop", "hold", "L", "--reason", "x"], status: 1, says: "LOOP-REFUSED-19"),
        Row(arguments: ["loop", "release", "L"], status: 2, says: "reason"),
        Row(
            arguments: ["exchange", "simulate", "--faults", "explode"], status: 2, says: "explode"),
        Row(
            arguments: ["import", "good.xml", "--journal", "sqlite:empty"], status: 3, says: "JOURNAL-OPEN-1"),
        Row(
            arguments: ["import", "good.xml", "--journal", "sqlite:none/j.sqlite"], status: 3,
            says: "JOURNAL-OPEN-2"),
        Row(
            arguments: ["import", "good.xml", "--journal", "sqlite:good.xml"], status: 3,
            says: "JOURNAL-OPEN-5"),
        Row(arguments: ["import", "good.xml"], status: 0, says: ""),
        Row(arguments: ["validate", "good.xml"], status: 0, says: ""),
        Row(arguments: ["import", "good.xml", "bad.xml"], status: 1, says: ""),
        Row(arguments: ["import", "none.xml", "bad.xml"], status: 2, says: "none.xml"),
    ]

    @Test(arguments: rows)
    func table(_ row: Row) throws {
        let b2mml = try Program()
        try b2mml.folder.write(schedule(), to: "good.xml")
        try b2mml.folder.write("<a>", to: "bad.xml")
        try b2mml.folder.write("site: a\nzoen: Europe/Berlin\n", to: "wrong.yaml")
        try b2mml.folder.write("", to: "empty/nothing.txt")
        let output = try b2mml(all: row.arguments)
        #expect(output.status == row.status, "\(output)")
        #expect(row.says.isEmpty || output.err.contains(row.says), "\(output.err)")
    }

    @Test func schemasThatAreNotThere() throws {
        let b2mml = try Program()
        let output = try b2mml("validate", "-", input: schedule(), environment: ["B2MML_HOME": "/nowhere"])
        #expect(output.status == 2 && output.err.contains("HOME-1"))
    }

    @Test func anotherDatabaseIsLeftAlone() throws {
        let b2mml = try Program()
        try b2mml.folder.write(schedule(), to: "good.xml")
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3") else { return }
        _ = try b2mml.run("/usr/bin/sqlite3", ["other.sqlite", "CREATE TABLE t(x)"])
        let output = try b2mml("import", "good.xml", "--journal", "sqlite:other.sqlite")
        #expect(output.status == 3 && output.err.contains("JOURNAL-OPEN-6"))
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"), "sqlite3 is not here"))
    func aJournalOfANewerFormatIsLeftAlone() throws {
        let b2mml = try Program()
        try b2mml("import", "-", input: schedule())
        _ = try b2mml.run("/usr/bin/sqlite3", ["b2mml.sqlite", "UPDATE journal_format SET version = 99"])
        let output = try b2mml("import", "-", input: schedule("4712", sender: "B"))
        #expect(output.status == 3 && output.err.contains("JOURNAL-FORMAT-1"))
    }

    /// Root may write everywhere: then there is nothing to see.
    @Test(.enabled(if: geteuid() != 0, "root may write to a read-only folder"))
    func aReadOnlyFolder() throws {
        let b2mml = try Program()
        let folder = try b2mml.folder.write("", to: "closed/x").replacing("/x", with: "")
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder) }
        let output = try b2mml("import", "-", "--journal", "sqlite:closed/j.sqlite", input: schedule())
        #expect(output.status == 3 && output.err.contains("JOURNAL-OPEN-"))
    }

    @Test(.enabled(if: TinyDisk.isPossible, "no small disk can be mounted here"))
    func aFullDisk() throws {
        let b2mml = try Program()
        let disk = try TinyDisk(at: "\(b2mml.folder.path)/disk", size: "1m")
        defer { disk.unmount() }
        let journal = "sqlite:disk/j.sqlite"
        #expect(try b2mml("import", "-", "--journal", journal, input: schedule()).status == 0)
        let many = (0..<3_000).map { number in
            "<ProductionRequest><ID>F\(number)</ID><SegmentRequirement><ID>0010</ID>"
                + "<ProcessSegmentID>Mixing</ProcessSegmentID></SegmentRequirement></ProductionRequest>"
        }.joined(separator: "\n")
        let large = schedule("4712", sender: "B").replacing(
            "</ProductionRequest></ProductionSchedule>",
            with: "</ProductionRequest>\(many)</ProductionSchedule>")
        let full = try b2mml("import", "-", "--journal", journal, input: large)
        #expect(full.status == 3 && full.err.contains("JOURNAL-FULL-1"), "\(full.status) \(full.err)")
        // Nothing that was taken in before is lost, and nothing of the other is said to be in.
        let dispatch = try b2mml("loop", "why", "4711", "--journal", journal)
        #expect(dispatch.status == 0)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full here"))
    func outputThatCannotBeWrittenIsNoSuccess() throws {
        let b2mml = try Program()
        try b2mml.folder.write(schedule(), to: "good.xml")
        let program = try #require(Program.path)
        let output = try b2mml.run("/bin/sh", ["-c", "'\(program)' validate good.xml >/dev/full"])
        #expect(output.status == 3)
    }
}

/// A small disk in memory; needs the right to mount.
struct TinyDisk {
    private let path: String

    static let isPossible: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder(),
            let disk = try? TinyDisk(at: "\(folder.path)/disk", size: "64k")
        else { return false }
        disk.unmount()
        return true
    }()

    struct NotMounted: Error {}

    init(at path: String, size: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard try Self.call("mount", "-t", "tmpfs", "-o", "size=\(size)", "tmpfs", path) == 0 else {
            throw NotMounted()
        }
    }

    func unmount() {
        _ = try? Self.call("umount", path)
    }

    private static func call(_ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
