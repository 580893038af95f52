/// When something happens in one domain, something is asked of another: as a site configures it.
///
/// A rule never changes anything itself. It makes commands, which the loop decides like any other, in the same
/// transaction as the event that they answer.
package struct EventRule: Hashable, Sendable, Codable {
    package var id: String
    /// From 1; a changed rule is another version, and its commands have other names.
    package var version: Int
    package var summary: String
    package var isEnabled: Bool
    package var trigger: Trigger
    package var actions: [Action]
    package var repetition: Repetition
    /// How many rules may follow from one another, this one counted. At least 1.
    package var maximalDepth: Int

    package init(
        id: String, version: Int = 1, summary: String = "", isEnabled: Bool = true, trigger: Trigger,
        actions: [Action], repetition: Repetition = Repetition(), maximalDepth: Int = 4
    ) {
        self.id = id
        self.version = max(1, version)
        self.summary = summary
        self.isEnabled = isEnabled
        self.trigger = trigger
        self.actions = actions
        self.repetition = repetition
        self.maximalDepth = max(1, maximalDepth)
    }

    /// Which events it answers.
    package struct Trigger: Hashable, Sendable, Codable {
        /// A type of event, such as `equipment.stateChanged`.
        package var type: String
        /// Nil for every domain.
        package var domain: DomainKind?
        /// All have to hold.
        package var conditions: [EventCondition]
        /// The equipment's name, with `*` for any number of characters; nil for every equipment.
        package var equipment: String?

        package init(
            type: String, domain: DomainKind? = nil, conditions: [EventCondition] = [],
            equipment: String? = nil
        ) {
            self.type = type
            self.domain = domain
            self.conditions = conditions
            self.equipment = equipment
        }
    }

    /// What is asked.
    package enum Action: Hashable, Sendable, Codable {
        case request(RequestTemplate)
        /// Holds the event's lot and all that was made of it.
        case hold(reason: String)
        /// Takes a hold of the event's lot back.
        case release(reason: String)
        /// Opens a non-conformance of the event's lot.
        case nonConformance(reason: String)
        /// The event's equipment is not used any more.
        case block(reason: String)
        /// Permission is taken back from the event's job.
        case revoke(reason: String)
        /// Plans the open work of a domain anew.
        case reschedule(DomainKind)
    }

    /// A request that a rule makes.
    package struct RequestTemplate: Hashable, Sendable, Codable {
        /// What it is about: a field of the event.
        package enum Subject: String, Hashable, Sendable, Codable, CaseIterable {
            case lot, material, equipment
        }

        package var domain: DomainKind
        /// The definition that it follows; one that is not known makes one segment of that name.
        package var definition: String
        package var subject: Subject
        package var quantity: Quantity?
        /// As much as the event says, where ``quantity`` says nothing.
        package var takesQuantity = false
        package var priority: ExactDecimal?
        /// From the event on; nil when it is not due.
        package var due: TimeSpan?
        package var duration: TimeSpan?
        /// Where it is done; nil: on the event's equipment.
        package var workCentre: String?

        package init(
            domain: DomainKind, definition: String, subject: Subject, quantity: Quantity? = nil,
            priority: ExactDecimal? = nil, due: TimeSpan? = nil, duration: TimeSpan? = nil,
            workCentre: String? = nil
        ) {
            self.domain = domain
            self.definition = definition
            self.subject = subject
            self.quantity = quantity
            self.priority = priority
            self.due = due
            self.duration = duration
            self.workCentre = workCentre
        }
    }

    /// What keeps a rule from saying the same again, and from saying too much.
    package struct Repetition: Hashable, Sendable, Codable {
        /// The fields that make two events the same one for the rule; none: every event is its own.
        package var key: [String]
        /// For how long an event of the same key is the same.
        package var window: TimeSpan
        /// How often it may fire in ``period``; nil for any number.
        package var limit: Int?
        package var period: TimeSpan

        package init(
            key: [String] = [], window: TimeSpan = TimeSpan(milliseconds: 7 * 86_400_000), limit: Int? = nil,
            period: TimeSpan = TimeSpan(milliseconds: 3_600_000)
        ) {
            self.key = key
            self.window = window
            self.limit = limit
            self.period = period
        }
    }
}
