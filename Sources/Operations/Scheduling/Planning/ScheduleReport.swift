/// A plan in the terms of its problem.
struct ScheduleReport {
    let problem: SchedulingProblem
    let compiled: CompiledProblem

    func assignments(_ plan: SequencedPlan) -> [Schedule.Assignment] {
        let placed = plan.order.filter { plan.nodes[Int($0)].end < CompiledProblem.never }
        let sorted = placed.sorted {
            let (left, right) = (plan.nodes[Int($0)], plan.nodes[Int($1)])
            return (left.start, plan.position[Int($0)]) < (right.start, plan.position[Int($1)])
        }
        return sorted.map { assignment(Int($0), plan.nodes[Int($0)]) }
    }

    private func assignment(_ index: Int, _ node: PlanNode) -> Schedule.Assignment {
        let mode = compiled.modeOriginal[Int(node.mode)]
        return Schedule.Assignment(
            operation: compiled.original[index], mode: mode >= 0 ? mode : nil, unit: node.unit,
            setupStart: instant(node.setupStart), start: instant(node.start), end: instant(node.end))
    }

    private func instant(_ offset: Int) -> Instant {
        problem.start + TimeSpan(milliseconds: Int64(offset))
    }

    private func name(_ index: Int) -> String {
        problem.name(ofOperation: compiled.original[index])
    }

    func conflicts(_ plan: SequencedPlan) -> [ScheduleConflict] {
        unplaced(plan) + lagConflicts(plan) + dueDateConflicts(plan)
    }

    func exceededLags(_ plan: SequencedPlan) -> Int {
        compiled.maximumLags.count { late($0, plan) > 0 }
    }

    private func unplaced(_ plan: SequencedPlan) -> [ScheduleConflict] {
        (0..<compiled.count).filter { plan.nodes[$0].end >= CompiledProblem.never }.map {
            .calendarTooShort(operation: name($0), unit: problem.name(ofUnit: plan.nodes[$0].unit))
        }
    }

    private func late(_ limit: CompiledProblem.MaximumLag, _ plan: SequencedPlan) -> Int {
        let (before, after) = (plan.nodes[Int(limit.before)], plan.nodes[Int(limit.after)])
        guard before.end < CompiledProblem.never, after.end < CompiledProblem.never else { return 0 }
        return after.start - (limit.isFromStart ? before.start : before.end) - limit.lag
    }

    private func lagConflicts(_ plan: SequencedPlan) -> [ScheduleConflict] {
        compiled.maximumLags.compactMap { limit in
            let late = late(limit, plan)
            guard late > 0 else { return nil }
            return .maximumLagExceeded(
                before: name(Int(limit.before)), after: name(Int(limit.after)), minutes: minutes(late))
        }
    }

    private func minutes(_ milliseconds: Int) -> Int64 { Int64((milliseconds + 59_999) / 60_000) }

    private func dueDateConflicts(_ plan: SequencedPlan) -> [ScheduleConflict] {
        (0..<compiled.jobCount).compactMap { job in
            let end = plan.completion[job]
            let late = end - compiled.due[job]
            guard late > 0, end < CompiledProblem.never else { return nil }
            let ends = compiled.last[Int(compiled.lastStart[job])..<Int(compiled.lastStart[job + 1])]
            guard let last = ends.first(where: { plan.nodes[Int($0)].end == end }) else { return nil }
            let cause = longestWait(Int(last), plan)
            return .dueDateMissed(
                job: problem.jobs[job].name.text, minutes: minutes(late), operation: name(cause.operation),
                unit: cause.waited > 0 ? problem.name(ofUnit: plan.nodes[cause.operation].unit) : nil,
                waitedMinutes: minutes(cause.waited))
        }
    }

    /// Among the operations that decide when the last one ends, the one that waited longest for its unit.
    private func longestWait(_ last: Int, _ plan: SequencedPlan) -> (operation: Int, waited: Int) {
        var (operation, waited) = (last, 0)
        var current = last
        while true {
            var ready = compiled.release[current]
            var next = -1
            for place in Int(compiled.beforeStart[current])..<Int(compiled.beforeStart[current + 1]) {
                let arc = compiled.before[place]
                let other = plan.nodes[Int(arc.operation)]
                let time = (arc.isFromStart ? other.start : other.end) + arc.lag
                if time >= ready { (ready, next) = (time, Int(arc.operation)) }
            }
            let wait = compiled.isRunning[current] ? 0 : plan.nodes[current].start - ready
            if wait > waited { (operation, waited) = (current, wait) }
            guard next >= 0 else { return (operation, waited) }
            current = next
        }
    }
}
