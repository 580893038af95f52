package import Diagnostics

/// What a command leads to. Nothing has happened yet: it has once the events are committed and applied.
package struct Decision: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        case applied
        /// A known object with new content.
        case revised
        /// A known object with the content it already has; no events.
        case unchanged
        /// Older than what is known; no events.
        case stale
        /// The same record again; no events.
        case duplicate
    }

    package var outcome: Outcome
    package var events: [Event]
    package var findings: [Finding]
    /// What others have to be told once the events are committed.
    package var notices: [Notice]

    package init(
        _ outcome: Outcome, events: [Event] = [], findings: [Finding] = [], notices: [Notice] = []
    ) {
        self.outcome = outcome
        self.events = events
        self.findings = findings
        self.notices = notices
    }
}

/// What others have to be told.
package enum Notice: Hashable, Sendable {
    /// The business gets the actuals of a request, by the loop's key of the request; `revision` counts from
    /// 1.
    case performance(OperationsPerformance, request: String, revision: Int)
    /// A person has to look.
    case alert(AlertRaised)
    /// Work centres whose job lists changed, in alphabetical order.
    case jobLists([String])
    /// Lots that are held now, or are not any more; by the loop's keys.
    case lots([String])
    /// The owner of what an approved proposal is about has to change it; by the proposal's ID.
    case proposal(String)
}
