package import Operations

/// One state of a business object as a partner described it, and the stamps by which two states are ordered.
package struct ObjectVersion: Hashable, Sendable {
    /// SHA-256 of the object's canonical content, hexadecimal; the stamps below are not part of that content.
    package var contentHash: String
    /// B2MML: `ApplicationArea/CreationDateTime` of the message that carried it.
    package var created: Instant?
    /// B2MML: `PublishedDate` of the object or of what contains it.
    package var published: Instant?
    /// B2MML: `Version`.
    package var version: String?

    package init(
        contentHash: String, created: Instant? = nil, published: Instant? = nil, version: String? = nil
    ) {
        self.contentHash = contentHash
        self.created = created
        self.published = published
        self.version = version
    }

    /// Whether this state is newer or older than the other: by CreationDateTime, then PublishedDate, then Version.
    ///
    /// A stamp that one of the two lacks says nothing and the next one decides; when none decides, neither is newer.
    package func age(against other: ObjectVersion) -> StampOrder {
        let orders = [
            StampOrder(created, other.created),
            StampOrder(published, other.published),
            VersionText.order(version, other.version),
        ]
        return orders.first { $0 != .undecided } ?? .undecided
    }
}

/// The order of two stamps.
package enum StampOrder: Hashable, Sendable {
    case older, newer
    /// Equal, or not comparable.
    case undecided

    init<Stamp: Comparable>(_ left: Stamp?, _ right: Stamp?) {
        guard let left, let right, left != right else {
            self = .undecided
            return
        }
        self = left < right ? .older : .newer
    }
}
