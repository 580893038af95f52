/// When and where each operation is done.
package struct Schedule: Hashable, Sendable {
    /// In the order of their starts; on one unit in the order in which it does them.
    package var assignments: [Assignment]
    package var objective: ScheduleObjective
    /// What could not be planned as asked; the rest is.
    package var conflicts: [ScheduleConflict]

    package init(
        assignments: [Assignment], objective: ScheduleObjective, conflicts: [ScheduleConflict] = []
    ) {
        self.assignments = assignments
        self.objective = objective
        self.conflicts = conflicts
    }

    /// One operation's place.
    package struct Assignment: Hashable, Sendable {
        /// Index in ``SchedulingProblem/operations``.
        package var operation: Int32
        /// Index in the operation's modes; nil for a running operation on a unit that is none of its modes.
        package var mode: Int32?
        package var unit: Int32
        /// The setup before it takes its working time from here; equal to `start` when there is none. The
        /// unit is this operation's from here to `end`.
        package var setupStart: Instant
        package var start: Instant
        package var end: Instant

        package init(
            operation: Int32, mode: Int32?, unit: Int32, setupStart: Instant, start: Instant, end: Instant
        ) {
            self.operation = operation
            self.mode = mode
            self.unit = unit
            self.setupStart = setupStart
            self.start = start
            self.end = end
        }
    }

    /// The plan as the one in force for the next: each operation gets its place as its previous one.
    package func keeping(in problem: SchedulingProblem) -> SchedulingProblem {
        var next = problem
        for index in next.operations.indices { next.operations[index].previous = nil }
        for assignment in assignments where next.operations.indices.contains(Int(assignment.operation)) {
            next.operations[Int(assignment.operation)].previous = SchedulingProblem.PreviousPlace(
                unit: assignment.unit, start: assignment.start)
        }
        return next
    }
}
