/// What was seen under the new version; older observations are not in it.
package struct VerificationSample: Codable, Hashable, Sendable {
    /// Observations in the unit of the rule's setting, such as jobs, or pieces for scrap.
    package var count: Int
    /// The rule's own estimator; in the unit of ``FeedbackValue/magnitude``. Nil when nothing is measured.
    package var estimate: Double?
    package var interval: ConfidenceInterval?
    /// For what is not a number: whether what was wanted came about.
    package var holds: Bool?
    package var window: Interval
    package var events: EventRange?

    package init(
        count: Int, estimate: Double?, interval: ConfidenceInterval? = nil, holds: Bool? = nil,
        window: Interval, events: EventRange? = nil
    ) {
        self.count = count
        self.estimate = estimate
        self.interval = interval
        self.holds = holds
        self.window = window
        self.events = events
    }
}

/// Whether a change did what it was proposed for.
///
/// Verified when the deviation is inside the guard band after enough new observations. Outside of it the change
/// is taken back, but not on a deviation that chance explains as well: then more observations are waited for,
/// up to a limit at which the estimate alone decides.
package enum Verification: Codable, Hashable, Sendable {
    case waiting(found: Int, needed: Int)
    case verified
    case revert(ProposalDraft)
    /// The deviation is too large and there is no earlier value to go back to.
    case failed

    /// Judges one proposal that is in effect.
    ///
    /// - Parameters:
    ///   - proposal: in state `Effective`.
    ///   - sample: what was seen since it took effect.
    ///   - rule: the proposal's rule.
    ///   - asOf: when it is judged.
    /// - Returns: nil when the proposal is not in effect, or the sample began before it was.
    /// - Throws: ``FeedbackError``.
    package static func judge(
        _ proposal: FeedbackProposal, _ sample: VerificationSample, rule: FeedbackRule, asOf: Instant
    ) throws(FeedbackError) -> Verification? {
        guard rule.id == proposal.draft.rule else {
            throw .otherRule(rule: rule.id, expected: proposal.draft.rule)
        }
        guard proposal.state == .effective, let effect = proposal.effect, sample.window.start >= effect.from
        else {
            return nil
        }
        let needed = Int(min(max(try rule.value(.verificationCount), 1), 1e9))
        let limit = Int(min(max(try rule.value(.verificationLimit), 1), 1e9))
        guard sample.count >= needed else { return .waiting(found: sample.count, needed: needed) }
        let (isInside, isByChance) = inside(proposal, sample, rule)
        switch isInside {
        case true?: return .verified
        case false? where isByChance && sample.count < limit:
            return .waiting(found: sample.count, needed: limit)
        case false?: return try revert(proposal, sample, rule, asOf)
        case nil: return .waiting(found: sample.count, needed: sample.count + 1)
        }
    }

    /// Whether the deviation is inside the band, nil when that cannot be said; and whether the interval of what
    /// was seen has the expected value in it.
    private static func inside(
        _ proposal: FeedbackProposal, _ sample: VerificationSample, _ rule: FeedbackRule
    ) -> (isInside: Bool?, isByChance: Bool) {
        guard let expected = proposal.expected, let estimate = sample.estimate?.finite else {
            return (sample.holds, false)
        }
        let isByChance = sample.interval?.contains(expected) ?? false
        if let band = try? rule.value(.verificationBand), expected != 0 {
            return (abs(estimate / expected - 1) < band, isByChance)
        }
        if let band = try? rule.value(.verificationAbsoluteBand) {
            return (abs(estimate - expected) < band, isByChance)
        }
        // A rule without a band compares intervals, as its guard did.
        return (sample.interval.map { $0.contains(expected) }, false)
    }

    /// Back to the value before.
    private static func revert(
        _ proposal: FeedbackProposal, _ sample: VerificationSample, _ rule: FeedbackRule, _ asOf: Instant
    ) throws(FeedbackError) -> Verification {
        let draft = proposal.draft
        guard draft.current != .nothing else { return .failed }
        var work = Examination(rule, draft.target, asOf: asOf)
        work.rest(count: sample.count, in: sample.window, events: sample.events)
        work.note("estimate under the new version", sample.estimate)
        work.note("expected", proposal.expected)
        work.interval = sample.interval
        guard
            case .proposal(var back) = try work.propose(
                draft.current, instead: proposal.agreedValue, effect: nil)
        else { return .failed }
        back.reverts = proposal.id
        return .revert(back)
    }
}

extension FeedbackProposal {
    /// What the rule's estimator should find once the change is in effect; nil when it is not a number.
    ///
    /// A step that was capped, or held back by the value before it, does not reach what was measured: the process
    /// should go on as it was measured, and the next step follows.
    package var expected: Double? {
        isModified ? agreedValue.magnitude : draft.uncapped ?? draft.proposed.magnitude
    }
}
