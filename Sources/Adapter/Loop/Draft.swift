package import Diagnostics
package import Journal
package import Operations

/// What one transaction will write, while it is decided.
package final class Draft {
    package let now: Instant
    private(set) var loop: ActivityLoop
    private(set) var events: [Event] = []
    package private(set) var notices: [Notice] = []
    package var inbox: InboxPart?
    package var outbox: [NewOutboxRow] = []
    package var objects: [ObjectChange] = []

    init(loop: consuming ActivityLoop, now: Instant) {
        self.loop = loop
        self.now = now
    }

    /// The loop with all that was decided in this draft so far.
    package var state: LoopState { loop.state }

    var isEmpty: Bool { inbox == nil && events.isEmpty && outbox.isEmpty && objects.isEmpty }

    /// How many events were drafted so far.
    package var eventCount: Int { events.count }

    /// Lets the loop decide a command, and takes its events and all that the rules make of them into the
    /// transaction.
    ///
    /// - Throws: ``LoopError`` when the loop refuses; the draft is as before then.
    package func perform(_ command: Command) throws(LoopError) -> Decision {
        var decision = try loop.perform(command, at: now)
        let followed = loop.react(to: decision.events, at: now)
        decision.events += followed.events
        decision.findings += followed.findings
        decision.notices += followed.notices
        events += decision.events
        notices += decision.notices
        return decision
    }

    /// Puts into the outbox what partners have to be told; answers what could not be made.
    ///
    /// - Throws: ``SchemaError`` when a schema cannot be loaded.
    func tell(_ composer: OutboundComposer) throws -> [Finding] {
        let rows = try composer.rows(for: notices, in: state, at: now)
        outbox += rows.value
        var findings = rows.findings
        for case .proposal(let id) in notices { findings += try offer(id, composer) }
        return findings
    }

    /// Puts approved proposals among the notices whose owners could not be told when they were approved.
    func remindOfProposals() {
        let waiting = state.register.proposals.filter { $0.state == .approved }
        notices += waiting.map { .proposal($0.id) }
    }

    /// The message and the step to Sent are one transaction.
    private func offer(_ id: String, _ composer: OutboundComposer) throws -> [Finding] {
        guard let proposal = state.register[id], proposal.state == .approved else { return [] }
        switch try composer.offer(proposal, in: state, at: now) {
        case .kept(let finding):
            return [finding]
        case .withoutMessage(let release):
            return advance(proposal, .applyProposal(id: id, release: release))
        case .message(let row, let bodID):
            outbox.append(row)
            return advance(proposal, .sendProposal(id: id, bodID: bodID))
        }
    }

    private func advance(_ proposal: FeedbackProposal, _ command: AnalysisCommand) -> [Finding] {
        do throws(LoopError) {
            return try perform(Command(proposal.draft.domain, .performanceAnalysis(command))).findings
        } catch {
            return [error.finding]
        }
    }
}
