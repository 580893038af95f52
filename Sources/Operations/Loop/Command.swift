/// What somebody asks of the loop, in one domain.
package struct Command: Hashable, Sendable {
    package var domain: DomainKind
    package var origin: Origin?
    package var action: Action

    package init(_ domain: DomainKind, _ action: Action, origin: Origin? = nil) {
        self.domain = domain
        self.action = action
        self.origin = origin
    }

    /// One case per activity.
    package enum Action: Hashable, Sendable {
        case definitionManagement(DefinitionCommand)
        case resourceManagement(ResourceCommand)
        case detailedScheduling(SchedulingCommand)
        case dispatching(DispatchingCommand)
        case executionManagement(ExecutionCommand)
        case dataCollection(CollectionCommand)
        case tracking(TrackingCommand)
        case performanceAnalysis(AnalysisCommand)
    }

    package var activity: Activity {
        switch action {
        case .definitionManagement: .definitionManagement
        case .resourceManagement: .resourceManagement
        case .detailedScheduling: .detailedScheduling
        case .dispatching: .dispatching
        case .executionManagement: .executionManagement
        case .dataCollection: .dataCollection
        case .tracking: .tracking
        case .performanceAnalysis: .performanceAnalysis
        }
    }
}

/// Who asked, and with which message; goes into every event that the command causes.
package struct Origin: Hashable, Sendable, Codable {
    /// The partner whose names are meant; names of two partners are never mixed up.
    package var partner: String?
    package var actor: String?
    /// The message's identity, such as its BODID.
    package var message: String?
    /// What it follows from when a rule asked.
    package var cause: Cause?

    package init(partner: String? = nil, actor: String? = nil, message: String? = nil, cause: Cause? = nil) {
        self.partner = partner
        self.actor = actor
        self.message = message
        self.cause = cause
    }
}
