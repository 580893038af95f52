package import B2MML
package import Operations

/// A document as it arrived: where from, by whom, when, and its bytes.
package struct Delivery: Sendable {
    /// What it is called in results and findings: a path, a route, `-`.
    package let origin: String
    /// Holds the bytes; for standard input a spooled copy.
    package let bytes: FileBytes
    /// The partner that the caller named; nil to find it out.
    package let partner: String?
    package let receivedAt: Instant

    package init(origin: String, bytes: FileBytes, partner: String?, receivedAt: Instant) {
        self.origin = origin
        self.bytes = bytes
        self.partner = partner
        self.receivedAt = receivedAt
    }
}
