/// One life of an asset: from new or replaced to failure, or to what ended the watching.
package struct AssetLife: FeedbackObservation {
    /// Of the asset and its life.
    package var id: String
    package var at: Instant
    package var event: Int?
    /// Running time, not calendar time.
    package var age: TimeSpan
    /// False for one that was replaced as planned, or still runs.
    package var failed: Bool

    package init(id: String, at: Instant, event: Int? = nil, age: TimeSpan, failed: Bool) {
        self.id = id
        self.at = at
        self.event = event
        self.age = age
        self.failed = failed
    }
}

/// R5: the age at which a class of assets is replaced, against the age that would cost least.
///
/// Without evidence of wear no age is right: the proposal is then to run to failure, when that costs no more
/// than today's interval, else to look at the condition.
package struct AssetLifeObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.maintenanceInterval

    package var target: FeedbackTarget
    /// Today's replacement age in running time.
    package var interval: TimeSpan
    /// Of one planned and one unplanned replacement, in one currency.
    package var plannedCost: Double
    package var unplannedCost: Double
    /// When it was replaced last, and how many hours it runs in a day of the calendar: the next date follows
    /// from them. Nil when not known; the message has no date then.
    package var lastReplacement: Instant?
    package var hoursPerDay: Double?
    package var lives: [AssetLife]

    package init(
        target: FeedbackTarget, interval: TimeSpan, plannedCost: Double, unplannedCost: Double,
        lastReplacement: Instant? = nil, hoursPerDay: Double? = nil, lives: [AssetLife]
    ) {
        self.target = target
        self.interval = interval
        self.plannedCost = plannedCost
        self.unplannedCost = unplannedCost
        self.lastReplacement = lastReplacement
        self.hoursPerDay = hoursPerDay
        self.lives = lives
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var work = Examination(rule, target, asOf: asOf)
        var basis: [AssetLife] = []
        for life in work.ordered(lives, since: nil) {
            if life.age > .zero { basis.append(life) } else { work.exclude(life, .noTime) }
        }
        work.rest(on: basis)
        let failures = basis.filter(\.failed).map(\.age.hours)
        guard try work.require(.minimalCount, .atLeast, Double(failures.count)) else { return [work.silent] }
        let fit = WeibullFit(failures: failures, suspensions: basis.filter { !$0.failed }.map(\.age.hours))
        let policy = fit.flatMap {
            AgeReplacement(life: $0.life, planned: plannedCost, unplanned: unplannedCost)
        }
        let level = try rule.value(.confidence)
        let bounds = fit?.betaBounds(level: level)
        let isEstimable = policy != nil && bounds != nil && interval > .zero
        guard work.require(.estimable, .atLeast, 1, isEstimable ? 1 : 0), let policy, let bounds else {
            return [work.silent]
        }
        work.note("beta", policy.life.beta)
        work.note("eta", policy.life.eta, unit: "h")
        work.note("failures", Double(failures.count), unit: "failures")
        work.interval = ConfidenceInterval(
            lower: bounds.lower, upper: bounds.upper, level: level, unit: "1",
            method: "likelihood ratio for beta, each side")
        return [try judge(policy, lowerBeta: bounds.lower, &work)]
    }

    private func judge(_ policy: AgeReplacement, lowerBeta: Double, _ work: inout Examination)
        throws(FeedbackError) -> FeedbackOutcome
    {
        let today = policy.costRate(at: interval.hours)
        work.note("cost rate today", today, unit: "1/h")
        work.note("cost rate when run to failure", policy.runToFailureRate, unit: "1/h")
        guard lowerBeta > (try work.rule.value(.minimalShape)) else {
            let strategy: MaintenanceStrategy =
                policy.runToFailureRate <= today ? .runToFailure : .conditionBased
            let effect = PredictedEffect(
                measure: "cost rate", before: today, after: policy.runToFailureRate, unit: "1/h")
            return try work.propose(
                .strategy(strategy), instead: .duration(interval),
                effect: strategy == .runToFailure ? effect : nil)
        }
        _ = try work.require(.minimalShape, .above, lowerBeta)
        // Minutes are as fine as a maintenance plan gets.
        let value = policy.optimum.flatMap {
            TimeSpan(nearestMilliseconds: ($0 * 60).rounded() * 60_000)
        }
        let optimum = policy.optimum.flatMap(\.finite)
        guard work.require(.estimable, .atLeast, 1, value == nil || optimum == nil ? 0 : 1), let value,
            let optimum
        else { return work.silent }
        let best = policy.costRate(at: optimum)
        work.note("best age", optimum, unit: "h")
        work.note("cost rate at the best age", best, unit: "1/h")
        guard try work.require(.minimalChange, .atLeast, abs(optimum / interval.hours - 1)),
            try work.require(.minimalSaving, .atLeast, 1 - best / today)
        else { return work.silent }
        work.name("nextDate", next(after: optimum, asOf: work.asOf)?.description)
        return try work.propose(
            .duration(value), instead: .duration(interval),
            effect: PredictedEffect(measure: "cost rate", before: today, after: best, unit: "1/h"))
    }

    /// The calendar date at which the age is reached, at once when that is over.
    private func next(after hours: Double, asOf: Instant) -> Instant? {
        guard let lastReplacement, let hoursPerDay, hoursPerDay > 0, hoursPerDay <= 24,
            let span = TimeSpan(nearestMilliseconds: hours / hoursPerDay * 86_400_000)
        else { return nil }
        return max(lastReplacement + span, asOf)
    }
}
