import Operations

/// A plan in force in which a unit stops for forty minutes: what has begun runs, what begins within two hours
/// is frozen, the rest may move.
struct Stop {
    let problem: SchedulingProblem
    let frozenCount: Int
    let unit: Int32
    private let plan: Schedule

    /// The stop comes so many hours after the plan's start.
    init(problem: SchedulingProblem, plan: Schedule, hours: Int64) {
        let now = problem.start + TimeSpan(milliseconds: hours * 3_600_000)
        let horizon = now + TimeSpan(milliseconds: 2 * 3_600_000)
        let busy = plan.assignments.filter { $0.start <= now && $0.end > now }.map(\.unit).min() ?? 0
        var next = plan.keeping(in: problem)
        next.start = now
        if let stop = try? Interval(now, now + TimeSpan(milliseconds: 40 * 60_000)) {
            next.units[Int(busy)].blocked.append(stop)
        }
        var order: Int32 = 0
        var done: [Int32: Instant] = [:]
        for place in plan.assignments {
            let index = Int(place.operation)
            order += 1
            if place.end <= now {
                done[place.operation] = place.end
            } else if place.start <= now {
                let unit = problem.units[Int(place.unit)]
                let left = unit.calendar.workingTime(from: now, to: place.end)
                next.operations[index].commitment = .running(
                    unit: place.unit, start: place.start, remaining: left)
            } else if place.start < horizon {
                next.operations[index].commitment = .frozen(unit: place.unit, order: order)
            }
        }
        Self.setUp(&next, problem, plan, at: now)
        self.problem = Self.without(done, next)
        frozenCount = self.problem.operations.count { $0.commitment != .free }
        unit = busy
        self.plan = plan
    }

    /// What each unit is set up for, by what it has begun last; a setup that is under way goes on.
    private static func setUp(
        _ next: inout SchedulingProblem, _ problem: SchedulingProblem, _ plan: Schedule, at now: Instant
    ) {
        for place in plan.assignments.sorted(by: { $0.setupStart < $1.setupStart })
        where place.setupStart <= now {
            let unit = problem.units[Int(place.unit)]
            let family = problem.operations[Int(place.operation)].family
            let before = next.units[Int(place.unit)].initialFamily
            next.units[Int(place.unit)].initialFamily = family
            guard place.start > now, let from = before, let to = family else { continue }
            let work = TimeSpan(milliseconds: unit.setups[Int(from) * problem.families.count + Int(to)])
            next.units[Int(place.unit)].availableFrom = unit.calendar.advance(place.setupStart, by: work)
        }
    }

    /// Without what is done.
    private static func without(_ done: [Int32: Instant], _ problem: SchedulingProblem) -> SchedulingProblem {
        var rest = problem
        var index = [Int32](repeating: -1, count: problem.operations.count)
        rest.operations = []
        for (old, operation) in problem.operations.enumerated() where done[Int32(old)] == nil {
            index[old] = Int32(rest.operations.count)
            rest.operations.append(operation)
        }
        rest.links = problem.links.compactMap { link in
            let (before, after) = (index[Int(link.before)], index[Int(link.after)])
            return before < 0 || after < 0 ? nil : SchedulingProblem.Link(before, after)
        }
        return rest
    }

    var repairOnly: Scheduler {
        var scheduler = scheduler
        scheduler.settings.iterations = 0
        return scheduler
    }

    /// An hour of tardiness of weight one is worth an hour by which starts change.
    var scheduler: Scheduler {
        var settings = Scheduler.Settings()
        settings.iterations = Int.max
        settings.preference = .weighted(tardiness: 20, setup: 1, makespan: 0, instability: 20)
        return Scheduler(settings)
    }

    /// In weighted hours.
    static func tardiness(_ schedule: Schedule) -> Int64 {
        schedule.objective.weightedTardiness / 3_600_000
    }

    var tardinessBefore: Int64 { Self.tardiness(plan) }

    func movedCount(_ schedule: Schedule) -> Int { moved(schedule).count }

    private func moved(_ schedule: Schedule) -> [SchedulingProblem.Operation] {
        schedule.assignments.compactMap { place in
            let operation = problem.operations[Int(place.operation)]
            guard let previous = operation.previous else { return nil }
            return previous.unit == place.unit && previous.start == place.start ? nil : operation
        }
    }

    /// The share of the jobs outside the affected unit, those that have nothing to do on the unit that stops,
    /// of which any operation is on another unit or starts at another time.
    func movedOutside(_ schedule: Schedule) -> Double {
        let jobs = Set(problem.operations.map(\.job))
        let affected = Set(problem.operations.filter { $0.previous?.unit == unit }.map(\.job))
        let outside = jobs.subtracting(affected)
        let moved = Set(moved(schedule).map(\.job)).intersection(outside)
        return Double(moved.count) / Double(max(1, outside.count)) * 100
    }

    /// Of the operations that are frozen: how many the stop itself pushes, and how many are elsewhere than where
    /// it pushes them.
    func frozen(_ schedule: Schedule) -> (pushed: Int, moved: Int) {
        let starts = SettledWork(problem).starts
        var counts = (pushed: 0, moved: 0)
        for place in schedule.assignments {
            let operation = problem.operations[Int(place.operation)]
            guard case .frozen(let unit, _) = operation.commitment else { continue }
            let start = starts[Int(place.operation)]
            if start != operation.previous?.start { counts.pushed += 1 }
            if place.unit != unit || place.start != start { counts.moved += 1 }
        }
        return counts
    }
}
