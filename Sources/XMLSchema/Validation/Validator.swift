package import Diagnostics
package import XMLStream

/// Validates the events of one document and builds its ``Document`` in the same pass.
///
/// After an unexpected child it resynchronises and goes on, so that one run finds what is wrong everywhere in the
/// document, without a cascade of findings that follow from the first.
package struct Validator<Consumer: RecordConsumer>: XMLSink {
    let schema: Schema
    let names: NameInterner
    let source: String?
    var builder: DocumentBuilder
    var frames: [Frame] = []
    package internal(set) var findings: [Finding] = []
    package var consumer: Consumer
    package internal(set) var isFinished = false
    package internal(set) var recordCount = 0
    /// Findings beyond this number are counted, not kept.
    package var maximumFindings = 200
    package internal(set) var suppressedFindings = 0

    /// The namespace declarations in scope, innermost last.
    var prefixes: [(depth: Int, prefix: String, name: String)] = []
    let plan: RecordPlan?
    let header: Header?
    var openRecord: (mark: DocumentBuilder.Mark, depth: Int, node: Int32, name: NameID)?
    /// Records of each name that the innermost parent of records has handed on.
    var handedOn: [NameID: Int] = [:]
    var nounCount = 0

    /// What a second pass continues: the document outside of records, with its noun elements in order.
    struct Header {
        let nouns: [Int32]
        let dataArea: Int32
    }

    /// Reads a document whole.
    package init(schema: Schema, names: NameInterner, source: String?) where Consumer == NoRecords {
        self.init(schema: schema, names: names, source: source, plan: nil, header: nil, consumer: NoRecords())
    }

    /// Reads record by record.
    ///
    /// The header is the document outside of records, from a first pass; nil in the first pass, in which records see
    /// only what stood before them.
    package init(
        schema: Schema, names: NameInterner, source: String?, plan: RecordPlan, header: Document?,
        consumer: Consumer
    ) {
        self.init(
            schema: schema, names: names, source: source, plan: .some(plan), header: header,
            consumer: consumer)
    }

    private init(
        schema: Schema, names: NameInterner, source: String?, plan: RecordPlan?, header: Document?,
        consumer: Consumer
    ) {
        self.schema = schema
        self.names = names
        self.source = source
        self.plan = plan
        self.consumer = consumer
        builder = header.map(DocumentBuilder.init(continuing:)) ?? DocumentBuilder()
        // The header's names come first, so that their IDs hold also before the second pass has met them.
        for name in header?.extraNames ?? [] { _ = names.intern(name) }
        if let header, let plan {
            let nouns = header.nodes.indices.filter { index in
                let record = header.nodes[index]
                return record.declaration >= 0 && schema.elements[Int(record.declaration)].name == plan.noun
                    && !record.flags.contains(.attribute)
            }
            self.header = Header(
                nouns: nouns.map(Int32.init(truncatingIfNeeded:)),
                dataArea: header.root?.child("DataArea")?.index ?? -1)
        } else {
            self.header = nil
        }
        frames.reserveCapacity(32)
    }

    /// Everything that was read and kept.
    package var document: Document {
        Document(schema: schema, nodes: builder.nodes, values: builder.values, extraNames: names.additions)
    }

    /// Whether nodes are made for what is being read now: in a second pass only inside records.
    var isBuilding: Bool { header == nil || openRecord != nil }

    // MARK: Events

    package mutating func startElement(_ tag: StartTag) {
        let depth = frames.count
        for index in 0..<tag.namespaces.count {
            let declaration = tag.namespaces[index]
            prefixes.append((depth, declaration.prefix, declaration.name))
        }
        let judgement = judge(tag)
        openRecordIfPlanned(tag, depth: depth)
        var frame = open(tag, judgement)
        checkAttributes(tag, &frame)
        frames.append(frame)
    }

    package mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        guard !frames.isEmpty else { return }
        let top = frames.count - 1
        if frames[top].isNil { return reportNilContent() }
        switch frames[top].mode {
        case .simple:
            builder.appendValue(utf8)
        case .mixed, .skip, .lax:
            appendMixedText(utf8)
        case .elementOnly, .empty:
            // Between elements stand blanks, in an empty element nothing.
            if !frames[top].hasTextFinding, frames[top].mode == .empty || !utf8.allSatisfy(isBlank) {
                frames[top].hasTextFinding = true
                reportText(utf8)
            }
        }
    }

    package mutating func endElement(endOffset: Int) {
        guard let frame = frames.popLast() else { return }
        close(frame)
        while let last = prefixes.last, last.depth >= frames.count { prefixes.removeLast() }
        if let record = openRecord, record.depth == frames.count {
            hand(record)
        }
    }

    // MARK: Records

    private mutating func openRecordIfPlanned(_ tag: StartTag, depth: Int) {
        guard let plan else { return }
        if plan.isNoun(tag.name, depth: depth) { nounCount += 1 }
        guard openRecord == nil, plan.isRecord(tag.name, depth: depth, parent: frames.last?.name) else {
            return
        }
        let parent = recordParent(depth: depth)
        let previous = parent >= 0 ? builder.lastChild(of: parent) : -1
        let mark = DocumentBuilder.Mark(
            nodes: builder.nodes.count, values: builder.valueCount, previous: previous, parent: parent)
        openRecord = (mark, depth, Int32(truncatingIfNeeded: builder.nodes.count), tag.name)
        if depth > 0 {
            if frames[depth - 1].recordsDropped == 0 { handedOn = [:] }
            frames[depth - 1].node = parent
            frames[depth - 1].lastChild = previous
        }
    }

    private func recordParent(depth: Int) -> Int32 {
        guard let header else { return frames.last?.node ?? -1 }
        if plan?.records.isEmpty ?? true { return depth == 0 ? -1 : header.dataArea }
        return nounCount <= header.nouns.count && nounCount > 0 ? header.nouns[nounCount - 1] : -1
    }

    private mutating func hand(
        _ record: (mark: DocumentBuilder.Mark, depth: Int, node: Int32, name: NameID)
    ) {
        recordCount += 1
        handedOn[record.name, default: 0] += 1
        if !isFinished { isFinished = !consume(record.node) }
        builder.truncate(to: record.mark)
        if !frames.isEmpty {
            frames[frames.count - 1].lastChild = record.mark.previous
            frames[frames.count - 1].recordsDropped += 1
        }
        openRecord = nil
    }

    /// The document with this record ends here, so that the builder is alone with its arrays again.
    private mutating func consume(_ node: Int32) -> Bool {
        let document = document
        return consumer.consume(document, record: document.node(at: node), number: recordCount)
    }
}
