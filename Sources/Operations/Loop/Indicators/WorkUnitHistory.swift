package import Diagnostics

/// What the loop knows of the time of one piece of equipment, as claims and counts.
///
/// The floor reports what changes, so that nothing reported means that nothing changed: from its first event on,
/// equipment without work and without a stop is idle, not unknown.
package struct WorkUnitHistory: Sendable {
    package private(set) var names = ClaimNames()
    package private(set) var partition: TimePartition
    /// With the numbers of the loop's events as evidence.
    package private(set) var sum: BucketSum
    package private(set) var findings: [Finding]
    private var claims: [TimeClaim] = []
    private var counts: [ProductionCount] = []
    /// By claim or count: the events that it rests on.
    private var sources: [[Int]] = []

    package init(of unit: String, in loop: ActivityLoop, window: Interval, asOf: Instant) {
        let settings = PartitionSettings()
        partition = TimePartition.of([], window: window, asOf: asOf).value
        sum = .zero
        findings = []
        let jobs = loop.state.jobs(startedOn: unit, in: window, asOf: asOf)
        let stops = loop.state.workCentres[unit]?.stops ?? []
        addIdle(loop, unit, window, asOf)
        for stop in stops { add(stop, loop.settings.stopReasons, window) }
        for job in jobs { add(job, loop.settings.stopReasons, asOf) }
        for job in jobs { addCounts(of: job, loop, window) }
        let checked = TimePartition.of(
            claims, window: window, planned: loop.state.calendar(of: unit), asOf: asOf, settings: settings)
        partition = checked.value
        findings = checked.findings
        sum = BucketSum(partition, counts: counts)
    }

    /// The events behind the sum, in order.
    package var events: [Int] {
        let claimed = partition.claims.flatMap { sources[Int($0.event)] }
        let counted = counts.filter { $0.at >= partition.evaluated.start && $0.at < partition.evaluated.end }
        return Set(claimed + counted.flatMap { sources[Int($0.event)] }).sorted()
    }

    /// Those that a part of the partition rests on.
    package func events(of claims: [EventNumber]) -> [Int] {
        Set(claims.flatMap { sources.indices.contains(Int($0)) ? sources[Int($0)] : [] }).sorted()
    }

    // MARK: Claims

    private mutating func claim(
        _ category: TimeCategory?, _ start: Instant, _ end: Instant?, _ events: [Int],
        reason: ReasonPath = .unknown, job: JobEntry? = nil
    ) {
        sources.append(events)
        claims.append(
            TimeClaim(
                event: EventNumber(sources.count - 1), category, from: start, to: end,
                reason: names.code(of: reason), order: job.map { code($0.plan.request) } ?? -1,
                job: job.map { code($0.plan.id) } ?? -1,
                person: job?.run.persons.first.map { names.code(of: $0) } ?? -1))
    }

    private mutating func code(_ name: String) -> Int32 { names.code(of: Identifier(name)) }

    private mutating func addIdle(
        _ loop: ActivityLoop, _ unit: String, _ window: Interval, _ asOf: Instant
    ) {
        guard let first = loop.state.workCentres[unit]?.firstSign else { return }
        let (start, end) = (max(first, window.start), min(asOf, window.end))
        if start < end { claim(.idle, start, end, []) }
    }

    private mutating func add(_ stop: Stop, _ reasons: [StopReason], _ window: Interval) {
        let meaning = StopReason.meaning(of: stop.reason, planned: stop.planned, in: reasons)
        // A failure counts where it began, also when that was before.
        let isNear = stop.time.start < window.end && (stop.time.end.map { $0 >= window.start } ?? true)
        guard isNear || meaning.category == .failure else { return }
        claim(meaning.category, stop.time.start, stop.time.end, stop.events, reason: meaning.path)
    }

    private mutating func add(_ job: JobEntry, _ reasons: [StopReason], _ asOf: Instant) {
        guard let started = job.run.started?.instant else { return }
        claim(nil, started, job.run.ended?.instant, job.run.events, job: job)
        let category = job.plan.domain.profile.timeWhileRunning
        for interval in job.run.working(asOf: asOf).intervals {
            let isOpen = job.run.ended == nil && interval.end == asOf
            claim(category, interval.start, isOpen ? nil : interval.end, job.run.events, job: job)
        }
        for interruption in job.run.interruptions {
            let meaning = StopReason.meaning(of: interruption.reason, planned: false, in: reasons)
            claim(
                meaning.category, interruption.time.start, interruption.time.end, job.run.events,
                reason: meaning.path, job: job)
        }
    }

    // MARK: Counts

    private mutating func addCounts(of job: JobEntry, _ loop: ActivityLoop, _ window: Interval) {
        let inside = job.goodAndScrap.filter { movement in
            window.start <= movement.at.instant && movement.at.instant < window.end
        }
        guard !inside.isEmpty else { return }
        let rate = loop.plannedRunTime(of: job)
        for movement in inside {
            guard let quantity = movement.quantity else { continue }
            sources.append(movement.event.map { [$0] } ?? [])
            let isGood = movement.direction == .produced
            counts.append(
                ProductionCount(
                    event: EventNumber(sources.count - 1), at: movement.at.instant,
                    good: isGood ? quantity.value : .zero, scrap: isGood ? .zero : quantity.value,
                    unit: quantity.unit.map { code($0.rawValue) } ?? -1,
                    planned: rate?.unit == quantity.unit ? rate?.time : nil))
        }
    }

    /// The elements of the sum that the floor can report: what is worked again is nothing that a record says.
    package var elements: IndicatorElements {
        var elements = sum.elements { unit($0) }
        elements[.rq] = nil
        return elements
    }

    /// The unit of measure of a code.
    package func unit(_ code: Int32) -> UnitOfMeasure? {
        names.name(code).flatMap { UnitOfMeasure(text: $0.text) }
    }
}

extension LoopState {
    /// The jobs that were at work on equipment in a window, in the order in which they began.
    fileprivate func jobs(startedOn unit: String, in window: Interval, asOf: Instant) -> [JobEntry] {
        (workCentres[unit]?.started ?? ShelfList()).compactMap { jobs[$0] }.filter { job in
            guard let started = job.run.started?.instant, started < window.end else { return false }
            let last = job.run.movements.last?.at.instant ?? started
            return max(job.run.ended?.instant ?? asOf, last) >= window.start
        }
    }
}

extension ActivityLoop {
    /// PRU of a job: its planned duration shared among what it is to make; nil where only the setting gives one.
    package func plannedRunTime(of job: JobEntry) -> (time: PlannedRunTime, unit: UnitOfMeasure?)? {
        let (duration, source) =
            job.planned.map { ($0.duration, $0.durationSource) }
            ?? self.duration(of: job.plan, at: job.run.started?.instant ?? Instant(milliseconds: 0))
        guard source != .setting, let wanted = state.plannedQuantity(of: job.plan.id), !wanted.value.isZero
        else { return nil }
        let time = PlannedRunTime(milliseconds: ExactDecimal(duration.milliseconds), per: wanted.value)
        return (time, wanted.unit)
    }
}
