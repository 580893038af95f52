/// Plans operations on units: detailed scheduling.
///
/// Source: ISA-95 Part 3, detailed production scheduling. Builds a plan by the best of forty dispatch rules,
/// or repairs the plan in force, then improves it as long as it may. A value without clock or state: the
/// same problem, settings and number of iterations give the same schedule.
package struct Scheduler: Sendable {
    package struct Settings: Hashable, Sendable {
        package var seed: UInt64 = 1
        /// Steps of improvement; none gives the plan that is built or repaired.
        package var iterations = 20_000
        package var preference = SchedulePreference.lexicographic
        /// How many moves a step times exactly.
        package var candidates = 8
        /// From how many operations on the search frees only a part of the plan at a time.
        package var largeFrom = 2_000
        /// What a change of unit counts in the instability, in milliseconds.
        package var unitChange = TimeSpan(milliseconds: 3_600_000)
        /// What a job counts in the instability when any of its operations moves, in milliseconds; nothing
        /// when starts are not kept, as then all move up.
        package var jobChange = TimeSpan(milliseconds: 16 * 3_600_000)
        /// Whether what is not moved stays where it was rather than move up when a place becomes free.
        package var keepsStarts = true

        package init() {}
    }

    package var settings: Settings

    package init(_ settings: Settings = Settings()) {
        self.settings = settings
    }

    /// Always a schedule of what can be planned; why the rest is not, is in its conflicts.
    ///
    /// `shouldStop` is asked between steps, for a budget of time; the first plan is made whatever it says.
    package func schedule(_ problem: SchedulingProblem, shouldStop: () -> Bool = { false }) -> Schedule {
        let screening = Screening(problem)
        let compiled = CompiledProblem(problem, screening)
        let start = compiled.hasPrevious ? repaired(compiled, shouldStop) : constructed(compiled, shouldStop)
        guard let start else { return report(nil, compiled, problem, screening) }
        let improved = improved(start, shouldStop)
        return report(improved, compiled, problem, screening)
    }

    /// The plan of one dispatch rule, to compare with.
    package func dispatched(_ problem: SchedulingProblem, by rule: DispatchRule) -> Schedule {
        let screening = Screening(problem)
        let compiled = CompiledProblem(problem, screening)
        var random = SplitMix64(seed: settings.seed)
        let plan = plan(compiled, Dispatch(compiled).sequences(rule, &random))
        return report(plan, compiled, problem, screening)
    }

    // MARK: The first plan

    private func plan(
        _ problem: CompiledProblem, _ sequences: [[(operation: Int32, mode: Int32)]], floors: [Int]? = nil
    ) -> SequencedPlan? {
        let changes = SequencedPlan.Settings(
            unitChange: Self.charge(settings.unitChange),
            jobChange: settings.keepsStarts ? Self.charge(settings.jobChange) : 0)
        return SequencedPlan(problem, changes, sequences: sequences, floors: floors)
    }

    private static func charge(_ span: TimeSpan) -> Int {
        Int(min(max(span.milliseconds, 0), SchedulingProblem.longest))
    }

    private func constructed(_ problem: CompiledProblem, _ shouldStop: () -> Bool) -> SequencedPlan? {
        let dispatch = Dispatch(problem)
        var random = SplitMix64(seed: settings.seed)
        var best: SequencedPlan?
        for rule in DispatchRule.variants {
            guard let plan = plan(problem, dispatch.sequences(rule, &random)) else { continue }
            if best.map({ settings.preference.prefers(plan.objective, to: $0.objective) }) ?? true {
                best = plan
            }
            if shouldStop() { break }
        }
        return best
    }

    /// The plan in force as far as it can be kept, in the way that costs least: pushed later as it is, or with
    /// what is late moved into gaps; then contained. What is new goes where it costs least.
    private func repaired(_ problem: CompiledProblem, _ shouldStop: () -> Bool) -> SequencedPlan? {
        let hour = 3_600_000
        var best = pushed(problem)
        for patience in [2 * hour, 8 * hour, 24 * hour, 72 * hour, CompiledProblem.never] {
            let repair = MatchUp(problem, patience: patience)
            let floors = settings.keepsStarts ? repair.floors : nil
            guard let plan = plan(problem, repair.sequences, floors: floors) else { continue }
            if best.map({ settings.preference.prefers(plan.objective, to: $0.objective) }) ?? true {
                best = plan
            }
        }
        guard var plan = best else { return nil }
        if settings.keepsStarts {
            var containment = Containment(plan, preference: settings.preference)
            containment.run(shouldStop: shouldStop)
            plan = containment.plan
        }
        for index in 0..<problem.count where problem.previousUnit[index] < 0 && !problem.isCommitted[index] {
            reinsert(index, into: &plan)
        }
        return plan
    }

    private func pushed(_ problem: CompiledProblem) -> SequencedPlan? {
        let sequences = Dispatch(problem).sequencesAsBefore()
        var floors = [Int](repeating: 0, count: problem.count)
        if settings.keepsStarts {
            for (unit, sequence) in sequences.enumerated() {
                for entry in sequence where Int(problem.previousUnit[Int(entry.operation)]) == unit {
                    floors[Int(entry.operation)] = problem.previousStart[Int(entry.operation)]
                }
            }
        }
        return plan(problem, sequences, floors: floors)
    }

    private func reinsert(_ index: Int, into plan: inout SequencedPlan) {
        var best: (mode: Int, after: Int32)?
        var bestKey = settings.preference.key(plan.objective)
        for mode in plan.problem.modes(index) {
            var after = plan.last[Int(plan.problem.modeUnit[mode])]
            var tried = 0
            while tried < 60 {
                tried += 1
                if after != Int32(index), plan.attempt(index, mode: mode, after: after) {
                    let key = settings.preference.key(plan.objective)
                    plan.undo()
                    if key < bestKey { (best, bestKey) = ((mode, after), key) }
                }
                guard after >= 0, !plan.problem.isCommitted[Int(after)] else { break }
                after = plan.nodes[Int(after)].previous
            }
        }
        if let best, plan.attempt(index, mode: best.mode, after: best.after) { plan.commit() }
    }

    // MARK: Improvement

    private func improved(_ start: SequencedPlan, _ shouldStop: () -> Bool) -> SequencedPlan {
        guard settings.iterations > 0, start.problem.count > 1 else { return start }
        if start.problem.isPureMakespan {
            var search = MakespanSearch(start.problem, sequences: start.sequences, seed: settings.seed)
            let result = search.run(iterations: settings.iterations, shouldStop: shouldStop)
            return plan(start.problem, result.sequences) ?? start
        }
        var search = TabuSearch(
            start, preference: settings.preference, seed: settings.seed,
            candidateCount: settings.candidates)
        search.keepsStarts = settings.keepsStarts && start.problem.hasPrevious
        if start.problem.count > settings.largeFrom {
            improveByParts(&search, shouldStop)
        } else {
            _ = search.run(iterations: settings.iterations, shouldStop: shouldStop)
        }
        return plan(start.problem, search.best.sequences, floors: search.best.floors) ?? start
    }

    /// Large neighbourhood search: a stretch of time, or some units, may move, the rest stays.
    private func improveByParts(_ search: inout TabuSearch, _ shouldStop: () -> Bool) {
        var random = SplitMix64(seed: settings.seed &+ 1)
        var left = settings.iterations
        while left > 0, !shouldStop() {
            search.focus = part(search.plan, &random)
            let done = search.run(iterations: min(left, 400), shouldStop: shouldStop)
            guard done > 0 else { return }
            left -= done
        }
    }

    private func part(_ plan: SequencedPlan, _ random: inout SplitMix64) -> [Bool] {
        if random.below(2) == 0 {
            let length = max(1, plan.makespan / 4)
            let from = random.below(max(1, plan.makespan - length))
            return plan.nodes.map { $0.end > from && $0.start < from + length }
        }
        var isFree = [Bool](repeating: false, count: plan.problem.unitCount)
        for _ in 0..<max(2, plan.problem.unitCount / 3) { isFree[random.below(isFree.count)] = true }
        return plan.nodes.map { isFree[Int($0.unit)] }
    }

    // MARK: The report

    private func report(
        _ plan: SequencedPlan?, _ compiled: CompiledProblem, _ problem: SchedulingProblem,
        _ screening: Screening
    ) -> Schedule {
        let report = ScheduleReport(problem: problem, compiled: compiled)
        var schedule = Schedule(assignments: [], objective: ScheduleObjective())
        if let plan {
            schedule.assignments = report.assignments(plan)
            schedule.objective = plan.objective
        }
        schedule.conflicts = screening.conflicts + (plan.map(report.conflicts) ?? [])
        let unplanned = problem.operations.count - schedule.assignments.count
        schedule.objective.violations = Int64(unplanned + (plan.map(report.exceededLags) ?? 0))
        return schedule
    }
}
