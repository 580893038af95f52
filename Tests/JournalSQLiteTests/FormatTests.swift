import Diagnostics
import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@testable import JournalSQLite

@Suite struct FormatTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Makes the journal that the fixture of an older format describes.
    private func makeFixture(_ version: Int) throws -> String {
        let url = try #require(
            Bundle.module.url(
                forResource: "format-\(version)", withExtension: "sql", subdirectory: "Fixtures"))
        let sql = try String(contentsOf: url, encoding: .utf8)
        let queue = try DatabaseQueue(path: folder.file())
        try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
        try queue.close()
        return folder.file()
    }

    /// The tables, as SQLite has them.
    private func schema(_ path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        return try queue.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT coalesce(sql, name) FROM sqlite_master WHERE name NOT LIKE 'grdb%' ORDER BY name"
            )
        }
    }

    @Test(arguments: 1...JournalFormat.current.version)
    func everyFormatOpensAndReadsAsIfItHadBeenWrittenToday(version: Int) async throws {
        let path = try makeFixture(version)
        let journal = try SQLiteJournal.open(at: path)
        let model = MemoryJournal()
        try await JournalScenario.live(in: model)
        let found = try await JournalDump(journal, keys: JournalScenario.keys)
        #expect(try await found == JournalDump(model, keys: JournalScenario.keys))

        let fresh = folder.file("fresh.sqlite")
        try SQLiteJournal.open(at: fresh).close()
        #expect(try schema(path) == schema(fresh))
    }

    @Test func everyStepHasAFixture() throws {
        let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
        #expect(names == JournalFormat.current.steps.map { "format-\($0.version).sql" })
        #expect(JournalFormat.current.steps.map(\.version) == Array(1...JournalFormat.current.version))
    }

    private func format(then steps: String...) -> JournalFormat {
        var format = JournalFormat.current
        for sql in steps { format.steps.append(JournalFormat.Step(version: format.version + 1, sql: sql)) }
        return format
    }

    @Test func aStepKeepsWhatIsThereAndItsFormatIsRefusedByOlderPrograms() async throws {
        let path = try makeFixture(1)
        var options = SQLiteJournal.Options()
        options.format = format(then: "ALTER TABLE sites ADD COLUMN zone TEXT NOT NULL DEFAULT 'UTC'")
        let newer = try SQLiteJournal.open(at: path, options)
        let dump = try await JournalDump(newer, keys: JournalScenario.keys)
        #expect(dump.events.count == 3)
        #expect(
            try await newer.pool.read { try String.fetchAll($0, sql: "SELECT zone FROM sites") } == [
                "UTC", "UTC",
            ])
        try newer.close()

        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let current = JournalFormat.current.version
        #expect(throws: JournalError.newerFormat(path: path, found: current + 1, supported: current)) {
            try SQLiteJournal.open(at: path)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        let again = try SQLiteJournal.open(at: path, options)
        #expect(try await JournalDump(again, keys: JournalScenario.keys) == dump)
    }

    @Test func aStepThatFailsLeavesTheOldFormat() async throws {
        let path = try makeFixture(1)
        let before = try schema(path)
        var options = SQLiteJournal.Options()
        options.format = format(then: "CREATE TABLE more (x INTEGER) STRICT", "CREATE TABLE sites (x)")
        let error = #expect(throws: JournalError.self) { try SQLiteJournal.open(at: path, options) }
        #expect(error?.code == "JOURNAL-FAULT-1")
        #expect(try schema(path) == before)
        let journal = try SQLiteJournal.open(at: path)
        #expect(try await journal.position(of: JournalSamples.site).rawValue == 3)
    }

    @Test func manyMayOpenANewJournalAtOnce() async throws {
        let path = folder.file("new.sqlite")
        let leases = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let journal = try SQLiteJournal.open(at: path)
                    return try await journal.acquireLease(
                        of: "\(number)", by: "a", at: JournalSamples.time(0), until: JournalSamples.time(1),
                        replacing: nil
                    ).token
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(leases == 8)
    }
}
