import Operations
import Testing

@Suite struct ReschedulingTests {
    private func settings(_ iterations: Int) -> Scheduler.Settings {
        var settings = Scheduler.Settings()
        settings.iterations = iterations
        settings.preference = .weighted(tardiness: 20, setup: 1, makespan: 0, instability: 20)
        return settings
    }

    private func plan(_ seed: UInt64) throws -> (problem: SchedulingProblem, schedule: Schedule) {
        var generator = RandomProblem(seed: seed)
        let problem = try generator.plant(jobs: 8)
        return (problem, Scheduler(settings(100)).schedule(problem))
    }

    @Test(arguments: UInt64(1)...10)
    func nothingMovesWithoutCause(_ seed: UInt64) throws {
        let (problem, schedule) = try plan(seed)
        let again = Scheduler(settings(0)).schedule(schedule.keeping(in: problem))
        #expect(again.assignments.map(\.start) == schedule.assignments.map(\.start))
        #expect(again.objective.instability == 0)
    }

    @Test(arguments: UInt64(1)...10)
    func aStopLeavesFrozenWorkInItsOrder(_ seed: UInt64) throws {
        let (problem, schedule) = try plan(seed)
        var next = schedule.keeping(in: problem)
        next.units[1].blocked.append(try RandomProblem.interval(0, 40))
        for iterations in [0, 50] {
            let repaired = Scheduler(settings(iterations)).schedule(next)
            #expect(ScheduleChecker(next).violations(repaired) == [])
            #expect(
                repaired.conflicts.allSatisfy { conflict in
                    if case .frozenPlaceImpossible = conflict { return false }
                    return true
                })
        }
    }

    /// On two units with gaps, the order that a stop delays moves, and the others stay to the minute.
    @Test func aGapTakesWhatIsLate() throws {
        var problem = SchedulingProblem(start: RandomProblem.start)
        problem.units = [SchedulingProblem.Unit("saw"), SchedulingProblem.Unit("press")]
        problem.units[0].blocked = [try RandomProblem.interval(0, 40)]
        let places: [(job: Int32, unit: Int32, start: Int, minutes: Int)] = [
            (0, 0, 0, 30), (0, 1, 30, 30), (1, 1, 60, 30), (2, 1, 130, 30),
        ]
        for job in 0..<3 { problem.jobs.append(SchedulingProblem.Job(Identifier("PO-\(job)"))) }
        for place in places {
            problem.operations.append(
                SchedulingProblem.Operation(
                    Identifier("\(place.unit)"), job: place.job,
                    modes: [
                        SchedulingProblem.Mode(
                            unit: place.unit, duration: RandomProblem.span(place.minutes))
                    ],
                    previous: SchedulingProblem.PreviousPlace(
                        unit: place.unit, start: RandomProblem.at(place.start))))
        }
        problem.links = [SchedulingProblem.Link(0, 1)]
        let repaired = Scheduler(settings(0)).schedule(problem)
        let starts = repaired.assignments.sorted { $0.operation < $1.operation }.map(\.start)
        #expect(starts == [40, 90, 60, 130].map { RandomProblem.at($0) })
    }

    /// A rush order goes before others, which move only as far as they must.
    @Test func aRushOrderIsPlacedWhereItCostsLeast() throws {
        let (problem, schedule) = try plan(3)
        var next = schedule.keeping(in: problem)
        let job = Int32(next.jobs.count)
        next.jobs.append(SchedulingProblem.Job("rush", due: RandomProblem.at(600), weight: 1_000))
        next.operations.append(
            SchedulingProblem.Operation(
                "0", job: job, modes: [SchedulingProblem.Mode(unit: 1, duration: RandomProblem.span(60))],
                family: 0))
        let repaired = Scheduler(settings(0)).schedule(next)
        #expect(ScheduleChecker(next).violations(repaired) == [])
        let rush = try #require(
            repaired.assignments.first { Int($0.operation) == next.operations.count - 1 })
        #expect(rush.end <= RandomProblem.at(600))
    }

    // MARK: How far a delay spreads

    /// A saw with work without a gap and a press with one: instead of pushing all that is behind it, the
    /// delayed job takes the place of another, which goes to the press.
    @Test func aDelayDoesNotSpread() throws {
        var problem = SchedulingProblem(start: RandomProblem.start)
        problem.units = [SchedulingProblem.Unit("saw"), SchedulingProblem.Unit("press")]
        problem.units[0].blocked = [try RandomProblem.interval(0, 40)]
        for job in 0..<8 {
            problem.jobs.append(
                SchedulingProblem.Job(
                    Identifier("PO-\(job)"), due: RandomProblem.at(60 * job + 60), weight: 10))
            let units: [Int32] = job == 2 ? [0, 1] : [0]
            problem.operations.append(
                SchedulingProblem.Operation(
                    "10", job: Int32(job),
                    modes: units.map { SchedulingProblem.Mode(unit: $0, duration: RandomProblem.span(60)) },
                    previous: SchedulingProblem.PreviousPlace(
                        unit: 0, start: RandomProblem.at(60 * job))))
        }
        let repaired = Scheduler(settings(0)).schedule(problem)
        #expect(ScheduleChecker(problem).violations(repaired) == [])
        let moved = repaired.assignments.filter { isMoved($0, problem) }.map(\.operation).sorted()
        #expect(moved == [0, 2])
        #expect(repaired.assignments.first { $0.operation == 2 }?.unit == 1)
    }

    /// What counts jobs that move moves no more of them than what does not, and keeps its totals right.
    @Test(arguments: UInt64(1)...4, [true, false])
    func aRepairedPlanMovesLittle(_ seed: UInt64, hasResources: Bool) throws {
        let next = try stopped(seed, hasResources: hasResources)
        var pushing = settings(0)
        pushing.jobChange = .zero
        let far = Scheduler(pushing).schedule(next)
        let near = Scheduler(settings(0)).schedule(next)
        let improved = Scheduler(settings(30)).schedule(next)
        let preference = settings(0).preference
        #expect(movedJobs(near, next).count <= movedJobs(far, next).count)
        #expect(!preference.prefers(near.objective, to: improved.objective))
        for schedule in [far, near, improved] {
            #expect(ScheduleChecker(next).violations(schedule) == [])
        }
        #expect(far.objective.instability == instability(far, next, jobHours: 0))
        #expect(near.objective.instability == instability(near, next, jobHours: 16))
        #expect(improved.objective.instability == instability(improved, next, jobHours: 16))
        #expect(improved == Scheduler(settings(30)).schedule(next))
    }

    /// A frozen operation is only elsewhere when the stop or what is frozen before it pushes it, and never
    /// because of what is free.
    @Test(arguments: UInt64(1)...6)
    func frozenWorkMovesOnlyAsFarAsItIsPushed(_ seed: UInt64) throws {
        let next = try stopped(seed, hasResources: false)
        let settled = next.operations.indices.filter { next.operations[$0].commitment != .free }
        var alone = next
        alone.operations = settled.map { next.operations[$0] }
        alone.links = next.links.compactMap { link in
            guard let before = settled.firstIndex(of: Int(link.before)),
                let after = settled.firstIndex(of: Int(link.after))
            else { return nil }
            return SchedulingProblem.Link(Int32(before), Int32(after), minimumLag: link.minimumLag)
        }
        let least = Scheduler(settings(0)).schedule(alone)
        #expect(least.assignments.count == settled.count)
        for iterations in [0, 30] {
            let schedule = Scheduler(settings(iterations)).schedule(next)
            for place in least.assignments {
                let index = Int32(settled[Int(place.operation)])
                let other = try #require(schedule.assignments.first { $0.operation == index })
                #expect(other.unit == place.unit && other.start == place.start)
            }
        }
    }

    /// A unit of a random plant stops, and what begins in its first ten hours is frozen.
    private func stopped(_ seed: UInt64, hasResources: Bool) throws -> SchedulingProblem {
        var generator = RandomProblem(seed: seed)
        var problem = try generator.plant(jobs: 12)
        if !hasResources { problem.resources = [] }
        for index in problem.operations.indices where !hasResources {
            for mode in problem.operations[index].modes.indices {
                problem.operations[index].modes[mode].needs = []
            }
        }
        let plan = Scheduler(settings(60)).schedule(problem)
        var next = plan.keeping(in: problem)
        for (order, place) in plan.assignments.enumerated() where place.start < RandomProblem.at(600) {
            guard problem.operations[Int(place.operation)].commitment == .free else { continue }
            next.operations[Int(place.operation)].commitment = .frozen(
                unit: place.unit, order: Int32(10 + order))
        }
        next.units[0].blocked.append(try RandomProblem.interval(400, 480))
        return next
    }

    private func isMoved(_ place: Schedule.Assignment, _ problem: SchedulingProblem) -> Bool {
        guard let previous = problem.operations[Int(place.operation)].previous else { return false }
        return previous.unit != place.unit || previous.start != place.start
    }

    private func movedJobs(_ schedule: Schedule, _ problem: SchedulingProblem) -> Set<Int32> {
        Set(
            schedule.assignments.filter { isMoved($0, problem) }
                .map { problem.operations[Int($0.operation)].job })
    }

    /// From the assignments alone.
    private func instability(_ schedule: Schedule, _ problem: SchedulingProblem, jobHours: Int64) -> Int64 {
        let hour: Int64 = 3_600_000
        var sum = Int64(movedJobs(schedule, problem).count) * jobHours * hour
        for place in schedule.assignments {
            guard let previous = problem.operations[Int(place.operation)].previous else { continue }
            sum += abs((place.start - previous.start).milliseconds)
            if previous.unit != place.unit { sum += hour }
        }
        return sum
    }
}
