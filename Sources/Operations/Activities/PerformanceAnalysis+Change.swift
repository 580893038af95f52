/// What an approved proposal changes here.
extension ActivityLoop {
    /// Whether the loop may change it itself. A definition: when nobody sent it, or the site owns what is sent.
    /// What only the loop plans with is always its own.
    func isOurs(_ target: FeedbackTarget) -> Bool {
        guard target.kind.isOfDefinition else { return true }
        let key = LoopState.definitionKey(target.domain, Identifier(target.object))
        guard let entry = state.definitions[key] else { return false }
        return settings.definitionOwner == .site || !entry.versions.contains { $0.basis == .message }
    }

    /// The change is made here, and is in force at once. What is not in a definition is in force in the register:
    /// ``ProposalRegister/valueInForce(_:)``.
    func applied(_ proposal: FeedbackProposal, _ release: MessageRelease, _ context: Context)
        throws(LoopError) -> Decision
    {
        var made = try change(by: proposal, context)
        let (_, event) = try advanced(
            proposal, .applyInternally(release: release, version: made.version, from: context.now), context)
        made.decision.events.insert(event, at: 0)
        return made.decision
    }

    /// What the change is made of, and what its version is called.
    private func change(by proposal: FeedbackProposal, _ context: Context) throws(LoopError) -> (
        version: String, decision: Decision
    ) {
        if proposal.target.kind == .stockCount {
            let request = countRequest(for: proposal, at: context.now)
            let key = state.requestKey(context.domain, partner: nil, id: request.id ?? "")
            return (key, try accept(ImportedRequest(.process, request), key: key, context))
        }
        guard proposal.target.kind.isOfDefinition else {
            return ("\(state.register.effects(on: proposal.target) + 1)", Decision(.applied))
        }
        guard let stored = version(with: proposal, context) else {
            throw .stepGone(proposal: proposal.id)
        }
        return (
            "\(stored.version.number)", Decision(.applied, events: [context.event(.definitionStored(stored))])
        )
    }

    /// The version that an approved proposal makes; nil when its definition or its step is gone.
    func version(with proposal: FeedbackProposal, _ context: Context) -> DefinitionStored? {
        let key = LoopState.definitionKey(proposal.target.domain, Identifier(proposal.target.object))
        guard let entry = state.definitions[key], let known = entry.version(at: context.now),
            let latest = entry.versions.last,
            let changed = known.definition.replacing(proposal.target, with: proposal.agreedValue)
        else { return nil }
        return DefinitionStored(
            key: key,
            version: DefinitionVersion(
                number: latest.number + 1, basis: .proposal, proposal: proposal.id, definition: changed))
    }
}

extension FeedbackTarget.Kind {
    /// Whether it is a value of a step of a definition.
    package var isOfDefinition: Bool { isOfDuration || self == .scrapFactor }

    /// Whether it is the duration of a step.
    package var isOfDuration: Bool { self == .segmentDuration || self == .jobPlanDuration }
}

extension ProposalRegister {
    /// How many changes of a target took effect.
    fileprivate func effects(on target: FeedbackTarget) -> Int {
        proposals.count { $0.target == target && $0.state.hasBeenEffective }
    }
}

extension OperationsDefinition {
    /// What a definition says of a target; nil when it says nothing, or has not the step.
    func value(of target: FeedbackTarget) -> FeedbackValue? {
        guard let step = target.part.flatMap({ segment($0) }) else { return nil }
        switch target.kind {
        case .segmentDuration, .jobPlanDuration: return step.duration.map { .duration($0) }
        case .scrapFactor: return step.scrapFactor.map { .number($0, unit: "1") }
        default: return nil
        }
    }

    /// The same with another value of a step; nil when there is no such step, or the value is not of its kind.
    fileprivate func replacing(_ target: FeedbackTarget, with value: FeedbackValue) -> OperationsDefinition? {
        guard let part = target.part, segment(part) != nil else { return nil }
        switch (target.kind, value) {
        case (.segmentDuration, .duration(let duration)), (.jobPlanDuration, .duration(let duration)):
            return replacing(part) { $0.duration = duration }
        case (.scrapFactor, .number(let factor, _)):
            return replacing(part) { $0.scrapFactor = factor }
        default: return nil
        }
    }
}
