/// How much of the feedback came to something: the loop is closed when what was seen changed what is done, and
/// it was looked whether that helped.
package struct LoopClosure: Codable, Hashable, Sendable {
    /// Proposals that ever took effect.
    package var effective: Int
    /// Of these, the ones that were verified.
    package var verified: Int
    package var reverted: Int
    /// From the last observation of the evidence to the effect, in days; nil without any.
    package var medianDays: Double?

    /// 0...1; nil when nothing took effect.
    package var verifiedShare: Double? { effective > 0 ? Double(verified) / Double(effective) : nil }

    /// Of all proposals, or of those of one rule.
    package init(_ proposals: some Sequence<FeedbackProposal>, rule: FeedbackRule.ID? = nil) {
        let effects = proposals.filter { $0.state.hasBeenEffective && (rule == nil || $0.draft.rule == rule) }
        effective = effects.count
        verified = effects.count { $0.state == .verified }
        reverted = effects.count { $0.state == .reverted }
        let days = effects.compactMap { proposal in
            proposal.draft.evidence.window.flatMap { window in
                proposal.effect.map { ($0.from - window.end).days }
            }
        }
        medianDays = Sample(days)?.median
    }
}
