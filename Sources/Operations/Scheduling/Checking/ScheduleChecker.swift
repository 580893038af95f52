/// Says of a schedule from anywhere what rules of its problem it breaks.
///
/// Shares no code with the search: works on the problem as given, with the calendars' interval algebra, and
/// is quadratic where that is plainer. Publish nothing that it refuses.
package struct ScheduleChecker: Sendable {
    private let problem: SchedulingProblem
    /// By unit: when it works; nil when always.
    private let working: [IntervalSet?]

    package init(_ problem: SchedulingProblem) {
        self.problem = problem
        working = problem.units.map(Self.working)
    }

    /// All violations, in a fixed order; none for a schedule that may be published.
    package func violations(_ schedule: Schedule) -> [ScheduleViolation] {
        var found: [ScheduleViolation] = []
        let known = schedule.assignments.filter { assignment in
            let isKnown = problem.operations.indices.contains(Int(assignment.operation))
            if !isKnown { found.append(violation(.unknownOperation, assignment)) }
            return isKnown
        }
        var places = [Schedule.Assignment?](repeating: nil, count: problem.operations.count)
        for assignment in known {
            if places[Int(assignment.operation)] != nil { found.append(violation(.placedTwice, assignment)) }
            places[Int(assignment.operation)] = assignment
        }
        for (index, place) in places.enumerated() where place == nil {
            found.append(ScheduleViolation(.missing, problem.name(ofOperation: Int32(index))))
        }
        for assignment in known { found += ownViolations(assignment) }
        for unit in problem.units.indices {
            let sequence = sequence(of: Int32(unit), known)
            found += sequenceViolations(Int32(unit), sequence)
            found += frozenViolations(Int32(unit), sequence)
        }
        found += linkViolations(places)
        found += capacityViolations(known)
        return found
    }

    // MARK: One operation

    private func ownViolations(_ place: Schedule.Assignment) -> [ScheduleViolation] {
        let operation = problem.operations[Int(place.operation)]
        guard problem.units.indices.contains(Int(place.unit)) else { return [violation(.illegalMode, place)] }
        if case .running(let unit, let start, let remaining) = operation.commitment {
            return runningViolations(place, unit: unit, start: start, remaining: remaining)
        }
        guard let mode = place.mode, operation.modes.indices.contains(Int(mode)),
            operation.modes[Int(mode)].unit == place.unit
        else { return [violation(.illegalMode, place)] }
        var found: [ScheduleViolation] = []
        let missing = shortfall(place, operation)
        if missing > 0 { found.append(violation(.release, place, by: missing)) }
        found += workViolations(place, operation, duration: operation.modes[Int(mode)].duration.milliseconds)
        return found
    }

    private func runningViolations(
        _ place: Schedule.Assignment, unit: Int32, start: Instant, remaining: TimeSpan
    ) -> [ScheduleViolation] {
        let from = max(start, problem.start)
        let isWhereItRuns = place.unit == unit && place.start == start && place.setupStart == start
        let done = place.end >= from ? workingTime(place.unit, from, place.end) : -1
        let ends = remaining > .zero ? endsAtWork(place.unit, from, place.end) : place.end == from
        guard isWhereItRuns, done == remaining.milliseconds, ends else {
            return [violation(.running, place, by: done - remaining.milliseconds)]
        }
        return []
    }

    /// The milliseconds by which it starts before it may.
    private func shortfall(_ place: Schedule.Assignment, _ operation: SchedulingProblem.Operation) -> Int64 {
        let job =
            problem.jobs.indices.contains(Int(operation.job)) ? problem.jobs[Int(operation.job)] : nil
        let bounds = [problem.start, job?.release, operation.release].compactMap { $0 }
        let work = bounds.map { ($0 - place.start).milliseconds }
        let unit = [problem.start, problem.units[Int(place.unit)].availableFrom].compactMap { $0 }
        let setup = unit.map { ($0 - place.setupStart).milliseconds }
        return (work + setup).max() ?? 0
    }

    private func workViolations(
        _ place: Schedule.Assignment, _ operation: SchedulingProblem.Operation, duration: Int64
    ) -> [ScheduleViolation] {
        guard place.setupStart <= place.start, place.start <= place.end else {
            return [violation(.duration, place, by: (place.end - place.start).milliseconds - duration)]
        }
        var found: [ScheduleViolation] = []
        let done = workingTime(place.unit, place.start, place.end)
        if done != duration { found.append(violation(.duration, place, by: done - duration)) }
        if duration == 0, place.start != place.end { found.append(violation(.duration, place)) }
        guard place.start < place.end else { return found }
        let isInOnePiece = done == (place.end - place.start).milliseconds
        let starts = startsAtWork(place.unit, place.start, place.end)
        let ends = endsAtWork(place.unit, place.start, place.end)
        if !starts || !ends || (!operation.isInterruptible && !isInOnePiece) {
            found.append(violation(.calendar, place))
        }
        return found
    }

    // MARK: One unit

    /// In the order in which the unit does them: by time, then as the schedule lists them.
    private func sequence(of unit: Int32, _ places: [Schedule.Assignment]) -> [Schedule.Assignment] {
        let own = places.enumerated().filter { $0.element.unit == unit }
        return own.sorted { left, right in
            let (a, b) = (left.element, right.element)
            return (a.setupStart, a.start, a.end, left.offset) < (b.setupStart, b.start, b.end, right.offset)
        }.map(\.element)
    }

    private func sequenceViolations(_ unit: Int32, _ places: [Schedule.Assignment]) -> [ScheduleViolation] {
        var found: [ScheduleViolation] = []
        var family = problem.units[Int(unit)].initialFamily
        var busyUntil: Schedule.Assignment?
        for place in places {
            if let last = busyUntil, place.setupStart < last.end {
                let excess = (last.end - place.setupStart).milliseconds
                let other = problem.name(ofOperation: last.operation)
                found.append(violation(.overlap, place, other: other, by: excess))
            }
            let next = problem.operations[Int(place.operation)].family
            if case .running = problem.operations[Int(place.operation)].commitment {
            } else {
                found += setupViolations(place, needed: setup(unit, family, next))
            }
            family = next ?? family
            if busyUntil.map({ $0.end < place.end }) ?? true { busyUntil = place }
        }
        return found
    }

    private func setup(_ unit: Int32, _ from: Int32?, _ to: Int32?) -> Int64 {
        let setups = problem.units[Int(unit)].setups
        guard let from, let to, from >= 0, to >= 0 else { return 0 }
        let index = Int(from) * problem.families.count + Int(to)
        return setups.indices.contains(index) ? setups[index] : 0
    }

    private func setupViolations(_ place: Schedule.Assignment, needed: Int64) -> [ScheduleViolation] {
        guard needed > 0 else {
            return place.setupStart == place.start ? [] : [violation(.setup, place)]
        }
        let unit = place.unit
        let time = place.setupStart <= place.start ? workingTime(unit, place.setupStart, place.start) : 0
        guard time >= needed else { return [violation(.setup, place, by: needed - time)] }
        guard startsAtWork(unit, place.setupStart, place.start) else { return [violation(.calendar, place)] }
        if !problem.units[Int(unit)].interruptsSetups {
            let end = place.setupStart + TimeSpan(milliseconds: needed)
            guard workingTime(unit, place.setupStart, end) == needed else {
                return [violation(.calendar, place)]
            }
        }
        return []
    }

    private func frozenViolations(_ unit: Int32, _ places: [Schedule.Assignment]) -> [ScheduleViolation] {
        var frozen: [(order: Int32, operation: Int32)] = []
        for (index, operation) in problem.operations.enumerated() {
            if case .frozen(unit, let order) = operation.commitment { frozen.append((order, Int32(index))) }
        }
        let wanted = frozen.sorted { ($0.order, $0.operation) < ($1.order, $1.operation) }.map(\.operation)
        let actual = places.map(\.operation).filter { index in
            if case .running = problem.operations[Int(index)].commitment { return false }
            return true
        }
        var found: [ScheduleViolation] = []
        for (position, operation) in wanted.enumerated() {
            guard position >= actual.count || actual[position] != operation else { continue }
            let names = (problem.name(ofOperation: operation), problem.name(ofUnit: unit))
            found.append(ScheduleViolation(.frozen, names.0, unit: names.1))
        }
        return found
    }

    // MARK: Between operations

    private func linkViolations(_ places: [Schedule.Assignment?]) -> [ScheduleViolation] {
        var found: [ScheduleViolation] = []
        for link in problem.links {
            guard places.indices.contains(Int(link.before)), places.indices.contains(Int(link.after)),
                let before = places[Int(link.before)], let after = places[Int(link.after)]
            else { continue }
            if case .running = problem.operations[Int(link.after)].commitment { continue }
            let anchor = link.anchor == .end ? before.end : before.start
            let lag = (after.start - anchor).milliseconds
            let other = problem.name(ofOperation: link.before)
            if lag < link.minimumLag.milliseconds {
                let missing = link.minimumLag.milliseconds - lag
                found.append(violation(.minimumLag, after, other: other, by: missing))
            }
            if let maximum = link.maximumLag?.milliseconds, lag > maximum {
                found.append(violation(.maximumLag, after, other: other, by: lag - maximum))
            }
        }
        return found
    }

    /// At the start of each operation that needs it, who else holds the resource.
    private func capacityViolations(_ places: [Schedule.Assignment]) -> [ScheduleViolation] {
        var found: [ScheduleViolation] = []
        for (index, resource) in problem.resources.enumerated() {
            let holders = places.map { (place: $0, amount: need($0, of: Int32(index))) }
                .filter { $0.amount > 0 && $0.place.start < $0.place.end }
            for holder in holders {
                let now = holder.place.start
                let held = holders.filter { $0.place.start <= now && now < $0.place.end }
                    .reduce(Int64(0)) { Saturating.add($0, $1.amount) }
                guard held > resource.capacity else { continue }
                found.append(violation(.capacity, holder.place, other: resource.name.text))
            }
        }
        return found
    }

    private func need(_ place: Schedule.Assignment, of resource: Int32) -> Int64 {
        let modes = problem.operations[Int(place.operation)].modes
        guard let mode = place.mode, modes.indices.contains(Int(mode)) else { return 0 }
        return modes[Int(mode)].needs.filter { $0.resource == resource }
            .reduce(Int64(0)) { Saturating.add($0, $1.amount) }
    }

    // MARK: Calendars

    private static func working(_ unit: SchedulingProblem.Unit) -> IntervalSet? {
        let blocked = IntervalSet(unit.blocked)
        if let intervals = unit.calendar.intervals { return IntervalSet(intervals).subtracting(blocked) }
        guard !blocked.isEmpty,
            let always = try? Interval(Instant(milliseconds: .min), Instant(milliseconds: .max))
        else { return nil }
        return IntervalSet([always]).subtracting(blocked)
    }

    private func worked(_ unit: Int32, _ start: Instant, _ end: Instant) -> [Interval] {
        guard let window = try? Interval(start, end) else { return [] }
        let whole = IntervalSet([window])
        return working[Int(unit)].map { $0.intersection(whole).intervals } ?? whole.intervals
    }

    private func workingTime(_ unit: Int32, _ start: Instant, _ end: Instant) -> Int64 {
        worked(unit, start, end).reduce(0) { Saturating.add($0, $1.length.milliseconds) }
    }

    private func startsAtWork(_ unit: Int32, _ start: Instant, _ end: Instant) -> Bool {
        worked(unit, start, end).first?.start == start
    }

    private func endsAtWork(_ unit: Int32, _ start: Instant, _ end: Instant) -> Bool {
        worked(unit, start, end).last?.end == end
    }

    private func violation(
        _ rule: ScheduleViolation.Rule, _ place: Schedule.Assignment, other: String? = nil,
        by milliseconds: Int64 = 0
    ) -> ScheduleViolation {
        ScheduleViolation(
            rule, problem.name(ofOperation: place.operation), other: other,
            unit: problem.name(ofUnit: place.unit), milliseconds: milliseconds)
    }
}
