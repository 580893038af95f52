import XMLStream

/// Keeps the events of a reading as a ``SourceTree``.
struct SourceTreeSink: XMLSink {
    private let names: NameInterner
    private let maximumItems: Int
    private(set) var tree = SourceTree()
    private var open: [Open] = []
    /// By the reading's IDs: the tree's own, -1 while there is none.
    private var known: [Int32] = []

    private struct Open {
        let index: Int32
        /// How many children of each name there are.
        var counts: [(name: Int32, count: UInt32)] = []
    }

    /// The run of text that is being read, in pieces that may end within a character.
    private var run: [UInt8] = []

    /// - Parameters:
    ///   - names: those of the reading.
    ///   - maximumItems: elements and texts; with more the reading stops.
    init(names: NameInterner, maximumItems: Int) {
        self.names = names
        self.maximumItems = maximumItems
    }

    var isFinished: Bool { tree.items.count > maximumItems }

    mutating func startElement(_ tag: StartTag) {
        endRun()
        let name = treeName(tag.name)
        let parent = open.last?.index ?? -1
        var item = SourceTree.Item(
            name: name, parent: parent, line: UInt32(clamping: tag.line),
            column: UInt32(clamping: tag.column),
            position: position(of: name))
        for index in 0..<tag.attributes.count {
            let attribute = tag.attributes[index]
            item.attributes.append(
                SourceTree.Attribute(name: treeName(attribute.name), value: attribute.text))
        }
        let index = tree.append(item)
        for declaration in 0..<tag.namespaces.count {
            tree.declare(tag.namespaces[declaration].prefix, tag.namespaces[declaration].name, at: index)
        }
        if parent >= 0 { tree[parent].children.append(index) }
        open.append(Open(index: index))
    }

    mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        if !open.isEmpty { run.append(contentsOf: utf8) }
    }

    private mutating func endRun() {
        guard !run.isEmpty, let element = open.last?.index else { return }
        tree[tree.appendText(to: element)].text = String(decoding: run, as: UTF8.self)
        run.removeAll(keepingCapacity: true)
    }

    mutating func endElement(endOffset: Int) {
        endRun()
        guard let closed = open.popLast() else { return }
        dropLayout(closed.index)
    }

    /// Blanks between elements say nothing.
    private mutating func dropLayout(_ index: Int32) {
        let children = tree[index].children
        guard children.contains(where: { !tree[$0].isText }) else { return }
        let kept = children.filter { !tree[$0].isText || !tree[$0].text.utf8.allSatisfy(\.isXMLBlank) }
        if kept.count < children.count { tree[index].children = kept }
    }

    private mutating func position(of name: Int32) -> UInt32 {
        guard let last = open.indices.last else { return 1 }
        // Siblings of one name stand together, so the last entry nearly always is the one.
        if let entry = open[last].counts.lastIndex(where: { $0.name == name }) {
            open[last].counts[entry].count += 1
            return open[last].counts[entry].count
        }
        open[last].counts.append((name, 1))
        return 1
    }

    private mutating func treeName(_ id: NameID) -> Int32 {
        let index = Int(id.rawValue)
        while known.count <= index { known.append(-1) }
        if known[index] < 0 { known[index] = tree.intern(names[id]) }
        return known[index]
    }
}

extension UInt8 {
    /// Production S of XML 1.0.
    var isXMLBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
