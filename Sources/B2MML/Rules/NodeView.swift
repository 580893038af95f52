import XMLSchema
import XMLStream

/// A document's tables during one scan.
struct NodeView {
    let nodes: UnsafeBufferPointer<NodeRecord>
    private let values: UnsafeBufferPointer<UInt8>
    // As bits: the set operations of another module are not specialised here.
    private let attribute = NodeRecord.Flags.attribute.rawValue
    private let nilled = NodeRecord.Flags.nilled.rawValue
    private let unjudged = NodeRecord.Flags.invalid.rawValue | NodeRecord.Flags.undeclared.rawValue

    init(_ contents: DocumentContents) {
        nodes = contents.nodes
        values = contents.values
    }

    func isNil(_ index: Int32) -> Bool { nodes[Int(index)].flags.rawValue & nilled != 0 }

    /// Not the subject of a finding of the schema, and judged by a declaration.
    func isJudged(_ index: Int32) -> Bool { nodes[Int(index)].flags.rawValue & unjudged == 0 }

    private func isAttribute(_ index: Int32) -> Bool { nodes[Int(index)].flags.rawValue & attribute != 0 }

    subscript(_ index: Int32) -> NodeRecord { nodes[Int(index)] }

    func value(_ index: Int32) -> UnsafeBufferPointer<UInt8> {
        let node = nodes[Int(index)]
        guard node.valueLength > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
        let start = Int(node.valueOffset)
        return UnsafeBufferPointer(rebasing: values[start..<start + Int(node.valueLength)])
    }

    /// The first child that is an element with a declaration, -1 for none.
    func firstChild(of index: Int32) -> Int32 { element(from: nodes[Int(index)].firstChild) }

    func nextSibling(of index: Int32) -> Int32 { element(from: nodes[Int(index)].nextSibling) }

    /// Attributes, texts and undeclared elements have no declaration.
    private func element(from index: Int32) -> Int32 {
        var index = index
        while index >= 0, nodes[Int(index)].declaration < 0 { index = nodes[Int(index)].nextSibling }
        return index
    }

    /// The first child of a role; -1 for none.
    func child(of index: Int32, _ role: ElementRole, _ traits: UnsafeBufferPointer<ElementTraits>) -> Int32 {
        var child = firstChild(of: index)
        while child >= 0, traits[Int(nodes[Int(child)].declaration)].role != role {
            child = nextSibling(of: child)
        }
        return child
    }

    /// An attribute by its name; -1 for none. Attributes stand first among the children.
    func attribute(of index: Int32, _ name: NameID?) -> Int32 {
        guard let name else { return -1 }
        var child = nodes[Int(index)].firstChild
        while child >= 0, isAttribute(child) {
            if nodes[Int(child)].declaration == ~name.rawValue { return child }
            child = nodes[Int(child)].nextSibling
        }
        return -1
    }

    /// Whether an element has attributes other than those of a schema instance; these are not asked for here.
    func hasAttributes(_ index: Int32) -> Bool {
        let first = nodes[Int(index)].firstChild
        return first >= 0 && isAttribute(first)
    }
}
