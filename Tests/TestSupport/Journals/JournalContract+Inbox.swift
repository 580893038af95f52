import Diagnostics
import Journal
import Operations
import Testing

private typealias Sample = JournalSamples

extension JournalContract {
    static let inbox = [
        JournalContract("a large message is taken in record by record and resumes at its cursor") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let hash = Sample.received("A").contentHash
            var position = EventPosition.start
            var id: MessageID?
            for record in 1...4 {
                let cursor = RecordCursor(committed: record, of: 4)
                let progress =
                    record < 4
                    ? MessageProgress(.receiving, cursor: cursor)
                    : MessageProgress(.acknowledged, cursor: cursor, outcome: .imported, answer: [7])
                let subject: InboxPart.Subject =
                    id.map { .known($0, from: RecordCursor(committed: record - 1, of: 4)) }
                    ?? .first(Sample.received("A"))
                let committed = try await journal.commit(
                    JournalEntry(
                        under: lease, at: Sample.time(Int64(record)),
                        inbox: InboxPart(subject, progress, findings: [Sample.finding("record \(record)")]),
                        events: [Sample.event("record \(record)")]),
                    expecting: position)
                position = committed.position
                id = committed.message
                let other = try await store.connect()
                let known = try await other.message(Sample.identity("A"))
                let expected: MessageRecognition =
                    try record < 4 ? .resume(#require(id), cursor) : .duplicate(#require(id))
                #expect(MessageRecognition(contentHash: hash, known: known) == expected)
            }
            let message = try #require(id)
            #expect(try await journal.findings(of: message).map(\.message) == (1...4).map { "record \($0)" })
            #expect(try await journal.messages(in: .receiving, after: nil, limit: 9).isEmpty)
            #expect(
                try await journal.messages(in: .acknowledged, after: nil, limit: 9).map(\.id) == [message])
            #expect(try await journal.messages(in: nil, after: message, limit: 9).isEmpty)
            #expect(try await journal.events(of: Sample.site, after: .start, limit: 9).count == 4)
        },
        JournalContract("who goes on with a message that stands elsewhere meets contention") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let part = Sample.first("A", "x", MessageProgress(.receiving, cursor: RecordCursor(committed: 2)))
            let id = try #require(
                try await journal.commit(
                    JournalEntry(under: lease, at: Sample.time(1), inbox: part), expecting: .start
                ).message)
            func goOn(from: Int, _ progress: MessageProgress) async throws {
                let part = InboxPart(.known(id, from: RecordCursor(committed: from)), progress)
                _ = try await journal.commit(
                    JournalEntry(under: lease, at: Sample.time(2), inbox: part), expecting: .start)
            }
            let end = MessageProgress(.held, cursor: RecordCursor(committed: 2), outcome: .held)
            for from in [0, 1] {
                await #expect(throws: JournalError.contention(.message)) { try await goOn(from: from, end) }
            }
            try await goOn(from: 2, end)
            #expect(try await journal.message(id)?.progress == end)
            let refused = MessageProgress(.refused, cursor: RecordCursor(committed: 2), outcome: .refused)
            try await goOn(from: 2, refused)
            await #expect(throws: JournalError.contention(.message)) { try await goOn(from: 2, end) }
            #expect(try await journal.message(id)?.progress == refused)
        },
        JournalContract("a message is first only once") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            for (text, isFirst) in [("x", true), ("x", false), ("y", false)] {
                let entry = JournalEntry(under: lease, at: Sample.time(1), inbox: Sample.first("A", text))
                if isFirst {
                    _ = try await journal.commit(entry, expecting: .start)
                } else {
                    await #expect(throws: JournalError.contention(.message)) {
                        try await journal.commit(entry, expecting: .start)
                    }
                }
            }
            #expect(try await journal.deliveries(of: nil, after: nil, limit: 9).map(\.kind) == [.first])
        },
        JournalContract("identities of different kinds do not meet") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let identities: [MessageIdentity] = [
                .bod(partner: "p", id: "v"), .bod(partner: "p ", id: "v"), .bod(partner: "p", id: "v "),
                .bod(partner: "p", id: "\u{E9}"), .bod(partner: "p", id: "e\u{301}"),
                .creation(partner: "p", sender: "", creation: "v", root: ""),
                .creation(partner: "p", sender: "s", creation: "v", root: ""),
                .creation(partner: "p", sender: "", creation: "v", root: "s"),
                .content(partner: "p", root: "", hash: "v"), .content(partner: "p", root: "s", hash: "v"),
            ]
            for identity in identities {
                var received = Sample.received("A")
                received.identity = identity
                let part = InboxPart(.first(received), MessageProgress(.acknowledged, outcome: .imported))
                _ = try await journal.commit(
                    JournalEntry(under: lease, at: Sample.time(1), inbox: part), expecting: .start)
            }
            for (number, identity) in identities.enumerated() {
                let message = try #require(try await journal.message(identity))
                #expect(message.id == MessageID(rawValue: Int64(number) + 1))
                #expect(message.identity == identity)
            }
        },
        JournalContract("duplicates and conflicts are recorded and replace nothing") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let answer = MessageProgress(.acknowledged, outcome: .imported, answer: [1, 2])
            let id = try await journal.commit(
                JournalEntry(under: lease, at: Sample.time(1), inbox: Sample.first("A", "x", answer)),
                expecting: .start
            ).message
            let before = try await journal.message(Sample.identity("A"))
            let duplicate = try await journal.record(
                NewDelivery(
                    .duplicate, partner: Sample.partner, origin: "again.xml", receivedAt: Sample.time(9),
                    contentHash: "78", message: id, outcome: .duplicate), answering: [])
            let conflict = try await journal.record(
                NewDelivery(
                    .conflict, partner: Sample.partner, origin: "other.xml", receivedAt: Sample.time(10),
                    contentHash: "79", message: id, outcome: .conflict, findings: [Sample.finding("other")],
                    content: MessageContent(Sample.bytes("y"))), answering: [])
            #expect(try await journal.message(Sample.identity("A")) == before)
            #expect(before?.progress.answer == [1, 2])
            let deliveries = try await journal.deliveries(of: id, after: nil, limit: 9)
            #expect(deliveries.map(\.kind) == [.first, .duplicate, .conflict])
            #expect(deliveries.map(\.outcome) == [nil, .duplicate, .conflict])
            #expect(deliveries.map(\.size) == [nil, nil, 1])
            #expect(deliveries.last?.findings == [Sample.finding("other")])
            #expect(deliveries.last?.origin == "other.xml" && deliveries.last?.contentHash == "79")
            #expect(try await journal.content(of: conflict, in: 0..<9) == Sample.bytes("y"))
            #expect(try await journal.content(of: duplicate, in: 0..<9).isEmpty)
            #expect(try await journal.deliveries(of: id, after: duplicate, limit: 9).map(\.id) == [conflict])
            #expect(try await journal.deliveries(of: nil, after: nil, limit: 2).count == 2)
        },
        JournalContract("a refused document is recorded with its bytes and its answer, without a lease") {
            store in
            let journal = try await store.connect()
            let id = try await journal.record(
                NewDelivery(
                    .refused, partner: "?", origin: "-", receivedAt: Sample.time(1), contentHash: "3c",
                    outcome: .refused, findings: [Sample.finding("not well-formed")],
                    content: MessageContent(Sample.bytes("<"))),
                answering: [Sample.row("<ConfirmBOD/>")])
            let recorded = try #require(try await journal.deliveries(of: nil, after: nil, limit: 9).first)
            #expect(recorded.id == id && recorded.message == nil && recorded.outcome == .refused)
            #expect(try await journal.content(of: id, in: 0..<9) == Sample.bytes("<"))
            #expect(try await journal.openOutbox() == [.pending: 1])
            let unknown = NewDelivery(
                .duplicate, partner: "?", origin: "-", receivedAt: Sample.time(1), contentHash: "3c",
                message: MessageID(rawValue: 5))
            let error = await #expect(throws: JournalError.self) {
                try await journal.record(unknown, answering: [Sample.row("x")])
            }
            #expect(error?.exitStatus == .fault)
            #expect(try await journal.openOutbox() == [.pending: 1])
        },
        JournalContract("a large content is read in any range, an empty one is empty") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let bytes = (0..<700_001).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            for (name, content) in [("large", bytes), ("empty", []), ("next", [5])] {
                var received = Sample.received(name)
                received.content = MessageContent(count: content.count) { Array(content[$0]) }
                let part = InboxPart(.first(received), MessageProgress(.acknowledged, outcome: .imported))
                _ = try await journal.commit(
                    JournalEntry(under: lease, at: Sample.time(1), inbox: part), expecting: .start)
            }
            let size = bytes.count
            let piece = 256 * 1024
            let ranges = [
                0..<size, 0..<1, size - 1..<size, piece - 1..<piece + 1, piece..<2 * piece, piece..<piece,
                2 * piece - 1..<size + 50, size..<size + 1, 0..<Int.max,
            ]
            for range in ranges {
                let read = try await journal.content(of: MessageID(rawValue: 1), in: range)
                #expect(read == Array(bytes[range.clamped(to: 0..<size)]), "range \(range)")
            }
            #expect(try await journal.content(of: MessageID(rawValue: 2), in: 0..<9).isEmpty)
            #expect(try await journal.content(of: MessageID(rawValue: 3), in: 0..<9) == [5])
        },
    ]

    static let objects = [
        JournalContract("what is known of an object follows its recognitions") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let key = Sample.object("4711")
            var known: ObjectVersion?
            let arrivals: [(ObjectVersion, ObjectRecognition, knownAfter: ObjectVersion)] = [
                (Sample.version("a", created: 10), .new, Sample.version("a", created: 10)),
                (Sample.version("a", created: 30), .unchanged, Sample.version("a", created: 30)),
                (Sample.version("b", created: 20), .stale, Sample.version("a", created: 30)),
                (Sample.version("b", created: 30), .conflict, Sample.version("a", created: 30)),
                (Sample.version("b", created: 31), .revision, Sample.version("b", created: 31)),
                (Sample.version("b", created: 5), .unchanged, Sample.version("b", created: 31)),
            ]
            for (version, expected, knownAfter) in arrivals {
                let recognition = ObjectRecognition(of: version, known: known)
                #expect(recognition == expected)
                let change = ObjectChange(key, version, as: recognition, known: known)
                _ = try await journal.commit(
                    JournalEntry(under: lease, at: Sample.time(1), objects: [change]), expecting: .start)
                known = try await journal.versions(of: [key])[key]
                #expect(known == knownAfter)
            }
            let history = try await journal.history(of: " 4711 ").objects
            #expect(history.map(\.recognition) == arrivals.map(\.1))
            #expect(history.map(\.version) == arrivals.map(\.0))
        },
        JournalContract("an object that was changed in between is contention") { store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let key = Sample.object("4711")
            let (a, b) = (Sample.version("a", created: 1), Sample.version("b", created: 2))
            func commit(_ changes: [ObjectChange]) async throws {
                _ = try await journal.commit(
                    JournalEntry(under: lease, at: Sample.time(1), objects: changes), expecting: .start)
            }
            try await commit([ObjectChange(key, a, as: .new, known: nil)])
            for stale in [
                [ObjectChange(key, b, as: .new, known: nil)], [ObjectChange(key, b, as: .revision, known: b)],
                [ObjectChange(key, b, as: .revision, known: a), ObjectChange(key, a, as: .stale, known: a)],
            ] {
                await #expect(throws: JournalError.contention(.object)) { try await commit(stale) }
            }
            #expect(try await journal.versions(of: [key]) == [key: a])
            try await commit([
                ObjectChange(key, b, as: .revision, known: a), ObjectChange(key, a, as: .stale, known: b),
            ])
            #expect(try await journal.versions(of: [key]) == [key: b])
        },
        JournalContract("objects are told apart by partner, noun and ID, and not by blanks at its ends") {
            store in
            let journal = try await store.connect()
            let lease = try await journal.sampleLease()
            let keys = [
                ObjectKey(partner: "p", noun: "n", id: "7"), ObjectKey(partner: "q", noun: "n", id: "7"),
                ObjectKey(partner: "p", noun: "m", id: "7"), ObjectKey(partner: "p", noun: "n", id: "007"),
                ObjectKey(partner: "p", noun: "n", id: "7 7"),
                ObjectKey(partner: "p", noun: "n", id: "\u{E9}"),
                ObjectKey(partner: "p", noun: "n", id: "e\u{301}"),
                ObjectKey(partner: "p", noun: "n", id: ""),
            ]
            let changes = keys.enumerated().map { number, key in
                ObjectChange(key, Sample.version("\(number)"), as: .new, known: nil)
            }
            _ = try await journal.commit(
                JournalEntry(under: lease, at: Sample.time(1), objects: changes), expecting: .start)
            for (number, key) in keys.enumerated() {
                let padded = ObjectKey(partner: key.partner, noun: key.noun, id: "\t\(key.id)\n ")
                let found = try await journal.versions(of: [padded])
                #expect(found == [key: Sample.version("\(number)")])
            }
        },
    ]
}
