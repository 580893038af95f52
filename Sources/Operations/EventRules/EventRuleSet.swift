/// The rules of a site, found by the type of event that they answer.
package struct EventRuleSet: Hashable, Sendable {
    package let rules: [EventRule]
    private let byType: [String: [Int]]

    /// In the order in which they fire.
    package init(_ rules: [EventRule] = []) {
        self.rules = rules
        byType = Dictionary(grouping: rules.indices.filter { rules[$0].isEnabled }) {
            rules[$0].trigger.type
        }
    }

    package var isEmpty: Bool { byType.isEmpty }

    /// Those that answer an event, as the state after it has it.
    func answering(_ event: Event, in state: LoopState) -> [EventRule] {
        guard let candidates = byType[event.typeName] else { return [] }
        let fields = EventFields(event: event, state: state)
        return candidates.map { rules[$0] }.filter { $0.answers(event, fields) }
    }
}

extension EventRule {
    /// Whether an event of its type has the domain, the equipment and the values that it wants.
    func answers(_ event: Event, _ fields: EventFields) -> Bool {
        trigger.domain.map({ $0 == event.domain }) ?? true && answers(fields: { fields[$0] })
    }

    /// Whether the values of an event of its type and domain are the ones that it wants.
    package func answers(fields value: (EventField) -> String?) -> Bool {
        if let pattern = trigger.equipment {
            guard let equipment = value(.equipment), Self.matches(equipment[...], pattern[...]) else {
                return false
            }
        }
        return trigger.conditions.allSatisfy { condition in
            condition.holds(of: EventField(rawValue: condition.field).flatMap(value))
        }
    }

    /// `*` stands for any number of characters.
    private static func matches(_ text: Substring, _ pattern: Substring) -> Bool {
        guard let star = pattern.firstIndex(of: "*") else { return text == pattern }
        guard text.hasPrefix(pattern[..<star]) else { return false }
        var rest = text.dropFirst(pattern[..<star].count)
        let tail = pattern[pattern.index(after: star)...]
        while true {
            if matches(rest, tail) { return true }
            guard !rest.isEmpty else { return false }
            rest.removeFirst()
        }
    }
}

extension EventRule.Action {
    /// What it is about; nil for one that needs no event.
    private var subject: EventField? {
        switch self {
        case .request(let template): template.subject.field
        case .hold, .release, .nonConformance: .lot
        case .block: .equipment
        case .revoke: .job
        case .reschedule: nil
        }
    }

    /// Whether an event says what it is about.
    package func isComplete(fields value: (EventField) -> String?) -> Bool {
        subject.map { value($0) != nil } ?? true
    }

    /// The definition that is asked for, or what is done.
    package var name: String {
        switch self {
        case .request(let template): template.definition
        case .hold: "hold"
        case .release: "release"
        case .nonConformance: "non-conformance"
        case .block: "block"
        case .revoke: "revoke"
        case .reschedule: "reschedule"
        }
    }
}
