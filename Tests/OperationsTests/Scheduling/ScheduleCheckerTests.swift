import Operations
import Testing

@Suite struct ScheduleCheckerTests {
    /// Twenty ways times ten seeds: two hundred spoilt schedules, and each is found for what it is.
    @Test(arguments: Corruption.allCases)
    func everyCorruptionIsFound(_ corruption: Corruption) throws {
        #expect(Corruption.allCases.count == 20)
        var spoilt = 0
        for seed in UInt64(1)...40 where spoilt < 10 {
            var generator = RandomProblem(seed: seed)
            var problem = try generator.plant()
            var settings = Scheduler.Settings()
            settings.iterations = 20
            settings.seed = seed
            var schedule = Scheduler(settings).schedule(problem)
            try #require(ScheduleChecker(problem).violations(schedule) == [])
            guard corruption.isPossible(in: schedule, of: problem) else { continue }
            spoilt += 1
            var random = SeededGenerator(seed: seed &* 31)
            try corruption.apply(to: &schedule, of: &problem, &random)
            let found = ScheduleChecker(problem).violations(schedule)
            #expect(found.contains { $0.rule == corruption.rule }, "seed \(seed): \(found)")
            #expect(found.allSatisfy { !$0.operation.isEmpty && !$0.description.isEmpty })
        }
        #expect(spoilt == 10)
    }

    @Test func namesSayWhatAndByHowMuch() {
        var problem = SchedulingProblem(start: RandomProblem.start)
        problem.units = [SchedulingProblem.Unit("saw")]
        problem.jobs = [SchedulingProblem.Job("PO-1"), SchedulingProblem.Job("PO-2")]
        let mode = SchedulingProblem.Mode(unit: 0, duration: RandomProblem.span(10))
        problem.operations = [
            SchedulingProblem.Operation("cut", job: 0, modes: [mode]),
            SchedulingProblem.Operation("cut", job: 1, modes: [mode]),
        ]
        let starts = [RandomProblem.at(0), RandomProblem.at(8)]
        let schedule = Schedule(
            assignments: starts.enumerated().map { index, start in
                Schedule.Assignment(
                    operation: Int32(index), mode: 0, unit: 0, setupStart: start, start: start,
                    end: start + RandomProblem.span(10))
            }, objective: ScheduleObjective())
        let found = ScheduleChecker(problem).violations(schedule)
        #expect(
            found.map(\.description) == ["PO-2/cut: overlap against PO-1/cut on saw by 120000 ms"])
    }
}
