package import Diagnostics
package import XMLStream

/// A cursor on one node of a ``Document``: two words, cheap to copy. Strings are made when asked for.
package struct Node: Sendable {
    package let document: Document
    package let index: Int32

    init(document: Document, index: Int32) {
        self.document = document
        self.index = index
    }

    package var record: NodeRecord { document.nodes[Int(index)] }

    package var nameID: NameID {
        let declaration = record.declaration
        return declaration < 0
            ? NameID(rawValue: ~declaration) : document.schema.element(declaration).name
    }

    package var name: ExpandedName { document.name(of: nameID) }
    package var localName: String { name.local }

    /// Nil for attributes and for elements that no declaration judged.
    package var declaration: ElementDeclaration? {
        let declaration = record.declaration
        return declaration < 0 ? nil : document.schema.element(declaration)
    }

    package var isNil: Bool { record.flags.contains(.nilled) }

    /// The normalised value; empty for an element that has child elements.
    package var text: String { withUTF8 { String(decoding: $0, as: UTF8.self) } }

    package func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let record = record
        let start = Int(record.valueOffset)
        return try withExtendedLifetime(document) {
            try body(
                UnsafeBufferPointer(rebasing: document.values[start..<start + Int(record.valueLength)]))
        }
    }

    package var parent: Node? {
        let parent = record.parent
        return parent < 0 ? nil : Node(document: document, index: parent)
    }

    /// The element children in document order.
    package var children: NodeChildren { NodeChildren(of: self, attributes: false) }
    package var attributes: NodeChildren { NodeChildren(of: self, attributes: true) }

    package func children(named name: NameID) -> some Sequence<Node> {
        children.lazy.filter { $0.nameID == name }
    }

    /// The first child element with this local name, whatever its namespace.
    package func child(_ local: String) -> Node? {
        children.first { $0.localName == local }
    }

    package func children(_ local: String) -> [Node] {
        children.filter { $0.localName == local }
    }

    package func attribute(_ local: String) -> Node? {
        attributes.first { $0.localName == local }
    }

    /// The position among the siblings of the same name, from 1; that of a record counts the records before it, which
    /// are no longer there.
    package var position: Int {
        if let record = document.record, record.node == index { return Int(record.position) }
        guard let parent else { return 1 }
        let id = nameID
        var position = 0
        for sibling in parent.children where sibling.nameID == id {
            position += 1
            if sibling.index == index { break }
        }
        return max(position, 1)
    }

    /// `/SyncX/DataArea[1]/X[2]/ID[1]`; an attribute ends in `/@name`.
    package var path: String {
        guard let parent else { return "/\(localName)" }
        return record.flags.contains(.attribute)
            ? "\(parent.path)/@\(localName)" : "\(parent.path)/\(localName)[\(position)]"
    }

    package func place(in source: String?) -> Place {
        Place(source: source, line: Int(record.line), column: Int(record.column), path: path)
    }
}

extension Node: Hashable {
    package static func == (left: Node, right: Node) -> Bool {
        left.index == right.index && left.document === right.document
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(index)
    }
}
