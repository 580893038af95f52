import Diagnostics

/// The way of an approved proposal to the owner of the definition, and of the owner's answer back.
extension ActivityLoop {
    func send(proposal id: String, _ bodID: String, _ context: Context) throws(LoopError) -> Decision {
        let proposal = try known(proposal: id)
        let (_, event) = try advanced(proposal, .send(bodID: bodID), context.of(proposal.draft.domain))
        return Decision(.applied, events: [event])
    }

    func apply(proposal id: String, _ release: MessageRelease, _ context: Context)
        throws(LoopError) -> Decision
    {
        let proposal = try known(proposal: id)
        return try applied(proposal, release, context.of(proposal.draft.domain))
    }

    /// Acceptance is enough: the owner's value is in force from now, or from when its definition says.
    func take(_ answer: OwnerAnswer, _ context: Context) throws(LoopError) -> Decision {
        guard let proposal = state.register.proposal(sentIn: answer.bodID) else {
            throw .unknownAnswer(bodID: answer.bodID)
        }
        let context = context.of(proposal.draft.domain)
        guard let action = proposal.action(for: answer, as: context.origin?.message) else {
            return Decision(.unchanged, findings: [Self.undecided(proposal)])
        }
        guard proposal.state == .sent else {
            let isKnown = proposal.history.contains { $0.action.says(the: action) }
            return Decision(.unchanged, findings: isKnown ? [] : [Self.contradiction(proposal, action)])
        }
        let (moved, event) = try advanced(proposal, action, context)
        var decision = Decision(.applied, events: [event])
        guard moved.state != .refused else { return decision }
        guard let stored = version(with: moved, as: answer.definition, context) else {
            decision.findings.append(LoopError.stepGone(proposal: proposal.id).finding)
            return decision
        }
        decision.events += try inForce(moved, stored.version, context)
        decision.events.append(context.event(.definitionStored(stored)))
        return decision
    }

    /// What an owner publishes answers a proposal that waits for it, if it says anything new about the step: its
    /// definition is worth more than an answer that may never come.
    func settled(by version: DefinitionVersion, _ context: Context) -> [Event] {
        let waiting = state.register.proposals.filter { proposal in
            proposal.isAwaitingOwner && proposal.target.kind.isOfDefinition
                && proposal.target.domain == context.domain
                && Identifier(proposal.target.object).matchingKey == version.definition.id?.matchingKey
        }
        return waiting.flatMap { proposal -> [Event] in
            (try? settled(proposal, by: version, context)) ?? []
        }
    }

    private func settled(_ proposal: FeedbackProposal, by version: DefinitionVersion, _ context: Context)
        throws(LoopError) -> [Event]
    {
        let name = context.origin?.message ?? proposal.sentIn ?? "version \(version.number)"
        guard let action = proposal.action(for: version.definition, bodID: name), action.command != .refuse
        else { return [] }
        let (moved, event) = try advanced(proposal, action, context)
        return [event] + (try inForce(moved, version, context))
    }

    func expireProposals(_ context: Context) -> Decision {
        var decision = Decision(.unchanged)
        for proposal in state.register.proposals where proposal.isOverdue(asOf: context.now) {
            let context = context.of(proposal.draft.domain)
            guard let (_, event) = try? advanced(proposal, .expire, context) else { continue }
            decision.outcome = .applied
            decision.events.append(event)
            decision.findings.append(
                LoopNote.make(
                    "LOOP-PROPOSAL-6", .note, "Proposal \(proposal.id)",
                    "nobody decided it before it expired",
                    advice: "Nothing: the next evidence makes another one."))
        }
        return decision
    }

    private func known(proposal id: String) throws(LoopError) -> FeedbackProposal {
        guard let proposal = state.register[id] else { throw .unknownProposal(id) }
        return proposal
    }

    private func inForce(_ proposal: FeedbackProposal, _ version: DefinitionVersion, _ context: Context)
        throws(LoopError) -> [Event]
    {
        let start = version.definition.effectiveStart?.instant
        let (_, event) = try advanced(
            proposal,
            .takeEffect(version: "\(version.number)", from: max(context.now, start ?? context.now)), context)
        return [event]
    }

    /// The version with the value that the owner took, under the owner's name and dates where its answer has them.
    private func version(
        with proposal: FeedbackProposal, as answered: OperationsDefinition?, _ context: Context
    ) -> DefinitionStored? {
        guard var stored = version(with: proposal, context) else { return nil }
        stored.version.basis = .message
        if let name = answered?.version { stored.version.definition.version = name }
        if let start = answered?.effectiveStart { stored.version.definition.effectiveStart = start }
        return stored
    }

    private static func undecided(_ proposal: FeedbackProposal) -> Finding {
        LoopNote.make(
            "LOOP-PROPOSAL-4", .warning, "Proposal \(proposal.id)",
            "the answer does not say which value the owner took",
            advice: "Send the definition along, or publish it with Sync.")
    }

    private static func contradiction(_ proposal: FeedbackProposal, _ action: ProposalAction) -> Finding {
        LoopNote.make(
            "LOOP-PROPOSAL-5", .warning, "Proposal \(proposal.id)",
            "the answer would \(action.command.rawValue) it, but it is \(proposal.state.rawValue) already",
            advice: "Publish the definition as it is to be with Sync; it is in force then.")
    }
}

extension FeedbackProposal {
    /// Approved, and what the owner says of it is not in force yet.
    fileprivate var isAwaitingOwner: Bool { state == .approved || state == .sent }

    fileprivate func isOverdue(asOf now: Instant) -> Bool {
        draft.expiresAt <= now && state.after(.expire) != nil
    }

    /// What an answer does with the proposal. The value in the answer counts for more than its code: an owner that
    /// says Accepted and sends another value has modified it.
    ///
    /// - Parameters:
    ///   - answer: of the owner.
    ///   - message: what the answer is called.
    /// - Returns: nil when it does not tell which value the owner took.
    fileprivate func action(for answer: OwnerAnswer, as message: String?) -> ProposalAction? {
        let bodID = message ?? answer.bodID
        if answer.verdict == .rejected { return .refuse(reason: answer.reason, bodID: bodID) }
        let byValue = answer.definition.flatMap { action(for: $0, bodID: bodID) }
        switch (answer.verdict, byValue) {
        // It says yes and sends what was in force before.
        case (.accepted, .refuse?): return nil
        case (.accepted, nil): return .accept(bodID: bodID)
        default: return byValue
        }
    }

    /// What a definition of the owner says about the proposal; nil when it has no value for the step.
    fileprivate func action(for definition: OperationsDefinition, bodID: String) -> ProposalAction? {
        guard let value = definition.value(of: target) else { return nil }
        if value == draft.proposed { return .accept(bodID: bodID) }
        if value == draft.current {
            return .refuse(reason: "the owner keeps \(value.text ?? "it")", bodID: bodID)
        }
        return .modify(to: value, bodID: bodID)
    }
}

extension ProposalAction {
    /// Whether both say the same, in whatever message.
    fileprivate func says(the other: ProposalAction) -> Bool {
        switch (self, other) {
        case (.modify(let value, _), .modify(let otherValue, _)): value == otherValue
        default: command == other.command
        }
    }
}
