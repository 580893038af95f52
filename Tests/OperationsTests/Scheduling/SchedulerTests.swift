import Operations
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct SchedulerTests {
    private func scheduler(_ iterations: Int, seed: UInt64 = 1) -> Scheduler {
        var settings = Scheduler.Settings()
        settings.iterations = iterations
        settings.seed = seed
        return Scheduler(settings)
    }

    // MARK: Validity

    @Test(arguments: UInt64(100)..<130)
    func plansOfEverythingAtOnceAreValid(_ seed: UInt64) throws {
        var generator = RandomProblem(seed: seed)
        let problem = try generator.plant()
        let built = scheduler(0).schedule(problem)
        let improved = scheduler(150, seed: seed).schedule(problem)
        #expect(ScheduleChecker(problem).violations(built) == [])
        #expect(ScheduleChecker(problem).violations(improved) == [])
        #expect(!SchedulePreference.lexicographic.prefers(built.objective, to: improved.objective))
        #expect(improved.objective == recount(improved, problem))
    }

    /// Without resources the times follow from a change alone: the totals that are kept must be those of the
    /// plan.
    @Test(arguments: UInt64(200)..<230)
    func changesAreTimedAsFarAsTheyReach(_ seed: UInt64) throws {
        var generator = RandomProblem(seed: seed)
        var problem = try generator.plant(jobs: 8)
        problem.resources = []
        for index in problem.operations.indices {
            for mode in problem.operations[index].modes.indices {
                problem.operations[index].modes[mode].needs = []
            }
        }
        let schedule = scheduler(300, seed: seed).schedule(problem)
        #expect(ScheduleChecker(problem).violations(schedule) == [])
        #expect(schedule.objective == recount(schedule, problem))
    }

    /// From the assignments alone.
    private func recount(_ schedule: Schedule, _ problem: SchedulingProblem) -> ScheduleObjective {
        var objective = ScheduleObjective()
        var completion = problem.jobs.map { _ in problem.start }
        var family = problem.units.map(\.initialFamily)
        for place in schedule.assignments.sorted(by: { ($0.setupStart, $0.end) < ($1.setupStart, $1.end) }) {
            let operation = problem.operations[Int(place.operation)]
            completion[Int(operation.job)] = max(completion[Int(operation.job)], place.end)
            let unit = Int(place.unit)
            if let from = family[unit], let to = operation.family, !problem.units[unit].setups.isEmpty,
                place.start >= problem.start
            {
                objective.setup += problem.units[unit].setups[Int(from) * problem.families.count + Int(to)]
            }
            family[unit] = operation.family ?? family[unit]
            objective.makespan = max(objective.makespan, (place.end - problem.start).milliseconds)
        }
        for (job, end) in zip(problem.jobs, completion) {
            guard let due = job.due, end > due else { continue }
            objective.weightedTardiness += (end - due).milliseconds * job.weight
        }
        return objective
    }

    // MARK: Quality

    /// Calendars, setups, releases, due dates and alternatives against all plans there are: nothing is later than it
    /// must be. What counts less, set-up and makespan, is the best in nearly all.
    @Test func smallPlansAreAsGoodAsTheBest() throws {
        var best = 0
        for seed in UInt64(1)...20 {
            var generator = RandomProblem(seed: seed)
            let problem = try small(&generator)
            let schedule = scheduler(400, seed: seed).schedule(problem)
            #expect(ScheduleChecker(problem).violations(schedule) == [])
            let objective = schedule.objective
            let found = [objective.weightedTardiness, objective.setup, objective.makespan]
            let optimum = try #require(ExhaustiveSearch(problem).best)
            #expect(found[0] == optimum[0], "seed \(seed)")
            if found == optimum { best += 1 }
        }
        #expect(best >= 17)
    }

    private func small(_ generator: inout RandomProblem) throws -> SchedulingProblem {
        var problem = SchedulingProblem(start: RandomProblem.start, families: ["red", "green"])
        let setups: [Int64] = [0, 25, 40, 0].map { $0 * RandomProblem.minute }
        problem.units = [
            SchedulingProblem.Unit(
                "saw", calendar: try RandomProblem.shifts(), initialFamily: 0, setups: setups),
            SchedulingProblem.Unit("press", initialFamily: 1, setups: setups),
        ]
        for job in 0..<3 {
            problem.jobs.append(
                SchedulingProblem.Job(
                    Identifier("PO-\(job)"), release: RandomProblem.at(generator.below(500)),
                    due: RandomProblem.at(400 + generator.below(500)), weight: Int64(1 + generator.below(3))))
            for place in 0..<(job == 0 ? 1 : 2) {
                let first = Int32(generator.below(2))
                let units = generator.below(2) == 0 ? [first] : [first, 1 - first]
                problem.operations.append(
                    SchedulingProblem.Operation(
                        Identifier("\(place)"), job: Int32(job),
                        modes: units.map {
                            SchedulingProblem.Mode(
                                unit: $0, duration: RandomProblem.span(20 + generator.below(120)))
                        }, family: Int32(generator.below(2))))
                let index = Int32(problem.operations.count - 1)
                if place > 0 { problem.links.append(SchedulingProblem.Link(index - 1, index)) }
            }
        }
        return problem
    }

    /// The way for makespans alone, against all plans there are.
    @Test(arguments: UInt64(1)...20)
    func smallMakespansAreTheShortest(_ seed: UInt64) throws {
        var generator = RandomProblem(seed: seed)
        var problem = SchedulingProblem(start: RandomProblem.start)
        problem.units = ["a", "b"].map { SchedulingProblem.Unit($0) }
        for job in 0..<2 {
            problem.jobs.append(SchedulingProblem.Job(Identifier("\(job)")))
            for place in 0..<3 {
                let first = Int32(generator.below(2))
                let units = generator.below(2) == 0 ? [first] : [first, 1 - first]
                problem.operations.append(
                    SchedulingProblem.Operation(
                        Identifier("\(place)"), job: Int32(job),
                        modes: units.map {
                            SchedulingProblem.Mode(
                                unit: $0, duration: TimeSpan(milliseconds: Int64(1 + generator.below(9))))
                        }))
                let index = Int32(problem.operations.count - 1)
                if place > 0 { problem.links.append(SchedulingProblem.Link(index - 1, index)) }
            }
        }
        let schedule = scheduler(500, seed: seed).schedule(problem)
        #expect(ScheduleChecker(problem).violations(schedule) == [])
        #expect(schedule.objective.makespan == ExhaustiveSearch(problem).best?.last)
    }

    /// In a folder `shared` beside the project.
    static let instances: String? = {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let shared = folder.appendingPathComponent("shared/scheduling/jsp").path
            if FileManager.default.fileExists(atPath: shared) { return shared }
        }
        return nil
    }()

    /// Published instances: Fisher and Thompson, Lawrence.
    @Test(
        .enabled(if: SchedulerTests.instances != nil), arguments: [("ft06", 55, 3_000), ("la05", 593, 3_000)])
    func publishedInstances(_ name: String, _ best: Int64, _ iterations: Int) throws {
        let folder = try #require(Self.instances)
        let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        var numbers = lines.filter { !$0.hasPrefix("#") }
            .flatMap { $0.split(whereSeparator: \.isWhitespace).compactMap { Int64($0) } }[...]
        let (jobs, units) = (Int(numbers.removeFirst()), Int(numbers.removeFirst()))
        var problem = SchedulingProblem(start: RandomProblem.start)
        problem.units = (0..<units).map { SchedulingProblem.Unit(Identifier("\($0)")) }
        for job in 0..<jobs {
            problem.jobs.append(SchedulingProblem.Job(Identifier("\(job)")))
            for place in 0..<units {
                let (unit, duration) = (Int32(numbers.removeFirst()), numbers.removeFirst())
                problem.operations.append(
                    SchedulingProblem.Operation(
                        Identifier("\(place)"), job: Int32(job),
                        modes: [
                            SchedulingProblem.Mode(unit: unit, duration: TimeSpan(milliseconds: duration))
                        ]))
                let index = Int32(problem.operations.count - 1)
                if place > 0 { problem.links.append(SchedulingProblem.Link(index - 1, index)) }
            }
        }
        let schedule = scheduler(iterations).schedule(problem)
        #expect(ScheduleChecker(problem).violations(schedule) == [])
        #expect(schedule.objective.makespan == best)
    }

    // MARK: Behaviour

    @Test func sameSeedAndIterationsGiveTheSameSchedule() throws {
        var generator = RandomProblem(seed: 5)
        let problem = try generator.plant(jobs: 10)
        let schedules = (0..<3).map { _ in scheduler(100, seed: 9).schedule(problem) }
        #expect(schedules[1] == schedules[0] && schedules[2] == schedules[0])
    }

    @Test func itStopsWhenItIsTold() throws {
        var generator = RandomProblem(seed: 6)
        let problem = try generator.plant(jobs: 10)
        var asked = 0
        let schedule = scheduler(.max).schedule(problem) {
            asked += 1
            return asked > 50
        }
        #expect(asked < 60)
        #expect(ScheduleChecker(problem).violations(schedule) == [])
    }

    @Test func largePlansAreImprovedByParts() throws {
        var generator = RandomProblem(seed: 8)
        let problem = try generator.plant(jobs: 20)
        var settings = Scheduler.Settings()
        settings.iterations = 500
        settings.largeFrom = 10
        let schedule = Scheduler(settings).schedule(problem)
        #expect(ScheduleChecker(problem).violations(schedule) == [])
        #expect(
            SchedulePreference.lexicographic.prefers(
                schedule.objective, to: scheduler(0).schedule(problem).objective))
    }

    @Test func everyDispatchRuleGivesAValidPlan() throws {
        #expect(DispatchRule.variants.count == 40 && Set(DispatchRule.variants).count == 40)
        var generator = RandomProblem(seed: 4)
        let problem = try generator.plant()
        for rule in DispatchRule.variants {
            let schedule = scheduler(0).dispatched(problem, by: rule)
            #expect(ScheduleChecker(problem).violations(schedule) == [], "\(rule)")
        }
    }

    @Test func numbersFromOutsideDoNotTrap() {
        var random = SeededGenerator(seed: 77)
        let extremes: [Int64] = [.min, .max, -1, 0, 1, 1 << 40, 1 << 50, 60_000]
        func some() -> Int64 { extremes[Int(random.next() % UInt64(extremes.count))] }
        for _ in 0..<200 {
            var problem = SchedulingProblem(start: Instant(milliseconds: some()))
            problem.families = ["f", "g"]
            problem.units = (0..<2).map { _ in
                SchedulingProblem.Unit(
                    "u", availableFrom: Instant(milliseconds: some()),
                    initialFamily: Int32(truncatingIfNeeded: some()), setups: [some(), 1, 2, 3])
            }
            problem.resources = [SchedulingProblem.CumulativeResource("r", capacity: some())]
            problem.jobs = (0..<2).map { _ in
                SchedulingProblem.Job(
                    "j", release: Instant(milliseconds: some()), due: Instant(milliseconds: some()),
                    weight: some())
            }
            problem.operations = (0..<4).map { index in
                SchedulingProblem.Operation(
                    "o", job: index < 3 ? 0 : Int32(truncatingIfNeeded: some()),
                    modes: [
                        SchedulingProblem.Mode(
                            unit: Int32(truncatingIfNeeded: some()), duration: TimeSpan(milliseconds: some()),
                            needs: [
                                SchedulingProblem.Need(
                                    resource: Int32(truncatingIfNeeded: some()), amount: some())
                            ]),
                        SchedulingProblem.Mode(unit: 0, duration: RandomProblem.span(10)),
                    ], family: 1,
                    commitment: index == 2
                        ? .running(
                            unit: 0, start: Instant(milliseconds: some()),
                            remaining: TimeSpan(milliseconds: some())) : .free,
                    previous: SchedulingProblem.PreviousPlace(
                        unit: Int32(truncatingIfNeeded: some()), start: Instant(milliseconds: some())))
            }
            problem.links = (0..<3).map { _ in
                SchedulingProblem.Link(
                    Int32(random.next() % 5), Int32(random.next() % 5),
                    minimumLag: TimeSpan(milliseconds: some()), maximumLag: TimeSpan(milliseconds: some()))
            }
            let schedule = scheduler(20).schedule(problem)
            let violations = ScheduleChecker(problem).violations(schedule)
            let planned = Set(schedule.assignments.map(\.operation))
            #expect(planned.count == schedule.assignments.count)
            #expect(schedule.assignments.count == problem.operations.count || !violations.isEmpty)
            #expect(schedule.assignments.count == problem.operations.count || !schedule.conflicts.isEmpty)
        }
    }
}
