import Operations

/// Where a stop alone puts what is frozen: on its unit, in its order, at its start or later as far as its unit
/// and what it waits for push it.
///
/// Computed apart from the scheduler, so that what it makes can be judged.
struct SettledWork {
    private let problem: SchedulingProblem
    private let settled: [Int]
    private var free: [Instant]
    private var family: [Int32?]
    private var ends: [Int: Instant] = [:]
    private(set) var starts: [Int: Instant] = [:]

    init(_ problem: SchedulingProblem) {
        self.problem = problem
        settled = problem.operations.indices.filter { problem.operations[$0].commitment != .free }
        free = problem.units.map { max(problem.start, $0.availableFrom ?? problem.start) }
        family = problem.units.map(\.initialFamily)
        for index in settled { placeRunning(index) }
        let frozen = settled.filter { starts[$0] == nil }
        for index in frozen.sorted(by: { rank($0) < rank($1) }) { placeFrozen(index) }
    }

    /// The orders of a stop run through all units in the order of their starts.
    private func rank(_ index: Int) -> Int32 {
        if case .frozen(_, let order) = problem.operations[index].commitment { return order }
        return -1
    }

    private mutating func placeRunning(_ index: Int) {
        let operation = problem.operations[index]
        guard case .running(let unit, let start, let remaining) = operation.commitment else { return }
        let end = place(
            problem.units[Int(unit)], from: max(problem.start, start), work: remaining, interruptible: true)
        finish(index, Int(unit), start, end.end)
    }

    private mutating func placeFrozen(_ index: Int) {
        let operation = problem.operations[index]
        guard case .frozen(let number, _) = operation.commitment, let previous = operation.previous,
            let mode = operation.modes.first(where: { $0.unit == number })
        else { return }
        let unit = problem.units[Int(number)]
        var ready = max(previous.start, free[Int(number)])
        let setup = setup(unit, from: family[Int(number)], to: operation.family)
        if setup > .zero {
            let placed = place(
                unit, from: free[Int(number)], work: setup, interruptible: unit.interruptsSetups)
            ready = max(ready, placed.end)
        }
        for link in problem.links where Int(link.after) == index {
            if let end = ends[Int(link.before)] { ready = max(ready, end) }
        }
        let placed = place(unit, from: ready, work: mode.duration, interruptible: operation.isInterruptible)
        finish(index, Int(number), placed.start, placed.end)
    }

    private mutating func finish(_ index: Int, _ unit: Int, _ start: Instant, _ end: Instant) {
        starts[index] = start
        ends[index] = end
        free[unit] = max(free[unit], end)
        family[unit] = problem.operations[index].family ?? family[unit]
    }

    private func setup(_ unit: SchedulingProblem.Unit, from: Int32?, to: Int32?) -> TimeSpan {
        guard let from, let to, !unit.setups.isEmpty else { return .zero }
        return TimeSpan(milliseconds: unit.setups[Int(from) * problem.families.count + Int(to)])
    }

    private func place(
        _ unit: SchedulingProblem.Unit, from time: Instant, work: TimeSpan, interruptible: Bool
    )
        -> (start: Instant, end: Instant)
    {
        var left = work.milliseconds
        var start: Instant?
        for stretch in stretches(unit, from: time) where stretch.end > time {
            let from = max(time, stretch.start)
            let room = (stretch.end - from).milliseconds
            if !interruptible, room < left { continue }
            start = start ?? from
            if room >= left { return (start ?? from, from + TimeSpan(milliseconds: left)) }
            left -= room
        }
        return (start ?? time, time + TimeSpan(milliseconds: SchedulingProblem.longest))
    }

    /// When a unit works and is not stopped, for a year.
    private func stretches(_ unit: SchedulingProblem.Unit, from time: Instant) -> [Interval] {
        let year = TimeSpan(milliseconds: 365 * 24 * 3_600_000)
        guard let window = try? Interval(min(time, problem.start), time + year) else { return [] }
        return unit.calendar.working(in: window).subtracting(IntervalSet(unit.blocked)).intervals
    }
}
