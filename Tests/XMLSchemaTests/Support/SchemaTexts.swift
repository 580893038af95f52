import XMLSchema

/// Schema files in memory.
struct SchemaTexts: SchemaFiles {
    static let namespace = "urn:t"

    struct Missing: Error {}

    var files: [String: String]

    func read(_ path: String) throws -> [UInt8] {
        guard let text = files[path] else { throw Missing() }
        return Array(text.utf8)
    }

    /// One file with the target namespace `urn:t`, which is the default namespace too, around these components.
    static func schema(_ components: String, attributes: String = "") -> String {
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t" \
        elementFormDefault="qualified" \(attributes)>\(components)</xs:schema>
        """
    }
}

extension SchemaLoader {
    static func load(components: String, attributes: String = "") throws(SchemaError) -> Schema {
        try load(files: ["t.xsd": SchemaTexts.schema(components, attributes: attributes)])
    }

    static func load(files: [String: String]) throws(SchemaError) -> Schema {
        try load("t.xsd", from: SchemaTexts(files: files))
    }

    /// An element `a` of this type, given as what stands inside `xs:complexType`.
    static func load(content: String) throws(SchemaError) -> Schema {
        try load(
            components: "<xs:element name=\"a\"><xs:complexType>\(content)</xs:complexType></xs:element>")
    }
}
