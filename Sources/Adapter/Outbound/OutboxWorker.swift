package import B2MML
import Diagnostics
package import Journal
package import Operations

/// Works the outbox: claims what is due, sends it, and records what is known of each attempt.
///
/// A message is delivered only when a 2xx reply was read to its end and is empty or confirms it. Whatever leaves that
/// open is unknown, and the same bytes are sent again.
package struct OutboxWorker<Rule: RetryRule>: Sendable {
    private static var claimTime: Int64 { 120_000 }
    /// One at a time: of several, the last could run out while the first ones are waiting for their replies.
    private static var claimSize: Int { 1 }

    private let journal: any Journal
    private let transport: any Transport
    private let rule: Rule
    private let settings: Settings
    private let replies: ReplyReader
    private let clock: Clock
    private let name: String

    package init(
        journal: any Journal, transport: any Transport, rule: Rule, settings: Settings,
        library: SchemaLibrary,
        clock: Clock, name: String = LeaseHolder.current.description
    ) {
        self.journal = journal
        self.transport = transport
        self.rule = rule
        self.settings = settings
        replies = ReplyReader(library: library)
        self.clock = clock
        self.name = name
    }

    /// Sends everything that is due now, once.
    ///
    /// - Returns: the rows as they stand after their attempts, in the order in which they were sent.
    /// - Throws: ``JournalError``. A claim that could not be settled runs out and its message becomes unknown.
    package func sendDue() async throws -> [SentMessage] {
        var sent: [SentMessage] = []
        while true {
            let now = clock.now()
            let claims = try await journal.claim(
                at: now, limit: Self.claimSize, by: name,
                until: Instant(milliseconds: now.milliseconds + Self.claimTime))
            if claims.isEmpty { return sent }
            for claim in claims {
                let outcome = try await attempt(claim)
                _ = try await journal.settle(claim, as: outcome, at: clock.now())
                sent.append(SentMessage(claim.row, outcome))
            }
        }
    }

    private func attempt(_ claim: OutboxClaim) async throws -> OutboxOutcome {
        guard let endpoint = settings.partner(claim.row.partner).endpoint else {
            return .parked(reason: "partner \(claim.row.partner) has no endpoint in the settings")
        }
        let reply = await transport.send(
            TransportRequest(
                url: endpoint.url, endpoint: claim.row.endpoint,
                headers: [
                    TransportHeader("Content-Type", "application/xml; charset=utf-8"),
                    TransportHeader("Accept", "application/xml"),
                ],
                body: claim.bytes))
        let outcome = readable(reply, to: claim)
        var random = SystemRandomNumberGenerator()
        let next = rule.next(
            after: try await tally(of: claim), outcome: outcome, now: clock.now(), using: &random)
        return judge(claim, outcome, next.step)
    }

    /// A 2xx reply that neither confirms nor rejects leaves open what became of the message, as no reply does.
    private func readable(_ outcome: TransportOutcome, to claim: OutboxClaim) -> TransportOutcome {
        guard case .reply(let reply) = outcome, 200...299 ~= reply.status,
            case .unreadable(let reason) = replies.read(reply.body, expecting: claim.row.bodID)
        else { return outcome }
        return .ambiguous(
            TransportFault(
                .replyNotUnderstood, "the partner answered \(reply.status), but \(reason)",
                status: reply.status))
    }

    /// The attempts before this one. Those charged are the ones that may have arrived: an unreachable or busy partner
    /// is not the message's fault.
    private func tally(of claim: OutboxClaim) async throws -> AttemptTally {
        let earlier = try await journal.attempts(of: claim.row.id)
        let charged = earlier.filter { $0.result == .unknown || $0.result == .expired }.count
        return AttemptTally(made: claim.row.attempts - 1, charged: charged)
    }

    private func judge(_ claim: OutboxClaim, _ outcome: TransportOutcome, _ step: NextStep) -> OutboxOutcome {
        switch (step, outcome) {
        case (.delivered, .reply(let reply)):
            return judge(reply, to: claim)
        case (.park(let reason), _):
            return .parked(reason: reason.message)
        case (.retry(let at), .notSent(let fault)):
            return .failed(retryAt: at, reason: fault.message)
        case (.retry(let at), .ambiguous(let fault)):
            return .unknown(retryAt: at, reason: fault.message)
        case (.retry(let at), .reply(let reply)):
            let reason = "the partner answered \(reply.status)"
            // A partner that failed may have acted before it did.
            return reply.status >= 500 && reply.status != 503
                ? .unknown(retryAt: at, reason: reason) : .failed(retryAt: at, reason: reason)
        case (.lookUp, _):
            return .parked(
                reason: "the partner must be asked whether it has the message, and offers no way to ask")
        case (.delivered, _):
            return .unknown(retryAt: retryTime, reason: "delivered without a reply")
        }
    }

    private func judge(_ reply: TransportReply, to claim: OutboxClaim) -> OutboxOutcome {
        switch replies.read(reply.body, expecting: claim.row.bodID) {
        case .taken:
            .delivered(reply: reply.body.isEmpty ? nil : reply.body)
        case .rejected(let reason):
            .rejected(reason: reason, reply: reply.body)
        case .unreadable(let reason):
            .unknown(retryAt: retryTime, reason: "the partner answered \(reply.status), but \(reason)")
        }
    }

    private var retryTime: Instant { Instant(milliseconds: clock.now().milliseconds + 60_000) }
}
