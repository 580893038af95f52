import B2MML
package import Diagnostics
package import XMLSchema
import XMLStream

/// A domain value with an element in the canonical form: what it is there is said once, by its shape.
package protocol CanonicalValue: Sendable {
    static var shape: Shape<Self> { get }
}

/// A canonical value that can be a document or stand in the data area of a transaction.
package protocol CanonicalNoun: CanonicalValue {
    /// The local name of the noun's element.
    static var noun: String { get }
}

extension CanonicalValue {
    /// Reads the value of one node and of all below it.
    ///
    /// The findings include what is said once for many nodes; for a document that comes record by record use one
    /// ``NounReader`` for all its records instead. Nil for a node that is `xsi:nil`.
    package static func read(_ node: Node, context: BindingContext = BindingContext()) -> Checked<Self?> {
        var reader = NounReader(context: context)
        var checked = reader.read(node, as: Self.self)
        checked.findings += reader.summary()
        return checked
    }
}

extension CanonicalNoun {
    /// The value as a document of its own.
    ///
    /// What the canonical form has no place for is left out, and is among the findings.
    /// - Throws: when the schema is not the canonical one.
    package func document(_ schema: Schema) throws(BindingError) -> Checked<Document> {
        var writer = NounWriter(editor: try Self.editor(schema))
        try writer.write(self, into: writer.editor.root)
        return Checked(writer.editor.finish(), writer.findings)
    }

    private static func editor(_ schema: Schema) throws(BindingError) -> DocumentEditor {
        do throws(DocumentEditor.Refusal) {
            return try DocumentEditor(schema: schema, root: ExpandedName(SchemaSet.v0700.namespace, noun))
        } catch {
            throw BindingError(error)
        }
    }
}
