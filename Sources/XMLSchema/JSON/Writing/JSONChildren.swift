import XMLStream

/// What stands in one element, as JSON tells it apart.
struct JSONChildren {
    private(set) var hasAttributes = false
    private(set) var hasElements = false
    /// The elements in document order and, between those of mixed content, the texts. Texts that are blank only are
    /// layout, unless another one is not.
    private(set) var nodes: [Int32] = []

    init(of record: NodeRecord, in document: Document) {
        var hasText = false
        var isMixed = false
        var child = record.firstChild
        while child >= 0 {
            let record = document.nodes[Int(child)]
            if record.flags.contains(.attribute) {
                hasAttributes = true
            } else {
                nodes.append(child)
                if record.flags.contains(.text) {
                    hasText = true
                    isMixed = isMixed || !Self.isBlank(record, document)
                } else {
                    hasElements = true
                }
            }
            child = record.nextSibling
        }
        if hasText, hasElements, !isMixed {
            nodes.removeAll { document.nodes[Int($0)].flags.contains(.text) }
        }
    }

    private static func isBlank(_ text: NodeRecord, _ document: Document) -> Bool {
        let start = Int(text.valueOffset)
        return isAllBlank(
            UnsafeBufferPointer(rebasing: document.values[start..<start + Int(text.valueLength)]))
    }
}
