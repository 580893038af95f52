extension ProposalRegister {
    /// The change of a target that is in effect and was not looked at yet.
    func unverified(_ target: FeedbackTarget) -> FeedbackProposal? {
        proposals.last { $0.target == target && $0.state == .effective }
    }

    /// What approved proposals made of a target; nil when none did.
    package func valueInForce(_ target: FeedbackTarget) -> FeedbackValue? {
        proposals.last { $0.target == target && ($0.state == .effective || $0.state == .verified) }?
            .agreedValue
    }

    /// The same of all targets of some kinds; without those that none changed.
    func valuesInForce(of kinds: [FeedbackTarget.Kind]) -> [FeedbackTarget: FeedbackValue] {
        let targets = Set(proposals.map(\.target)).filter { kinds.contains($0.kind) }
        return Dictionary(uniqueKeysWithValues: targets.map { ($0, valueInForce($0)) }).compactMapValues {
            $0
        }
    }

    /// From when on observations of a target count: a new value begins them anew, and so does a no, since what
    /// somebody has decided on is not asked again.
    func evidenceStart(of target: FeedbackTarget) -> Instant? {
        proposals.filter { $0.target == target }.flatMap { proposal in
            [proposal.effect?.from]
                + proposal.history.map { $0.to == .rejected || $0.to == .refused ? $0.at : nil }
        }.compactMap { $0 }.max()
    }

    /// Whether a draft says anything that was not said: not when it was made before, nor when it differs from the
    /// proposal that waits to be decided by less than a quarter of what it would change.
    func isNews(_ draft: ProposalDraft) -> Bool {
        guard self[draft.id] == nil else { return false }
        guard let open = open(for: draft.target)?.draft else { return true }
        if open.proposed == draft.proposed { return false }
        guard let said = open.proposed.magnitude, let value = draft.proposed.magnitude,
            let current = draft.current.magnitude
        else { return true }
        return abs(value - said) >= abs(value - current) / 4
    }

    /// Whether somebody has decided that a change stays although it did not help.
    func isKept(_ proposal: FeedbackProposal) -> Bool {
        proposals.contains { $0.draft.reverts == proposal.id && $0.state == .rejected }
    }
}
