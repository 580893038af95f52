import XMLStream

/// Appends nodes and values in document order while a document is read.
struct DocumentBuilder: ~Copyable {
    /// Where a document ends that is kept whole: node indices are 31 bits wide, value offsets 32.
    struct Limits {
        var nodes = Int(Int32.max)
        var values = Int(UInt32.max)
    }

    /// A point to which a record is thrown away again.
    struct Mark {
        let nodes: Int
        let values: Int
        /// Whose link must be cut: the node that stood last before the record, or the record's parent.
        let previous: Int32
        let parent: Int32
    }

    private var nodes = Stack<NodeRecord>(capacity: 64)
    private var values = Stack<UInt8>(capacity: 1_024)
    private let limits: Limits

    init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Continues a document: records are appended below its nodes.
    init(continuing document: Document) {
        self.init()
        for node in document.nodes { nodes.push(node) }
        values.append(document.values)
    }

    var nodeCount: Int { nodes.count }
    var valueCount: Int { values.count }

    /// No node and no value is too far away for the next one. A value in itself is bounded by the reader.
    var hasRoom: Bool { nodes.count < limits.nodes && values.count < limits.values }

    subscript(_ node: Int32) -> NodeRecord { nodes.base[Int(node)] }

    /// Appends a node; `previous` is the last one with the same parent, -1 for the first.
    mutating func append(
        declaration: Int32, parent: Int32, previous: Int32, at place: (line: Int, column: Int),
        flags: NodeRecord.Flags
    ) -> Int32 {
        let index = Int32(truncatingIfNeeded: nodes.count)
        nodes.push(
            NodeRecord(
                declaration: declaration, parent: parent, line: place.line, column: place.column, flags: flags
            ))
        if previous >= 0 {
            nodes.base[Int(previous)].nextSibling = index
        } else if parent >= 0 {
            nodes.base[Int(parent)].firstChild = index
        }
        return index
    }

    mutating func mark(_ node: Int32, _ flag: NodeRecord.Flags) {
        nodes.base[Int(node)].flags.insert(flag)
    }

    // MARK: Values

    mutating func appendValue(_ bytes: UnsafeBufferPointer<UInt8>) {
        values.append(bytes)
    }

    /// What was appended from `start` on.
    func value(from start: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: values.base + start, count: values.count - start)
    }

    func value(of node: Int32) -> UnsafeBufferPointer<UInt8> {
        let record = self[node]
        return UnsafeBufferPointer(
            start: values.base + Int(record.valueOffset), count: Int(record.valueLength))
    }

    /// Normalises what was appended from `start` on.
    mutating func normalise(from start: Int, _ whiteSpace: WhiteSpace) {
        let bytes = UnsafeMutableBufferPointer(start: values.base + start, count: values.count - start)
        if whiteSpace.changes(UnsafeBufferPointer(bytes)) {
            values.truncate(to: start + whiteSpace.normalise(bytes))
        }
    }

    /// Takes the values from `start` on as the node's, as they are.
    mutating func setValue(of node: Int32, from start: Int) {
        nodes.base[Int(node)].valueOffset = UInt32(truncatingIfNeeded: start)
        nodes.base[Int(node)].valueLength = UInt32(truncatingIfNeeded: values.count - start)
    }

    mutating func setValue(_ text: String, of node: Int32) {
        let start = values.count
        var text = text
        text.withUTF8 { values.append($0) }
        setValue(of: node, from: start)
    }

    mutating func discardValues(from start: Int) {
        values.truncate(to: start)
    }

    /// Adds to a text node that is the last one to have got a value.
    mutating func extendText(_ node: Int32, with bytes: UnsafeBufferPointer<UInt8>) {
        let start = Int(self[node].valueOffset)
        values.append(bytes)
        setValue(of: node, from: start)
    }

    mutating func shareValue(of node: Int32, with other: Int32) {
        nodes.base[Int(other)].valueOffset = self[node].valueOffset
        nodes.base[Int(other)].valueLength = self[node].valueLength
    }

    // MARK: Records and documents

    mutating func truncate(to mark: Mark) {
        nodes.truncate(to: mark.nodes)
        values.truncate(to: mark.values)
        if mark.previous >= 0 {
            nodes.base[Int(mark.previous)].nextSibling = -1
        } else if mark.parent >= 0 {
            nodes.base[Int(mark.parent)].firstChild = -1
        }
    }

    /// The last child of a node, attributes included; -1 when it has none.
    func lastChild(of parent: Int32) -> Int32 {
        var child = self[parent].firstChild
        guard child >= 0 else { return -1 }
        while self[child].nextSibling >= 0 { child = self[child].nextSibling }
        return child
    }

    /// Everything so far, copied.
    func copy() -> DocumentStorage {
        let nodeCopy = UnsafeMutableBufferPointer<NodeRecord>.allocate(capacity: nodes.count)
        nodes.withElements { _ = nodeCopy.initialize(from: $0) }
        let valueCopy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: values.count)
        values.withElements { _ = valueCopy.initialize(from: $0) }
        return DocumentStorage(owning: nodeCopy, values: valueCopy)
    }

    /// Everything so far, without a copy; nothing is left.
    mutating func take() -> DocumentStorage {
        DocumentStorage(owning: nodes.take(), values: values.take())
    }
}
