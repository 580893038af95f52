import Foundation
import Journal
import Operations
import TestSupport
import Testing

@testable import JournalSQLite

/// A crash leaves the file and as much of its log as had been written. Such images are taken and opened.
@Suite struct CrashTests {
    private typealias Sample = JournalSamples

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func log() throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: folder.file() + "-wal"))
    }

    /// What a journal shows that finds this file and this log.
    private func dump(log: Data, name: String) async throws -> JournalDump {
        let image = folder.file(name + ".sqlite")
        try FileManager.default.copyItem(atPath: folder.file(), toPath: image)
        try log.write(to: URL(fileURLWithPath: image + "-wal"))
        let journal = try SQLiteJournal.open(at: image)
        let dump = try await JournalDump(journal, keys: ["4711"])
        try journal.close()
        return dump
    }

    private func entry(_ number: Int, under lease: Lease) -> JournalEntry {
        JournalEntry(
            under: lease, at: Sample.time(Int64(number)), inbox: Sample.first("\(number)", "text \(number)"),
            events: (0..<number + 1).map { Sample.event("\(number)/\($0)", key: "4711") },
            outbox: [Sample.row("row \(number)", key: "4711")],
            snapshot: NewSnapshot(formatVersion: 1, payload: Array(repeating: 1, count: 5000 * number)))
    }

    /// Wherever the log is cut off, the journal shows exactly the commits that had returned by then.
    @Test func aLogThatEndsAnywhereHoldsExactlyTheCommitsThatReturned() async throws {
        let journal = try SQLiteJournal.open(at: folder.file())
        let lease = try await journal.sampleLease()
        var position = EventPosition.start
        var states = [(size: try log().count, dump: try await JournalDump(journal, keys: ["4711"]))]
        for number in 0..<6 {
            position = try await journal.commit(entry(number, under: lease), expecting: position).position
            states.append((try log().count, try await JournalDump(journal, keys: ["4711"])))
        }
        let full = try log()
        #expect(Set(states.map(\.size)).count == states.count)
        var random = SplitMix(seed: 1)
        var cuts = states.flatMap { [$0.size - 1, $0.size, $0.size + 1] }
        cuts += (0..<60).map { _ in Int.random(in: states[0].size..<full.count, using: &random) }
        for cut in Set(cuts) where cut >= states[0].size && cut <= full.count {
            let expected = try #require(states.last { $0.size <= cut })
            let found = try await dump(log: full.prefix(cut), name: "cut-\(cut)")
            #expect(found == expected.dump, "log cut at \(cut)")
        }
        withExtendedLifetime(journal) {}
    }

    /// Also a log whose end was written wrongly loses only what had not been acknowledged before.
    @Test func aLogWithADamagedEndHoldsTheCommitsBefore() async throws {
        let journal = try SQLiteJournal.open(at: folder.file())
        let lease = try await journal.sampleLease()
        let first = try await journal.commit(entry(0, under: lease), expecting: .start)
        let before = try await JournalDump(journal, keys: ["4711"])
        let size = try log().count
        _ = try await journal.commit(entry(1, under: lease), expecting: first.position)
        var damaged = try log()
        #expect(damaged.count > size)
        for index in size + 24..<damaged.count { damaged[index] ^= 0xFF }
        #expect(try await dump(log: damaged, name: "damaged") == before)
        withExtendedLifetime(journal) {}
    }

    /// A transaction so large that SQLite writes parts of it before it is committed.
    @Test func aCrashInTheMiddleOfATransactionLeavesNothingOfIt() async throws {
        let journal = try SQLiteJournal.open(at: folder.file())
        let lease = try await journal.sampleLease()
        _ = try await journal.commit(entry(0, under: lease), expecting: .start)
        let before = try await JournalDump(journal, keys: ["4711"])
        let size = try log().count
        let path = folder.file()
        let image = folder.file("image-wal")
        var received = Sample.received("large")
        received.content = MessageContent(count: 12_000_000) { range in
            if range.upperBound == 12_000_000 {
                try FileManager.default.copyItem(atPath: path + "-wal", toPath: image)
            }
            return Array(repeating: 7, count: range.count)
        }
        let part = InboxPart(.first(received), MessageProgress(.acknowledged, outcome: .imported))
        _ = try await journal.commit(
            JournalEntry(under: lease, at: Sample.time(9), inbox: part), expecting: EventPosition(rawValue: 1)
        )
        let log = try Data(contentsOf: URL(fileURLWithPath: image))
        #expect(log.count > size, "SQLite kept it all in memory: the test needs a larger transaction")
        #expect(try await dump(log: log, name: "middle") == before)
    }
}
