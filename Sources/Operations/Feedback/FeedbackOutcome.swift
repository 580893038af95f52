package import Diagnostics

/// What a rule says about one target.
package enum FeedbackOutcome: Codable, Hashable, Sendable {
    case proposal(ProposalDraft)
    case action(ImmediateAction)
    case silent(Silence)
}

extension FeedbackOutcome {
    package var draft: ProposalDraft? {
        guard case .proposal(let draft) = self else { return nil }
        return draft
    }

    package var immediate: ImmediateAction? {
        guard case .action(let action) = self else { return nil }
        return action
    }

    package var silence: Silence? {
        guard case .silent(let silence) = self else { return nil }
        return silence
    }
}

/// A change that a rule has evidence for, before it is somebody's to decide.
package struct ProposalDraft: Codable, Hashable, Sendable {
    /// The same for the same rule, rule version, target and window of evidence: a replay proposes nothing twice.
    package var id: String
    package var rule: FeedbackRule.ID
    package var ruleVersion: Int
    package var target: FeedbackTarget
    package var current: FeedbackValue
    package var proposed: FeedbackValue
    /// What was measured, when a cap, or the weight of the value in force, kept the proposed value from it; nil
    /// without.
    package var uncapped: Double?
    package var evidence: FeedbackEvidence
    package var predictedEffect: PredictedEffect?
    package var expiresAt: Instant
    /// For every release; none for a release means that the change stays internal there.
    package var messages: [MessageIntent]
    /// The proposal that this one takes back.
    package var reverts: String?

    package var domain: DomainKind { target.domain }
}

/// What becomes of a number when the proposal takes effect.
package struct PredictedEffect: Codable, Hashable, Sendable {
    package var measure: String
    package var before: Double
    package var after: Double
    package var unit: String
}

/// What a safety rule does at once.
package struct ImmediateAction: Codable, Hashable, Sendable {
    package struct JobStep: Codable, Hashable, Sendable {
        package var job: String
        /// Legal one after the other from the state that the job was in.
        package var commands: [JobCommand]
    }

    /// Work that has to be asked for.
    package struct Work: Codable, Hashable, Sendable {
        package var domain: DomainKind
        package var purpose: String
        package var subject: String
    }

    package var id: String
    package var rule: FeedbackRule.ID
    package var ruleVersion: Int
    package var target: FeedbackTarget
    package var reason: String
    /// Lots and sub-lots that may not be promised or used, sorted.
    package var heldLots: [String]
    /// Lots of which only a sub-lot is held, sorted.
    package var partlyHeldLots: [String]
    /// Where the held lots are, as far as it is known.
    package var whereabouts: [LotWhereabouts]
    package var jobs: [JobStep]
    package var work: [Work]
    package var reschedules: Bool
    package var events: EventRange?
    package var messages: [MessageIntent]
}

/// Why a rule does not speak: the guards that were looked at, the last of which does not hold.
package struct Silence: Codable, Hashable, Sendable {
    package var rule: FeedbackRule.ID
    package var ruleVersion: Int
    package var target: FeedbackTarget
    package var evidence: FeedbackEvidence

    /// The guard that did not hold.
    package var failed: GuardCheck? { evidence.checks.first { !$0.holds } }
}

extension Silence: CustomStringConvertible {
    package var description: String {
        let why = failed?.description ?? "nothing was observed"
        let excluded = evidence.excluded.isEmpty ? "" : "; \(evidence.excluded.count) observations not used"
        return "\(rule.rawValue), \(target): \(why)\(excluded)"
    }
}

/// The observations of one rule, which can judge themselves.
package protocol FeedbackObservations: Codable, Hashable, Sendable {
    static var rule: FeedbackRule.ID { get }

    /// One outcome for each target that was looked at; pure: equal input, equal outcome.
    ///
    /// - Throws: ``FeedbackError/otherRule(rule:expected:)`` or ``FeedbackError/settingMissing(rule:guard:)``.
    func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome]
}

/// Why a rule cannot be evaluated at all.
package enum FeedbackError: Error, Hashable, Sendable {
    case settingMissing(rule: FeedbackRule.ID, guard: FeedbackGuard)
    case otherRule(rule: FeedbackRule.ID, expected: FeedbackRule.ID)
}

extension FeedbackError: AdapterError {
    package var code: Code {
        switch self {
        case .settingMissing: "FEEDBACK-RULE-1"
        case .otherRule: "FEEDBACK-RULE-2"
        }
    }

    package var message: String {
        switch self {
        case .settingMissing(let rule, let name):
            "rule \(rule.rawValue) has no setting for its \(name.rawValue)"
        case .otherRule(let rule, let expected):
            "rule \(rule.rawValue) cannot judge observations of rule \(expected.rawValue)"
        }
    }

    package var advice: String? {
        switch self {
        case .settingMissing: "Add it, or use the rule as it was delivered."
        case .otherRule: nil
        }
    }
}
