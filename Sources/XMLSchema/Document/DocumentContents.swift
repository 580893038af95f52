/// The tables of a document, lent for one scan: no reference is counted for a look at a node. Valid inside the closure
/// that ``Document/withContents(_:)`` calls.
package struct DocumentContents {
    /// In document order; the nodes below one stand right behind it.
    package let nodes: UnsafeBufferPointer<NodeRecord>
    package let values: UnsafeBufferPointer<UInt8>
}

extension Document {
    package func withContents<Result>(_ body: (DocumentContents) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) {
            try body(DocumentContents(nodes: storage.nodes, values: storage.values))
        }
    }
}
