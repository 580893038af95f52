import Foundation
import Operations

/// How near the plans of the scheduler are to the best known, by CPU seconds of its one thread.
///
///     SchedulingBenchmark FOLDER [SECONDS [NAME…]]
///
/// FOLDER has the published instances in `jsp` and `fjsp`. SECONDS is 5 when it is not given. The names are
/// those of instances, or `plant`, `reschedule` and `repeat`; all when none is given.
@main
struct SchedulingBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first else {
            print("SchedulingBenchmark FOLDER [SECONDS [NAME…]]")
            return
        }
        let seconds = arguments.dropFirst().first.flatMap { Double($0) } ?? 5
        let names = Set(arguments.dropFirst(2))
        let benchmark = SchedulingBenchmark(folder: folder, seconds: seconds, names: names)
        try benchmark.shops()
        if names.isEmpty || names.contains("plant") { benchmark.plant() }
        if names.isEmpty || names.contains("reschedule") { benchmark.reschedule() }
        if names.isEmpty || names.contains("repeat") { try benchmark.repeats() }
    }

    let folder: String
    let seconds: Double
    let names: Set<String>

    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func timed(_ scheduler: Scheduler, _ problem: SchedulingProblem, _ seconds: Double)
        -> (schedule: Schedule, seconds: Double)
    {
        let start = Self.cpuSeconds()
        let schedule = scheduler.schedule(problem) { Self.cpuSeconds() - start > seconds }
        return (schedule, Self.cpuSeconds() - start)
    }

    private var scheduler: Scheduler {
        var settings = Scheduler.Settings()
        settings.iterations = Int.max
        if let seed = ProcessInfo.processInfo.environment["SEED"].flatMap({ UInt64($0) }) {
            settings.seed = seed
        }
        return Scheduler(settings)
    }

    private func wants(_ name: String) -> Bool {
        names.isEmpty || names.contains(name)
    }

    // MARK: Published instances

    private func shops() throws {
        let all =
            try Instance.jobShops.filter { wants($0.name) }.map {
                try Instance.jobShop($0.name, $0.best, in: folder)
            }
            + Instance.flexible.filter { wants($0.name) }.map {
                try Instance.flexible($0.name, $0.best, in: folder)
            }
        guard !all.isEmpty else { return }
        print("instance  best known  makespan   gap %   CPU s  violations")
        var gaps: [String: [Double]] = [:]
        for instance in all {
            let run = timed(scheduler, instance.problem, seconds)
            let makespan = run.schedule.objective.makespan
            let gap = Double(makespan - instance.best) / Double(instance.best) * 100
            gaps[String(instance.name.prefix(2)), default: []].append(gap)
            let violations = ScheduleChecker(instance.problem).violations(run.schedule).count
            print(
                instance.name.padding(toLength: 8, withPad: " ", startingAt: 0),
                String(
                    format: "%11d %9d %7.2f %7.2f %11d", instance.best, makespan, gap, run.seconds, violations
                ))
            fflush(nil)
        }
        for (set, gaps) in gaps.sorted(by: { $0.key < $1.key }) {
            print("mean of \(set):", String(format: "%.2f %%", gaps.reduce(0, +) / Double(gaps.count)))
        }
    }

    // MARK: A plant

    private func plantProblem(_ tightness: Double, seed: UInt64 = 7) -> SchedulingProblem {
        var model = PlantModel(seed: seed)
        return model.problem(orders: 200, operationsEach: 10, units: 40, tightness: tightness)
    }

    private func plant() {
        for tightness in [4.0, 6, 8] {
            let problem = plantProblem(tightness)
            let best = bestDispatch(problem)
            let start = Self.cpuSeconds()
            var first = scheduler
            first.settings.iterations = 0
            let feasible = first.schedule(problem) { true }
            let feasibleSeconds = Self.cpuSeconds() - start
            let run = timed(scheduler, problem, seconds * 2)
            let found = run.schedule.objective.weightedTardiness
            let less = 100 - Double(found) / Double(max(1, best.value)) * 100
            let checker = ScheduleChecker(problem)
            print(
                "plant, tightness \(tightness): best rule \(best.rule.priority.rawValue)",
                String(format: "%.0f h,", Double(best.value) / 3.6e6),
                String(
                    format: "found %.0f h in %.1f s: %.1f %% less;", Double(found) / 3.6e6, run.seconds, less),
                String(format: "first plan in %.3f s;", feasibleSeconds),
                "violations \(checker.violations(feasible).count) and \(checker.violations(run.schedule).count)"
            )
            fflush(nil)
        }
    }

    /// The best single rule, of all forty variants.
    private func bestDispatch(_ problem: SchedulingProblem) -> (rule: DispatchRule, value: Int64) {
        let plans = DispatchRule.variants.map {
            (rule: $0, value: scheduler.dispatched(problem, by: $0).objective.weightedTardiness)
        }
        return plans.min { $0.value < $1.value } ?? (DispatchRule(.firstReady), 0)
    }

    // MARK: A stop

    private func reschedule() {
        for (tightness, hours) in [(6.0, [10, 20, 32, 44, 57]), (8, [10, 20, 33, 57, 70])] {
            let problem = plantProblem(tightness)
            let plan = timed(scheduler, problem, seconds).schedule
            for after in hours {
                print("reschedule \(after) h, tightness \(tightness):", terminator: " ")
                reschedule(Stop(problem: problem, plan: plan, hours: Int64(after)))
                fflush(nil)
            }
        }
    }

    private func reschedule(_ stop: Stop) {
        let first = timed(stop.repairOnly, stop.problem, 1)
        let run = timed(stop.scheduler, stop.problem, 1)
        let frozen = stop.frozen(run.schedule)
        let checker = ScheduleChecker(stop.problem)
        print(
            "unit \(stop.unit), \(stop.frozenCount) settled,",
            "\(stop.problem.operations.count - stop.frozenCount) free; repaired in",
            String(format: "%.3f s, then %.2f s;", first.seconds, run.seconds),
            "tardiness \(stop.tardinessBefore) h,", "repaired \(Stop.tardiness(first.schedule)) h,",
            "then \(Stop.tardiness(run.schedule)) h;",
            String(
                format: "jobs outside moved %.1f %% then %.1f %%;", stop.movedOutside(first.schedule),
                stop.movedOutside(run.schedule)),
            "operations moved \(stop.movedCount(first.schedule)) then \(stop.movedCount(run.schedule));",
            "frozen pushed \(frozen.pushed), moved \(stop.frozen(first.schedule).moved) and \(frozen.moved);",
            "violations \(checker.violations(first.schedule).count)",
            "and \(checker.violations(run.schedule).count)")
    }

    // MARK: The same again

    private func repeats() throws {
        let flexible = try Instance.flexible("mk06", 57, in: folder).problem
        for (name, problem, iterations) in [("mk06", flexible, 3_000), ("plant", plantProblem(6), 300)] {
            var settings = Scheduler.Settings()
            settings.iterations = iterations
            let plans = (0..<3).map { _ in Scheduler(settings).schedule(problem) }
            print("repeat \(name): identical \(plans.allSatisfy { $0 == plans[0] })")
        }
    }
}
