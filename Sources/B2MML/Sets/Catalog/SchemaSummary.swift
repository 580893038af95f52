import XMLSchema

/// What a set holds, in numbers.
package struct SchemaSummary: Encodable, Sendable {
    package let set: SchemaSet
    package let namespace: String
    /// Schema files in the folder of the set.
    package let files: Int
    /// Global elements, in the order of the files.
    package let elements: Int
    /// Named complex and simple types.
    package let types: Int
    /// Global elements with a data area: the messages.
    package let transactions: Int
    /// Types with an enumeration, and their values.
    package let enumerations: Int
    package let values: Int
    /// SHA-256 over the files.
    package let fingerprint: String

    init(_ set: SchemaSet, _ outline: SchemaOutline, files: Int, fingerprint: String) {
        self.set = set
        self.files = files
        self.fingerprint = fingerprint
        namespace = set.namespace
        elements = outline.elements.count
        types = outline.types.count
        transactions = outline.elements.count { element in
            outline.children(of: outline.type(element.type)?.parts ?? []).contains { $0.name == "DataArea" }
        }
        let listed = outline.types.compactMap { $0.derivation?.enumeration.count }.filter { $0 > 0 }
        enumerations = listed.count
        values = listed.reduce(0, +)
    }
}
