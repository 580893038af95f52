import XMLStream

/// Appends nodes and values in document order while a document is read.
struct DocumentBuilder {
    fileprivate(set) var nodes: [NodeRecord] = []
    fileprivate(set) var values: [UInt8] = []

    /// A point to which a record is thrown away again.
    struct Mark {
        let nodes: Int
        let values: Int
        /// Whose link must be cut: the node that stood last before the record, or the record's parent.
        let previous: Int32
        let parent: Int32
    }

    init() {}

    /// Continues a document: records are appended below its nodes.
    init(continuing document: Document) {
        nodes = document.nodes
        values = document.values
    }

    /// Appends a node; `previous` is the last one with the same parent, -1 for the first.
    mutating func append(
        declaration: Int32, parent: Int32, previous: Int32, line: Int, column: Int, flags: NodeRecord.Flags
    ) -> Int32 {
        let index = Int32(truncatingIfNeeded: nodes.count)
        nodes.append(
            NodeRecord(declaration: declaration, parent: parent, line: line, column: column, flags: flags))
        if previous >= 0 {
            nodes[Int(previous)].nextSibling = index
        } else if parent >= 0 {
            nodes[Int(parent)].firstChild = index
        }
        return index
    }

    mutating func appendValue(_ bytes: UnsafeBufferPointer<UInt8>) {
        values.append(contentsOf: bytes)
    }

    var valueCount: Int { values.count }

    /// Takes the values from `start` on as the node's, normalised.
    mutating func setValue(of node: Int32, from start: Int, _ whiteSpace: WhiteSpace) {
        let count = values.withUnsafeMutableBufferPointer { buffer in
            whiteSpace.normalise(UnsafeMutableBufferPointer(rebasing: buffer[start...]))
        }
        values.removeLast(values.count - start - count)
        nodes[Int(node)].valueOffset = UInt32(truncatingIfNeeded: start)
        nodes[Int(node)].valueLength = UInt32(truncatingIfNeeded: count)
    }

    func withValue<Result>(of node: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let record = nodes[Int(node)]
        return values.withUnsafeBufferPointer { buffer in
            let start = Int(record.valueOffset)
            return body(UnsafeBufferPointer(rebasing: buffer[start..<start + Int(record.valueLength)]))
        }
    }

    mutating func mark(_ node: Int32, _ flag: NodeRecord.Flags) {
        nodes[Int(node)].flags.insert(flag)
    }

    mutating func truncate(to mark: Mark) {
        nodes.removeLast(nodes.count - mark.nodes)
        values.removeLast(values.count - mark.values)
        if mark.previous >= 0 {
            nodes[Int(mark.previous)].nextSibling = -1
        } else if mark.parent >= 0 {
            nodes[Int(mark.parent)].firstChild = -1
        }
    }

    /// The last child of a node, attributes included; -1 when it has none.
    func lastChild(of parent: Int32) -> Int32 {
        var child = nodes[Int(parent)].firstChild
        guard child >= 0 else { return -1 }
        while nodes[Int(child)].nextSibling >= 0 { child = nodes[Int(child)].nextSibling }
        return child
    }
}

extension DocumentBuilder {
    mutating func discardValues(from start: Int) {
        values.removeLast(values.count - start)
    }

    /// Adds to a text node that is the last one to have got a value.
    mutating func extendText(_ node: Int32, with bytes: UnsafeBufferPointer<UInt8>) {
        let start = Int(nodes[Int(node)].valueOffset)
        values.append(contentsOf: bytes)
        setValue(of: node, from: start, .preserve)
    }

    mutating func shareValue(of node: Int32, with other: Int32) {
        nodes[Int(other)].valueOffset = nodes[Int(node)].valueOffset
        nodes[Int(other)].valueLength = nodes[Int(node)].valueLength
    }

    mutating func setValue(_ text: String, of node: Int32) {
        let start = values.count
        values.append(contentsOf: text.utf8)
        setValue(of: node, from: start, .preserve)
    }
}
