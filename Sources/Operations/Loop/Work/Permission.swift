/// That a job may start, as the floor was told.
package struct Permission: Codable, Hashable, Sendable {
    package var at: Instant
    /// Of the plan then in force.
    package var plannedStart: Instant
}
