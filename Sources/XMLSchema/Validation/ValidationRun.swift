import Diagnostics
import XMLStream

/// The work of a ``Validator``, in memory that is used again and again: an element costs no allocation, no reference
/// counting and no `String`, as long as nothing is wrong with it.
struct ValidationRun: ~Copyable {
    /// What is made of the document besides findings.
    enum Keeping {
        case nothing
        case document
        /// A record at a time; see ``RecordConsumer``.
        case records(RecordPlan, header: Document?)
    }

    /// The validator of a reading, whose type the run does not know.
    struct ValidatorHandle {
        let address: UnsafeMutableRawPointer
        let handOver: (UnsafeMutableRawPointer) -> Void
        let isFinished: (UnsafeMutableRawPointer) -> Bool
    }

    let schema: Schema
    /// Inside of `schema`.
    let tables: SchemaTables.Flat
    let names: NameInterner
    let source: String?

    /// The first is that of the document, so that every element has a parent.
    var frames = Stack<Frame>(capacity: 256)
    var siblings = SiblingCounts()
    /// For each state which of its moves was made last: the next document part mostly makes it again.
    let lastMoves: UnsafeMutablePointer<UInt16>
    var builder: DocumentBuilder
    /// Whether nodes are made for what is being read now: in a second pass only inside records.
    var isBuilding: Bool
    /// The namespace declarations in scope, innermost last.
    var prefixes: [(depth: Int, prefix: String, name: String)] = []
    /// Of the element that declared the innermost of them; -1 for none.
    private var prefixDepth = -1
    var records: RecordRun?
    /// A record can begin only as a child of one of the first so many frames; 0 where there are no records.
    var recordFrames = 0
    /// Of the record that is open; -1 for none.
    var recordDepth = -1

    var findings: [Finding] = []
    /// Findings beyond this number are counted, not kept.
    var maximumFindings = 200
    var suppressedFindings = 0
    var recordCount = 0
    /// What ``firstTransition(ahead:on:notTo:)`` has found, so that a document that is wrong a million times in the same
    /// way is not searched a million times.
    var found: [TransitionSearch: Transition?] = [:]
    /// Those of the types that were used.
    var typeFlags: RowFlags = []
    /// Of the element that is being judged and has no frame yet.
    var childPosition: Int32 = 0
    /// Where the tags of the open elements stand.
    var places = TagPlaces()
    private var finished: Document?
    /// Nil where events come without a reader.
    var validator: ValidatorHandle?

    init(
        schema: Schema, names: NameInterner, source: String?, keeping: Keeping,
        limits: DocumentBuilder.Limits = DocumentBuilder.Limits()
    ) {
        self.schema = schema
        tables = schema.tables
        self.names = names
        self.source = source
        lastMoves = .allocate(capacity: max(schema.tables.stateCount, 1))
        lastMoves.initialize(repeating: 0, count: max(schema.tables.stateCount, 1))
        switch keeping {
        case .nothing:
            builder = DocumentBuilder()
            isBuilding = false
        case .document:
            builder = DocumentBuilder(limits: limits)
            isBuilding = true
        case .records(let plan, let header):
            records = RecordRun(plan: plan, header: header)
            recordFrames = RecordPlan.deepest + 1
            builder = header.map(DocumentBuilder.init(continuing:)) ?? DocumentBuilder(limits: limits)
            isBuilding = header == nil
            // The header's names come first, so that their IDs hold also before the second pass has met them.
            for name in header?.extraNames ?? [] { _ = names.intern(name) }
        }
        var document = Frame(
            name: NameID(rawValue: -1), position: 1, firstCount: 0, valueStart: 0,
            mark: TagMark(line: 1, column: 1))
        document.mode = .document
        frames.push(document)
    }

    deinit {
        lastMoves.deallocate()
    }

    /// The open elements; that of the root is 1.
    var depth: Int { frames.count - 1 }

