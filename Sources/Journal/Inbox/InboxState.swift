/// Where a message stands.
package enum InboxState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Some records are committed, not all; the sender has no answer yet.
    case receiving
    /// The last record is in and the answer is given. Final.
    case acknowledged
    /// Not taken in, by decision. Final.
    case refused
    /// Waits for a person.
    case held

    /// Whether a message may go on from here.
    package var isFinal: Bool { self == .acknowledged || self == .refused }
}
