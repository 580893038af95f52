import XMLStream

/// A start tag that is put together from values, for a sink that wants views of memory.
struct JSONTag {
    private let name: NameID
    private let place: TagPlace
    /// Of the attributes, one after the other.
    private var values: [UInt8] = []
    private var attributes: [(name: NameID, range: Range<Int>)] = []
    /// Prefixes and namespaces, each ended by a NUL.
    private var strings: [UInt8] = []
    private var declarations: [(prefix: Int?, name: Int?)] = []

    init(name: NameID, place: TagPlace) {
        self.name = name
        self.place = place
    }

    mutating func add(_ name: NameID, _ value: some Sequence<UInt8>) {
        let start = values.count
        values += value
        attributes.append((name, start..<values.count))
    }

    mutating func declare(_ prefix: String, _ namespace: String) {
        declarations.append((add(prefix), add(namespace)))
    }

    /// Where a text begins; nil for an empty one.
    private mutating func add(_ text: String) -> Int? {
        guard !text.isEmpty else { return nil }
        defer { strings += Array(text.utf8) + [0] }
        return strings.count
    }

    func send<Sink: XMLSink>(to sink: inout Sink) {
        values.withUnsafeBufferPointer { values in
            let views = attributes.map {
                XMLAttributes.Attribute(name: $0.name, value: UnsafeBufferPointer(rebasing: values[$0.range]))
            }
            views.withUnsafeBufferPointer { views in
                withDeclarations { declarations in
                    withUnsafePointer(to: place) { place in
                        sink.startElement(
                            StartTag(
                                name: name, attributes: XMLAttributes(views),
                                namespaces: NamespaceDeclarations(declarations), place: place))
                    }
                }
            }
        }
    }

    private func withDeclarations(
        _ body: (UnsafeBufferPointer<NamespaceDeclarations.Declaration>) -> Void
    ) {
        strings.withUnsafeBufferPointer { strings in
            func view(_ start: Int?) -> UnsafePointer<UInt8>? {
                start.flatMap { start in strings.baseAddress.map { $0 + start } }
            }
            let views = declarations.map {
                NamespaceDeclarations.Declaration(prefix: view($0.prefix), name: view($0.name))
            }
            views.withUnsafeBufferPointer(body)
        }
    }
}
