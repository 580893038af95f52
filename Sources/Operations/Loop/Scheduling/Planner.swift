/// Chooses the plan of what has not begun.
///
/// Due dates and priorities decide as long as every order is in time and nothing has to be set up: a plan that
/// everybody can follow. Otherwise a search begins from the best of three plans (by the rule, as it is in force, newly
/// built), and what it finds replaces the plan in force only when it is worth the unrest. As long as there is no new work
/// and nothing has become later, the plan in force is the plan.
struct Planner {
    private let problem: PlanningProblem
    private let iterations: Int

    init(_ problem: PlanningProblem, iterations: Int) {
        self.problem = problem
        self.iterations = iterations
    }

    func plan() -> Schedule {
        let ruled = problem.ruled()
        let byRule = scheduler(0).schedule(ruled)
        guard iterations > 0, !byRule.objective.isEasy else { return byRule }
        let kept = problem.inForce.map { ($0, scheduler(0).schedule($0)) }
        if let kept, !problem.hasNews, kept.1.objective.isAsGood(as: problem.tardinessInForce) {
            return kept.1
        }
        var starts = [(ruled, byRule), (problem.problem, scheduler(0).schedule(problem.problem))]
        if let kept { starts.append(kept) }
        let preference = SchedulePreference.lexicographic
        guard
            let start = starts.min(by: { preference.prefers($0.1.objective, to: $1.1.objective) })
        else { return byRule }
        let found = scheduler(iterations).schedule(start.0)
        let best = preference.prefers(start.1.objective, to: found.objective) ? start.1 : found
        guard let kept, !best.objective.isWorthTheUnrest(after: kept.1.objective) else { return best }
        return kept.1
    }

    private func scheduler(_ iterations: Int) -> Scheduler {
        var settings = Scheduler.Settings()
        settings.iterations = iterations
        settings.keepsStarts = false
        return Scheduler(settings)
    }
}

extension ScheduleObjective {
    /// Everything is planned and in time, and nothing is set up.
    fileprivate var isEasy: Bool { violations == 0 && weightedTardiness == 0 && setup == 0 }

    /// Everything is planned, and not later than it was said to be, but for a fiftieth and a minute.
    fileprivate func isAsGood(as tardiness: Int64) -> Bool {
        violations == 0 && weightedTardiness - tardiness <= max(Self.minute, tardiness / 50)
    }

    /// Whether it is less late by a fiftieth and a minute, or is set up less by a twentieth and a minute.
    fileprivate func isWorthTheUnrest(after kept: ScheduleObjective) -> Bool {
        if violations != kept.violations { return violations < kept.violations }
        let late = kept.weightedTardiness - weightedTardiness
        if abs(late) > max(Self.minute, kept.weightedTardiness / 50) { return late > 0 }
        return late >= 0 && kept.setup - setup > max(Self.minute, kept.setup / 20)
    }

    private static let minute: Int64 = 60_000
}
