package import Adapter
package import Operations

/// When an HTTP delivery is repeated, and when a person has to look.
///
/// | reply | meaning | next |
/// |---|---|---|
/// | 2xx | taken | delivered |
/// | 425, 429, 503 | not now; nothing was done | retry, not charged |
/// | 408, 421 | the request was not read | retry, charged |
/// | 500, 502, 504, 507, 508 | the partner may have acted before it failed | `afterServerError` |
/// | 401, 403, 404, 405, 407, 426, 511, 501, 505, 3xx | our settings or theirs | park, configuration |
/// | every other 4xx (400, 409, 410, 413, 415, 422 …), 5xx | this message will not be taken | park, refused |
///
/// **500 is a choice.** Most are faults before anything was committed, and a business message carries its BODID,
/// by which a partner knows a repetition. So 500, 502 and 504 are repeated by default; for a partner that has
/// neither a key nor duplicate detection `afterServerError` is set to ``Uncertain/lookUp``.
///
/// Not sent: retried and not charged, unless only settings can help. Ambiguous: `afterNoReply`.
package struct RetryPolicy: RetryRule, Hashable {
    /// What is done when the partner may have acted or not.
    package enum Uncertain: String, Sendable, Codable, CaseIterable {
        /// Safe with every partner: ask before sending again.
        case lookUp
        /// Only where the partner recognises a repetition by its key.
        case resend
    }

    /// The upper bound of the first wait; doubles with each attempt.
    package var base: Duration
    /// The upper bound of any wait, before what Retry-After asks for.
    package var cap: Duration
    /// Retry-After is honoured up to here, so that no reply can stop a partner's queue for days.
    package var retryAfterCap: Duration
    /// Charged attempts after which the message is parked; at least 1.
    package var attempts: Int
    package var afterServerError: Uncertain
    package var afterNoReply: Uncertain

    package init(
        base: Duration = .seconds(2), cap: Duration = .seconds(300), retryAfterCap: Duration = .seconds(3600),
        attempts: Int = 8, afterServerError: Uncertain = .resend, afterNoReply: Uncertain = .lookUp
    ) {
        self.base = base
        self.cap = cap
        self.retryAfterCap = retryAfterCap
        self.attempts = max(1, attempts)
        self.afterServerError = afterServerError
        self.afterNoReply = afterNoReply
    }

    package func next(
        after tally: AttemptTally, outcome: TransportOutcome, now: Instant,
        using random: inout some RandomNumberGenerator
    ) -> Redelivery {
        var tally = tally
        tally.made += 1
        switch judge(outcome) {
        case .step(let step): return Redelivery(step, tally: tally)
        case .repeatable(let reason, let isCharged):
            if isCharged { tally.charged += 1 }
            if isCharged, tally.charged >= attempts {
                let message = "\(tally.charged) attempts failed, at last: \(reason)"
                return Redelivery(.park(ParkReason(.attemptsExhausted, message)), tally: tally)
            }
            let wait = wait(attempt: tally.made, outcome: outcome, now: now, using: &random)
            return Redelivery(.retry(at: now.advanced(by: wait)), tally: tally)
        }
    }

    // MARK: Judging

    private enum Judgement {
        case step(NextStep)
        case repeatable(String, isCharged: Bool)
    }

    /// What a status says about a repetition.
    package enum StatusClass: Sendable, Hashable {
        case taken, busy, notRead, serverError, configuration, refused
    }

    package static func classify(status: Int) -> StatusClass {
        switch status {
        case 200...299: .taken
        case 425, 429, 503: .busy
        case 408, 421: .notRead
        case 500, 502, 504, 507, 508: .serverError
        case 300...399, 401, 403, 404, 405, 407, 426, 501, 505, 511: .configuration
        default: .refused
        }
    }

    private func judge(_ outcome: TransportOutcome) -> Judgement {
        switch outcome {
        case .reply(let reply): judge(status: reply.status)
        case .notSent(let fault):
            fault.kind.isConfiguration
                ? .step(.park(ParkReason(.configuration, fault.message)))
                : .repeatable(fault.message, isCharged: false)
        case .ambiguous(let fault): uncertain(afterNoReply, fault.message)
        }
    }

    private func judge(status: Int) -> Judgement {
        let reason = "the partner answered \(status)"
        switch Self.classify(status: status) {
        case .taken: return .step(.delivered)
        case .busy: return .repeatable(reason, isCharged: false)
        case .notRead: return .repeatable(reason, isCharged: true)
        case .serverError: return uncertain(afterServerError, reason)
        case .configuration: return .step(.park(ParkReason(.configuration, reason)))
        case .refused: return .step(.park(ParkReason(.refused, reason)))
        }
    }

    private func uncertain(_ choice: Uncertain, _ reason: String) -> Judgement {
        switch choice {
        case .lookUp: .step(.lookUp)
        case .resend: .repeatable(reason, isCharged: true)
        }
    }

    // MARK: Waiting

    /// Full jitter: anything from nothing to the bound. What Retry-After asks for comes before the jitter, so
    /// that nobody returns too early and not all at once.
    private func wait(
        attempt: Int, outcome: TransportOutcome, now: Instant, using random: inout some RandomNumberGenerator
    ) -> Duration {
        let asked: Duration =
            if case .reply(let reply) = outcome, let retryAfter = reply.retryAfter {
                min(retryAfter.wait(from: now), retryAfterCap)
            } else {
                .zero
            }
        let bound = bound(attempt: attempt).wholeMilliseconds
        return asked + .milliseconds(Int.random(in: 0...bound, using: &random))
    }

    /// The longest wait after this many attempts, counted from 1: `min(cap, base * 2^(attempt - 1))`.
    package func bound(attempt: Int) -> Duration {
        var bound = base
        var doublings = attempt - 1
        while doublings > 0, bound < cap {
            bound *= 2
            doublings -= 1
        }
        return min(bound, cap)
    }
}

extension Instant {
    fileprivate func advanced(by duration: Duration) -> Instant {
        Instant(milliseconds: milliseconds + Int64(duration.wholeMilliseconds))
    }
}
