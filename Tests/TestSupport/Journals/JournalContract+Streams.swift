import Journal
import Operations
import Testing

private typealias Sample = JournalSamples

extension JournalContract {
    static let leases = [
        JournalContract("one holder at a time, until its lease runs out") { store in
            let journal = try await store.connect()
            func acquire(_ holder: String, at now: Int64, replacing dead: Lease? = nil) async throws -> Lease
            {
                try await journal.acquireLease(
                    of: "s", by: holder, at: Sample.time(now), until: Sample.time(now + 100), replacing: dead)
            }
            let first = try await acquire("a", at: 0)
            #expect(first == Lease(site: "s", holder: "a", token: 1, until: Sample.time(100)))
            #expect(try await journal.lease(of: "s") == first)
            let held = JournalError.leaseHeld(site: "s", by: "a", until: Sample.time(100))
            await #expect(throws: held) { try await acquire("b", at: 99) }
            let second = try await acquire("b", at: 100)
            #expect(second.token == 2)
            await #expect(throws: JournalError.leaseLost(site: "s")) {
                try await journal.renew(first, until: Sample.time(500))
            }
            try await journal.release(first)
            #expect(try await journal.lease(of: "s") == second)
            let renewed = try await journal.renew(second, until: Sample.time(300))
            #expect(try await journal.lease(of: "s") == renewed)
            await #expect(throws: JournalError.self) { try await acquire("c", at: 299, replacing: second) }
            let third = try await acquire("c", at: 299, replacing: renewed)
            #expect(third.token == 3)
            let again = try await acquire("c", at: 300)
            #expect(again.token == 4)
            try await journal.release(again)
            #expect(try await journal.lease(of: "s") == nil)
            await #expect(throws: JournalError.leaseLost(site: "s")) {
                try await journal.renew(again, until: Sample.time(500))
            }
            #expect(try await acquire("d", at: 301).token == 5)
        },
        JournalContract("only the holder of the lease commits, and a late one until it was taken") { store in
            let journal = try await store.connect()
            let stranger = Lease(site: "s", holder: "a", token: 1, until: Sample.time(100))
            func append(_ lease: Lease, _ position: EventPosition) async throws -> EventPosition {
                let entry = JournalEntry(under: lease, at: Sample.time(999), events: [Sample.event("e")])
                let committed = try await journal.commit(entry, expecting: position)
                return committed.position
            }
            await #expect(throws: JournalError.leaseLost(site: "s")) { try await append(stranger, .start) }
            let first = try await journal.acquireLease(
                of: "s", by: "a", at: Sample.time(0), until: Sample.time(100), replacing: nil)
            let reached = try await append(first, .start)
            let second = try await journal.acquireLease(
                of: "s", by: "b", at: Sample.time(200), until: Sample.time(300), replacing: nil)
            await #expect(throws: JournalError.leaseLost(site: "s")) { try await append(first, reached) }
            let end = try await append(second, reached)
            try await journal.release(second)
            await #expect(throws: JournalError.leaseLost(site: "s")) { try await append(second, end) }
            #expect(try await journal.position(of: "s").rawValue == 2)
        },
    ]

    static let events = [
        JournalContract("each site has its own stream, read in pages of any size") { store in
            let journal = try await store.connect()
            for site in ["b", "a"] {
                let lease = try await journal.sampleLease(site)
                var position = EventPosition.start
                for batch in 0..<3 {
                    let events = (0..<batch + 2).map { Sample.event("\(site) \(batch) \($0)") }
                    position = try await journal.commit(
                        JournalEntry(under: lease, at: Sample.time(1), events: events), expecting: position
                    ).position
                }
            }
            #expect(try await journal.sites() == ["a", "b"])
            let all = try await journal.events(of: "a", after: .start, limit: 99)
            #expect(all.map(\.position.rawValue) == Array(1...9))
            #expect(all.allSatisfy { $0.site == "a" && $0.event.type.hasPrefix("a ") && $0.message == nil })
            for size in 1...10 {
                #expect(try await collect(journal, after: .start, pageSize: size) == all)
            }
            #expect(try await collect(journal, after: EventPosition(rawValue: 7), pageSize: 1).count == 2)
            #expect(try await journal.events(of: "a", after: EventPosition(rawValue: 9), limit: 9).isEmpty)
            #expect(try await journal.events(of: "a", after: .start, limit: 0).isEmpty)
            #expect(try await journal.events(of: "c", after: .start, limit: 9).isEmpty)
        },
        JournalContract("the newest snapshot is kept") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            var position = EventPosition.start
            for (payload, events): (UInt8, Int) in [(1, 10), (2, 10), (9, 0)] {
                let entry = JournalEntry(
                    under: lease, at: Sample.time(1), events: (0..<events).map { Sample.event("\($0)") },
                    snapshot: NewSnapshot(formatVersion: Int(payload), payload: [payload]))
                position = try await journal.commit(entry, expecting: position).position
                let found = try await journal.snapshot(of: Sample.site, under: lease)?.snapshot
                #expect(
                    found == Snapshot(position: position, formatVersion: Int(payload), payload: [payload]))
            }
            #expect(try await journal.snapshot(of: "elsewhere", under: nil) == nil)
        },
        JournalContract("a snapshot changes the entries of the one before, or has only its own") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            func commit(_ continues: Bool, _ changes: [ShelfChange]) async throws {
                let snapshot = NewSnapshot(
                    formatVersion: 1, payload: [], continues: continues, changes: changes)
                _ = try await journal.commit(
                    JournalEntry(under: lease, at: Sample.time(1), snapshot: snapshot), expecting: .start)
            }
            func entries(_ shelf: String? = nil) async throws -> [String] {
                let open = try #require(try await journal.snapshot(of: Sample.site, under: nil))
                return try open.entries.entries(on: shelf).map { "\($0.shelf) \($0.key) \($0.payload)" }
            }
            let composed = "\u{E9}"
            let decomposed = "e\u{301}"
            try await commit(
                false,
                [
                    .init(shelf: "b", key: "1", payload: [1]), .init(shelf: "a", key: "2", payload: [2]),
                    .init(shelf: "a", key: composed, payload: [3]), .init(shelf: "a", key: "", payload: []),
                    .init(shelf: "a", key: decomposed, payload: [0]),
                    .init(shelf: "a\0", key: "1", payload: [8]), .init(shelf: "a", key: "2\0", payload: [8]),
                ])
            #expect(
                try await entries() == [
                    "a  []", "a 2 [2]", "a 2\0 [8]", "a \(decomposed) [0]", "a \(composed) [3]", "a\0 1 [8]",
                    "b 1 [1]",
                ])
            #expect(try await entries("b") == ["b 1 [1]"])
            #expect(try await entries("c").isEmpty)
            let open = try #require(try await journal.snapshot(of: Sample.site, under: nil))
            try await commit(
                true,
                [
                    .init(shelf: "a", key: "2", payload: [9, 255]), .init(shelf: "b", key: "1", payload: nil),
                    .init(shelf: "c", key: "none", payload: nil), .init(shelf: "c", key: "new", payload: [7]),
                ])
            #expect(
                try await entries() == [
                    "a  []", "a 2 [9, 255]", "a 2\0 [8]", "a \(decomposed) [0]", "a \(composed) [3]",
                    "a\0 1 [8]",
                    "c new [7]",
                ])
            #expect(try open.entries.payload(of: "2", on: "a") == [2], "it was opened before")
            #expect(try open.entries.payload(of: "1", on: "b") == [1])
            #expect(try open.entries.payload(of: "new", on: "c") == nil)
            let writers = try #require(try await journal.snapshot(of: Sample.site, under: lease))
            #expect(try writers.entries.payload(of: composed, on: "a") == [3])
            try await commit(false, [.init(shelf: "b", key: "2", payload: [1])])
            #expect(try await entries() == ["b 2 [1]"])
        },
        JournalContract("the history of a key has what is about it, and nothing else") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            var position = EventPosition.start
            for (id, key) in [("A", "1"), ("B", "2"), ("C", "1")] {
                let entry = JournalEntry(
                    under: lease, at: Sample.time(1), inbox: Sample.first(id, id),
                    events: [Sample.event("for \(key)", key: key), Sample.event("for all")],
                    outbox: [Sample.row("answer to \(id)", key: key)])
                position = try await journal.commit(entry, expecting: position).position
            }
            let stale = ObjectChange(Sample.object("1"), Sample.version("s"), as: .stale, known: nil)
            let entry = JournalEntry(
                under: lease, at: Sample.time(1), inbox: Sample.first("D", "D"), objects: [stale])
            _ = try await journal.commit(entry, expecting: position)
            let conflict = NewDelivery(
                .conflict, partner: Sample.partner, origin: "x", receivedAt: Sample.time(2), contentHash: "z",
                message: MessageID(rawValue: 1), outcome: .conflict)
            _ = try await journal.record(conflict, answering: [])
            let history = try await journal.history(of: "1")
            #expect(history.events.map(\.position.rawValue) == [1, 5])
            #expect(history.objects.map(\.recognition) == [.stale])
            #expect(history.deliveries.map(\.message?.rawValue) == [1, 3, 4, 1])
            #expect(history.deliveries.last?.kind == .conflict)
            #expect(history.outbox.map(\.message?.rawValue) == [1, 3])
        },
    ]

    private static func collect(
        _ journal: some Journal, after position: EventPosition, pageSize: Int
    ) async throws -> [StoredEvent] {
        var events: [StoredEvent] = []
        for try await event in journal.allEvents(of: "a", after: position, pageSize: pageSize) {
            events.append(event)
        }
        return events
    }
}
