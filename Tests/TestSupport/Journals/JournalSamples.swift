package import Diagnostics
package import Journal
package import Operations

/// Values for journals, with only what a test is about named in it.
package enum JournalSamples {
    package static let site = "Plant 1"
    package static let partner = "acme"

    package static func time(_ milliseconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds)
    }

    /// A text in place of a hash: journals compare hashes and never compute one.
    package static func hash(_ bytes: [UInt8]) -> String {
        bytes.map { String($0, radix: 16) }.joined()
    }

    package static func bytes(_ text: String) -> [UInt8] {
        Array(text.utf8)
    }

    package static func event(
        _ type: String, key: String? = nil, domain: DomainKind = .production,
        activity: Activity = .detailedScheduling, at: Int64 = 1, causation: EventPosition? = nil
    ) -> NewEvent {
        NewEvent(
            domain: domain, activity: activity, type: type, formatVersion: 1, key: key,
            payload: bytes(#"{"type":"\#(type)"}"#), at: time(at), causation: causation, correlation: nil)
    }

    package static func identity(_ id: String) -> MessageIdentity {
        .bod(partner: partner, id: id)
    }

    package static func received(_ id: String, _ text: String = "<Sync/>", at: Int64 = 5) -> ReceivedMessage {
        ReceivedMessage(
            identity: identity(id), contentHash: hash(bytes(text)), content: MessageContent(bytes(text)),
            origin: "orders/\(id).xml", receivedAt: time(at),
            inForce: InForce(
                schemas: InForce.Part(name: "V0700", version: "7.0.1", hash: "ab"),
                mappings: [InForce.Part(name: "acme/orders", version: "3", hash: "cd")],
                tables: [InForce.Part(name: "units", hash: "ef")],
                settings: InForce.Part(name: "b2mml.yaml", hash: "01")))
    }

    package static func first(
        _ id: String, _ text: String = "<Sync/>",
        _ progress: MessageProgress = MessageProgress(.acknowledged, outcome: .imported),
        findings: [Finding] = []
    ) -> InboxPart {
        InboxPart(.first(received(id, text)), progress, findings: findings)
    }

    package static func finding(_ message: String) -> Finding {
        Finding("XSD-VALUE-3", .warning, at: Place(source: "a.xml", line: 3, column: 7), message)
    }

    package static func row(
        _ text: String, key: String? = nil, partner: String = partner, bodID: String? = nil, dueAt: Int64 = 10
    ) -> NewOutboxRow {
        NewOutboxRow(
            partner: partner, endpoint: "erp", key: key, root: "SyncOperationsPerformance", verb: "Sync",
            noun: "OperationsPerformance", bodID: bodID, bytes: bytes(text), contentHash: hash(bytes(text)),
            dueAt: time(dueAt))
    }

    package static func object(_ id: String, noun: String = "OperationsRequest") -> ObjectKey {
        ObjectKey(partner: partner, noun: noun, id: id)
    }

    package static func version(_ hash: String, created: Int64? = nil) -> ObjectVersion {
        ObjectVersion(contentHash: hash, created: created.map(time))
    }
}

extension Journal {
    /// A lease for tests in which leases are not the subject.
    package func sampleLease(_ site: String = JournalSamples.site) async throws(JournalError) -> Lease {
        try await acquireLease(
            of: site, by: "worker 1", at: JournalSamples.time(0), until: JournalSamples.time(1000),
            replacing: nil)
    }

    /// Commits outbox rows alone.
    @discardableResult
    package func enqueue(_ rows: [NewOutboxRow]) async throws(JournalError) -> [OutboxID] {
        let lease = try await sampleLease()
        let position = try await position(of: lease.site)
        let entry = JournalEntry(under: lease, at: JournalSamples.time(1), outbox: rows)
        return try await commit(entry, expecting: position).outbox
    }
}
