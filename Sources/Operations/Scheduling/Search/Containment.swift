/// Keeps a delay from spreading through a plan that is pushed: as long as that costs less, one of the first
/// operations that are not where they were gives up its place, so that what it pushes stays.
///
/// What does not move keeps its floor, and is thus at its old start as soon as nothing pushes it.
struct Containment {
    private(set) var plan: SequencedPlan
    private let preference: SchedulePreference
    private var key: ObjectiveKey
    /// How many moves may still be timed.
    private var attempts: Int
    /// How many operations compete for each move, the first in time.
    private static let width = 8

    init(_ plan: SequencedPlan, preference: SchedulePreference) {
        self.plan = plan
        self.preference = preference
        key = preference.key(plan.objective)
        attempts = plan.problem.needsFullPasses ? min(4_000, 200_000 / max(1, plan.problem.count)) : 4_000
    }

    mutating func run(shouldStop: () -> Bool) {
        var from = 0
        while attempts > 0, !shouldStop() {
            let displaced = (0..<plan.problem.count).filter { plan.isDisplaced($0) }
                .sorted { (plan.nodes[$0].start, $0) < (plan.nodes[$1].start, $1) }
            guard from < displaced.count else { return }
            from = improve(displaced[from...].prefix(Self.width)) ? 0 : from + Self.width / 2
        }
    }

    /// Takes the best of all moves of some operations, if it is better than none.
    private mutating func improve(_ operations: ArraySlice<Int>) -> Bool {
        var best: RepairMove?
        for move in operations.flatMap({ plan.repairMoves($0) }) {
            attempts -= 1
            guard plan.attempt(move) else { continue }
            let found = preference.key(plan.objective)
            plan.undo()
            if found < key { (best, key) = (move, found) }
        }
        guard let best, plan.attempt(best) else { return false }
        plan.commit()
        return true
    }
}
