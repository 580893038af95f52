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
        let nouns: NounCatalogue
        var roots: [ExpandedName: Root] = [:]

        init(schema: Schema) {
            self.schema = schema
            nouns = NounCatalogue(of: schema)
        }
    }

    private let entries = Mutex<[ObjectIdentifier: Entry]>([:])

    /// Nil for a name that the schema does not declare.
    func root(_ name: ExpandedName, in schema: Schema) -> Root? {
        entries.withLock { entries in
            let id = ObjectIdentifier(schema)
            if let known = entries[id]?.roots[name] { return known }
            guard let declaration = schema.globalElement(name) else { return nil }
            let nouns = entries[id, default: Entry(schema: schema)].nouns
            let message = MessageRoot(declaration, in: schema, nouns: nouns.names)
            let root = Root(
                message: message, plan: RecordPlan(of: declaration, message, in: schema, nouns: nouns))
            entries[id, default: Entry(schema: schema)].roots[name] = root
            return root
        }
    }
}
