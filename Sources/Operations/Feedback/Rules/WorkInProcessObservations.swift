/// The work that waited before a unit in one shift.
package struct WorkInProcessShift: FeedbackObservation {
    /// The shift.
    package var id: String
    /// Its end.
    package var at: Instant
    package var event: Int?
    /// The time-weighted average.
    package var average: ExactDecimal

    package init(id: String, at: Instant, event: Int? = nil, average: ExactDecimal) {
        self.id = id
        self.at = at
        self.event = event
        self.average = average
    }
}

/// R11: more work waits than the cap allows, shift after shift: the upstream unit should start no more.
package struct WorkInProcessObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.workInProcess

    package var unit: String
    package var upstreamUnit: String
    package var cap: ExactDecimal
    /// Whether the gate is set now; it is then proposed to be lifted once all shifts stay at or below the cap.
    package var isGated: Bool
    package var shifts: [WorkInProcessShift]

    package init(
        unit: String, upstreamUnit: String, cap: ExactDecimal, isGated: Bool = false,
        shifts: [WorkInProcessShift]
    ) {
        self.unit = unit
        self.upstreamUnit = upstreamUnit
        self.cap = cap
        self.isGated = isGated
        self.shifts = shifts
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        let target = FeedbackTarget(.workInProcessGate, .production, upstreamUnit, part: unit)
        var work = Examination(rule, target, asOf: asOf)
        let known = work.ordered(shifts, since: nil)
        let wanted = Int(min(max(try rule.value(.aboveCap), 1), 10_000))
        let basis = Array(known.suffix(wanted))
        for shift in known.dropLast(wanted) { work.exclude(shift, .outsideBasis) }
        work.rest(on: basis)
        let (on, off) = (FeedbackValue.task("wipCap on"), FeedbackValue.task("wipCap off"))
        let mean = Sample(basis.map(\.average.approximation))?.mean
        work.note("average over the shifts", mean)
        let fitting = basis.count { isGated ? $0.average <= cap : $0.average > cap }
        guard try work.require(.aboveCap, .atLeast, Double(fitting)) else { return [work.silent] }
        let effect = mean.map {
            PredictedEffect(
                measure: "work in process", before: $0, after: min($0, cap.approximation), unit: "pieces")
        }
        return [try work.propose(isGated ? off : on, instead: isGated ? on : off, effect: effect)]
    }
}
