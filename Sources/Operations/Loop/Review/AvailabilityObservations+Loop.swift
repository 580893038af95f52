extension AvailabilityObservations: ReviewedObservations {
    static func all(in loop: ActivityLoop, asOf: Instant) -> [AvailabilityObservations] {
        loop.state.workCentres.keys.sorted().compactMap { loop.availability(of: $0, asOf: asOf) }
    }

    func sample(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> VerificationSample? {
        let seen = shifts.filter { $0.at <= asOf && $0.busyTime > .zero }
        let made = seen.map { Double($0.productionTime.milliseconds) }
        let busy = seen.map { Double($0.busyTime.milliseconds) }
        guard let first = seen.first, let last = seen.last, let window = try? Interval(first.at, last.at)
        else { return nil }
        let level = try rule.value(.confidence)
        let bounds = Bootstrap(resamples: Int(try rule.value(.resamples)), seed: target.seed).interval(
            count: seen.count, level: level
        ) { drawn in
            drawn.reduce(0) { $0 + made[$1] } / drawn.reduce(0) { $0 + busy[$1] }
        }
        return VerificationSample(
            count: seen.count, estimate: made.reduce(0, +) / busy.reduce(0, +),
            interval: bounds.map {
                ConfidenceInterval(
                    lower: $0.lower, upper: $0.upper, level: level, unit: "1", method: "bootstrap over shifts"
                )
            }, window: window, events: nil)
    }
}

extension ActivityLoop {
    /// How long a unit worked of the time that it had work, in its last shifts since its value was decided on; nil
    /// for one of which nothing is known, or that nothing was made on.
    ///
    /// Planned busy time counts as far as something was produced or the unit stood: where it was idle nothing kept
    /// it, and set-up and maintenance have a place of their own in a plan.
    fileprivate func availability(of unit: String, asOf: Instant) -> AvailabilityObservations? {
        let target = FeedbackTarget(.availability, .production, unit)
        guard let limit = try? FeedbackRule.availability.value(.verificationLimit),
            let first = state.workCentres[unit]?.firstSign
        else { return nil }
        let since = state.register.evidenceStart(of: target)
        guard let known = try? Interval(max(first, since ?? first), asOf) else { return nil }
        let shifts = state.calendar(of: unit).shifts(in: known).suffix(Int(limit))
        guard let oldest = shifts.first, let newest = shifts.last,
            let window = try? Interval(oldest.start, newest.end)
        else { return nil }
        let history = WorkUnitHistory(of: unit, in: self, window: window, asOf: asOf)
        guard history.partition.times.apt > 0 else { return nil }
        return AvailabilityObservations(
            target: target, planned: state.register.availability(of: unit), since: since,
            shifts: history.partition.shifts(Array(shifts)))
    }
}

extension ProposalRegister {
    /// The share of the time with work in which a unit is planned to work: all of it, until a proposal says
    /// otherwise.
    package func availability(of unit: String) -> ExactDecimal {
        guard case .number(let value, _) = valueInForce(FeedbackTarget(.availability, .production, unit))
        else { return .one }
        return value
    }
}

extension TimePartition {
    /// What was done in each of some stretches of time, which are in order.
    fileprivate func shifts(_ shifts: [Interval]) -> [ShiftObservation] {
        var next = 0
        return shifts.map { shift in
            while next < segments.count, segments[next].end <= shift.start { next += 1 }
            var times = CategoryTimes.zero
            for segment in segments[next...].prefix(while: { $0.start < shift.end }) {
                let (start, end) = (max(segment.start, shift.start), min(segment.end, shift.end))
                times.add((end - start).milliseconds, to: segment.lane)
            }
            return ShiftObservation(shift, times)
        }
    }
}

extension ShiftObservation {
    fileprivate init(_ shift: Interval, _ times: CategoryTimes) {
        let busy = times.apt + times[.failure as TimeCategory] + times[.stop as TimeCategory]
        let known = busy + times.unknown
        self.init(
            id: shift.start.description, at: shift.end, productionTime: TimeSpan(milliseconds: times.apt),
            busyTime: TimeSpan(milliseconds: busy),
            completeness: known > 0 ? Double(busy) / Double(known) : 1)
    }
}
