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

    /// Who may change a definition that a partner sent.
    package enum DefinitionOwner: String, Hashable, Sendable, Codable, CaseIterable {
        /// Who sent it: an approved proposal waits until it sends another version.
        case partner
        /// The site: an approved proposal makes a version of its own.
        case site
    }

    package var cancelRunning: CancelRunning
    package var priorityOrder: PriorityOrder
    /// Planned for a job whose request and definition name no duration.
    package var defaultDuration: TimeSpan
    /// Whose the definitions are that partners send.
    package var definitionOwner: DefinitionOwner
    /// Whom a hold of a lot, and its end, is told.
    package enum LotHolds: String, Hashable, Sendable, Codable, CaseIterable {
        case nobody
        /// The default partner, at once.
        case partner
    }

    package var lotHolds = LotHolds.nobody
    /// How far ahead of our own clock a record may be before it is reported.
    package var clockTolerance: TimeSpan
    /// Between families of work, on the equipment that has to be set up for them.
    package var changeovers: [Changeover] = []
    /// By unit, how many job orders may wait before it, above zero; of other units nobody asks.
    package var workInProcessCaps: [String: ExactDecimal] = [:]
    /// Jobs that are planned to begin within it keep their equipment and their order.
    package var frozenHorizon = TimeSpan.zero
    /// How long before their planned start jobs are said to begin soon; zero: never.
    package var dueSoon = TimeSpan.zero
    /// Steps of the search for a better plan; none keeps to due dates and priorities.
    package var schedulingIterations = 2_000
    /// What the floor's words for stops mean.
    package var stopReasons: [StopReason] = []
    /// Where a lot lies that was delivered to a customer.
    package var deliveryLocations: [Identifier] = []
    /// The convention of an indicator where it is not the usual one.
    package var indicatorVariants: [KeyPerformanceIndicator.ID: String] = [:]
    /// What answers events of one domain with work of another.
    package var rules = EventRuleSet()

    package init(
        cancelRunning: CancelRunning = .refuse, priorityOrder: PriorityOrder = .lowestFirst,
        defaultDuration: TimeSpan = TimeSpan(milliseconds: 3_600_000),
        definitionOwner: DefinitionOwner = .partner,
        clockTolerance: TimeSpan = TimeSpan(milliseconds: 300_000)
    ) {
        self.cancelRunning = cancelRunning
        self.priorityOrder = priorityOrder
        self.defaultDuration = defaultDuration
        self.definitionOwner = definitionOwner
        self.clockTolerance = clockTolerance
    }
}
