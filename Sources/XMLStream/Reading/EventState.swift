import CLibXML2

/// What the callbacks of one reading work on: turns libxml2's arguments into events for the sink.
///
/// After the first failure it gives no more events, whatever libxml2 still reports from the same piece.
struct EventState: ~Copyable {
    var marks = MarkQueue()
    /// Set once the context exists. Owned by ``LibXML2Parser``.
    var context: xmlParserCtxtPtr?
    private(set) var failure: XMLFailure?

    private let handlers: EventHandlers
    private let limits: XMLLimits
    private var names: NameIndex
    /// The views of the running start tag, used again for the next.
    private var attributes: UnsafeMutableBufferPointer<XMLAttributes.Attribute>
    private var declarations: UnsafeMutableBufferPointer<NamespaceDeclarations.Declaration>

    init(names: NameInterner, limits: XMLLimits, handlers: EventHandlers) {
        self.names = NameIndex(names: names)
        self.limits = limits
        self.handlers = handlers
        attributes = .allocate(capacity: 32)
        declarations = .allocate(capacity: 8)
    }

    deinit {
        attributes.deallocate()
        declarations.deallocate()
    }

    var sinkIsFinished: Bool { handlers.isFinished(handlers.sink) }

    // MARK: Events

    /// Names are in libxml2's dictionary. `declarations` has prefix and namespace name of each; `attributes` has local
    /// name, prefix, namespace name, and the value's begin and end of each.
    mutating func startElement(
        local: UnsafePointer<UInt8>, namespace: UnsafePointer<UInt8>?,
        declarations: UnsafeBufferPointer<UnsafePointer<UInt8>?>,
        attributes: UnsafeBufferPointer<UnsafePointer<UInt8>?>
    ) {
        guard failure == nil else { return }
        guard let mark = marks.pop(), mark.isStart else { return failPairing() }
        let name = names.id(local: local, namespace: namespace)
        let attributeView =
            attributes.isEmpty
            ? XMLAttributes(UnsafeBufferPointer(start: nil, count: 0)) : view(ofAttributes: attributes)
        let declarationView =
            declarations.isEmpty
            ? NamespaceDeclarations(UnsafeBufferPointer(start: nil, count: 0))
            : view(ofDeclarations: declarations)
        guard names.count <= limits.names else {
            failure = XMLFailure(.limit(.names, limits.names), line: mark.line, column: mark.column)
            return
        }
        handlers.startElement(
            handlers.sink,
            StartTag(
                name: name, offset: mark.offset, line: mark.line, column: mark.column,
                attributes: attributeView, namespaces: declarationView))
    }

    mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        guard failure == nil else { return }
        handlers.text(handlers.sink, utf8)
    }

    mutating func endElement() {
        guard failure == nil else { return }
        guard let mark = marks.pop(), !mark.isStart else { return failPairing() }
        handlers.endElement(handlers.sink, mark.offset)
    }

    // MARK: Failures

    /// An error of any kind stops the reading, also an undeclared prefix, which libxml2 would let pass. Warnings do
    /// not, nor does a namespace name that is no URI, which Namespaces in XML 1.0 does not forbid.
    mutating func report(_ error: xmlError) {
        guard failure == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        guard error.code != Int32(bitPattern: XML_WAR_NS_URI.rawValue) else { return }
        let message = error.message.map { String(cString: $0) } ?? "error \(error.code)"
        failure = XMLFailure(
            .notWellFormed(trimmed(message)), line: max(1, Int(error.line)), column: max(1, Int(error.int2)))
    }

    /// The second line of defence: the guard lets no document type through. Nothing of it is parsed.
    mutating func refuseDocumentType() {
        fail(.doctype)
        xmlStopParser(context)
    }

    private mutating func fail(_ reason: XMLFailure.Reason) {
        guard failure == nil else { return }
        failure = failureHere(reason)
    }

    /// At libxml2's own line and column.
    func failureHere(_ reason: XMLFailure.Reason) -> XMLFailure {
        let input = context?.pointee.input?.pointee
        return XMLFailure(reason, line: max(1, Int(input?.line ?? 1)), column: max(1, Int(input?.col ?? 1)))
    }

    /// Guard and libxml2 see different tags: then no position would be true, and no limit would hold.
    private mutating func failPairing() {
        fail(.notWellFormed("The tags do not pair up"))
    }

    private func trimmed(_ message: String) -> String {
        var text = Substring(message)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    // MARK: Views

    private mutating func view(
        ofAttributes raw: UnsafeBufferPointer<UnsafePointer<UInt8>?>
    ) -> XMLAttributes {
        let count = raw.count / 5
        if count > attributes.count {
            attributes.deallocate()
            attributes = .allocate(capacity: count * 2)
        }
        var used = 0
        for index in 0..<count {
            let field = index * 5
            guard let local = raw[field], let begin = raw[field + 3], let end = raw[field + 4] else {
                continue
            }
            attributes.initializeElement(
                at: used,
                to: XMLAttributes.Attribute(
                    name: names.id(local: local, namespace: raw[field + 2]),
                    value: UnsafeBufferPointer(start: begin, count: end - begin)))
            used += 1
        }
        return XMLAttributes(UnsafeBufferPointer(rebasing: attributes[..<used]))
    }

    private mutating func view(
        ofDeclarations raw: UnsafeBufferPointer<UnsafePointer<UInt8>?>
    ) -> NamespaceDeclarations {
        let count = raw.count / 2
        if count > declarations.count {
            declarations.deallocate()
            declarations = .allocate(capacity: count * 2)
        }
        for index in 0..<count {
            declarations.initializeElement(
                at: index,
                to: NamespaceDeclarations.Declaration(prefix: raw[index * 2], name: raw[index * 2 + 1]))
        }
        return NamespaceDeclarations(UnsafeBufferPointer(rebasing: declarations[..<count]))
    }
}
