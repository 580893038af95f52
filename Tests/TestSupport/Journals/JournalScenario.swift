package import Journal
import Operations

private typealias Sample = JournalSamples

/// A short life of a journal in which every kind of row and almost every state occurs. A file of an older format that
/// holds it must read like a journal that has just lived it.
package enum JournalScenario {
    package static let keys = ["4711", "4712", "zero"]

    package static func live(in journal: any Journal) async throws {
        let lease = try await journal.sampleLease()
        let first = try await takeIn(journal, lease)
        try await repeatAndContradict(journal, first)
        try await workOutbox(journal)
        let other = try await journal.acquireLease(
            of: "Plant 2", by: "worker 2", at: Sample.time(0), until: Sample.time(50), replacing: nil)
        try await journal.release(other)
    }

    private static func takeIn(_ journal: any Journal, _ lease: Lease) async throws -> MessageID? {
        var position = EventPosition.start
        let answered = MessageProgress(
            .acknowledged, cursor: RecordCursor(committed: 2, of: 2), outcome: .imported,
            answer: Sample.bytes("<ConfirmBOD/>"))
        let version = ObjectVersion(
            contentHash: "v1", created: Sample.time(3), published: Sample.time(-2), version: "1.0")
        let committed = try await journal.commit(
            JournalEntry(
                under: lease, at: Sample.time(20),
                inbox: Sample.first("A", "<Sync>ä</Sync>", answered, findings: [Sample.finding("late")]),
                events: [
                    Sample.event("requestAccepted", key: "4711"),
                    Sample.event(
                        "jobPlanned", key: "4711", domain: .quality, activity: .dispatching,
                        causation: EventPosition(rawValue: 1)),
                ],
                outbox: [
                    Sample.row("<a/>", key: "4711", bodID: "C-1"), Sample.row("<b/>", key: "4711"),
                    Sample.row("<c/>", key: "4712"), Sample.row("<d/>"), Sample.row("<e/>", key: "zero"),
                ],
                objects: [
                    ObjectChange(Sample.object("4711 "), version, as: .new, known: nil),
                    ObjectChange(
                        Sample.object("4711"), Sample.version("old", created: 1), as: .stale, known: version),
                ],
                snapshot: NewSnapshot(formatVersion: 1, payload: [0, 1, 255])), expecting: position)
        position = committed.position
        var bare = Sample.received("B", "<B/>")
        bare.identity = .content(partner: "acme", root: "OperationsSchedule", hash: bare.contentHash)
        let started = MessageProgress(.receiving, cursor: RecordCursor(committed: 1))
        let second = try await journal.commit(
            JournalEntry(
                under: lease, at: Sample.time(21),
                inbox: InboxPart(.first(bare), started, findings: [Sample.finding("one")]),
                events: [Sample.event("requestAccepted", key: "4712")],
                snapshot: NewSnapshot(formatVersion: 1, payload: [2])), expecting: position)
        var stamped = Sample.received("C", "")
        stamped.identity = .creation(
            partner: "acme", sender: "ERP", creation: "2024-01-01T00:00:00Z", root: "SyncX")
        _ = try await journal.commit(
            JournalEntry(
                under: lease, at: Sample.time(22),
                inbox: InboxPart(.first(stamped), MessageProgress(.held, outcome: .held))),
            expecting: second.position)
        return committed.message
    }

    private static func repeatAndContradict(_ journal: any Journal, _ message: MessageID?) async throws {
        _ = try await journal.record(
            NewDelivery(
                .duplicate, partner: "acme", origin: "again.xml", receivedAt: Sample.time(30),
                contentHash: "h",
                message: message, outcome: .duplicate), answering: [])
        _ = try await journal.record(
            NewDelivery(
                .conflict, partner: "acme", origin: "other.xml", receivedAt: Sample.time(31),
                contentHash: "i",
                message: message, outcome: .conflict, findings: [Sample.finding("other content")],
                content: MessageContent(Sample.bytes("<other/>"))),
            answering: [Sample.row("<f/>", partner: "zeta")])
    }

    private static func workOutbox(_ journal: any Journal) async throws {
        let claims = try await journal.claim(
            at: Sample.time(40), limit: 4, by: "worker 1", until: Sample.time(60))
        let outcomes: [OutboxOutcome] = [
            .delivered(reply: Sample.bytes("ok")), .unknown(retryAt: Sample.time(99), reason: "no answer"),
            .rejected(reason: "closed", reply: nil), .parked(reason: "poison"),
        ]
        for (claim, outcome) in zip(claims, outcomes) {
            _ = try await journal.settle(claim, as: outcome, at: Sample.time(41))
        }
        _ = try await journal.claim(at: Sample.time(42), limit: 1, by: "worker 1", until: Sample.time(60))
        if let parked = claims.last {
            _ = try await journal.intervene(
                .abandon, in: parked.row.id, by: "Ada", because: "closed by phone", at: Sample.time(43))
        }
    }
}
