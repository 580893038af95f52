import XMLStream

extension SourceTree {
    /// Sends an element with all below it as the events of a document of its own, at the places that it has.
    ///
    /// - Parameters:
    ///   - element: becomes the document element.
    ///   - sink: receives the events.
    ///   - names: gives the names their IDs; the sink may hold the same one.
    /// - Returns: the elements in the order in which they were sent.
    func send<Sink: XMLSink>(_ element: Int32, to sink: inout Sink, names: NameInterner) -> [Int32] {
        var sender = EventSender(tree: self, names: names)
        sender.send(element, to: &sink)
        return sender.sent
    }

    /// The element as XML, shortened when it is long; nothing where it cannot be written.
    func xml(of element: Int32) -> String {
        let longest = 4_096
        var writer = XMLWriter(.compact)
        guard (try? write(element, to: &writer, defaultNamespace: "", longest: longest)) != nil,
            let bytes = try? writer.finish()
        else { return "" }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.utf8.count > longest ? "\(text.prefix(longest))…" : text
    }

    private func write(
        _ element: Int32, to writer: inout XMLWriter, defaultNamespace: String, longest: Int
    ) throws(XMLWriterError) {
        let name = name(of: element)
        try writer.startElement(name.local)
        if name.namespace != defaultNamespace { try writer.namespace(name.namespace) }
        var prefixes = 0
        for attribute in self[element].attributes {
            let name = names[Int(attribute.name)]
            if name.namespace.isEmpty {
                try writer.attribute(name.local, attribute.value)
            } else if name.namespace == "http://www.w3.org/XML/1998/namespace" {
                try writer.attribute(name.local, prefix: "xml", attribute.value)
            } else {
                prefixes += 1
                try writer.namespace(name.namespace, prefix: "a\(prefixes)")
                try writer.attribute(name.local, prefix: "a\(prefixes)", attribute.value)
            }
        }
        for child in self[element].children where writer.bytes.count <= longest {
            if self[child].isText {
                try writer.text(self[child].text)
            } else {
                try write(child, to: &writer, defaultNamespace: name.namespace, longest: longest)
            }
        }
        try writer.endElement()
    }
}

/// Sends the events of one tree.
private struct EventSender {
    let tree: SourceTree
    let names: NameInterner
    private(set) var sent: [Int32] = []
    /// By the tree's names; nil while a name has not been met.
    private var ids: [NameID?]

    init(tree: SourceTree, names: NameInterner) {
        self.tree = tree
        self.names = names
        ids = Array(repeating: nil, count: tree.names.count)
    }

    mutating func send<Sink: XMLSink>(_ element: Int32, to sink: inout Sink) {
        sent.append(element)
        start(element, &sink)
        for child in tree[element].children {
            if tree[child].isText {
                var text = tree[child].text
                text.withUTF8 { sink.text($0) }
            } else {
                send(child, to: &sink)
            }
        }
        sink.endElement(endOffset: 0)
    }

    private mutating func start<Sink: XMLSink>(_ element: Int32, _ sink: inout Sink) {
        let item = tree[element]
        let name = id(item.name)
        var bytes: [UInt8] = []
        var ranges: [(NameID, Range<Int>)] = []
        for attribute in item.attributes {
            let start = bytes.count
            bytes += attribute.value.utf8
            ranges.append((id(attribute.name), start..<bytes.count))
        }
        var strings: [UInt8] = []
        var declared: [(prefix: Int?, name: Int?)] = []
        for (prefix, namespace) in tree.declarations[element] ?? [] {
            declared.append((Self.add(prefix, to: &strings), Self.add(namespace, to: &strings)))
        }
        let place = TagPlace(offset: 0, line: Int(item.line), column: Int(item.column))
        bytes.withUnsafeBufferPointer { values in
            strings.withUnsafeBufferPointer { strings in
                let attributes = ranges.map {
                    XMLAttributes.Attribute(
                        name: $0.0, value: UnsafeBufferPointer(rebasing: values[$0.1]))
                }
                let namespaces = declared.map { entry in
                    NamespaceDeclarations.Declaration(
                        prefix: entry.prefix.flatMap { at in strings.baseAddress.map { $0 + at } },
                        name: entry.name.flatMap { at in strings.baseAddress.map { $0 + at } })
                }
                attributes.withUnsafeBufferPointer { attributes in
                    namespaces.withUnsafeBufferPointer { namespaces in
                        withUnsafePointer(to: place) { place in
                            sink.startElement(
                                StartTag(
                                    name: name, attributes: XMLAttributes(attributes),
                                    namespaces: NamespaceDeclarations(namespaces), place: place))
                        }
                    }
                }
            }
        }
    }

    /// Where a text begins, ended by a NUL; nil for an empty one.
    private static func add(_ text: String, to strings: inout [UInt8]) -> Int? {
        guard !text.isEmpty else { return nil }
        let start = strings.count
        strings += text.utf8
        strings.append(0)
        return start
    }

    private mutating func id(_ name: Int32) -> NameID {
        let index = Int(name)
        if let known = ids[index] { return known }
        let id = names.intern(tree.names[index])
        ids[index] = id
        return id
    }
}
