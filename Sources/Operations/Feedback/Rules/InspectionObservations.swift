/// The verdict on one lot.
package struct LotInspection: FeedbackObservation {
    /// The lot.
    package var id: String
    package var at: Instant
    package var event: Int?
    package var accepted: Bool
    /// The plotted value of the lot's subgroup; nil when it was only counted.
    package var mean: Double?

    package init(id: String, at: Instant, event: Int? = nil, accepted: Bool, mean: Double? = nil) {
        self.id = id
        self.at = at
        self.event = event
        self.accepted = accepted
        self.mean = mean
    }
}

/// R7: how much is inspected, after how the lots turned out.
package struct InspectionObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.sampling

    package struct ControlChart: Codable, Hashable, Sendable {
        package var centre: Double
        /// Of the plotted values.
        package var sigma: Double

        package init(centre: Double, sigma: Double) {
            self.centre = centre
            self.sigma = sigma
        }
    }

    package var target: FeedbackTarget
    package var level: SamplingLevel
    /// For reduced, normal and tightened.
    package var plans: [SamplingLevel: SamplingPlan]
    /// When the level in force took effect.
    package var since: Instant?
    /// Nil without one; the process then counts as stable as long as lots are accepted.
    package var chart: ControlChart?
    package var lots: [LotInspection]

    package init(
        target: FeedbackTarget, level: SamplingLevel, plans: [SamplingLevel: SamplingPlan],
        since: Instant? = nil, chart: ControlChart? = nil, lots: [LotInspection]
    ) {
        self.target = target
        self.level = level
        self.plans = plans
        self.since = since
        self.chart = chart
        self.lots = lots
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var work = Examination(rule, target, asOf: asOf)
        let inspected = work.ordered(lots, since: since)
        let broken = violations(inspected)
        var sampling = SamplingSwitch(level: level, limits: try Self.limits(rule))
        var basis: [LotInspection] = []
        for (index, lot) in inspected.enumerated() where sampling.level == level {
            basis.append(lot)
            _ = sampling.count(
                accepted: lot.accepted, isStable: !broken.contains { $0.index <= index },
                isOutOfControl: broken.contains { $0.index == index })
        }
        for lot in inspected.dropFirst(basis.count) { work.exclude(lot, .outsideBasis) }
        work.rest(on: basis)
        work.note("rejected lots", Double(basis.count { !$0.accepted }), unit: "lots")
        if let first = broken.first(where: { $0.index == basis.count - 1 }) {
            work.note("broken rule of Nelson", Double(first.rule.rawValue))
        }
        guard work.require(.levelChange, .atLeast, 1, sampling.level == level ? 0 : 1, unit: "switch") else {
            return [work.silent]
        }
        return [try propose(sampling.level, &work)]
    }

    private func propose(_ next: SamplingLevel, _ work: inout Examination) throws(FeedbackError)
        -> FeedbackOutcome
    {
        let plan = plans[next]
        guard work.require(.estimable, .atLeast, 1, plan == nil ? 0 : 1), let plan else { return work.silent }
        let before = plans[level]
        work.name("recurrence", plan.recurrence?.lexicalForm)
        let effect = before.map {
            PredictedEffect(
                measure: "sample size", before: Double($0.sampleSize), after: Double(plan.sampleSize),
                unit: "pieces")
        }
        return try work.propose(
            .sampling(next, plan), instead: before.map { .sampling(level, $0) } ?? .nothing, effect: effect)
    }

    /// Where a rule of the control chart was broken, in order of the lots.
    private func violations(_ inspected: [LotInspection]) -> [(index: Int, rule: NelsonRule)] {
        guard let chart else { return [] }
        let plotted = inspected.indices.filter { inspected[$0].mean?.isFinite == true }
        let points = plotted.compactMap { inspected[$0].mean }
        return NelsonRule.allCases.flatMap { rule in
            rule.violations(in: points, centre: chart.centre, sigma: chart.sigma).map {
                (index: plotted[$0], rule: rule)
            }
        }.sorted { ($0.index, $0.rule.rawValue) < ($1.index, $1.rule.rawValue) }
    }

    private static func limits(_ rule: FeedbackRule) throws(FeedbackError) -> SamplingSwitch.Limits {
        func whole(_ name: FeedbackGuard) throws(FeedbackError) -> Int {
            Int(min(max(try rule.value(name), 1), 1_000_000))
        }
        var limits = SamplingSwitch.Limits()
        limits.rejected = try whole(.rejectedToTightened)
        limits.among = try whole(.consecutive)
        limits.acceptedToNormal = try whole(.acceptedToNormal)
        limits.acceptedToReduced = try whole(.acceptedToReduced)
        return limits
    }
}
