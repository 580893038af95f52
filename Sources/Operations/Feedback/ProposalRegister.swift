/// All proposals, with at most one open for each target.
package struct ProposalRegister: Codable, Hashable, Sendable {
    /// In the order in which they came.
    package private(set) var proposals: [FeedbackProposal] = []
    /// Kept beside them, since dispatching asks for it with each job.
    package private(set) var workInProcessGates = WorkInProcessGates()

    package init() {}

    package subscript(id: String) -> FeedbackProposal? { proposals.first { $0.id == id } }

    /// The proposal that went to its owner in a message.
    package func proposal(sentIn bodID: String) -> FeedbackProposal? {
        proposals.last { $0.sentIn == bodID }
    }

    package func open(for target: FeedbackTarget) -> FeedbackProposal? {
        proposals.last { $0.target == target && $0.state.isOpen }
    }

    /// Takes a draft in and proposes it.
    ///
    /// The same draft again changes nothing, whatever became of it. A newer one replaces one that nobody has
    /// decided yet. While a change is in effect and not verified, only the proposal to take it back is taken.
    ///
    /// - Returns: the proposal as it is in the register.
    /// - Throws: ``ProposalError/otherProposalOpen(target:proposal:state:)``,
    ///   ``ProposalError/awaitsVerification(target:proposal:)`` or ``ProposalError/personMissing(proposal:command:)``.
    @discardableResult
    package mutating func propose(
        _ draft: ProposalDraft, by proposer: String, at: Instant, rule: FeedbackRule
    )
        throws(ProposalError) -> FeedbackProposal
    {
        if let known = self[draft.id] { return known }
        let unverified = proposals.last { $0.target == draft.target && $0.state == .effective }
        if let unverified, draft.reverts != unverified.id {
            throw .awaitsVerification(target: draft.target, proposal: unverified.id)
        }
        let proposal = try FeedbackProposal(draft).applying(.propose(by: proposer), at: at, rule: rule)
        if let open = open(for: draft.target) {
            guard open.state.after(.supersede) != nil else {
                throw .otherProposalOpen(target: draft.target, proposal: open.id, state: open.state)
            }
            try apply(.supersede(by: draft.id), to: open.id, at: at, rule: rule)
        }
        proposals.append(proposal)
        return proposal
    }

    /// Does something with a proposal. When one that takes another back takes effect, the other is reverted.
    ///
    /// - Returns: the proposal as it is then.
    /// - Throws: ``ProposalError``, and nothing is changed.
    @discardableResult
    package mutating func apply(_ action: ProposalAction, to id: String, at: Instant, rule: FeedbackRule)
        throws(ProposalError) -> FeedbackProposal
    {
        guard let index = proposals.firstIndex(where: { $0.id == id }) else { throw .unknown(id) }
        let moved = try proposals[index].applying(action, at: at, rule: rule)
        if moved.state == .effective, let reverted = moved.draft.reverts,
            let other = proposals.firstIndex(where: { $0.id == reverted }),
            proposals[other].state == .effective
        {
            proposals[other] = try proposals[other].applying(.revert(by: id), at: at, rule: rule)
        }
        proposals[index] = moved
        if moved.target.kind == .workInProcessGate { setGate(of: moved.target) }
        return moved
    }

    private mutating func setGate(of target: FeedbackTarget) {
        guard let unit = target.part else { return }
        var cap: ExactDecimal?
        if case .number(let number, _) = valueInForce(target) { cap = number }
        workInProcessGates.set(cap, from: target.object, to: unit)
    }

    /// Lets expire what nobody decided in time.
    ///
    /// - Returns: the proposals that expired.
    package mutating func expire(asOf: Instant) -> [String] {
        var expired: [String] = []
        for index in proposals.indices {
            let proposal = proposals[index]
            guard proposal.draft.expiresAt <= asOf, proposal.state.after(.expire) != nil,
                let rule = FeedbackRule.delivered(proposal.draft.rule),
                let moved = try? proposal.applying(.expire, at: asOf, rule: rule)
            else { continue }
            proposals[index] = moved
            expired.append(moved.id)
        }
        return expired
    }
}
