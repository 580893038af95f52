/// The element children of a node, or its attributes, in document order.
package struct NodeChildren: Sequence, IteratorProtocol {
    private let document: Document
    private let attributes: Bool
    private var upcoming: Int32

    init(of node: Node, attributes: Bool) {
        document = node.document
        self.attributes = attributes
        upcoming = node.record.firstChild
    }

    package mutating func next() -> Node? {
        while upcoming >= 0 {
            let index = upcoming
            let record = document.nodes[Int(index)]
            upcoming = record.nextSibling
            if record.flags.contains(.text) { continue }
            if record.flags.contains(.attribute) == attributes {
                return Node(document: document, index: index)
            }
        }
        return nil
    }
}
