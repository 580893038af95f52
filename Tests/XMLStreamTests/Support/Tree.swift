import XMLStream

/// A document as a value, to be written and compared with what is read back.
struct Tree {
    enum Node {
        case element(Tree)
        case text(String)
    }

    var name: String
    var prefix = ""
    var namespaces: [(prefix: String, name: String)] = []
    var attributes: [(prefix: String, name: String, value: String)] = []
    var children: [Node] = []

    func write(to writer: inout XMLWriter) throws(XMLWriterError) {
        try writer.startElement(name, prefix: prefix)
        for namespace in namespaces { try writer.namespace(namespace.name, prefix: namespace.prefix) }
        for attribute in attributes {
            try writer.attribute(attribute.name, prefix: attribute.prefix, attribute.value)
        }
        for child in children {
            switch child {
            case .element(let tree): try tree.write(to: &writer)
            case .text(let text): try writer.text(text)
            }
        }
        try writer.endElement()
    }

    /// In the form of ``Outcome/digest``.
    func digest(_ scope: [String: String] = ["": ""]) -> String {
        var scope = scope
        for namespace in namespaces { scope[namespace.prefix] = namespace.name }
        let parts =
            [ExpandedName(scope[prefix] ?? "?", name).description]
            + attributes.map { attribute in
                let namespace = attribute.prefix.isEmpty ? "" : scope[attribute.prefix] ?? "?"
                return "\(ExpandedName(namespace, attribute.name))=\"\(attribute.value)\""
            }
        let content = children.map { child in
            switch child {
            case .element(let tree): tree.digest(scope)
            case .text(let text): text
            }
        }
        return "<\(parts.joined(separator: " "))>\(content.joined())</>"
    }

    // MARK: Generated

    private static let names = ["a", "ID", "Quantity.1", "_x-y", "größe", "工单", "x\u{B7}"]
    private static let prefixes = ["", "p", "q", "é"]
    private static let pieces = [
        "<", ">", "&", "\"", "'", "\r", "\n", "\r\n", "\t", " ", "]]>", "<!--", "<![CDATA[", "&amp;", "&#13;",
        "x", "é",
        "€", "😀", "\u{85}", "\u{2028}", "\u{FFFD}", "\u{7F}", "\u{E000}", "\u{10FFFF}", "\u{FEFF}", "00042",
        "{", "=",
    ]

    /// With `mixed`, text may stand beside elements; `depth` counts the levels below.
    static func random(
        _ random: inout SplitMix64, mixed: Bool, depth: Int = 5, declared: Set<String> = [""]
    ) -> Tree {
        var tree = Tree(name: random.pick(names))
        for prefix in prefixes where random.below(4) == 0 {
            tree.namespaces.append((prefix, "urn:\(random.pick(["1", "2", "a&b<\"\t"]))\(prefix)"))
        }
        let declared = declared.union(tree.namespaces.map(\.prefix))
        tree.prefix = random.pick(declared.sorted())
        for name in names where random.below(4) == 0 {
            tree.attributes.append((random.pick(declared.sorted()), name, text(&random)))
        }
        let isText = depth == 0 || random.below(3) == 0
        if isText, random.below(4) > 0 { tree.children.append(.text(text(&random))) }
        if !isText {
            for _ in 0..<random.below(5) {
                if mixed, random.below(3) == 0 { tree.children.append(.text(text(&random))) }
                tree.children.append(
                    .element(Self.random(&random, mixed: mixed, depth: depth - 1, declared: declared)))
            }
        }
        return tree
    }

    private static func text(_ random: inout SplitMix64) -> String {
        (0..<random.below(8)).map { _ in random.pick(pieces) }.joined()
    }
}
