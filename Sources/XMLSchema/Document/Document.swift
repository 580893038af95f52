package import XMLStream

/// A read document: one table of nodes, one arena of values, names interned by the schema. Immutable.
///
/// Values are *normalised values* (XSD 1.0 Part 2, 4.3.6): white space is treated as the type of the element says,
/// so the blanks of an identifier (`normalizedString`) are still there. The original bytes are kept elsewhere.
package final class Document: Sendable {
    package let schema: Schema
    package let nodes: [NodeRecord]
    /// Names beyond the schema's, by `NameID` minus the schema's count.
    package let extraNames: [ExpandedName]
    let values: [UInt8]

    init(schema: Schema, nodes: [NodeRecord], values: [UInt8], extraNames: [ExpandedName]) {
        self.schema = schema
        self.nodes = nodes
        self.values = values
        self.extraNames = extraNames
    }

    /// The document element; nil for a document of which nothing could be read.
    package var root: Node? {
        nodes.isEmpty ? nil : Node(document: self, index: 0)
    }

    package func node(at index: Int32) -> Node {
        Node(document: self, index: index)
    }

    /// The ID under which a name occurs in this document; nil when it does not occur and the schema has it not.
    package func id(of name: ExpandedName) -> NameID? {
        if let known = schema.names[name] { return known }
        guard let index = extraNames.firstIndex(of: name) else { return nil }
        return NameID(rawValue: Int32(schema.names.count + index))
    }

    package func name(of id: NameID) -> ExpandedName {
        let index = Int(id.rawValue)
        return index < schema.names.count ? schema.names[id] : extraNames[index - schema.names.count]
    }
}
