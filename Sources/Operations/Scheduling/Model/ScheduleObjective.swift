/// What a schedule costs, in the order in which it matters by default.
package struct ScheduleObjective: Hashable, Sendable {
    /// Operations that have no place, and maximum lags that are exceeded.
    package var violations: Int64
    /// Milliseconds after the due date times weight, over all jobs.
    package var weightedTardiness: Int64
    /// Milliseconds of setup.
    package var setup: Int64
    /// Milliseconds from the start of the plan to the end of its last operation.
    package var makespan: Int64
    /// Milliseconds by which starts differ from the previous plan, and so many more for each change of unit and
    /// for each job of which anything differs.
    package var instability: Int64

    package init(
        violations: Int64 = 0, weightedTardiness: Int64 = 0, setup: Int64 = 0, makespan: Int64 = 0,
        instability: Int64 = 0
    ) {
        self.violations = violations
        self.weightedTardiness = weightedTardiness
        self.setup = setup
        self.makespan = makespan
        self.instability = instability
    }
}

/// How the parts of a ``ScheduleObjective`` are compared; violations always come first.
package enum SchedulePreference: Hashable, Sendable {
    /// Weighted tardiness, then setup, makespan and instability.
    case lexicographic
    /// The sum of the parts times their weights, such as a plan that may be a little later if it changes less.
    case weighted(tardiness: Int64, setup: Int64, makespan: Int64, instability: Int64)

    /// Whether the first is better than the second; neither when they cost the same.
    package func prefers(_ left: ScheduleObjective, to right: ScheduleObjective) -> Bool {
        key(left) < key(right)
    }

    func key(_ objective: ScheduleObjective) -> ObjectiveKey {
        switch self {
        case .lexicographic:
            ObjectiveKey(
                violations: objective.violations, first: objective.weightedTardiness,
                second: objective.setup, third: objective.makespan, fourth: objective.instability)
        case .weighted(let tardiness, let setup, let makespan, let instability):
            ObjectiveKey(
                violations: objective.violations,
                first: Saturating.add(
                    Saturating.add(
                        Saturating.multiply(objective.weightedTardiness, tardiness),
                        Saturating.multiply(objective.setup, setup)),
                    Saturating.add(
                        Saturating.multiply(objective.makespan, makespan),
                        Saturating.multiply(objective.instability, instability))),
                second: 0, third: 0, fourth: 0)
        }
    }
}

/// An objective as it is compared: smaller is better.
struct ObjectiveKey: Comparable {
    var violations: Int64
    var first: Int64
    var second: Int64
    var third: Int64
    var fourth: Int64

    static func < (left: ObjectiveKey, right: ObjectiveKey) -> Bool {
        if left.violations != right.violations { return left.violations < right.violations }
        if left.first != right.first { return left.first < right.first }
        if left.second != right.second { return left.second < right.second }
        if left.third != right.third { return left.third < right.third }
        return left.fourth < right.fourth
    }
}

/// Arithmetic that stays at the ends of the range rather than trap: the numbers come from outside.
enum Saturating {
    static func add(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? (right > 0 ? .max : .min) : sum
    }

    static func multiply(_ left: Int64, _ right: Int64) -> Int64 {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? ((left > 0) == (right > 0) ? .max : .min) : product
    }
}
