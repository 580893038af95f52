package import Operations

/// An outgoing message in the hands of one worker until `until`.
package struct OutboxClaim: Hashable, Sendable {
    package let row: OutboxRow
    /// The same bytes at every attempt.
    package let bytes: [UInt8]
    package let owner: String
    package let until: Instant
    /// An earlier attempt may have arrived, since its end is not known: look it up at the partner where that can be
    /// done, before it is sent again.
    package let mayHaveArrived: Bool

    package init(row: OutboxRow, bytes: [UInt8], owner: String, until: Instant, mayHaveArrived: Bool) {
        self.row = row
        self.bytes = bytes
        self.owner = owner
        self.until = until
        self.mayHaveArrived = mayHaveArrived
    }
}

/// How an attempt to deliver ended. Reasons are kept and shown: no secrets in them.
package enum OutboxOutcome: Hashable, Sendable {
    case delivered(reply: [UInt8]?)
    /// This attempt certainly did not arrive. What an earlier one did is as open as before.
    case failed(retryAt: Instant, reason: String)
    /// This attempt may have arrived.
    case unknown(retryAt: Instant, reason: String)
    /// The partner was asked and has it from none of the attempts.
    case absent(retryAt: Instant, reason: String)
    /// The partner has it and refuses it, for good.
    case rejected(reason: String, reply: [UInt8]?)
    /// Enough attempts: a person must look. The key waits.
    case parked(reason: String)
}

/// What became of the outcome of an attempt.
package enum Settlement: Hashable, Sendable {
    case settled
    /// The claim had run out and the row went on without it: the outcome is in the list of attempts and changed
    /// nothing else.
    case late
}

/// What a person does to an outgoing message.
package enum OutboxIntervention: String, Hashable, Sendable, Codable, CaseIterable {
    /// Due at once: a parked, pending or unknown row.
    case retry
    /// Out of the queue, its key waits: a pending or unknown row.
    case park
    /// Given up, its key goes on: a parked, pending or unknown row.
    case abandon
}

/// One line of the history of an outgoing message.
package struct OutboxAttempt: Hashable, Sendable {
    package enum Result: String, Hashable, Sendable, Codable, CaseIterable {
        case delivered, failed, unknown, absent, rejected, parked
        /// The worker's claim ran out: it crashed, or its answer came too late.
        case expired
        /// A person's intervention.
        case retryAsked, parkAsked, abandonAsked
    }

    /// The claim that it belongs to, counted from 1; for an intervention the number of claims before it.
    package let attempt: Int
    package let at: Instant
    /// The worker, or the person.
    package let actor: String
    package let result: Result
    /// Whether it came after its claim had run out.
    package let isLate: Bool
    package let reason: String?

    package init(
        attempt: Int, at: Instant, actor: String, result: Result, isLate: Bool = false, reason: String?
    ) {
        self.attempt = attempt
        self.at = at
        self.actor = actor
        self.result = result
        self.isLate = isLate
        self.reason = reason
    }
}

extension OutboxClaim {
    /// A row that has just been claimed.
    package init(_ row: OutboxRow, _ bytes: [UInt8], by owner: String, until: Instant) {
        self.init(row: row, bytes: bytes, owner: owner, until: until, mayHaveArrived: row.isUncertain)
    }
}
