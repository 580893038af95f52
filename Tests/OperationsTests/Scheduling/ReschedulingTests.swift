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
}
