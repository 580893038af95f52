/// What has to hold before a job may begin, in the order in which it is looked at.
package enum Gate: String, Hashable, Sendable, Codable, CaseIterable {
    /// What the job depends on has begun, or has been completed, as long ago as is asked for; without dependencies: the
    /// job before it in the request has been completed.
    case predecessor
    /// The work centre is not down.
    case equipmentState
    /// No lot that it names is restricted or closed.
    case lotDisposition
    /// Of every lot that it names and whose amount is known, enough is on hand.
    case material
    /// Before no unit that goes on with the work does as much wait as a ``WorkInProcessGate`` allows.
    case workInProcess

    /// A gate that does not let a job through, and on account of what.
    package struct Closed: Hashable, Sendable, Codable {
        package var gate: Gate
        /// The job, equipment or lot that it waits for; of work in process the unit before which too much waits.
        package var subject: String
        /// When nothing but time is missing: when it opens.
        package var until: Instant?

        package init(_ gate: Gate, _ subject: String, until: Instant? = nil) {
            self.gate = gate
            self.subject = subject
            self.until = until
        }
    }
}
