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

extension StartObservation {
    /// In minutes, positive when it started late.
    fileprivate var slip: Double { (at - plannedStart).minutes }
}

/// R10: realised against planned starts of a unit, and what scheduling should assume because of it.
///
/// The queue allowance follows the median slip, when that is not what chance explains. The weight of priority rises by
/// one capped step when too many of the pairs that could be compared were started in the wrong order, by more than
/// chance. The frozen horizon has to be longer
/// than the slip of nine starts in ten, since a shorter one freezes a plan that does not hold anyway; it is asked
/// about once the starts slip to both sides alike, since what slips one way is a matter of the allowance.
package struct StartObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.schedulingParameters

    package var unit: String
    package var domain: DomainKind
    package var queueAllowance: TimeSpan
    package var priorityWeight: ExactDecimal
    package var frozenHorizon: TimeSpan
    package var since: Instant?
    package var starts: [StartObservation]
    /// What is asked for, in this order.
    package var parameters: [FeedbackTarget.Kind]
    /// In minutes, what most starts slipped when the horizon was proposed that is in effect; nil when it was not.
    var slipBefore: Double?

    package init(
        unit: String, domain: DomainKind = .production, queueAllowance: TimeSpan,
        priorityWeight: ExactDecimal, frozenHorizon: TimeSpan, since: Instant? = nil,
        starts: [StartObservation],
        parameters: [FeedbackTarget.Kind] = FeedbackRule.schedulingParameters.targets
    ) {
        self.unit = unit
        self.domain = domain
        self.queueAllowance = queueAllowance
        self.priorityWeight = priorityWeight
        self.frozenHorizon = frozenHorizon
        self.since = since
        self.starts = starts
        self.parameters = parameters
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var outcomes: [FeedbackOutcome] = []
        for parameter in parameters {
            switch parameter {
            case .queueAllowance: outcomes.append(try judgeQueue(rule, asOf))
            case .priorityWeight: outcomes.append(try judgePriority(rule, asOf))
            case .frozenHorizon: outcomes.append(try judgeHorizon(rule, asOf))
            default: continue
            }
        }
        return outcomes
    }

    private func begin(_ kind: FeedbackTarget.Kind, _ rule: FeedbackRule, _ asOf: Instant)
        throws(FeedbackError) -> (work: Examination, basis: [StartObservation], enough: Bool)
    {
        var work = Examination(rule, FeedbackTarget(kind, domain, unit), asOf: asOf)
        let basis = work.ordered(starts, since: since)
        work.rest(on: basis)
        // What slips within a shift has one cause, such as a breakdown.
        let span = work.window.map { $0.length.days }
        guard try work.require(.minimalCount, .atLeast, Double(basis.count)) else {
            return (work, basis, false)
        }
        let enough = try work.require(.minimalSpan, .atLeast, span)
        return (work, basis, enough)
    }

    /// In minutes, positive when most started late; nil of no starts.
    static func medianSlip(_ basis: [StartObservation]) -> Double? {
        Sample(basis.map(\.slip))?.median
    }

    /// In minutes, to either side, at which a share of the starts is; nil of no starts.
    static func slip(of share: Double, _ basis: [StartObservation]) -> Double? {
        Sample(basis.map { abs($0.slip) })?.quantile(share)
    }

    /// How many starts tell what a share of them slips: three are to be beyond.
    static func starts(for share: Double) -> Double { (3 / (1 - share)).rounded() }

    /// What the slip of a share of the starts is called in evidence.
    static let mostSlip = "slip of most starts"

    /// The pairs of starts of which the second one could have been first, and one was more urgent.
    ///
    /// - Parameter basis: in order of time.
    /// - Returns: how many pairs there are, and how many were started the wrong way round.
    static func priorityPairs(_ basis: [StartObservation]) -> (pairs: Int, breaches: Int) {
        var (pairs, breaches) = (0, 0)
        for (index, first) in basis.enumerated() {
            // `first` started before all that follow; it was wrong when a more urgent one could have started.
            for second in basis[(index + 1)...]
            where second.priority != first.priority && second.available <= first.at {
                pairs += 1
                if second.priority > first.priority { breaches += 1 }
            }
        }
        return (pairs, breaches)
    }

    private func judgeQueue(_ rule: FeedbackRule, _ asOf: Instant) throws(FeedbackError) -> FeedbackOutcome {
        var (work, basis, enough) = try begin(.queueAllowance, rule, asOf)
        guard enough else { return work.silent }
        let slip = Self.medianSlip(basis)
        work.note("median slip", slip, unit: "min")
        guard try work.require(.minimalAbsoluteChange, .atLeast, slip.map { abs($0) }), let slip else {
            return work.silent
        }
        work.interval = try Self.interval(basis, rule, seed: work.target.seed)
        let distance = work.interval.map { max($0.lower, -$0.upper) }
        guard work.require(.intervalExcludesCurrent, .above, 0, distance, unit: "min") else {
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

    /// Of the median slip, in minutes.
    private static func interval(_ basis: [StartObservation], _ rule: FeedbackRule, seed: UInt64)
        throws(FeedbackError) -> ConfidenceInterval?
    {
        let level = try rule.value(.confidence)
        let bounds = Bootstrap(seed: seed).medianInterval(of: basis.map(\.slip), level: level)
        return bounds.map {
            ConfidenceInterval(
                lower: $0.lower, upper: $0.upper, level: level, unit: "min", method: "bootstrap over starts")
        }
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
        let (pairs, breaches) = Self.priorityPairs(basis)
        work.note("pairs that could be compared", Double(pairs), unit: "pairs")
        let share = Proportion(Double(breaches), of: Double(pairs))
        let level = try rule.value(.confidence)
        work.interval = share.map { $0.wilson(level: level) }.map {
            ConfidenceInterval(lower: $0.lower, upper: $0.upper, level: level, unit: "1", method: "Wilson")
        }
        guard try work.require(.minimalCount, .atLeast, Double(pairs)),
            try work.require(.breaches, .above, work.interval?.lower)
        else { return work.silent }
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
        let median = Self.medianSlip(basis).map { abs($0) }
        let share = try rule.value(.horizonQuantile)
        guard try work.require(.minimalAbsoluteChange, .below, median),
            work.require(
                .minimalCount, .atLeast, Self.starts(for: share), Double(basis.count), unit: "requests")
        else { return work.silent }
        let quantile = Self.slip(of: share, basis)
        work.note(Self.mostSlip, quantile, unit: "min")
        let rise = quantile.map { $0 - frozenHorizon.minutes }
        // Quarters of an hour, upwards.
        let value = quantile.flatMap { TimeSpan(nearestMilliseconds: ($0 / 15).rounded(.up) * 900_000) }
        guard try work.require(.minimalAbsoluteChange, .atLeast, rise), let value else { return work.silent }
        return try work.propose(.duration(value), instead: .duration(frozenHorizon), effect: nil)
    }
}
