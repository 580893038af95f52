/// Observations of a rule that the loop asks at each run, taken from what it remembers.
///
/// One value is about one target; the targets of two rules are never the same.
protocol ReviewedObservations: FeedbackObservations {
    var target: FeedbackTarget { get }

    /// The rule as the loop asks it; nil when it is not delivered.
    static var asked: FeedbackRule? { get }

    /// What is known of each target, in an order that depends on nothing but the state.
    static func all(in loop: ActivityLoop, asOf: Instant) -> [Self]

    /// Those that the rule judges; all of them, unless it looks at certain times only.
    func judged(by rule: FeedbackRule) -> Self

    /// What was seen since the value in force took effect; nil when nothing was.
    ///
    /// - Throws: ``FeedbackError``.
    func sample(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> VerificationSample?
}

extension ReviewedObservations {
    static var asked: FeedbackRule? { FeedbackRule.delivered(rule) }

    func judged(by rule: FeedbackRule) -> Self { self }
}
