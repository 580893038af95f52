import Synchronization
import XMLStream

/// The documents of one schema as JSON: the same document both ways, and JSON text that looks as its schema says.
///
/// ```json
/// {
///   "@xmlns": "http://www.mesa.org/xml/B2MML", "@set": "V0700",
///   "OperationsSchedule": { "ID": { "@schemeID": "ERP", "$": "0047" }, "OperationsRequest": [{ "ID": "10" }] }
/// }
/// ```
///
/// - The object of the document has one member for the root element. `@xmlns` is its namespace, `""` for none; where
///   it is missing, it is that of the schema's element of that name. `@xmlns:p` gives a prefix to another one, and
///   `@set` says by which set of schemas the document was written, where the caller knows.
/// - A value is a string, whatever its type, so that `007`, `12.50` and blanks stay as they are. It is the normalised
///   value of the type, as in a ``Document``.
/// - An element with attributes is an object: attributes are members `@name`, the value is `$`. So is one with
///   `@xsi:nil` or `@xsi:type`, whose value is the name of the type, of this set or with the prefix `xs`.
/// - An element with children is an object with a member for each name; it is an array where the schema lets that
///   child repeat, and only there. An element that may have children and has none is an empty object.
/// - Where the names do not tell the order (see ``ContentShape``), `$content` is the list of the children in their
///   order: an object with one member for each element, a string for each text of mixed content. So it is below a
///   wildcard, where no schema says anything, and for the children of a document that is not valid and whose order
///   would be lost.
/// - A name without a prefix is a child of its parent's type, and one of the namespace `@xmlns` where the type has no
///   such child; `:name` is in no namespace; the prefix `xmlns` says that a name is in the namespace `@xmlns` though
///   the type has a child of the same name in another. `xml`, `xsi` and `xs` are always declared.
///
/// White space between elements, comments, processing instructions and the prefixes a sender chose are not part of a
/// ``Document`` and so not of its JSON.
package final class JSONForm: Sendable {
    package let schema: Schema
    /// By type, for all readings and writings: a type's automaton is looked through once.
    private let shapes = Mutex<[TypeID: ContentShape]>([:])

    package init(_ schema: Schema) {
        self.schema = schema
    }

    /// Nil for a type that has no children.
    func shape(of type: TypeID) -> ContentShape? {
        if let known = shapes.withLock({ $0[type] }) { return known }
        let definition = schema.type(type)
        guard let model = schema.contentModel(of: type) else { return nil }
        var isMixed = false
        if case .mixed = definition.content { isMixed = true }
        let shape = ContentShape(schema, model, isMixed: isMixed)
        return shapes.withLock { known in
            if let first = known[type] { return first }
            known[type] = shape
            return shape
        }
    }

    /// The type that the text of an `xsi:type` names, by local name; that of the root's namespace before a built-in
    /// one, as ``DocumentSerialiser`` has it. A document does not keep what its prefix meant.
    func instanceType(_ text: String, rootNamespace: String) -> (name: ExpandedName, type: TypeID)? {
        let local = text.trimmingBlanks.split(separator: ":").last.map(String.init) ?? ""
        for namespace in [rootNamespace, XSDElement.namespace] {
            let name = ExpandedName(namespace, local)
            if let type = schema.type(named: name) { return (name, type) }
        }
        return nil
    }
}
