/// What one job made and scrapped at a segment.
package struct YieldObservation: FeedbackObservation {
    /// The job.
    package var id: String
    package var at: Instant
    package var event: Int?
    /// PQ: good, rework and scrap together.
    package var produced: ExactDecimal
    /// SQ
    package var scrapped: ExactDecimal

    package init(id: String, at: Instant, event: Int? = nil, produced: ExactDecimal, scrapped: ExactDecimal) {
        self.id = id
        self.at = at
        self.event = event
        self.produced = produced
        self.scrapped = scrapped
    }
}

/// R3: the scrap of a segment against the planned factor, and how many have to be begun for an order.
///
/// Wilson's interval takes pieces as independent. Where scrap comes in lumps, as many pieces tell less: they count
/// divided by the dispersion between jobs, which is 1 for independent pieces.
package struct ScrapObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.scrap

    /// The segment's planned scrap factor.
    package var target: FeedbackTarget
    /// The planned factors of all segments of the route, 0..<1, in their order.
    package var route: [ExactDecimal]
    /// Which of them this is.
    package var position: Int
    /// For the predicted effect: a usual order quantity.
    package var orderQuantity: ExactDecimal
    package var since: Instant?
    package var jobs: [YieldObservation]

    package init(
        target: FeedbackTarget, route: [ExactDecimal], position: Int, orderQuantity: ExactDecimal,
        since: Instant? = nil, jobs: [YieldObservation]
    ) {
        self.target = target
        self.route = route
        self.position = position
        self.orderQuantity = orderQuantity
        self.since = since
        self.jobs = jobs
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var work = Examination(rule, target, asOf: asOf)
        var basis: [YieldObservation] = []
        for job in work.ordered(jobs, since: since) {
            if job.produced <= .zero {
                work.exclude(job, .nothingMade)
            } else if job.scrapped < .zero || job.scrapped > job.produced {
                work.exclude(job, .impossible)
            } else {
                basis.append(job)
            }
        }
        work.rest(on: basis)
        return [try judge(basis, &work)]
    }

    private func judge(_ basis: [YieldObservation], _ work: inout Examination) throws(FeedbackError)
        -> FeedbackOutcome
    {
        let groups = basis.compactMap { Proportion($0.scrapped.approximation, of: $0.produced.approximation) }
        let produced = groups.reduce(0) { $0 + $1.whole }
        let scrapped = groups.reduce(0) { $0 + $1.part }
        // Either is enough; what is not needed is not looked at.
        if scrapped >= (try work.rule.value(.minimalScrapped)) {
            _ = try work.require(.minimalScrapped, .atLeast, scrapped)
        } else if !(try work.require(.minimalProduced, .atLeast, produced)) {
            return work.silent
        }
        let planned = route.indices.contains(position) ? route[position] : nil
        let total = Proportion(scrapped, of: produced)
        guard work.require(.estimable, .atLeast, 1, total == nil || planned == nil ? 0 : 1), let total,
            let planned
        else { return work.silent }
        let level = try work.rule.value(.confidence)
        let bounds = Self.interval(groups, total, level: level)
        work.interval = bounds
        work.note("scrap rate", total.share)
        work.note("dispersion between jobs", Proportion.dispersion(groups))
        let distance = max(bounds.lower - planned.approximation, planned.approximation - bounds.upper)
        guard work.require(.intervalExcludesCurrent, .above, 0, distance) else { return work.silent }
        return try propose(total, instead: planned, &work)
    }

    /// Of the scrap rate; `total` is the sum of the groups.
    static func interval(_ groups: [Proportion], _ total: Proportion, level: Double) -> ConfidenceInterval {
        let dispersion = max(1, Proportion.dispersion(groups) ?? 1)
        let bounds =
            Proportion(total.part / dispersion, of: total.whole / dispersion)?.wilson(level: level)
            ?? total.wilson(level: level)
        return ConfidenceInterval(
            lower: bounds.lower, upper: bounds.upper, level: level, unit: "1",
            method: dispersion > 1 ? "Wilson, with the dispersion between jobs" : "Wilson")
    }

    private func propose(_ total: Proportion, instead planned: ExactDecimal, _ work: inout Examination)
        throws(FeedbackError) -> FeedbackOutcome
    {
        let mean = total.posteriorMean(priorMean: 0.5, weight: try work.rule.value(.priorWeight))
        work.note("posterior mean", mean)
        let factor = ExactDecimal(nearest: mean, scale: 4)
        var changed = route
        if let factor { changed[position] = factor }
        let before = ReleaseQuantity(order: orderQuantity, scrapFactors: route)
        let after = ReleaseQuantity(order: orderQuantity, scrapFactors: changed)
        guard work.require(.estimable, .atLeast, 1, factor == nil || after == nil ? 0 : 1), let factor,
            let after
        else { return work.silent }
        work.note("rolled yield", after.rolledYield.approximation)
        work.name("release", after.release.lexicalForm)
        work.name("plannedScrap", (try? after.release.subtracting(orderQuantity))?.lexicalForm)
        let effect = before.map {
            PredictedEffect(
                measure: "released for \(orderQuantity.lexicalForm)", before: $0.release.approximation,
                after: after.release.approximation, unit: "pieces")
        }
        return try work.propose(
            .number(factor, unit: "1"), instead: .number(planned, unit: "1"), effect: effect)
    }
}

/// How many have to be begun, so that an order comes out: `ceil(order / Π (1 - s))`, exactly.
package struct ReleaseQuantity: Codable, Hashable, Sendable {
    package let order: ExactDecimal
    /// `Π (1 - s)`
    package let rolledYield: ExactDecimal
    package let release: ExactDecimal

    /// Nil when a factor is not within 0..<1, the order is negative, or the digits do not fit.
    package init?(order: ExactDecimal, scrapFactors: [ExactDecimal]) {
        guard !order.isNegative else { return nil }
        var rolled = ExactDecimal.one
        for factor in scrapFactors {
            guard !factor.isNegative, factor < .one, let yield = try? ExactDecimal.one.subtracting(factor),
                let product = try? rolled.multiplied(by: yield)
            else { return nil }
            rolled = product.reduced
        }
        guard let release = try? order.divided(by: rolled, scale: 0, rounding: .awayFromZero) else {
            return nil
        }
        self.order = order
        self.rolledYield = rolled
        self.release = release
    }
}
