/// What a plan assumes of a unit besides durations: the site's settings, and what approved proposals made of them.
struct SchedulingParameters {
    private let horizon: TimeSpan
    /// Only what proposals changed.
    private let inForce: [FeedbackTarget: FeedbackValue]

    init(_ loop: ActivityLoop) {
        horizon = loop.settings.frozenHorizon
        inForce = loop.state.register.valuesInForce(of: FeedbackRule.schedulingParameters.targets)
    }

    /// What is waited for before a unit that nothing in the plan accounts for.
    func queueAllowance(before unit: String, _ domain: DomainKind) -> TimeSpan {
        inForce[FeedbackTarget(.queueAllowance, domain, unit)]?.duration ?? .zero
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
        inForce[FeedbackTarget(.frozenHorizon, domain, unit)]?.duration ?? horizon
    }
}
