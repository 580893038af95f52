/// What a site decides about its loop. Settings shape decisions only: replaying events does not look at them.
package struct LoopSettings: Hashable, Sendable {
    /// What happens when the business cancels work that has begun.
    package enum CancelRunning: String, Hashable, Sendable, Codable, CaseIterable {
        case refuse
        /// Running jobs are held, permission is taken back from the others, and an alert asks a person.
        case hold
    }

    /// The schemas leave open which end of the priorities is the urgent one.
    package enum PriorityOrder: String, Hashable, Sendable, Codable, CaseIterable {
        case lowestFirst, highestFirst
    }

    package var cancelRunning: CancelRunning
    package var priorityOrder: PriorityOrder
    /// Planned for a job whose request and definition name no duration.
    package var defaultDuration: TimeSpan
    /// After how many completions of one step its standard is judged. At least 1.
    package var proposalAfter: Int
    /// By which part of the standard the mean has to differ for a proposal; `0.05` is five per cent.
    package var proposalThreshold: ExactDecimal
    /// How far ahead of our own clock a record may be before it is reported.
    package var clockTolerance: TimeSpan
    /// What answers events of one domain with work of another.
    package var rules = EventRuleSet()

    package init(
        cancelRunning: CancelRunning = .refuse, priorityOrder: PriorityOrder = .lowestFirst,
        defaultDuration: TimeSpan = TimeSpan(milliseconds: 3_600_000), proposalAfter: Int = 5,
        proposalThreshold: ExactDecimal? = nil, clockTolerance: TimeSpan = TimeSpan(milliseconds: 300_000)
    ) {
        self.cancelRunning = cancelRunning
        self.priorityOrder = priorityOrder
        self.defaultDuration = defaultDuration
        self.proposalAfter = max(1, proposalAfter)
        self.proposalThreshold =
            proposalThreshold ?? (try? ExactDecimal(coefficient: 5, scale: 2)) ?? .zero
        self.clockTolerance = clockTolerance
    }
}
