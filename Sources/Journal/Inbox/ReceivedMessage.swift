package import Operations

/// A message at its first delivery, as it goes into the inbox. Nothing of it ever changes.
package struct ReceivedMessage: Sendable {
    package var identity: MessageIdentity
    /// SHA-256 of `content`, hexadecimal.
    package var contentHash: String
    package var content: MessageContent
    /// A file's path, a route, `-` for standard input.
    package var origin: String
    package var receivedAt: Instant
    package var inForce: InForce

    package init(
        identity: MessageIdentity, contentHash: String, content: MessageContent, origin: String,
        receivedAt: Instant, inForce: InForce
    ) {
        self.identity = identity
        self.contentHash = contentHash
        self.content = content
        self.origin = origin
        self.receivedAt = receivedAt
        self.inForce = inForce
    }
}
