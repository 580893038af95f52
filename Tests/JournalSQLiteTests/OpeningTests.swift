import Diagnostics
import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@testable import JournalSQLite

@Suite struct OpeningTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func expectUnusable(_ obstacle: JournalError.Obstacle, _ path: String) {
        #expect(throws: JournalError.unusable(path: path, obstacle)) { try SQLiteJournal.open(at: path) }
    }

    @Test func aFolderIsNoJournal() throws {
        expectUnusable(.isFolder, folder.path)
    }

    @Test func theFolderMustExist() throws {
        expectUnusable(.noFolder, folder.file("no/such/journal.sqlite"))
        try Data().write(to: URL(fileURLWithPath: folder.file("file")))
        expectUnusable(.noFolder, folder.file("file/journal.sqlite"))
    }

    @Test func whereNothingMayBeMadeThereIsNoPermission() {
        expectUnusable(.noPermission, "/proc/journal.sqlite")
    }

    @Test(arguments: ["hello", String(repeating: "<Sync/>", count: 500), "SQLite format 3\0 and nonsense"])
    func anyFileIsLeftAlone(text: String) throws {
        let path = folder.file("orders.xml")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        expectUnusable(.notADatabase, path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["orders.xml"])
    }

    @Test(arguments: ["CREATE TABLE t (x)", "PRAGMA application_id = 7"])
    func anotherDatabaseIsLeftAlone(sql: String) throws {
        let path = folder.file("other.sqlite")
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
        try queue.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        expectUnusable(.notAJournal, path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func anEmptyFileBecomesAJournal() async throws {
        let path = folder.file()
        try Data().write(to: URL(fileURLWithPath: path))
        let journal = try SQLiteJournal.open(at: path)
        #expect(try await journal.sites().isEmpty)
    }

    /// What SQLite answers when the rights of the file or the mount forbid writing. (The rights themselves do not bind
    /// a test that runs as root.)
    @Test func aJournalThatMayOnlyBeReadSaysSo() async throws {
        var options = SQLiteJournal.Options()
        let journal = try SQLiteJournal.open(at: folder.file(), options)
        try await JournalScenario.live(in: journal)
        try journal.close()
        options.prepare = { db in try db.execute(sql: "PRAGMA query_only = ON") }
        let path = folder.file()
        #expect(throws: JournalError.unusable(path: path, .isReadOnly)) {
            try SQLiteJournal.open(at: path, options)
        }
    }

    @Test func damagedPagesAreReportedAndNotReadAsRows() async throws {
        let path = folder.file()
        let journal = try SQLiteJournal.open(at: path)
        try await JournalScenario.live(in: journal)
        try journal.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for index in stride(from: 4096, to: bytes.count, by: 1) { bytes[index] = 0xA5 }
        try bytes.write(to: URL(fileURLWithPath: path))
        let error = await #expect(throws: JournalError.self) {
            _ = try await JournalDump(SQLiteJournal.open(at: path))
        }
        #expect(error?.code == "JOURNAL-CORRUPT-1")
    }

    @Test func aRowThatOurProgramDoesNotWriteIsReportedAndDoesNotEndTheProcess() async throws {
        let journal = try SQLiteJournal.open(at: folder.file())
        try await JournalScenario.live(in: journal)
        try await journal.pool.write { db in try db.execute(sql: "UPDATE events SET domain = 'Cooking'") }
        await #expect(throws: JournalError.corrupt(path: folder.file(), what: "a row cannot be read")) {
            try await journal.events(of: JournalSamples.site, after: .start, limit: 9)
        }
    }

    @Test func commitsAreFlushedAndReferencesChecked() async throws {
        let journal = try SQLiteJournal.open(at: folder.file())
        let settings = try await journal.pool.write { db in
            try ["synchronous", "foreign_keys", "journal_mode"].map { name in
                try String.fetchOne(db, sql: "PRAGMA \(name)")
            }
        }
        #expect(settings == ["2", "1", "wal"])
    }

    @Test func aLockThatLastsIsContention() async throws {
        var options = SQLiteJournal.Options()
        options.busyTimeout = 0.02
        let journal = try SQLiteJournal.open(at: folder.file(), options)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: folder.file(), configuration: configuration)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        await #expect(throws: JournalError.contention(.locked)) { try await journal.sampleLease() }
        try await other.writeWithoutTransaction { db in try db.execute(sql: "COMMIT") }
        #expect(try await journal.sampleLease().token == 1)
    }

    @Test func aClosedJournalIsOneFile() async throws {
        let journal = try SQLiteJournal.open(at: folder.file())
        try await JournalScenario.live(in: journal)
        _ = try await JournalDump(journal)
        try journal.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["journal.sqlite"])
    }

    @Test func aClosedJournalRefuses() async throws {
        let journal = try SQLiteJournal.open(at: folder.file())
        try journal.close()
        await #expect(throws: JournalError.self) { try await journal.sampleLease() }
        await #expect(throws: JournalError.self) { try await journal.sites() }
    }

    @Test func aBrokenRuleIsOurFaultAndShowsNoValues() async throws {
        let journal = try SQLiteJournal.open(at: folder.file())
        let insert =
            "INSERT INTO events VALUES (1, 9, 1, 'd', 'a', 't', 1, 'secret key', x'', 1, 1, NULL, NULL, NULL)"
        let error = await #expect(throws: JournalError.self) {
            try await journal.write { db in try db.execute(sql: insert) }
        }
        #expect(error?.exitStatus == .fault)
        #expect(error?.description.contains("secret") == false)
    }
}
