package import XMLStream

/// A read document: one table of nodes, one arena of values, names interned by the schema. Immutable.
///
/// Values are *normalised values* (XSD 1.0 Part 2, 4.3.6): white space is treated as the type of the element says,
/// so the blanks of an identifier (`normalizedString`) are still there. The original bytes are kept elsewhere.
package final class Document: Sendable {
    package let schema: Schema
    /// Names beyond the schema's, by `NameID` minus the schema's count.
    package let extraNames: [ExpandedName]
    /// Where the document holds one record of many: its node, and its position among the records of its name, which
    /// its siblings cannot show.
    let record: (node: Int32, position: Int32)?
    let storage: DocumentStorage

    init(
        schema: Schema, storage: DocumentStorage, extraNames: [ExpandedName],
        record: (node: Int32, position: Int32)? = nil
    ) {
        self.schema = schema
        self.storage = storage
        self.extraNames = extraNames
        self.record = record
    }

    package var nodes: NodeTable { NodeTable(storage: storage) }

    var values: UnsafeBufferPointer<UInt8> { storage.values }

    /// The document element; nil for a document of which nothing was read or kept.
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
