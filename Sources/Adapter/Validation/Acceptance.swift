import B2MML
import Diagnostics
import XMLSchema
import XMLStream

/// What a valid document must be beyond its schema to be taken in.
enum Acceptance {
    /// Source: the global leaf elements of BatchML, which XSD lets stand alone.
    static func findings(
        on root: ExpandedName, _ message: MessageRoot?, in schema: Schema, at node: Node?, _ source: String?
    ) -> [Finding] {
        guard message == .fragment else { return [] }
        let nearest = nearestName(to: root.local, among: MessageRoot.names(in: schema))
        return [
            Finding(
                "MSG-ROOT-1", .error,
                at: node?.place(in: source) ?? Place(source: source, path: "/\(root.local)"),
                "\(root.local) is valid by itself, and is no message", found: root.local,
                advice: nearest.map { "Did you mean \"\($0)\"?" } ?? "Send a transaction or one of the nouns."
            )
        ]
    }
}
