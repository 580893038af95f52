package import Diagnostics
import Operations
package import XMLSchema

/// Writes domain values into a document that is being built, such as into the data area of a transaction.
///
/// It owns the editor while it writes: take it back from ``editor``.
package struct NounWriter {
    package var editor: DocumentEditor
    /// What the canonical form has no place for, once for each kind of element.
    package private(set) var findings: [Finding] = []
    private var lost: Set<String> = []

    package init(editor: consuming DocumentEditor) {
        self.editor = editor
    }

    /// Fills an element of the value's type.
    ///
    /// - Throws: when the schema is not the canonical one.
    package mutating func write<Value: CanonicalValue>(
        _ value: Value, into element: DocumentEditor.Element
    ) throws(BindingError) {
        do throws(DocumentEditor.Refusal) {
            try write(value, Value.shape, into: element)
        } catch {
            throw BindingError(error)
        }
    }

    mutating func write<Owner>(_ value: Owner, _ shape: Shape<Owner>, into element: DocumentEditor.Element)
        throws(DocumentEditor.Refusal)
    {
        for field in shape.fields { try field.write(value, element, &self) }
    }

    /// Whether a word is in the enumeration of an element's type.
    func isListed(_ word: String, for element: DocumentEditor.Element) -> Bool {
        let type = editor.schema.simpleType(of: editor.declaration(of: element).type)
        guard let list = type?.enumeration else { return true }
        return list.values.contains(word)
    }

    /// Said once for each kind of element.
    mutating func noteLost(_ words: String, at element: DocumentEditor.Element) {
        let name = editor.localName(of: element)
        guard lost.insert("\(name)/\(words)").inserted else { return }
        findings.append(
            Finding(
                BindingCode.lost, .note, at: Place(),
                "The \(words) of \(name) has no place in the canonical form and is not written",
                advice: "Nothing, unless the receiver needs it: then give it a property of its own."))
    }
}
