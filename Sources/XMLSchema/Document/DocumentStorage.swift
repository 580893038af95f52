/// The memory of a ``Document``: its nodes and the bytes of its values. Never written after it was made.
///
/// `@unchecked Sendable`: immutable after `init`.
final class DocumentStorage: @unchecked Sendable {
    let nodes: UnsafeBufferPointer<NodeRecord>
    let values: UnsafeBufferPointer<UInt8>

    /// Takes the ownership of both.
    init(
        owning nodes: UnsafeMutableBufferPointer<NodeRecord>, values: UnsafeMutableBufferPointer<UInt8>
    ) {
        self.nodes = UnsafeBufferPointer(nodes)
        self.values = UnsafeBufferPointer(values)
    }

    deinit {
        nodes.deallocate()
        values.deallocate()
    }
}

/// The nodes of a document in document order: every node before its children.
package struct NodeTable: RandomAccessCollection, Sendable {
    let storage: DocumentStorage

    package var startIndex: Int { 0 }
    package var endIndex: Int { storage.nodes.count }

    package subscript(_ index: Int) -> NodeRecord {
        precondition(index >= 0 && index < storage.nodes.count)
        return storage.nodes[index]
    }
}
