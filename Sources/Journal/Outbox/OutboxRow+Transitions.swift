package import Operations

/// How an outgoing message moves from state to state. Both journals keep rows; only this file moves them.
///
/// ```
///            claim                settle
///  pending ─────────► sending ─┬─► delivered, rejected
///     ▲                 ▲  │   ├─► pending  (failed or absent, nothing uncertain)
///     │           claim │  │   ├─► unknown  (unknown, or failed after an unknown one)
///     │   unknown ──────┘  │   └─► parked ──► retry: pending or unknown; abandon: abandoned
///     │                    └─► sending again when the claim ran out: uncertain from then on
/// ```
extension OutboxRow {
    /// Whether the row may be claimed, its place in the queue of its key aside.
    package func isDue(at now: Instant) -> Bool {
        guard let dueAt else { return false }
        return dueAt <= now
    }

    /// Hands the row to a worker. The caller has made sure that it is due and the first of its key.
    ///
    /// - Returns: The lost attempt of the worker before, when its claim had run out.
    package mutating func claim(by worker: String, at now: Instant, until: Instant) -> OutboxAttempt? {
        var lost: OutboxAttempt?
        if state == .sending {
            isUncertain = true
            lost = OutboxAttempt(
                attempt: attempts, at: now, actor: owner ?? "", result: .expired,
                reason: "the claim ran out before its outcome was recorded")
        }
        state = .sending
        attempts += 1
        owner = worker
        dueAt = until
        changedAt = now
        return lost
    }

    /// Records the outcome of a claim; a late one changes nothing.
    package mutating func settle(
        _ claim: OutboxClaim, as outcome: OutboxOutcome, at now: Instant
    ) -> (settlement: Settlement, attempt: OutboxAttempt) {
        let isLate = state != .sending || attempts != claim.row.attempts
        let attempt = OutboxAttempt(
            attempt: claim.row.attempts, at: now, actor: claim.owner, result: outcome.result, isLate: isLate,
            reason: outcome.reason)
        guard !isLate else { return (.late, attempt) }
        owner = nil
        changedAt = now
        lastError = outcome.reason
        apply(outcome)
        return (.settled, attempt)
    }

    private mutating func apply(_ outcome: OutboxOutcome) {
        switch outcome {
        case .delivered(let reply):
            end(.delivered, reply: reply)
        case .rejected(_, let reply):
            end(.rejected, reply: reply)
        case .failed(let retryAt, _):
            wait(until: retryAt)
        case .unknown(let retryAt, _):
            isUncertain = true
            wait(until: retryAt)
        case .absent(let retryAt, _):
            isUncertain = false
            wait(until: retryAt)
        case .parked:
            state = .parked
            dueAt = nil
        }
    }

    private mutating func end(_ final: OutboxState, reply bytes: [UInt8]?) {
        state = final
        dueAt = nil
        isUncertain = false
        reply = bytes
    }

    private mutating func wait(until instant: Instant) {
        state = isUncertain ? .unknown : .pending
        dueAt = instant
    }

    /// Does what a person asked for.
    ///
    /// - Returns: Nil when the state does not allow it; the row is as it was then.
    package mutating func intervene(
        _ intervention: OutboxIntervention, by person: String, because reason: String, at now: Instant
    ) -> OutboxAttempt? {
        let isLost = state == .sending && isDue(at: now)
        guard state == .pending || state == .unknown || state == .parked || isLost,
            !(intervention == .park && state == .parked)
        else { return nil }
        if isLost { isUncertain = true }
        owner = nil
        changedAt = now
        switch intervention {
        case .retry:
            wait(until: now)
        case .park:
            state = .parked
            dueAt = nil
        case .abandon:
            state = .abandoned
            dueAt = nil
        }
        return OutboxAttempt(
            attempt: attempts, at: now, actor: person, result: intervention.result, reason: reason)
    }
}

extension OutboxOutcome {
    fileprivate var result: OutboxAttempt.Result {
        switch self {
        case .delivered: .delivered
        case .failed: .failed
        case .unknown: .unknown
        case .absent: .absent
        case .rejected: .rejected
        case .parked: .parked
        }
    }

    fileprivate var reason: String? {
        switch self {
        case .delivered: nil
        case .failed(_, let reason), .unknown(_, let reason), .absent(_, let reason),
            .rejected(let reason, _), .parked(let reason):
            reason
        }
    }
}

extension OutboxIntervention {
    fileprivate var result: OutboxAttempt.Result {
        switch self {
        case .retry: .retryAsked
        case .park: .parkAsked
        case .abandon: .abandonAsked
        }
    }
}
