/// One repair.
package struct RepairObservation: FeedbackObservation {
    /// The work order.
    package var id: String
    /// When the asset was restored.
    package var at: Instant
    package var event: Int?
    package var failureMode: String
    /// TTR: from the failure to restoration.
    package var timeToRestore: TimeSpan
    /// The spare that was used; nil without.
    package var spare: String?
    package var spareQuantity: Int
    /// How long the repair waited because the spare was out of stock; zero when it was not.
    package var waitForSpare: TimeSpan

    package init(
        id: String, at: Instant, event: Int? = nil, failureMode: String, timeToRestore: TimeSpan,
        spare: String? = nil, spareQuantity: Int = 0, waitForSpare: TimeSpan = .zero
    ) {
        self.id = id
        self.at = at
        self.event = event
        self.failureMode = failureMode
        self.timeToRestore = timeToRestore
        self.spare = spare
        self.spareQuantity = spareQuantity
        self.waitForSpare = waitForSpare
    }
}

/// R9: how long repairs take against the job plan, by failure mode, and how many spares have to lie there.
package struct RepairObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.repairs

    package struct JobPlan: Codable, Hashable, Sendable {
        package var definition: String
        package var failureMode: String
        package var duration: TimeSpan
        package var since: Instant?

        package init(definition: String, failureMode: String, duration: TimeSpan, since: Instant? = nil) {
            self.definition = definition
            self.failureMode = failureMode
            self.duration = duration
            self.since = since
        }
    }

    package struct Spare: Codable, Hashable, Sendable {
        package var material: String
        package var reorderPoint: Int
        package var leadTime: TimeSpan
        package var since: Instant?

        package init(material: String, reorderPoint: Int, leadTime: TimeSpan, since: Instant? = nil) {
            self.material = material
            self.reorderPoint = reorderPoint
            self.leadTime = leadTime
            self.since = since
        }
    }

    package var plans: [JobPlan]
    package var spares: [Spare]
    /// From when on all repairs are in `repairs`; demand is counted from here to the evaluation.
    package var watchedFrom: Instant
    package var repairs: [RepairObservation]

    package init(plans: [JobPlan], spares: [Spare], watchedFrom: Instant, repairs: [RepairObservation]) {
        self.plans = plans
        self.spares = spares
        self.watchedFrom = watchedFrom
        self.repairs = repairs
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var outcomes: [FeedbackOutcome] = []
        for plan in plans { outcomes.append(try judge(plan, rule, asOf)) }
        for spare in spares { outcomes.append(try judge(spare, rule, asOf)) }
        return outcomes
    }

    private func judge(_ plan: JobPlan, _ rule: FeedbackRule, _ asOf: Instant) throws(FeedbackError)
        -> FeedbackOutcome
    {
        let target = FeedbackTarget(
            .jobPlanDuration, .maintenance, plan.definition, part: plan.failureMode)
        var work = Examination(rule, target, asOf: asOf)
        let ofMode = repairs.filter { $0.failureMode == plan.failureMode }
        var basis: [RepairObservation] = []
        for repair in work.ordered(ofMode, since: plan.since) {
            if repair.timeToRestore > .zero { basis.append(repair) } else { work.exclude(repair, .noTime) }
        }
        work.rest(on: basis)
        guard try work.require(.minimalCount, .atLeast, Double(basis.count)) else { return work.silent }
        let median = Sample(basis.map { Double($0.timeToRestore.milliseconds) })?.median
        let value = median.flatMap { TimeSpan(nearestMilliseconds: ($0 / 60_000).rounded() * 60_000) }
        guard work.require(.estimable, .atLeast, 1, value == nil ? 0 : 1), let median, let value else {
            return work.silent
        }
        work.note("median time to restore", median, unit: "ms")
        let current = Double(plan.duration.milliseconds)
        guard try work.require(.minimalChange, .atLeast, current > 0 ? abs(median / current - 1) : 1) else {
            return work.silent
        }
        return try work.propose(
            .duration(value), instead: .duration(plan.duration),
            effect: PredictedEffect(measure: "planned repair", before: current, after: median, unit: "ms"))
    }

    /// The smallest reorder point that covers the demand of a lead time at the service level, taken as Poisson.
    private func judge(_ spare: Spare, _ rule: FeedbackRule, _ asOf: Instant) throws(FeedbackError)
        -> FeedbackOutcome
    {
        let target = FeedbackTarget(.reorderPoint, .inventory, spare.material)
        var work = Examination(rule, target, asOf: asOf)
        let from = max(watchedFrom, spare.since ?? watchedFrom)
        let basis = work.ordered(
            repairs.filter { $0.spare == spare.material && $0.spareQuantity > 0 }, since: from)
        work.rest(on: basis)
        guard try work.require(.minimalCount, .atLeast, Double(basis.count)),
            try work.require(.delayedRepairs, .atLeast, Double(basis.count { $0.waitForSpare > .zero }))
        else { return work.silent }
        let used = basis.reduce(0.0) { $0 + Double($1.spareQuantity) }
        let days = (asOf - from).days
        let demand = used / days * spare.leadTime.days
        let level = try rule.value(.serviceLevel)
        let point = PoissonDistribution(mean: demand)?.quantile(level)
        guard work.require(.estimable, .atLeast, 1, point == nil ? 0 : 1), let point else {
            return work.silent
        }
        work.note("demand in a lead time", demand, unit: "pieces")
        let rise = Double(point) - Double(spare.reorderPoint)
        guard work.require(.minimalAbsoluteChange, .atLeast, 1, rise, unit: "pieces") else {
            return work.silent
        }
        let covered = { (n: Int) in PoissonDistribution(mean: demand)?.cumulative(n) ?? 0 }
        return try work.propose(
            .number(ExactDecimal(point), unit: "pieces"),
            instead: .number(ExactDecimal(spare.reorderPoint), unit: "pieces"),
            effect: PredictedEffect(
                measure: "lead times without a stock-out", before: covered(spare.reorderPoint),
                after: covered(point), unit: "1"))
    }
}
