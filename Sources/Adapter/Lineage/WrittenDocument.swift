import XMLSchema

/// The document that came out, read again so that it has lines and paths, and what each of its nodes was before it was
/// written.
struct WrittenDocument {
    enum Origin {
        /// A node of what the last mapping made of a noun, by the noun's place among them.
        case made(noun: Int, node: Int32)
        /// A node of the document as it was sent.
        case sent(Int32)
    }

    let root: Node
    private(set) var origins: [Int32: Origin] = [:]

    /// - Parameters:
    ///   - root: of what was written.
    ///   - nouns: the roots of what the last mapping made of each noun.
    ///   - source: the root of the document as it was sent, of which the envelope was taken over.
    init(_ root: Node, nouns: [Node], source: Node?) {
        self.root = root
        if nouns.count == 1, nouns[0].localName == root.localName {
            pair(root, with: nouns[0]) { .made(noun: 0, node: $0) }
        } else if let source {
            pair(envelope: root, with: source, nouns)
        }
    }

    /// What a mapping made of one noun, which was not written.
    init(_ root: Node, as noun: Int) {
        self.root = root
        pair(root, with: root) { .made(noun: noun, node: $0) }
    }

    /// Whether all values of the nouns were found again.
    func isComplete(for nouns: [Node]) -> Bool {
        var found = nouns.map { _ in Set<Int32>() }
        for case .made(let noun, let node) in origins.values { found[noun].insert(node) }
        return zip(nouns, found).allSatisfy { noun, found in
            DocumentOutline(noun).lines.allSatisfy { !$0.isValue || found.contains($0.node.index) }
        }
    }

    /// Nodes of the same name, in their order; without those that have an origin.
    private mutating func pair(_ node: Node, with other: Node, as origin: (Int32) -> Origin) {
        origins[node.index] = origin(other.index)
        for attribute in node.attributes {
            if let same = other.attribute(attribute.localName) {
                origins[attribute.index] = origin(same.index)
            }
        }
        for (child, same) in Self.counterparts(of: node, in: other) where origins[child.index] == nil {
            pair(child, with: same, as: origin)
        }
    }

    private mutating func pair(envelope root: Node, with source: Node, _ nouns: [Node]) {
        let area = root.child("DataArea")
        let written = nouns.first.flatMap { area?.children($0.localName) } ?? []
        for (number, (node, noun)) in zip(written, nouns).enumerated() {
            pair(node, with: noun) { .made(noun: number, node: $0) }
        }
        pair(root, with: source) { .sent($0) }
    }

    private static func counterparts(of node: Node, in other: Node) -> [(Node, Node)] {
        let others = Dictionary(grouping: other.children, by: \.localName)
        var taken: [String: Int] = [:]
        return node.children.compactMap { child in
            let name = child.localName
            let position = taken[name, default: 0]
            taken[name] = position + 1
            guard let same = others[name], position < same.count else { return nil }
            return (child, same[position])
        }
    }
}
