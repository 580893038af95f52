package import Diagnostics
package import Operations

/// The journal's number of a delivery: counted from 1, in the order in which deliveries were recorded.
package struct DeliveryID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: DeliveryID, right: DeliveryID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a delivery was taken for, as it is recorded.
package enum DeliveryKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The first of its message. The journal records it itself, with the message's first commit.
    case first
    /// The same bytes again, for a message that a crash had left incomplete.
    case resumed
    case duplicate
    case conflict
    /// Refused before a message was made of it: not well-formed, not valid, no policy for it.
    case refused
}

/// One arrival of a document that did not make a new message: it is recorded and replaces nothing.
package struct NewDelivery: Sendable {
    package var kind: DeliveryKind
    package var partner: String
    package var origin: String
    package var receivedAt: Instant
    /// SHA-256 of the bytes, hexadecimal.
    package var contentHash: String
    /// The message that it repeats, continues or contradicts; nil for a refused one.
    package var message: MessageID?
    package var outcome: ImportOutcome?
    package var findings: [Finding]
    /// The bytes, where they are not those of `message`: of a conflicting or refused document.
    package var content: MessageContent?

    package init(
        _ kind: DeliveryKind, partner: String, origin: String, receivedAt: Instant, contentHash: String,
        message: MessageID? = nil, outcome: ImportOutcome? = nil, findings: [Finding] = [],
        content: MessageContent? = nil
    ) {
        self.kind = kind
        self.partner = partner
        self.origin = origin
        self.receivedAt = receivedAt
        self.contentHash = contentHash
        self.message = message
        self.outcome = outcome
        self.findings = findings
        self.content = content
    }
}

/// A delivery as it was recorded.
package struct RecordedDelivery: Hashable, Sendable {
    package let id: DeliveryID
    package let kind: DeliveryKind
    package let partner: String
    package let origin: String
    package let receivedAt: Instant
    package let contentHash: String
    package let message: MessageID?
    /// Nil for a first or resumed delivery: how those ended is in the message's progress.
    package let outcome: ImportOutcome?
    package let findings: [Finding]
    /// Of the bytes kept with this delivery; nil when none are.
    package let size: Int?

    package init(
        id: DeliveryID, kind: DeliveryKind, partner: String, origin: String, receivedAt: Instant,
        contentHash: String, message: MessageID?, outcome: ImportOutcome?, findings: [Finding], size: Int?
    ) {
        self.id = id
        self.kind = kind
        self.partner = partner
        self.origin = origin
        self.receivedAt = receivedAt
        self.contentHash = contentHash
        self.message = message
        self.outcome = outcome
        self.findings = findings
        self.size = size
    }
}

extension NewDelivery {
    /// The delivery that made a message.
    package init(firstOf message: MessageID, _ received: ReceivedMessage) {
        self.init(
            .first, partner: received.identity.partner, origin: received.origin,
            receivedAt: received.receivedAt, contentHash: received.contentHash, message: message)
    }

    package func recorded(_ id: DeliveryID) -> RecordedDelivery {
        RecordedDelivery(
            id: id, kind: kind, partner: partner, origin: origin, receivedAt: receivedAt,
            contentHash: contentHash, message: message, outcome: outcome, findings: findings,
            size: content?.count)
    }
}
