extension StateOverlay {
    /// Maintenance: a request is submitted, reviewed and accepted, and its jobs are the work order.
    ///
    /// A job that has permission and waits for another one of its work order counts as released.
    static let workOrder = StateOverlay(
        jobs: [
            Row("WaitingParts", JobState.waiting, waitingFor: [.material, .lotDisposition]),
            Row("WaitingPermit", JobState.waiting, waitingFor: [.equipmentState]),
            Row("Planned", JobState.notAllowed, isPlanned: false),
            Row("Scheduled", JobState.notAllowed),
            Row("Released", JobState.allowed),
            Row("InProgress", [.running]),
            Row("Interrupted", JobState.interrupted),
            Row("Tested", [.completed], isTested: true),
            Row("TechnicallyComplete", [.completed]),
            Row("Closed", [.closed]),
            Row("Cancelled", [.aborted]),
        ],
        requests: [
            ("Submitted", [.forecast, .released]), ("Reviewed", [.waiting]), ("Rejected", [.cancelled]),
            ("Accepted", [.ready, .running, .held, .suspended, .completed, .closed, .aborted]),
        ])
}

extension JobState {
    fileprivate static let waiting: [JobState] = [.notAllowedWaiting, .allowedWaiting]
}
