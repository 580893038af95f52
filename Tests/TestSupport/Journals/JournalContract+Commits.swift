import Diagnostics
import Journal
import Operations
import Testing

private typealias Sample = JournalSamples

extension JournalContract {
    static let commits = [
        JournalContract("a new journal knows nothing") { store in
            let journal = try await store.connect()
            #expect(try await JournalDump(journal, keys: ["4711"]).messages.isEmpty)
            #expect(try await journal.sites().isEmpty)
            #expect(try await journal.position(of: Sample.site) == .start)
            #expect(try await journal.message(Sample.identity("A")) == nil)
            #expect(try await journal.message(MessageID(rawValue: 1)) == nil)
            #expect(try await journal.content(of: MessageID(rawValue: 1), in: 0..<9).isEmpty)
            #expect(try await journal.content(of: OutboxID(rawValue: 1)) == nil)
            #expect(try await journal.history(of: "4711") == KeyHistory())
        },
        JournalContract("everything of an entry is read back, also by another user of the journal") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let causing = EventPosition(rawValue: 1)
            let version = ObjectVersion(
                contentHash: "v1", created: Sample.time(3), published: Sample.time(-2), version: "1.0")
            var event = Sample.event("requestAccepted", key: "4711", at: -7)
            event.correlation = "order 4711"
            let caused = Sample.event(
                "jobPlanned", key: "4711", domain: .inventory, activity: .tracking, causation: causing)
            let row = Sample.row("<ConfirmBOD/>", key: "4711", bodID: "C-1")
            let committed = try await journal.commit(
                JournalEntry(
                    under: lease, at: Sample.time(20),
                    inbox: Sample.first(
                        "A", "<Sync>ä</Sync>",
                        MessageProgress(
                            .acknowledged, cursor: RecordCursor(committed: 1, of: 1), outcome: .imported,
                            answer: Sample.bytes("<ConfirmBOD/>")),
                        findings: [Sample.finding("late")]),
                    events: [event, caused], outbox: [row],
                    objects: [ObjectChange(Sample.object(" 4711"), version, as: .new, known: nil)],
                    snapshot: NewSnapshot(formatVersion: 2, payload: [0, 255])),
                expecting: .start)
            let id = try #require(committed.message)
            #expect(committed.position == EventPosition(rawValue: 2))

            let other = try await store.connect()
            let message = try #require(try await other.message(Sample.identity("A")))
            let received = Sample.received("A", "<Sync>ä</Sync>")
            #expect(message.id == id && message.inForce == received.inForce)
            #expect(message.contentHash == received.contentHash && message.size == 15)
            #expect(message.origin == received.origin && message.receivedAt == received.receivedAt)
            #expect(message.progress.answer == Sample.bytes("<ConfirmBOD/>"))
            #expect(message.progress.cursor == RecordCursor(committed: 1, of: 1))
            #expect(message.changedAt == Sample.time(20))
            #expect(try await other.findings(of: id) == [Sample.finding("late")])
            #expect(try await other.content(of: id, in: 0..<99) == Sample.bytes("<Sync>ä</Sync>"))

            let events = try await other.events(of: Sample.site, after: .start, limit: 9)
            #expect(events.map(\.event) == [event, caused])
            #expect(events.map(\.position.rawValue) == [1, 2])
            #expect(events.allSatisfy { $0.message == id && $0.recordedAt == Sample.time(20) })
            #expect(
                try await other.snapshot(of: Sample.site, under: nil)?.snapshot
                    == Snapshot(position: committed.position, formatVersion: 2, payload: [0, 255]))
            #expect(
                try await other.versions(of: [Sample.object("4711 ")]) == [Sample.object("4711"): version])

            let rows = try await other.outbox(OutboxFilter(bodID: "C-1"), after: nil, limit: 9)
            #expect(rows == [row.row(committed.outbox[0], for: id, at: Sample.time(20))])
            #expect(try await other.content(of: committed.outbox[0]) == row.bytes)
            let history = try await other.history(of: "4711")
            #expect(history.events == events && history.outbox == rows)
            #expect(history.objects.map(\.key.id) == [" 4711"] && history.objects.map(\.version) == [version])
            #expect(history.deliveries.map(\.kind) == [.first] && history.deliveries.map(\.message) == [id])
        },
        JournalContract("an entry that fails leaves nothing behind") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let before = try await JournalDump(journal, keys: ["4711"])
            struct Unreadable: Error {}
            var received = Sample.received("A")
            received.content = MessageContent(count: 700_000) { range in
                if range.upperBound == 700_000 { throw Unreadable() }
                return Array(repeating: 1, count: range.count)
            }
            let entry = JournalEntry(
                under: lease, at: Sample.time(1),
                inbox: InboxPart(.first(received), MessageProgress(.acknowledged, outcome: .imported)),
                events: [Sample.event("e", key: "4711")], outbox: [Sample.row("x", key: "4711")],
                objects: [ObjectChange(Sample.object("4711"), Sample.version("v"), as: .new, known: nil)],
                snapshot: NewSnapshot(formatVersion: 1, payload: [1]))
            let error = JournalError.fault("the content of a message could not be read to its end")
            await #expect(throws: error) { try await journal.commit(entry, expecting: .start) }
            #expect(try await JournalDump(journal, keys: ["4711"]) == before)
        },
        JournalContract("a stream that has moved is contention, and says where it is") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let entry = JournalEntry(under: lease, at: Sample.time(1), events: [Sample.event("e")])
            let reached = try await journal.commit(entry, expecting: .start).position
            await #expect(throws: JournalError.contention(.stream(expected: .start, found: reached))) {
                try await journal.commit(entry, expecting: .start)
            }
            #expect(try await journal.position(of: Sample.site) == reached)
        },
        JournalContract("an entry that contradicts itself is a fault of ours") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let parts = [
                Sample.first("A", "x", MessageProgress(.receiving, outcome: .imported)),
                Sample.first("A", "x", MessageProgress(.acknowledged)),
                Sample.first(
                    "A", "x", MessageProgress(.receiving, cursor: RecordCursor(committed: 3, of: 2))),
                InboxPart(.known(MessageID(rawValue: 9), from: RecordCursor()), MessageProgress(.receiving)),
                InboxPart(
                    .known(MessageID(rawValue: 1), from: RecordCursor(committed: 2)),
                    MessageProgress(.receiving, cursor: RecordCursor(committed: 1))),
            ]
            let entries =
                parts.map { JournalEntry(under: lease, at: Sample.time(1), inbox: $0) }
                + ([0, 1, 2] as [Int64]).map { cause in
                    let event = Sample.event("e", causation: EventPosition(rawValue: cause))
                    return JournalEntry(under: lease, at: Sample.time(1), events: [event])
                }
            for entry in entries {
                let error = await #expect(throws: JournalError.self) {
                    try await journal.commit(entry, expecting: .start)
                }
                #expect(error?.exitStatus == .fault)
            }
            #expect(try await journal.messages(in: nil, after: nil, limit: 9).isEmpty)
            #expect(try await journal.position(of: Sample.site) == .start)
        },
    ]
}