    var hasFindings: Bool { !findings.isEmpty }

    var mayDependOnMarks: Bool { typeFlags.contains(.marked) }

    /// Everything that was read and kept; after the end of the document always the same one.
    mutating func makeDocument() -> Document {
        if let finished { return finished }
        guard depth == 0, frames.top.pointee.hasChildren else {
            return Document(schema: schema, storage: builder.copy(), extraNames: names.additions)
        }
        let document = Document(schema: schema, storage: builder.take(), extraNames: names.additions)
        finished = document
        return document
    }

    // MARK: Events

    static func handlers(of run: UnsafeMutablePointer<ValidationRun>) -> EventHandlers {
        EventHandlers(
            sink: UnsafeMutableRawPointer(run),
            startElement: { $0.assumingMemoryBound(to: ValidationRun.self).pointee.startElement($1) },
            text: { $0.assumingMemoryBound(to: ValidationRun.self).pointee.text($1) },
            endElement: { run, _ in
                let run = run.assumingMemoryBound(to: ValidationRun.self)
                guard run.pointee.endElement(), let validator = run.pointee.validator else { return }
                validator.handOver(validator.address)
            },
            settlePlaces: { $0.assumingMemoryBound(to: ValidationRun.self).pointee.settlePlaces() },
            isFinished: { run in
                let validator = run.assumingMemoryBound(to: ValidationRun.self).pointee.validator
                return validator.map { $0.isFinished($0.address) } ?? false
            })
    }

    @inline(__always)
    mutating func startElement(_ tag: StartTag) {
        if !tag.namespaces.isEmpty { declarePrefixes(tag) }
        let frame = frames.next()
        let parent = frames.top
        childPosition = siblings.add(tag.name, to: parent)
        let judgement = judge(tag, in: parent)
        parent.pointee.hasChildren = true
        frame.initialize(
            to: Frame(
                name: tag.name, position: childPosition, firstCount: siblings.end,
                valueStart: builder.valueCount,
                mark: tag.mark))
        places = tag.places
        settle(frame, by: judgement, tag)
        if frames.count <= recordFrames { openRecordIfPlanned(tag) }
        if isBuilding { makeNode(of: frame, isDeclared: judgement >= 0, tag) }
        frames.advance()
        if !tag.attributes.isEmpty || frame.pointee.flags.contains(.hasRequired) { checkAttributes(tag) }
    }

    @inline(__always)
    mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        let frame = frames.top
        switch frame.pointee.text {
        case .unused: break
        case .value: builder.appendValue(utf8)
        case .blank: if !isAllBlank(utf8) { refuseText(utf8) }
        case .node: appendMixedText(utf8)
        case .refused: refuseText(utf8)
        }
    }

    /// - Returns: whether a record ends here, which is to be asked for before the next event.
    @inline(__always)
    mutating func endElement() -> Bool {
        let frame = frames.top
        close(frame)
        siblings.remove(from: frame.pointee.firstCount)
        frames.truncate(to: frames.count - 1)
        if depth <= prefixDepth { forgetPrefixes() }
        return depth == recordDepth
    }

    /// Only the open elements have a place that somebody may still ask for.
    mutating func settlePlaces() {
        for index in 0..<frames.count where !frames.base[index].mark.isSettled {
            let place = places[frames.base[index].mark]
            frames.base[index].mark = TagMark(line: place.line, column: place.column)
        }
    }

    // MARK: Namespaces

    @inline(never)
    private mutating func declarePrefixes(_ tag: StartTag) {
        for index in 0..<tag.namespaces.count {
            let declaration = tag.namespaces[index]
            prefixes.append((depth, declaration.prefix, declaration.name))
        }
        prefixDepth = depth
    }

    @inline(never)
    private mutating func forgetPrefixes() {
        while let last = prefixes.last, last.depth >= depth { prefixes.removeLast() }
        prefixDepth = prefixes.last?.depth ?? -1
    }
}
