/// How long a unit worked in one shift.
package struct ShiftObservation: FeedbackObservation {
    /// The shift.
    package var id: String
    /// The end of the shift.
    package var at: Instant
    package var event: Int?
    /// APT: actual production time.
    package var productionTime: TimeSpan
    /// PBT: planned busy time.
    package var busyTime: TimeSpan
    /// 0...1, the part of the signals that was there.
    package var completeness: Double

    package init(
        id: String, at: Instant, event: Int? = nil, productionTime: TimeSpan, busyTime: TimeSpan,
        completeness: Double = 1
    ) {
        self.id = id
        self.at = at
        self.event = event
        self.productionTime = productionTime
        self.busyTime = busyTime
        self.completeness = completeness
    }
}

/// R2: the availability of a unit over its last shifts against the one that capability and schedule use.
/// Numerators and denominators are added, ratios never are.
package struct AvailabilityObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.availability

    package var target: FeedbackTarget
    /// 0...1
    package var planned: ExactDecimal
    package var since: Instant?
    package var shifts: [ShiftObservation]

    package init(
        target: FeedbackTarget, planned: ExactDecimal, since: Instant? = nil, shifts: [ShiftObservation]
    ) {
        self.target = target
        self.planned = planned
        self.since = since
        self.shifts = shifts
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var work = Examination(rule, target, asOf: asOf)
        var usable: [ShiftObservation] = []
        for shift in work.ordered(shifts, since: since) {
            if shift.busyTime <= .zero {
                work.exclude(shift, .noTime)
            } else if shift.productionTime < .zero || shift.productionTime > shift.busyTime {
                work.exclude(shift, .impossible)
            } else {
                usable.append(shift)
            }
        }
        let window = Int(min(max(try rule.value(.window), 1), 100_000))
        let basis = Array(usable.suffix(window))
        for shift in usable.dropLast(window) { work.exclude(shift, .outsideBasis) }
        work.rest(on: basis)
        guard try work.require(.window, .atLeast, Double(basis.count)) else { return [work.silent] }
        return [try judge(basis, &work)]
    }

    private func judge(_ basis: [ShiftObservation], _ work: inout Examination) throws(FeedbackError)
        -> FeedbackOutcome
    {
        let rule = work.rule
        let made = basis.map { Double($0.productionTime.milliseconds) }
        let busy = basis.map { Double($0.busyTime.milliseconds) }
        let (totalMade, totalBusy) = (made.reduce(0, +), busy.reduce(0, +))
        let planned = planned.approximation
        let availability = totalMade / totalBusy
        let completeness = zip(basis, busy).reduce(0) { $0 + $1.0.completeness * $1.1 } / totalBusy
        work.note("availability", availability)
        guard try work.require(.minimalCompleteness, .atLeast, completeness),
            try work.require(.minimalAbsoluteChange, .atLeast, abs(availability - planned))
        else { return work.silent }
        let level = try rule.value(.confidence)
        let resamples = Int(min(max(try rule.value(.resamples), 100), 100_000))
        let bounds = Bootstrap(resamples: resamples, seed: target.seed).interval(
            count: basis.count, level: level
        ) { drawn in
            drawn.reduce(0) { $0 + made[$1] } / drawn.reduce(0) { $0 + busy[$1] }
        }
        let distance = bounds.map { max($0.lower - planned, planned - $0.upper) }
        work.interval = bounds.map {
            ConfidenceInterval(
                lower: $0.lower, upper: $0.upper, level: level, unit: "1", method: "bootstrap over shifts")
        }
        guard work.require(.intervalExcludesCurrent, .above, 0, distance) else { return work.silent }
        let prior = try rule.value(.priorWeight) * totalBusy / Double(basis.count)
        let posterior = (totalMade + prior * planned) / (totalBusy + prior)
        work.note("posterior mean", posterior)
        let value = ExactDecimal(nearest: posterior, scale: 4)
        guard work.require(.estimable, .atLeast, 1, value == nil ? 0 : 1), let value else {
            return work.silent
        }
        let effect = PredictedEffect(
            measure: "hours of work in 100 planned", before: planned * 100, after: posterior * 100, unit: "h")
        work.name("unattainable", try? ExactDecimal.one.subtracting(value).lexicalForm)
        return try work.propose(
            .number(value, unit: "1"), instead: .number(self.planned, unit: "1"), uncapped: availability,
            effect: effect)
    }
}
