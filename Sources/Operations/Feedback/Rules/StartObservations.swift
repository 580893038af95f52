/// How a request fared at a unit against its plan.
package struct StartObservation: FeedbackObservation {
    /// The request.
    package var id: String
    /// When it really started.
    package var at: Instant
    package var event: Int?
    package var plannedStart: Instant
    /// When it could have started at the earliest: released, with its material there.
    package var available: Instant
    /// Larger is more urgent.
    package var priority: Int
    package var due: Instant?
    /// When it will end, as it looks now; nil when it has ended.
    package var expectedEnd: Instant?

    package init(
        id: String, at: Instant, event: Int? = nil, plannedStart: Instant, available: Instant,
        priority: Int = 0, due: Instant? = nil, expectedEnd: Instant? = nil
    ) {
        self.id = id
        self.at = at
        self.event = event
        self.plannedStart = plannedStart
        self.available = available
        self.priority = priority
        self.due = due
        self.expectedEnd = expectedEnd
    }
}

/// R10: realised against planned starts of a unit, and what scheduling should assume because of it.
///
/// The queue allowance follows the median slip. The weight of priority rises by one capped step when too many
/// of the pairs that could be compared were started in the wrong order. The frozen horizon has to be longer
/// than the slip of nine starts in ten, since a shorter one freezes a plan that does not hold anyway.
package struct StartObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.schedulingParameters

    package var unit: String
    package var domain: DomainKind
    package var queueAllowance: TimeSpan
    package var priorityWeight: ExactDecimal
    package var frozenHorizon: TimeSpan
    package var since: Instant?
    package var starts: [StartObservation]

    package init(
        unit: String, domain: DomainKind = .production, queueAllowance: TimeSpan,
        priorityWeight: ExactDecimal,
        frozenHorizon: TimeSpan, since: Instant? = nil, starts: [StartObservation]
    ) {
        self.unit = unit
        self.domain = domain
        self.queueAllowance = queueAllowance
        self.priorityWeight = priorityWeight
        self.frozenHorizon = frozenHorizon
        self.since = since
        self.starts = starts
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        return [
            try judgeQueue(rule, asOf), try judgePriority(rule, asOf), try judgeHorizon(rule, asOf),
        ]
    }

    private func begin(_ kind: FeedbackTarget.Kind, _ rule: FeedbackRule, _ asOf: Instant)
        throws(FeedbackError) -> (work: Examination, basis: [StartObservation], enough: Bool)
    {
        var work = Examination(rule, FeedbackTarget(kind, domain, unit), asOf: asOf)
        let basis = work.ordered(starts, since: since)
        work.rest(on: basis)
        let enough = try work.require(.minimalCount, .atLeast, Double(basis.count))
        return (work, basis, enough)
    }

    /// Positive when it started late. Minutes.
    private static func slips(_ basis: [StartObservation]) -> [Double] {
        basis.map { ($0.at - $0.plannedStart).minutes }
    }

    private func judgeQueue(_ rule: FeedbackRule, _ asOf: Instant) throws(FeedbackError) -> FeedbackOutcome {
        var (work, basis, enough) = try begin(.queueAllowance, rule, asOf)
        guard enough else { return work.silent }
        let slip = Sample(Self.slips(basis))?.median
        work.note("median slip", slip, unit: "min")
        guard try work.require(.minimalAbsoluteChange, .atLeast, slip.map { abs($0) }), let slip else {
            return work.silent
        }
        let minutes = max(0, (queueAllowance.minutes + slip).rounded())
        guard let value = TimeSpan(nearestMilliseconds: minutes * 60_000) else { return work.silent }
        let outcome = try work.propose(
            .duration(value), instead: .duration(queueAllowance),
            effect: PredictedEffect(measure: "median slip", before: slip, after: 0, unit: "min"))
        guard case .proposal(var draft) = outcome else { return outcome }
        draft.messages = late(basis, slip: slip, work)
        return .proposal(draft)
    }

    /// One message for each request that will be late, with the end that can be promised.
    private func late(_ basis: [StartObservation], slip: Double, _ work: Examination) -> [MessageIntent] {
        basis.flatMap { start -> [MessageIntent] in
            guard let due = start.due, let end = start.expectedEnd, end > due else { return [] }
            var named = work
            named.name("endTime", end.description)
            return named.messages(for: start.id)
        }
    }

    private func judgePriority(_ rule: FeedbackRule, _ asOf: Instant) throws(FeedbackError) -> FeedbackOutcome
    {
        var (work, basis, enough) = try begin(.priorityWeight, rule, asOf)
        guard enough else { return work.silent }
        var (pairs, breaches) = (0, 0)
        for (index, first) in basis.enumerated() {
            // `first` started before all that follow; it was wrong when a more urgent one could have started.
            for second in basis[(index + 1)...]
            where second.priority != first.priority && second.available <= first.at {
                pairs += 1
                if second.priority > first.priority { breaches += 1 }
            }
        }
        work.note("pairs that could be compared", Double(pairs), unit: "pairs")
        let share = pairs > 0 ? Double(breaches) / Double(pairs) : 0
        guard try work.require(.breaches, .above, share) else { return work.silent }
        let step = 1 + (try rule.value(.stepCap))
        guard let value = ExactDecimal(nearest: priorityWeight.approximation * step, scale: 4)?.reduced else {
            return work.silent
        }
        return try work.propose(
            .number(value, unit: "1"), instead: .number(priorityWeight, unit: "1"), effect: nil)
    }

    private func judgeHorizon(_ rule: FeedbackRule, _ asOf: Instant) throws(FeedbackError) -> FeedbackOutcome
    {
        var (work, basis, enough) = try begin(.frozenHorizon, rule, asOf)
        guard enough else { return work.silent }
        let quantile = Sample(Self.slips(basis).map { abs($0) })?.quantile(try rule.value(.horizonQuantile))
        work.note("slip of most starts", quantile, unit: "min")
        // Quarters of an hour, upwards.
        let value = quantile.flatMap { TimeSpan(nearestMilliseconds: ($0 / 15).rounded(.up) * 900_000) }
        let rise = value.map { $0.minutes - frozenHorizon.minutes }
        guard try work.require(.minimalAbsoluteChange, .atLeast, rise), let value else { return work.silent }
        return try work.propose(.duration(value), instead: .duration(frozenHorizon), effect: nil)
    }
}
