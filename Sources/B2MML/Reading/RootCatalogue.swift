import Synchronization
import XMLSchema
import XMLStream

/// What is known of the roots of schemas, found out once: the declarations of a whole set have to be looked at.
final class RootCatalogue: Sendable {
    struct Root: Sendable {
        let message: MessageRoot
        let plan: RecordPlan
    }

    private struct Entry {
        /// Kept, so that its identity stays its own.
        let schema: Schema
        var roots: [ExpandedName: Root] = [:]
    }

    private let entries = Mutex<[ObjectIdentifier: Entry]>([:])

    /// Nil for a name that the schema does not declare.
    func root(_ name: ExpandedName, in schema: Schema) -> Root? {
        let id = ObjectIdentifier(schema)
        if let known = entries.withLock({ $0[id]?.roots[name] }) { return known }
        guard let declaration = schema.globalElement(name) else { return nil }
        let message = MessageRoot(declaration, in: schema)
        let root = Root(message: message, plan: RecordPlan(of: declaration, message, in: schema))
        entries.withLock { $0[id, default: Entry(schema: schema)].roots[name] = root }
        return root
    }
}
