import Journal
import Operations
import Testing

@testable import Adapter

/// A loop that comes from a snapshot is the one that was there.
@Suite struct SnapshotTests {
    /// One order taken in, planned and half done.
    private func work(on order: Int, _ bench: Bench) async throws {
        try await bench.take(Message(Order(id: "O-\(order)")).with { $0.bodID = "B-\(order)" }.xml)
        try await bench.run()
        bench.clock.advance(seconds: 60)
        try await bench.record(
            #"{"source":"plc","sequence":\#(order),"at":"2026-03-02T05:30:00+01:00","kind":"start","request":"O-\#(order)"}"#
        )
    }

    /// ``Bench/state()`` compares.
    @Test(arguments: JournalKind.allCases)
    func theStateIsThatOfAllEvents(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        var positions: [EventPosition?] = []
        for order in 1...4 {
            try await work(on: order, bench)
            #expect(try await bench.state().requests.count == order)
            positions.append(
                try await bench.journal.snapshot(of: "plant", under: nil)?.snapshot.position)
        }
        #expect(positions.allSatisfy { $0 != nil })
        #expect(Set(positions).count > 2)
    }

    @Test(arguments: JournalKind.allCases)
    func whoReadsBesideTheWriterKeepsItsState(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await work(on: 1, bench)
        let replay = try await LoopReplay.of("plant", in: bench.journal, settings: bench.settings)
        #expect(replay.isContinued)
        let before = try await LoopReplay.of(
            "plant", in: bench.journal, settings: bench.settings, usingSnapshots: false)
        for order in 2...3 { try await work(on: order, bench) }
        #expect(replay.loop.state == before.loop.state)
        try replay.check()
    }

    /// The settled state of the writer goes on being right in one process, too.
    @Test(arguments: JournalKind.allCases)
    func aWriterGoesOnAfterItsSnapshots(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await work(on: 1, bench)
        try await bench.writing { writer in
            for order in 2...5 {
                _ = try await bench.take(
                    Message(Order(id: "O-\(order)")).with { $0.bodID = "B-\(order)" }.xml, with: writer)
                let all = try await LoopReplay.of(
                    "plant", in: bench.journal, settings: bench.settings, usingSnapshots: false)
                #expect(writer.state == all.loop.state)
            }
        }
        #expect(try await bench.state().requests.count == 5)
    }

    @Test(arguments: JournalKind.allCases)
    func aSnapshotOfAnotherFormIsPassedOver(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await work(on: 1, bench)
        let lease = try await bench.journal.acquireLease(
            of: "plant", by: "another program", at: bench.clock.now, until: bench.clock.now, replacing: nil)
        let strange = NewSnapshot(
            formatVersion: LoopSnapshot.formatVersion + 1, payload: Array("{".utf8),
            changes: [.init(shelf: "jobs", key: "O-1/0010", payload: [0])])
        let position = try await bench.journal.position(of: "plant")
        _ = try await bench.journal.commit(
            JournalEntry(under: lease, at: bench.clock.now, snapshot: strange), expecting: position)
        try await bench.journal.release(lease)
        #expect(try await bench.state().requests.count == 1)
        try await work(on: 2, bench)
        let open = try #require(try await bench.journal.snapshot(of: "plant", under: nil))
        #expect(open.snapshot.formatVersion == LoopSnapshot.formatVersion)
        #expect(try await bench.state().requests.count == 2)
    }

    /// The decision was made without what could not be read: nothing of it may be kept.
    @Test(arguments: JournalKind.allCases)
    func nothingIsCommittedThatRestsOnWhatCouldNotBeRead(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await work(on: 1, bench)
        let before = try await bench.events()
        let troubled = TroubledJournal(bench.journal, lost: .unreadable)
        let newer = Message(Order(id: "O-1", quantity: "7")).with {
            $0.bodID = "B-9"
            $0.created = "2026-03-01T17:00:00+01:00"
        }
        await #expect(throws: TroubledJournal.LostEntries.error) {
            try await bench.take(newer.xml, journal: troubled)
        }
        #expect(try await bench.events() == before)
        let replay = try await LoopReplay.of("plant", in: troubled, settings: bench.settings)
        #expect(replay.loop.state.requests["O-1"] == nil)
        #expect(throws: TroubledJournal.LostEntries.error) { try replay.check() }
    }

    /// A snapshot saves time only.
    @Test(arguments: JournalKind.allCases)
    func aDamagedSnapshotIsReplacedByTheEvents(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await work(on: 1, bench)
        let troubled = TroubledJournal(bench.journal, lost: .damaged)
        let newer = Message(Order(id: "O-1", quantity: "7")).with {
            $0.bodID = "B-9"
            $0.created = "2026-03-01T17:00:00+01:00"
        }
        let before = try await bench.journal.snapshot(of: "plant", under: nil)?.snapshot
        let result = try await bench.take(newer.xml, journal: troubled)
        #expect(result.outcome == .revised, "\(result)")
        for order in 2...3 { try await work(on: order, bench) }
        #expect(try await bench.journal.snapshot(of: "plant", under: nil)?.snapshot != before)
        #expect(try await bench.state().requests.count == 3)
    }
}
