/// Where an outgoing message stands.
package enum OutboxState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Certainly not with the partner; goes out when it is due.
    case pending
    /// Claimed by a worker.
    case sending
    /// A request may have gone out and nobody knows whether it arrived: look it up, or send the identical bytes again.
    case unknown
    /// Taken out of the queue until a person releases it; its key waits behind it.
    case parked
    case delivered
    /// The partner has it and refused it, for good.
    case rejected
    /// Given up by a person.
    case abandoned

    /// Whether the row is still to be delivered. A later row of the same partner and key waits for an open one.
    package var isOpen: Bool {
        switch self {
        case .pending, .sending, .unknown, .parked: true
        case .delivered, .rejected, .abandoned: false
        }
    }
}
