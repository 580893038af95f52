/// What a plan assumes of a unit besides durations: the site's settings, and what approved proposals made of them.
struct SchedulingParameters {
    private let horizon: TimeSpan
    /// Only what proposals changed.
    private var inForce: [FeedbackTarget: FeedbackValue] = [:]

    init(_ loop: ActivityLoop) {
        horizon = loop.settings.frozenHorizon
        let register = loop.state.register
        for target in Set(register.proposals.map(\.target)) where Self.kinds.contains(target.kind) {
            inForce[target] = register.valueInForce(target)
        }
    }

    /// What is waited for before a unit that nothing in the plan accounts for.
    func queueAllowance(before unit: String, _ domain: DomainKind) -> TimeSpan {
        duration(.queueAllowance, unit, domain) ?? .zero
    }

    /// How much more each more urgent priority counts, as a power of two.
    func priorityWeight(on unit: String, _ domain: DomainKind) -> ExactDecimal {
        guard case .number(let weight, _) = inForce[FeedbackTarget(.priorityWeight, domain, unit)] else {
            return .one
        }
        return weight
    }

    /// Within it jobs keep their equipment and their order.
    func frozenHorizon(on unit: String, _ domain: DomainKind) -> TimeSpan {
        duration(.frozenHorizon, unit, domain) ?? horizon
    }

    private func duration(_ kind: FeedbackTarget.Kind, _ unit: String, _ domain: DomainKind) -> TimeSpan? {
        guard case .duration(let span) = inForce[FeedbackTarget(kind, domain, unit)] else { return nil }
        return span
    }

    static let kinds: [FeedbackTarget.Kind] = [.queueAllowance, .priorityWeight, .frozenHorizon]
}
