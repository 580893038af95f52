import B2MML
import Diagnostics
import XMLSchema

/// What a valid document must be beyond its schema to be taken in.
enum Acceptance {
    /// Source: the global leaf elements of BatchML, which XSD lets stand alone.
    static func findings(on document: Document, source: String?) -> [Finding] {
        guard let root = document.root, let declaration = root.declaration,
            MessageRoot(declaration, in: document.schema) == .fragment
        else { return [] }
        let nearest = nearestName(to: root.localName, among: MessageRoot.names(in: document.schema))
        return [
            Finding(
                "MSG-ROOT-1", .error, at: root.place(in: source),
                "\(root.localName) is valid by itself, and is no message", found: root.localName,
                advice: nearest.map { "Did you mean \"\($0)\"?" } ?? "Send a transaction or one of the nouns."
            )
        ]
    }
}
