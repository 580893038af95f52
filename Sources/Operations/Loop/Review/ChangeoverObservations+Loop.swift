extension ChangeoverObservations: ReviewedObservations {
    var target: FeedbackTarget {
        let cell = cells.first
        return PlannedChangeovers.target(
            on: cell?.equipment ?? "", from: cell?.fromFamily ?? "", to: cell?.toFamily ?? "")
    }

    /// One for each cell of which a changeover was seen. Without changeovers in the settings nothing has a family.
    static func all(in loop: ActivityLoop, asOf: Instant) -> [ChangeoverObservations] {
        guard !loop.settings.changeovers.isEmpty else { return [] }
        let setups = loop.state.workCentres.keys.sorted().flatMap { loop.setups(on: $0, asOf: asOf) }
        let planned = PlannedChangeovers(loop)
        var seen: Set<FeedbackTarget> = []
        return setups.compactMap { setup -> ChangeoverObservations? in
            let target = setup.target
            guard seen.insert(target).inserted else { return nil }
            let cell = Cell(
                fromFamily: setup.fromFamily, toFamily: setup.toFamily, equipment: setup.equipment,
                current: planned.time(on: setup.equipment, from: setup.fromFamily, to: setup.toFamily),
                since: loop.state.register.evidenceStart(of: target))
            return ChangeoverObservations(
                network: PlannedChangeovers.network, cells: [cell],
                setups: setups.filter {
                    $0.fromFamily == setup.fromFamily && $0.toFamily == setup.toFamily
                })
        }
    }

    func sample(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> VerificationSample? {
        guard let cell = cells.first else { return nil }
        let seen = setups.filter { setup in
            setup.equipment == cell.equipment && setup.at <= asOf && cell.since.map { setup.at >= $0 } ?? true
        }
        let durations = seen.map { Double($0.duration.milliseconds) }
        guard let mean = Sample(durations)?.mean, let first = seen.map(\.at).min(),
            let last = seen.map(\.at).max(), let window = try? Interval(first, last)
        else { return nil }
        let level = try rule.value(.confidence)
        let bounds = Bootstrap(seed: target.seed).interval(count: seen.count, level: level) { drawn in
            drawn.reduce(0) { $0 + durations[$1] } / Double(drawn.count)
        }
        return VerificationSample(
            count: seen.count, estimate: mean,
            interval: bounds.map {
                ConfidenceInterval(
                    lower: $0.lower, upper: $0.upper, level: level, unit: "ms",
                    method: "bootstrap over changeovers")
            }, window: window)
    }
}

extension SetupObservation {
    fileprivate var target: FeedbackTarget {
        PlannedChangeovers.target(on: equipment, from: fromFamily, to: toFamily)
    }
}

extension ActivityLoop {
    /// How many of the last jobs of a unit are looked at.
    private static let jobsBack = 200

    /// The set-ups between jobs of two families on a unit, as far as the floor reported them: the working time of
    /// the stops for set-up from the end of one job to the start of the next. Where it reported none nobody knows.
    fileprivate func setups(on unit: String, asOf: Instant) -> [SetupObservation] {
        let stops = setupStops(of: unit, asOf: asOf)
        guard !stops.intervals.isEmpty else { return [] }
        let begun = (state.workCentres[unit]?.started.last(Self.jobsBack) ?? []).compactMap { state.jobs[$0] }
            .filter { $0.plan.domain.profile.timeWhileRunning == .production }
            .compactMap { job in job.run.started.map { (job: job, start: $0.instant) } }
            .sorted { ($0.start, $0.job.plan.id) < ($1.start, $1.job.plan.id) }
        return zip(begun, begun.dropFirst()).compactMap { before, next in
            setup(on: unit, from: before.job, to: next.job, stops)
        }
    }

    private func setupStops(of unit: String, asOf: Instant) -> IntervalSet {
        let stops = (state.workCentres[unit]?.stops ?? []).filter { stop in
            let meaning = StopReason.meaning(
                of: stop.reason, planned: stop.planned, in: settings.stopReasons)
            return meaning.category == .setup
        }
        return IntervalSet(stops.compactMap { $0.time.interval(asOf: asOf) })
    }

    private func setup(on unit: String, from before: JobEntry, to next: JobEntry, _ stops: IntervalSet)
        -> SetupObservation?
    {
        guard let end = before.run.ended?.instant, let start = next.run.started?.instant,
            let between = try? Interval(end, start),
            let from = state.setupFamily(of: before, at: start),
            let to = state.setupFamily(of: next, at: start), from != to
        else { return nil }
        let time = stops.intersection(state.calendar(of: unit).working(in: between)).length
        guard time > .zero else { return nil }
        return SetupObservation(
            id: next.plan.id, at: start, event: next.run.events.first, fromFamily: from, toFamily: to,
            equipment: unit, duration: time)
    }
}
