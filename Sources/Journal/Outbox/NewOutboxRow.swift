package import Operations

/// An outgoing message, complete to the byte: what is retried is what was decided.
package struct NewOutboxRow: Hashable, Sendable {
    package var partner: String
    /// The name of the partner's endpoint in the settings; never its address.
    package var endpoint: String
    /// Rows of one partner and key go out one after another, in the order of their numbers; rows without one do not
    /// wait for each other. It is the business key, such as the ID of an operations request.
    package var key: String?
    /// The document element, such as `SyncOperationsPerformance`.
    package var root: String
    package var verb: String?
    package var noun: String?
    package var bodID: String?
    package var bytes: [UInt8]
    /// SHA-256 of `bytes`, hexadecimal.
    package var contentHash: String
    /// Not before then.
    package var dueAt: Instant

    package init(
        partner: String, endpoint: String, key: String?, root: String, verb: String? = nil,
        noun: String? = nil, bodID: String? = nil, bytes: [UInt8], contentHash: String, dueAt: Instant
    ) {
        self.partner = partner
        self.endpoint = endpoint
        self.key = key
        self.root = root
        self.verb = verb
        self.noun = noun
        self.bodID = bodID
        self.bytes = bytes
        self.contentHash = contentHash
        self.dueAt = dueAt
    }
}

extension NewOutboxRow {
    /// The row as it is when it has just been enqueued.
    package func row(_ id: OutboxID, for message: MessageID?, at now: Instant) -> OutboxRow {
        OutboxRow(
            id: id, partner: partner, endpoint: endpoint, key: key, root: root, verb: verb, noun: noun,
            bodID: bodID, contentHash: contentHash, size: bytes.count, message: message, createdAt: now,
            state: .pending, attempts: 0, dueAt: dueAt, isUncertain: false, owner: nil, lastError: nil,
            reply: nil, changedAt: now)
    }
}
