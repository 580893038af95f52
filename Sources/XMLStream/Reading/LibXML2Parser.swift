import CLibXML2

/// libxml2's parser with SAX2 events: pushed, or pulling its input. Owns the context and frees it once.
///
/// The callbacks get a pointer to ``EventState``, which lives as long as this object: no reference counting and no
/// exclusivity checks on the way of an event.
package final class LibXML2Parser {
    private let context: xmlParserCtxtPtr
    private let state: UnsafeMutablePointer<EventState>
    private let limits: XMLLimits
    /// What the input goes through before. Here, because the events ask it for places.
    let intake: UnsafeMutablePointer<Intake>

    /// libxml2's global tables are set up once, before any thread parses.
    private static let initialised: Void = xmlInitParser()

    package init(names: NameInterner, limits: XMLLimits, handlers: EventHandlers) {
        let intake = UnsafeMutablePointer<Intake>.allocate(capacity: 1)
        intake.initialize(to: Intake(limits: limits))
        self.intake = intake
        _ = Self.initialised
        self.limits = limits
        state = .allocate(capacity: 1)
        state.initialize(
            to: EventState(names: names, limits: limits, handlers: handlers, intake: intake))
        var callbacks = Self.callbacks
        guard let context = xmlCreatePushParserCtxt(&callbacks, state, nil, 0, nil) else {
            preconditionFailure("out of memory")
        }
        self.context = context
        state.pointee.context = context
        // The limits are ours, and the bytes are UTF-8 whatever their declaration says. libxml2 must not look for
        // another encoding in them: it would read what the guard has not seen.
        // NOENT is for attribute values, where it alone makes a plain `&` of `&amp;`; there is no other entity.
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue
            | XML_PARSE_NOENT.rawValue
        xmlCtxtUseOptions(context, Int32(bitPattern: options))
        xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
    }

    deinit {
        // There is one only where libxml2 saw a document type, for which it makes one on its own.
        if let document = context.pointee.myDoc {
            context.pointee.myDoc = nil
            xmlFreeDoc(document)
        }
        xmlFreeParserCtxt(context)
        state.deinitialize(count: 1)
        state.deallocate()
        intake.deinitialize(count: 1)
        intake.deallocate()
    }

    var sinkIsFinished: Bool { state.pointee.sinkIsFinished }

    var failure: XMLFailure? { state.pointee.failure }

    /// Forgets the bytes that are no longer needed. To be called before bytes are added.
    func makeRoom() {
        state.pointee.settlePlaces()
        intake.pointee.discard()
    }

    /// Sets the offset of the first byte that will be parsed.
    func begin(at offset: Int) {
        intake.pointee.begin(at: offset)
        state.pointee.inputStart = offset
    }

    /// Parses the next piece; the events are given to the sink during the call.
    package func parse(_ piece: UnsafeBufferPointer<UInt8>) throws(XMLFailure) {
        var rest = UnsafeRawBufferPointer(piece)
        while !rest.isEmpty {
            // The size is an Int32; only limits far above the usual ones make pieces this large.
            let size = min(rest.count, 1 << 30)
            xmlParseChunk(context, rest.bindMemory(to: CChar.self).baseAddress, Int32(size), 0)
            try check()
            rest = UnsafeRawBufferPointer(rebasing: rest[size...])
        }
        if refusesNames() { try check() }
    }

    /// Ends the document.
    func finish() throws(XMLFailure) {
        xmlParseChunk(context, nil, 0, 1)
        try check()
    }

    /// Whether libxml2's dictionary has grown beyond its limit. Then it is the reading's failure.
    func refusesNames() -> Bool {
        guard Int(xmlDictGetUsage(context.pointee.dict)) > limits.nameStorage else { return false }
        state.pointee.fail(.limit(.nameStorage, limits.nameStorage))
        return true
    }

    /// Whether libxml2 stands at the end of what it got.
    var hasReadEverything: Bool { state.pointee.inputOffset == intake.pointee.given }

    func check() throws(XMLFailure) {
        if let failure = state.pointee.failure { throw failure }
        if context.pointee.wellFormed == 0 {
            throw failure(.notWellFormed("The document is not well-formed"))
        }
    }

    private func failure(_ reason: XMLFailure.Reason) -> XMLFailure {
        state.pointee.failureHere(reason)
    }
}

// MARK: - Pulling

extension LibXML2Parser {
    /// Parses a whole document; the events are given to the sink during the call.
    ///
    /// It is faster than pushing: libxml2 need not look ahead for the end of each tag before it reads it.
    ///
    /// - Parameter supply: writes the next bytes into the buffer and returns their number, 0 at the end.
    /// - Returns: false when libxml2 did not find a whole document.
    func parseDocument(_ supply: (UnsafeMutableRawBufferPointer) -> Int) -> Bool {
        withoutActuallyEscaping(supply) { supply in
            let source = InputSource(supply: supply)
            return withExtendedLifetime(source) {
                let buffer = context.pointee.input.pointee.buf
                buffer?.pointee.context = Unmanaged.passUnretained(source).toOpaque()
                buffer?.pointee.readcallback = { source, bytes, count in
                    guard let source, let bytes, count > 0 else { return 0 }
                    let room = UnsafeMutableRawBufferPointer(start: bytes, count: Int(count))
                    return Int32(Unmanaged<InputSource>.fromOpaque(source).takeUnretainedValue().supply(room))
                }
                // Known: libxml2 must not guess an encoding from the first bytes.
                if context.pointee.encoding == nil {
                    context.pointee.encoding = UnsafePointer(xmlStrdup("UTF-8"))
                }
                return xmlParseDocument(context) == 0
            }
        }
    }

    /// Says that the end of input which libxml2 will meet is none.
    func cutOff() {
        state.pointee.isCutOff = true
    }

    private final class InputSource {
        let supply: (UnsafeMutableRawBufferPointer) -> Int

        init(supply: @escaping (UnsafeMutableRawBufferPointer) -> Int) {
            self.supply = supply
        }
    }
}

// MARK: - Callbacks

extension LibXML2Parser {
    private static var callbacks: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = {
            state, local, _, namespace, declarationCount, declarations, count, _, attributes in
            guard let state, let local else { return }
            state.assumingMemoryBound(to: EventState.self).pointee.startElement(
                local: local, namespace: namespace,
                declarations: UnsafeBufferPointer(start: declarations, count: Int(declarationCount) * 2),
                attributes: UnsafeBufferPointer(start: attributes, count: Int(count) * 5))
        }
        handler.endElementNs = { state, _, _, _ in
            state?.assumingMemoryBound(to: EventState.self).pointee.endElement()
        }
        handler.characters = { state, bytes, count in
            let text = UnsafeBufferPointer(start: bytes, count: Int(count))
            state?.assumingMemoryBound(to: EventState.self).pointee.text(text)
        }
        // The same one: libxml2 then does not ask whether white space can be ignored, which needs a document type.
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.internalSubset = { state, _, _, _ in
            state?.assumingMemoryBound(to: EventState.self).pointee.refuseDocumentType()
        }
        handler.serror = { state, error in
            guard let error else { return }
            state?.assumingMemoryBound(to: EventState.self).pointee.report(error.pointee)
        }
        return handler
    }
}
