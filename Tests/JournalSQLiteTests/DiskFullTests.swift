import GRDB
import Journal
import Operations
import TestSupport
import Testing

@testable import JournalSQLite

@Suite struct DiskFullTests {
    private typealias Sample = JournalSamples

    /// Fills the journal with rows of every kind until it is full, and goes on once there is room.
    @Test(arguments: [0, 1, 2, 3, 5, 8, 13, 40])
    func nothingIsHalfWrittenAndWorkGoesOnOnceThereIsRoom(spare: Int) async throws {
        let folder = try TemporaryFolder()
        let journal = try SQLiteJournal.open(at: folder.file())
        let lease = try await journal.sampleLease()
        let pages = try await journal.pool.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        try await journal.limitSize(toPages: pages + spare)
        var committed = 0
        var before = try await JournalDump(journal, keys: ["4711"])
        func commit() async throws(JournalError) {
            let position = try await journal.position(of: lease.site)
            let entry = JournalEntry(
                under: lease, at: Sample.time(1),
                inbox: Sample.first("\(committed)", String(repeating: "x", count: 3000)),
                events: (0..<5).map { Sample.event("\($0)", key: "4711") },
                outbox: [Sample.row(String(repeating: "y", count: 2000), key: "4711")],
                objects: [
                    ObjectChange(Sample.object("\(committed)"), Sample.version("v"), as: .new, known: nil)
                ],
                snapshot: NewSnapshot(formatVersion: 1, payload: Array(repeating: 1, count: 3000)))
            _ = try await journal.commit(entry, expecting: position)
            committed += 1
        }
        var failure: JournalError?
        while failure == nil, committed < 100 {
            do throws(JournalError) {
                try await commit()
                before = try await allOf(journal)
            } catch {
                failure = error
            }
        }
        #expect(failure == .full(path: folder.file()))
        #expect(try await JournalDump(journal, keys: ["4711"]) == before)
        await #expect(throws: JournalError.full(path: folder.file())) { try await commit() }
        try await journal.limitSize(toPages: nil)
        try await commit()
        try await commit()
        let other = try SQLiteJournal.open(at: folder.file())
        #expect(try await other.messages(in: nil, after: nil, limit: 999).count == committed)
        #expect(try await other.position(of: lease.site).rawValue == Int64(committed) * 5)
        #expect(try await other.pool.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    }

    private func allOf(_ journal: SQLiteJournal) async throws(JournalError) -> JournalDump {
        do {
            return try await JournalDump(journal, keys: ["4711"])
        } catch {
            throw .fault("the journal could not be read: \(error)")
        }
    }

    @Test func aJournalThatDoesNotEvenFitSaysSo() throws {
        let folder = try TemporaryFolder()
        var options = SQLiteJournal.Options()
        options.maximumPages = 4
        #expect(throws: JournalError.full(path: folder.file())) {
            try SQLiteJournal.open(at: folder.file(), options)
        }
        let journal = try SQLiteJournal.open(at: folder.file())
        try journal.close()
    }
}
