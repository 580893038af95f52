/// What a work centre has before it, in the order of the plan.
///
/// B2MML: `JobListType`. Jobs that have ended are not in it; those without a planned time come last.
package struct JobList: Hashable, Sendable, Codable {
    package var workCentre: String
    package var lines: [Line]

    package init(workCentre: String, lines: [Line]) {
        self.workCentre = workCentre
        self.lines = lines
    }

    package struct Line: Hashable, Sendable, Codable {
        package var order: JobOrder
        package var state: JobState
        package var status: DispatchStatus
        package var planned: PlannedTime?
        /// The first gate that is closed; nil when none is.
        package var waitingFor: Gate.Closed?

        package init(
            order: JobOrder, state: JobState, status: DispatchStatus, planned: PlannedTime? = nil,
            waitingFor: Gate.Closed? = nil
        ) {
            self.order = order
            self.state = state
            self.status = status
            self.planned = planned
            self.waitingFor = waitingFor
        }
    }
}
