/// The release of B2MML that a partner speaks, as far as proposals differ in it.
package enum MessageRelease: String, Codable, Hashable, Sendable, CaseIterable {
    case v0401 = "V0401"
    case v0700 = "V0700"
}

/// What a message does with its noun. The raw values are the beginnings of B2MML's message names.
package enum MessageVerb: String, Codable, Hashable, Sendable, CaseIterable {
    /// Asks the owner to change it.
    case change = "Change"
    /// Asks to handle new data.
    case process = "Process"
    case respond = "Respond"
    /// The owner publishes.
    case sync = "Sync"
    case notify = "Notify"
}

/// A message as a rule knows it before there is a proposal.
package struct MessageTemplate: Codable, Hashable, Sendable {
    package struct Field: Codable, Hashable, Sendable {
        /// Element names of that release below the noun, with `/` between them.
        package var path: String
        package var content: Content
    }

    /// Where the text of a field comes from.
    package enum Content: Codable, Hashable, Sendable {
        case object, part, scope
        case current, proposed
        case rule
        /// The level of the confidence interval.
        case confidence
        case constant(String)
        /// A number of its own, by the name that the rule gives it.
        case named(String)
    }

    package var release: MessageRelease
    package var verb: MessageVerb
    /// The element's name, as the schema spells it.
    package var noun: String
    /// The `ActionCode` of a SYNC.
    package var action: String?
    /// Only proposals for these targets; empty for all.
    package var targets: [FeedbackTarget.Kind]
    package var fields: [Field]
}

/// The message that a proposal stands for, as a value: a codec makes XML of it.
package struct MessageIntent: Codable, Hashable, Sendable {
    package struct Field: Codable, Hashable, Sendable {
        package var path: String
        package var text: String
    }

    package var release: MessageRelease
    package var verb: MessageVerb
    package var noun: String
    package var action: String?
    package var fields: [Field]

    /// Such as `ChangeOperationsDefinition`.
    package var name: String { verb.rawValue + noun }
}

extension MessageTemplate {
    /// The message for one target. Fields without a content are left out.
    func filled(_ value: (Content) -> String?) -> MessageIntent {
        MessageIntent(
            release: release, verb: verb, noun: noun, action: action,
            fields: fields.compactMap { field in
                value(field.content).map { MessageIntent.Field(path: field.path, text: $0) }
            })
    }
}
