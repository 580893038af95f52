import Synchronization
package import XMLSchema

/// Rules for documents of any set: bound to a schema when the first document of it comes, and kept.
package final class RuleBook: Sendable {
    package let rules: RuleSet
    /// The bindings hold their schemas, so that an identity is not used again.
    private let bindings = Mutex<[ObjectIdentifier: RuleBinding]>([:])

    package init(_ rules: RuleSet) {
        self.rules = rules
    }

    package func binding(for schema: Schema) -> RuleBinding {
        let id = ObjectIdentifier(schema)
        if let known = bindings.withLock({ $0[id] }) { return known }
        let binding = RuleBinding(rules, schema: schema)
        bindings.withLock { $0[id] = binding }
        return binding
    }
}
