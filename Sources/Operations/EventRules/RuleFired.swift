/// A rule has answered an event: its commands follow.
package struct RuleFired: EventPayload {
    package static let typeName = "rule.fired"
    /// To tell other activities what has happened is part of execution management. Source: ISA-95 Part 3.
    package static let activity = Activity.executionManagement
    package static func fact(_ payload: Self) -> Fact { .ruleFired(payload) }

    package var rule: String
    package var version: Int
    /// The number of the event.
    package var event: Int
    /// What makes two events the same one for the rule.
    package var key: String
    /// The names of its commands, in the order of the actions.
    package var commands: [String]
}

/// A rule would have answered an event, or one of its commands was refused.
package struct RuleSuppressed: EventPayload {
    package enum Cause: String, Codable, Hashable, Sendable, CaseIterable {
        /// It has answered the same within its window.
        case repeated
        /// It has fired as often as it may within its period.
        case limit
        /// It follows from as many rules as it may.
        case depth
        /// It follows from itself.
        case descendant
        /// The event lacks what an action is about.
        case incomplete
        /// The loop refused a command.
        case refused
    }

    package static let typeName = "rule.suppressed"
    package static let activity = Activity.executionManagement
    package static func fact(_ payload: Self) -> Fact { .ruleSuppressed(payload) }

    package var rule: String
    package var version: Int
    package var event: Int
    package var key: String
    package var cause: Cause
    /// In words.
    package var reason: String
}

/// That a rule has fired, as long as it matters for firing again.
package struct RuleFiring: Codable, Hashable, Sendable {
    package var at: Instant
    package var key: String
}

extension LoopState {
    /// How many firings of one rule are remembered.
    private static var memory: Int { 1_000 }

    mutating func apply(_ fact: RuleFired, at instant: Instant) {
        firings[fact.rule, default: []].append(RuleFiring(at: instant, key: fact.key))
        if let count = firings[fact.rule]?.count, count > Self.memory {
            firings[fact.rule]?.removeFirst(count - Self.memory)
        }
    }
}
