package import Diagnostics
package import XMLStream

/// Validates the events of one document, and builds its ``Document`` in the same pass where that is asked for.
///
/// After an unexpected child it resynchronises and goes on, so that one run finds what is wrong everywhere in the
/// document, without a cascade of findings that follow from the first.
///
/// The work is done in ``ValidationRun``, which knows no consumer by its type. A validator is a handle on it: copies
/// are of the same reading.
package struct Validator<Consumer: RecordConsumer>: XMLSink {
    private let owner: ValidationRunOwner
    package var consumer: Consumer
    /// Nothing more is read after the first finding, for who asks for the verdict alone.
    package var stopsAtFinding = false
    private var hasSeenEnough = false
    package var isFinished: Bool {
        hasSeenEnough || stopsAtFinding && run.pointee.hasFindings
    }

    private var run: UnsafeMutablePointer<ValidationRun> { owner.run }

    /// Reads a document whole.
    ///
    /// - Parameters:
    ///   - schema: what it is judged by.
    ///   - names: the interner of the reader whose events come.
    ///   - source: what findings call the document.
    ///   - keepsDocument: false to judge only: no node is made, and ``document`` is empty.
    package init(schema: Schema, names: NameInterner, source: String?, keepsDocument: Bool = true)
    where Consumer == NoRecords {
        self.init(
            ValidationRun(
                schema: schema, names: names, source: source, keeping: keepsDocument ? .document : .nothing),
            consumer: NoRecords())
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
            ValidationRun(
                schema: schema, names: names, source: source, keeping: .records(plan, header: header)),
            consumer: consumer)
    }

    /// Judges only, where there is nothing to read record by record: no node is made, and the consumer stays as it is.
    package init(schema: Schema, names: NameInterner, source: String?, withoutRecordsFor consumer: Consumer) {
        self.init(
            ValidationRun(schema: schema, names: names, source: source, keeping: .nothing), consumer: consumer
        )
    }

    init(_ run: consuming ValidationRun, consumer: Consumer) {
        owner = ValidationRunOwner(run)
        self.consumer = consumer
    }

    // MARK: What was found

    package var findings: [Finding] { run.pointee.findings }
    package var recordCount: Int { run.pointee.recordCount }
    /// Findings beyond ``maximumFindings``: counted, not kept.
    package var suppressedFindings: Int { run.pointee.suppressedFindings }
    package var maximumFindings: Int {
        get { run.pointee.maximumFindings }
        nonmutating set { run.pointee.maximumFindings = newValue }
    }
    /// Whether what was said about the document may depend on what the schema marks: what another dialect of the same
    /// namespace defines otherwise. Where it does not, both dialects say the same. On the safe side: true also for an
    /// unknown root, an `xsi:type`, what a wildcard looks up, and anything wrong beside what is marked.
    package var mayDependOnMarks: Bool { run.pointee.mayDependOnMarks }

    /// Everything that was read and kept.
    package var document: Document { run.pointee.makeDocument() }

    // MARK: Events

    package mutating func startElement(_ tag: StartTag) {
        run.pointee.startElement(tag)
    }

    package mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        run.pointee.text(utf8)
    }

    package mutating func endElement(endOffset: Int) {
        if run.pointee.endElement() { handOver() }
    }

    package mutating func settlePlaces() {
        run.pointee.settlePlaces()
    }

    /// Readers are made in generic code. They get the run itself, whose events are plain calls; only what ends a record
    /// needs to know the consumer.
    package static func handlers(of sink: UnsafeMutablePointer<Self>) -> EventHandlers {
        let run = sink.pointee.run
        run.pointee.validator = ValidationRun.ValidatorHandle(
            address: UnsafeMutableRawPointer(sink),
            handOver: { $0.assumingMemoryBound(to: Self.self).pointee.handOver() },
            isFinished: { $0.assumingMemoryBound(to: Self.self).pointee.isFinished })
        return ValidationRun.handlers(of: run)
    }

    private mutating func handOver() {
        guard let (document, node) = run.pointee.closedRecord() else { return }
        if !isFinished {
            hasSeenEnough = !consumer.consume(
                document, record: document.node(at: node), number: run.pointee.recordCount)
        }
    }
}

/// Keeps a run as long as there is a handle on it.
private final class ValidationRunOwner {
    let run: UnsafeMutablePointer<ValidationRun>

    init(_ run: consuming ValidationRun) {
        self.run = .allocate(capacity: 1)
        self.run.initialize(to: run)
    }

    deinit {
        run.deinitialize(count: 1)
        run.deallocate()
    }
}
