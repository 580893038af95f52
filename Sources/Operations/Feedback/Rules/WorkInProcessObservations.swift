/// The work that waited before a unit in one shift.
package struct WorkInProcessShift: FeedbackObservation {
    /// The shift.
    package var id: String
    /// Its end.
    package var at: Instant
    package var event: Int?
    /// The time-weighted average, in job orders.
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
    /// What the site allows, in job orders.
    package var cap: ExactDecimal
    /// The cap of the gate that is set now; nil without one. A gate is proposed to be lifted once all shifts stay at
    /// or below `cap`, and to have that cap when they are all above it.
    package var inForce: ExactDecimal?
    package var shifts: [WorkInProcessShift]

    package init(
        unit: String, upstreamUnit: String, cap: ExactDecimal, inForce: ExactDecimal? = nil,
        shifts: [WorkInProcessShift]
    ) {
        self.unit = unit
        self.upstreamUnit = upstreamUnit
        self.cap = cap
        self.inForce = inForce
        self.shifts = shifts
    }

    package var target: FeedbackTarget {
        FeedbackTarget(.workInProcessGate, .production, upstreamUnit, part: unit)
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var work = Examination(rule, target, asOf: asOf)
        let known = work.ordered(shifts, since: nil)
        let wanted = Int(min(max(try rule.value(.aboveCap), 1), 10_000))
        let basis = Array(known.suffix(wanted))
        for shift in known.dropLast(wanted) { work.exclude(shift, .outsideBasis) }
        work.rest(on: basis)
        let mean = Sample(basis.map(\.average.approximation))?.mean
        work.note("average over the shifts", mean)
        let above = basis.count { $0.average > cap }
        let isToBeSet = inForce == nil || inForce != cap && 2 * above > basis.count
        let fitting = isToBeSet ? above : basis.count - above
        guard try work.require(.aboveCap, .atLeast, Double(fitting)) else { return [work.silent] }
        work.name("description", isToBeSet ? whatIsSet : whatIsLifted)
        let effect = mean.map {
            PredictedEffect(
                measure: "work in process", before: $0, after: min($0, cap.approximation),
                unit: Self.jobOrders)
        }
        return [
            try work.propose(
                Self.value(isToBeSet ? cap : nil), instead: Self.value(inForce), effect: effect)
        ]
    }

    private var whatIsSet: String {
        "\(upstreamUnit) starts no more work for \(unit) while \(cap) job orders or more wait there"
    }

    private var whatIsLifted: String {
        "\(upstreamUnit) starts work for \(unit) however much waits there"
    }

    private static let jobOrders = "job orders"

    /// No cap is a value of its own, to which one can go back.
    private static func value(_ cap: ExactDecimal?) -> FeedbackValue {
        cap.map { .number($0, unit: jobOrders) } ?? .task("no cap")
    }
}
