package import Journal

/// What one attempt to deliver has shown.
package struct SentMessage: Sendable {
    package let row: OutboxRow
    package let outcome: OutboxOutcome

    init(_ row: OutboxRow, _ outcome: OutboxOutcome) {
        self.row = row
        self.outcome = outcome
    }

    package var isDelivered: Bool {
        if case .delivered = outcome { true } else { false }
    }

    /// Why it is not delivered; nil when it is.
    package var reason: String? {
        switch outcome {
        case .delivered: nil
        case .failed(_, let reason), .unknown(_, let reason), .absent(_, let reason),
            .rejected(let reason, _),
            .parked(let reason):
            reason
        }
    }
}
