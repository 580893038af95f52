import XMLStream

/// An element of a document that is a message, and the sets by which it may be read.
struct Payload {
    enum Match {
        case exact, nearMiss, noNamespace
    }

    let element: Int32
    /// To be tried in this order.
    let sets: [SchemaSet]
    let match: Match
    /// Whether the namespace names a version that is older than any set.
    var isOlder = false
}

/// Finds the messages of a document: the document element, or what a wrapper holds.
struct PayloadFinder {
    enum Wrapper {
        case none, soap, mtconnect, other

        var kind: DeviationKind? {
            switch self {
            case .none: nil
            case .soap: .soapEnvelope
            case .mtconnect: .mtconnectAsset
            case .other: .unknownWrapper
            }
        }
    }

    /// Elements of a wrapper are at most so deep.
    private static let deepest = 16

    let tree: SourceTree
    /// Names of messages, by set; only sets that are here.
    let messages: [SchemaSet: Set<String>]
    /// The only set that may be assumed; nil for any.
    let wanted: SchemaSet?

    /// The messages in document order, and what they were wrapped in; none when there are none.
    func find() -> (payloads: [Payload], wrapper: Wrapper) {
        guard !tree.items.isEmpty else { return ([], .none) }
        if let whole = payload(0) { return ([whole], .none) }
        let namespace = tree.name(of: 0).namespace
        if Self.soap.contains(namespace) { return (inside(0, onlyPayloads: false) ?? [], .soap) }
        if namespace.hasPrefix("urn:mtconnect.org:") {
            return (inside(0, onlyPayloads: false) ?? [], .mtconnect)
        }
        return (inside(0, onlyPayloads: true) ?? [], .other)
    }

    private static let soap: Set<String> = [
        "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope",
    ]

    /// The messages below an element; nil when it holds something else besides and may not.
    private func inside(_ element: Int32, onlyPayloads: Bool, depth: Int = 1) -> [Payload]? {
        guard depth < Self.deepest else { return nil }
        if onlyPayloads, !tree.text(of: element).isViewMarks { return nil }
        var found: [Payload] = []
        for child in tree.elements(of: element) {
            if !onlyPayloads, isSOAPHeader(child) { continue }
            if let payload = payload(child) {
                found.append(payload)
            } else if let below = inside(child, onlyPayloads: onlyPayloads, depth: depth + 1),
                !below.isEmpty || !onlyPayloads
            {
                found += below
            } else if onlyPayloads {
                return nil
            }
        }
        return found
    }

    private func isSOAPHeader(_ element: Int32) -> Bool {
        let name = tree.name(of: element)
        return name.local == "Header" && Self.soap.contains(name.namespace)
    }

    private func payload(_ element: Int32) -> Payload? {
        let name = tree.name(of: element)
        let exact = SchemaSet.sets(of: name.namespace)
        if !exact.isEmpty { return payload(element, name, exact, .exact) }
        if name.namespace.isEmpty { return payload(element, name, hinted(at: element), .noNamespace) }
        let near = NearNamespace(name.namespace)
        guard var payload = payload(element, name, near.sets, .nearMiss) else { return nil }
        payload.isOlder = near.isOlder
        return payload
    }

    private func payload(
        _ element: Int32, _ name: ExpandedName, _ sets: [SchemaSet], _ match: Payload.Match
    ) -> Payload? {
        guard !sets.isEmpty else { return nil }
        let tried = wanted.map { [$0] } ?? sets
        let possible = tried.filter { messages[$0]?.contains(name.local) ?? false }
        return possible.isEmpty ? nil : Payload(element: element, sets: possible, match: match)
    }

    /// All sets; first those that the document hints at by a namespace that it declares and does not use, by a schema
    /// location, or by its release.
    private func hinted(at element: Int32) -> [SchemaSet] {
        var texts: [String] = []
        var current = element
        while current >= 0 {
            texts += tree.declarations[current]?.map(\.namespace) ?? []
            texts += tree[current].attributes.map(\.value)
            current = tree[current].parent
        }
        let hints = texts.flatMap(\.words).flatMap { word -> [SchemaSet] in
            let exact = SchemaSet.sets(of: word)
            return exact.isEmpty ? NearNamespace(word).sets.onlyIfOne : exact
        }
        return hints + SchemaSet.allCases.filter { !hints.contains($0) }
    }
}

extension String {
    /// Between blanks.
    fileprivate var words: [String] {
        split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// Nothing but blanks and the marks with which a tree view folds.
    var isViewMarks: Bool {
        utf8.allSatisfy { $0.isXMLBlank || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    }
}

extension [SchemaSet] {
    fileprivate var onlyIfOne: [SchemaSet] { count == 1 ? self : [] }
}
