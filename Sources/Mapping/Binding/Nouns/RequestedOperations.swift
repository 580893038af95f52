package import Operations

/// A schedule with its requests, as one noun carries them; in the loop the requests travel one by one.
///
/// B2MML: `OperationsScheduleType`.
package struct RequestedOperations: Hashable, Sendable {
    package var schedule: OperationsSchedule
    /// Empty where the requests come record by record.
    package var requests: [OperationsRequest]

    package init(schedule: OperationsSchedule = OperationsSchedule(), requests: [OperationsRequest] = []) {
        self.schedule = schedule
        self.requests = requests
    }
}
