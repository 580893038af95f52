/// A proposal with its evidence, and what has become of it.
package struct FeedbackProposal: Codable, Hashable, Sendable {
    package private(set) var draft: ProposalDraft
    package private(set) var state: ProposalState
    /// What happened, in order.
    package private(set) var history: [Step]

    package struct Step: Codable, Hashable, Sendable {
        package var action: ProposalAction
        package var at: Instant
        package var to: ProposalState
    }

    package init(_ draft: ProposalDraft) {
        self.draft = draft
        state = .draft
        history = []
    }

    package var id: String { draft.id }
    package var target: FeedbackTarget { draft.target }

    /// Who proposed it; nil for a draft.
    package var proposer: String? {
        history.lazy.compactMap { step in
            guard case .propose(let by) = step.action else { return nil }
            return by
        }.first
    }

    /// The value that the owner took or will take: its own when it modified the proposal.
    package var agreedValue: FeedbackValue {
        history.lazy.compactMap { step -> FeedbackValue? in
            guard case .modify(let value, _) = step.action else { return nil }
            return value
        }.last ?? draft.proposed
    }

    package var isModified: Bool { agreedValue != draft.proposed }

    /// The BODID of the message in which it went to the owner; nil before.
    package var sentIn: String? {
        history.lazy.compactMap { step -> String? in
            guard case .send(let bodID) = step.action else { return nil }
            return bodID
        }.last
    }

    /// The version that it made and when that began; nil before.
    package var effect: (version: String, from: Instant)? {
        history.lazy.compactMap { step in
            switch step.action {
            case .takeEffect(let version, let from), .applyInternally(_, let version, let from),
                .overrideLocally(_, let version, let from, _):
                (version, from)
            default: nil
            }
        }.last
    }
}

/// What is done with a proposal, by whom and with what.
package enum ProposalAction: Codable, Hashable, Sendable {
    case propose(by: String)
    case approve(by: Approver)
    case reject(by: String, reason: String)
    case expire
    case supersede(by: String)
    case send(bodID: String)
    case accept(bodID: String)
    case modify(to: FeedbackValue, bodID: String)
    case refuse(reason: String?, bodID: String)
    case takeEffect(version: String, from: Instant)
    case applyInternally(release: MessageRelease, version: String, from: Instant)
    case overrideLocally(by: String, version: String, from: Instant, isAllowed: Bool)
    case verify(VerificationSample)
    /// With the proposal that took it back.
    case revert(by: String)

    package enum Approver: Codable, Hashable, Sendable {
        case person(String)
        /// The policy of the rule.
        case policy
    }

    package var command: ProposalCommand {
        switch self {
        case .propose: .propose
        case .approve: .approve
        case .reject: .reject
        case .expire: .expire
        case .supersede: .supersede
        case .send: .send
        case .accept: .accept
        case .modify: .modify
        case .refuse: .refuse
        case .takeEffect: .takeEffect
        case .applyInternally: .applyInternally
        case .overrideLocally: .overrideLocally
        case .verify: .verify
        case .revert: .revert
        }
    }
}

extension FeedbackProposal {
    /// The proposal after an action.
    ///
    /// - Parameters:
    ///   - action: what is done.
    ///   - at: when; not before the last step.
    ///   - rule: the rule as it is set up, for its policy of approval.
    /// - Returns: the proposal in its next state, with the step in its history.
    /// - Throws: ``ProposalError``, and nothing is changed.
    package func applying(_ action: ProposalAction, at: Instant, rule: FeedbackRule)
        throws(ProposalError) -> FeedbackProposal
    {
        guard let next = state.after(action.command) else {
            throw .illegalTransition(proposal: id, command: action.command, from: state)
        }
        if let last = history.last, at < last.at {
            throw .outOfOrder(proposal: id, at: at, after: last.at)
        }
        try check(action, at: at, rule: rule)
        var result = self
        result.state = next
        result.history.append(Step(action: action, at: at, to: next))
        return result
    }

    private func check(_ action: ProposalAction, at: Instant, rule: FeedbackRule) throws(ProposalError) {
        switch action {
        case .propose(let by):
            try named(by, action)
        case .approve(let by):
            guard at < draft.expiresAt else { throw .hasExpired(proposal: id, at: draft.expiresAt) }
            try approve(by, action, rule: rule)
        case .reject(let by, let reason):
            try named(by, action)
            guard !Identifier(reason).isBlank else { throw .reasonMissing(proposal: id) }
        case .expire:
            guard at >= draft.expiresAt else { throw .notYetExpired(proposal: id, until: draft.expiresAt) }
        case .send(let bodID), .accept(let bodID), .modify(_, let bodID), .refuse(_, let bodID):
            guard !Identifier(bodID).isBlank else { throw .messageMissing(proposal: id) }
        case .applyInternally(let release, _, _):
            guard !draft.messages.contains(where: { $0.release == release }) else {
                throw .needsMessage(proposal: id, release: release)
            }
        case .overrideLocally(let by, _, _, let isAllowed):
            guard isAllowed else { throw .overrideForbidden(proposal: id) }
            try named(by, action)
        case .supersede(let by), .revert(let by):
            try named(by, action)
        case .takeEffect, .verify: break
        }
    }

    /// Four eyes: who approves is not who proposed.
    private func approve(_ approver: ProposalAction.Approver, _ action: ProposalAction, rule: FeedbackRule)
        throws(ProposalError)
    {
        switch approver {
        case .person(let person):
            try named(person, action)
            guard Identifier(person).matchingKey != proposer.map({ Identifier($0).matchingKey }) else {
                throw .approverIsProposer(proposal: id, person: person)
            }
        case .policy:
            // A rule that proposed may be approved by its policy; what a person proposed may not.
            guard rule.id == draft.rule, rule.autoApproval == .on, draft.reverts == nil,
                proposer == rule.identity
            else { throw .notAutoApproved(proposal: id, rule: draft.rule) }
        }
    }

    private func named(_ person: String, _ action: ProposalAction) throws(ProposalError) {
        guard !Identifier(person).isBlank else {
            throw .personMissing(proposal: id, command: action.command)
        }
    }
}

extension FeedbackRule {
    /// As whom the rule proposes.
    package var identity: String { "rule \(id.rawValue) version \(version)" }

    /// The rule with its approval switched; nil when it never approves by itself.
    package func approvingItself(_ isOn: Bool) -> FeedbackRule? {
        guard autoApproval != .never else { return nil }
        var rule = self
        rule.autoApproval = isOn ? .on : .off
        return rule
    }
}
