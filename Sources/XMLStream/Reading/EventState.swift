import CLibXML2

/// What the callbacks of one reading work on: turns libxml2's arguments into events for the sink.
///
/// After the first failure it gives no more events, whatever libxml2 still reports from the same piece.
struct EventState: ~Copyable {
    /// Set once the context exists. Owned by ``LibXML2Parser``.
    var context: xmlParserCtxtPtr?
    private(set) var failure: XMLFailure? {
        didSet { isFailed = failure != nil }
    }
    private var isFailed = false
    /// The offset of the first byte that libxml2 gets.
    var inputStart = 0
    /// Set when libxml2 was told that the input ends, although it does not: what it then says is no fault of the input.
    var isCutOff = false

    private let intake: UnsafeMutablePointer<Intake>
    private let handlers: EventHandlers
    private let limits: XMLLimits
    private var names: NameIndex
    /// The views of the running start tag, used again for the next.
    private var attributes: UnsafeMutableBufferPointer<XMLAttributes.Attribute>
    private var declarations: UnsafeMutableBufferPointer<NamespaceDeclarations.Declaration>

    init(
        names: NameInterner, limits: XMLLimits, handlers: EventHandlers, intake: UnsafeMutablePointer<Intake>
    ) {
        self.intake = intake
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

    /// To be called before the window is moved.
    func settlePlaces() {
        handlers.settlePlaces(handlers.sink)
    }

    // MARK: Events

    /// Names are in libxml2's dictionary. `declarations` has prefix and namespace name of each; `attributes` has local
    /// name, prefix, namespace name, and the value's begin and end of each.
    @inline(__always)
    mutating func startElement(
        local: UnsafePointer<UInt8>, namespace: UnsafePointer<UInt8>?,
        declarations: UnsafeBufferPointer<UnsafePointer<UInt8>?>,
        attributes: UnsafeBufferPointer<UnsafePointer<UInt8>?>
    ) {
        guard !isFailed else { return }
        // libxml2 stands before the tag's `>` or `/>`, or where the input ends without one.
        guard let input = context?.pointee.input else { return }
        let end = min(
            offset(input) &+ (input.pointee.cur.pointee == ASCII.slash ? 2 : 1), intake.pointee.given)
        intake.pointee.report(tagBefore: end, line: Int(input.pointee.line))
        if isRefused(before: end) { return }
        if intake.pointee.depth >= limits.depth { return refuseTag(.depth) }
        let name = names.id(local: local, namespace: namespace)
        let attributeView =
            attributes.isEmpty
            ? XMLAttributes(UnsafeBufferPointer(start: nil, count: 0)) : view(ofAttributes: attributes)
        let declarationView =
            declarations.isEmpty
            ? NamespaceDeclarations(UnsafeBufferPointer(start: nil, count: 0))
            : view(ofDeclarations: declarations)
        if names.count > limits.names { return refuseTag(.names) }
        intake.pointee.open()
        handlers.startElement(
            handlers.sink,
            StartTag(
                name: name, attributes: attributeView, namespaces: declarationView,
                mark: intake.pointee.markOfTag(), intake: intake))
    }

    @inline(__always)
    mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        guard !isFailed else { return }
        handlers.text(handlers.sink, utf8)
    }

    @inline(__always)
    mutating func endElement() {
        guard !isFailed else { return }
        guard let input = context?.pointee.input else { return }
        let end = offset(input)
        if isRefused(before: end) { return }
        intake.pointee.close(before: end, line: Int(input.pointee.line))
        handlers.endElement(handlers.sink, end)
    }

    /// Where libxml2 stands.
    var inputOffset: Int { context?.pointee.input.map { offset($0) } ?? 0 }

    @inline(__always)
    private func offset(_ input: xmlParserInputPtr) -> Int {
        let within = Int(bitPattern: input.pointee.cur) &- Int(bitPattern: input.pointee.base)
        return inputStart &+ Int(truncatingIfNeeded: input.pointee.consumed) &+ within
    }

    /// Lets the intake look at the bytes before a tag when they can break a limit.
    @inline(__always)
    private mutating func isRefused(before end: Int) -> Bool {
        guard intake.pointee.isDoubtful(tagBefore: end) else { return false }
        return refuses(before: end)
    }

    @inline(never)
    private mutating func refuses(before end: Int) -> Bool {
        failure = intake.pointee.verify(to: end)
        return isFailed
    }

    // MARK: Failures

    /// An error of any kind stops the reading, also an undeclared prefix, which libxml2 would let pass. Warnings do
    /// not, nor does a namespace name that is no URI, which Namespaces in XML 1.0 does not forbid.
    mutating func report(_ error: xmlError) {
        guard failure == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        guard error.code != Int32(bitPattern: XML_WAR_NS_URI.rawValue) else { return }
        if isCutOff, let input = context?.pointee.input, offset(input) >= intake.pointee.given {
            failure = intake.pointee.failure
            return
        }
        if let misread = misread(as: error.code) {
            failure = misread
            return
        }
        let message = error.message.map { String(cString: $0) } ?? "error \(error.code)"
        failure = XMLFailure(
            .notWellFormed(trimmed(message)), line: max(1, Int(error.line)), column: max(1, Int(error.int2)))
    }

    /// What stands where libxml2 found an error, when it has no name for it: a declaration of a document type
    /// where none can be, or a NUL, which it can take for the end of the input.
    private func misread(as code: Int32) -> XMLFailure? {
        guard let input = context?.pointee.input, let cur = input.pointee.cur else { return nil }
        let here = offset(input)
        let available = input.pointee.end - cur
        if available > 0, cur.pointee == 0 {
            return failure(.notWellFormed("Char 0x0 out of allowed range"), at: here)
        }
        let behind: Int
        switch UInt32(bitPattern: code) {
        case XML_ERR_DOCUMENT_END.rawValue, XML_ERR_INTERNAL_ERROR.rawValue: behind = 0
        case XML_ERR_NAME_REQUIRED.rawValue where cur - input.pointee.base > 0: behind = 1
        default: return nil
        }
        let rest = UnsafeBufferPointer(start: cur - behind, count: available + behind)
        guard MarkupGuard.isDocumentType(rest) else { return nil }
        return failure(.doctype, at: here - behind)
    }

    private func failure(_ reason: XMLFailure.Reason, at offset: Int) -> XMLFailure {
        let place = intake.pointee.place(at: offset)
        return XMLFailure(reason, line: place.line, column: place.column)
    }

    /// The second line of defence: the guard lets no document type through. Nothing of it is parsed.
    mutating func refuseDocumentType() {
        fail(.doctype)
        xmlStopParser(context)
    }

    mutating func fail(_ reason: XMLFailure.Reason) {
        guard failure == nil else { return }
        failure = failureHere(reason)
    }

    /// At libxml2's own line and column.
    func failureHere(_ reason: XMLFailure.Reason) -> XMLFailure {
        let input = context?.pointee.input?.pointee
        return XMLFailure(reason, line: max(1, Int(input?.line ?? 1)), column: max(1, Int(input?.col ?? 1)))
    }

    /// At the tag that is being reported.
    @inline(never)
    private mutating func refuseTag(_ limit: XMLLimits.Limit) {
        let place = intake.pointee.placeOfTag()
        failure = XMLFailure(.limit(limit, limits[limit]), line: place.line, column: place.column)
    }

    private func trimmed(_ message: String) -> String {
        var text = Substring(message)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    // MARK: Views

    @inline(never)
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

    @inline(never)
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
