import Operations

/// The best schedule of a small problem, by trying every order and every mode.
///
/// Slow and plain: places the operations of an order one by one at the earliest time, with the calendars'
/// own arithmetic. For all objectives that only grow with later ends, one of these plans is the best.
struct ExhaustiveSearch {
    let problem: SchedulingProblem
    private(set) var best: [Int64]?
    private var unitEnd: [Instant]
    private var unitFamily: [Int32?]
    private var ends: [Instant?]
    private var setup: Int64 = 0

    init(_ problem: SchedulingProblem) {
        self.problem = problem
        unitEnd = problem.units.map { max(problem.start, $0.availableFrom ?? problem.start) }
        unitFamily = problem.units.map(\.initialFamily)
        ends = problem.operations.map { _ in nil }
        extend(0)
    }

    private mutating func extend(_ count: Int) {
        if count == problem.operations.count {
            let value = self.value
            if best.map({ value.lexicographicallyPrecedes($0) }) ?? true { best = value }
            return
        }
        for index in problem.operations.indices where ends[index] == nil && isReady(Int32(index)) {
            for mode in problem.operations[index].modes { place(index, mode, count) }
        }
    }

    private func isReady(_ index: Int32) -> Bool {
        problem.links.allSatisfy { $0.after != index || ends[Int($0.before)] != nil }
    }

    private mutating func place(_ index: Int, _ mode: SchedulingProblem.Mode, _ count: Int) {
        let operation = problem.operations[index]
        let unit = Int(mode.unit)
        let calendar = problem.units[unit].calendar
        var needed: Int64 = 0
        if let from = unitFamily[unit], let to = operation.family, !problem.units[unit].setups.isEmpty {
            needed = problem.units[unit].setups[Int(from) * problem.families.count + Int(to)]
        }
        let free =
            needed > 0 ? calendar.advance(unitEnd[unit], by: TimeSpan(milliseconds: needed)) : unitEnd[unit]
        guard let free else { return }
        var earliest = free
        for link in problem.links where link.after == Int32(index) {
            if let end = ends[Int(link.before)] { earliest = max(earliest, end + link.minimumLag) }
        }
        for bound in [problem.jobs[Int(operation.job)].release, operation.release].compactMap({ $0 }) {
            earliest = max(earliest, bound)
        }
        guard let end = calendar.advance(earliest, by: mode.duration) else { return }
        let (oldEnd, oldFamily) = (unitEnd[unit], unitFamily[unit])
        unitEnd[unit] = end
        unitFamily[unit] = operation.family ?? oldFamily
        ends[index] = end
        setup += needed
        extend(count + 1)
        setup -= needed
        ends[index] = nil
        unitEnd[unit] = oldEnd
        unitFamily[unit] = oldFamily
    }

    /// Weighted tardiness, setup, makespan.
    private var value: [Int64] {
        var completion = problem.jobs.map { _ in problem.start }
        for (index, operation) in problem.operations.enumerated() {
            completion[Int(operation.job)] = max(completion[Int(operation.job)], ends[index] ?? problem.start)
        }
        var tardiness: Int64 = 0
        for (job, end) in zip(problem.jobs, completion) {
            if let due = job.due, end > due { tardiness += (end - due).milliseconds * job.weight }
        }
        let last = completion.max() ?? problem.start
        return [tardiness, setup, (last - problem.start).milliseconds]
    }
}
