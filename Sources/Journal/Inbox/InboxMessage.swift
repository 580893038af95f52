package import Operations

/// A message in the inbox, without its bytes and findings, which
/// ``Journal/content(of:in:)`` and ``Journal/findings(of:)`` read.
package struct InboxMessage: Hashable, Sendable {
    package let id: MessageID
    package let identity: MessageIdentity
    /// SHA-256 of the bytes, hexadecimal.
    package let contentHash: String
    /// Of the original, in bytes.
    package let size: Int
    package let origin: String
    package let receivedAt: Instant
    package let inForce: InForce
    package internal(set) var progress: MessageProgress
    /// When `progress` was last replaced.
    package internal(set) var changedAt: Instant

    package init(
        id: MessageID, identity: MessageIdentity, contentHash: String, size: Int, origin: String,
        receivedAt: Instant, inForce: InForce, progress: MessageProgress, changedAt: Instant
    ) {
        self.id = id
        self.identity = identity
        self.contentHash = contentHash
        self.size = size
        self.origin = origin
        self.receivedAt = receivedAt
        self.inForce = inForce
        self.progress = progress
        self.changedAt = changedAt
    }
}

extension InboxMessage {
    package init(_ id: MessageID, _ received: ReceivedMessage, _ progress: MessageProgress, at now: Instant) {
        self.init(
            id: id, identity: received.identity, contentHash: received.contentHash,
            size: received.content.count, origin: received.origin, receivedAt: received.receivedAt,
            inForce: received.inForce, progress: progress, changedAt: now)
    }
}
