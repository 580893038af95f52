import Diagnostics
package import XMLSchema
package import XMLStream

/// Reads and judges documents: finds the set by the namespace, validates, and keeps the document.
package struct DocumentReader: Sendable {
    private let library: SchemaLibrary
    private let limits: XMLLimits
    private let roots = RootCatalogue()

    package init(library: SchemaLibrary, limits: XMLLimits = XMLLimits()) {
        self.library = library
        self.limits = limits
    }

    /// Reads a document whole.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - source: what findings call it.
    ///   - wanted: the set to judge by; nil to take it from the namespace.
    /// - Returns: the verdict with all that led to it.
    /// - Throws: what `bytes` throws, and ``SchemaError`` when the set itself cannot be loaded.
    package func read(_ bytes: some ByteSource, source: String?, set wanted: SchemaSet? = nil) throws
        -> Judgement
    {
        try run(bytes, source: source, set: wanted) { schema, names, _ in
            Validator(schema: schema, names: names, source: source)
        }.judgement
    }

    /// Reads a document record by record; the judgement keeps what is outside of records.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - source: what findings call it.
    ///   - set: the set to judge by; nil to take it from the namespace.
    ///   - plan: the records of a document with this root under this schema; nil to read it whole after all.
    ///   - header: what an earlier pass has kept; nil in the first pass.
    ///   - consumer: receives the records.
    /// - Returns: the judgement, and the consumer as it is at the end.
    /// - Throws: what `bytes` throws, and ``SchemaError`` when the set itself cannot be loaded.
    package func read<Consumer: RecordConsumer>(
        _ bytes: some ByteSource, source: String?, set: SchemaSet? = nil, plan: RecordPlan, header: Document?,
        consumer: Consumer
    ) throws -> (Judgement, Consumer) {
        let reading = try run(bytes, source: source, set: set) { schema, names, _ in
            Validator(
                schema: schema, names: names, source: source, plan: plan, header: header, consumer: consumer)
        }
        return (reading.judgement, reading.consumer ?? consumer)
    }

    /// Judges a document of any length by the schema alone: nothing of it is kept, and there are no records.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - source: what findings call it.
    ///   - wanted: the set to judge by; nil to take it from the namespace.
    ///   - isBrief: nothing is read behind the first finding: the verdict alone is wanted.
    /// - Returns: the judgement, and the reader of the bytes.
    /// - Throws: what `bytes` throws, and ``SchemaError`` when the set itself cannot be loaded.
    package func judge<Source: ByteSource>(
        _ bytes: Source, source: String?, set wanted: SchemaSet? = nil, brief isBrief: Bool = false
    ) throws -> DocumentReading<Source.Reader, NoRecords> {
        try run(bytes, source: source, set: wanted, brief: isBrief) { schema, names, _ in
            Validator(schema: schema, names: names, source: source, keepsDocument: false)
        }
    }

    /// Judges a document of any length in one reading and in flat memory. Its records are chosen by its root.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - source: what findings call it.
    ///   - wanted: the set to judge by; nil to take it from the namespace.
    ///   - isBrief: nothing is read behind the first finding: only a valid document is of interest.
    ///   - consumer: makes the receiver of the records, once the set is known.
    /// - Returns: the judgement, which keeps what is outside of records, the consumer, and the reader of the bytes.
    /// - Throws: what `bytes` throws, and ``SchemaError`` when the set itself cannot be loaded.
    package func judge<Source: ByteSource, Consumer: RecordConsumer>(
        _ bytes: Source, source: String?, set wanted: SchemaSet? = nil, brief isBrief: Bool = false,
        consumer: (Schema) -> Consumer
    ) throws -> DocumentReading<Source.Reader, Consumer> {
        try run(bytes, source: source, set: wanted, brief: isBrief) { schema, names, root in
            // Below a root that is not declared nothing is, and it can be of any length.
            guard let plan = roots.root(root, in: schema)?.plan else {
                return Validator(
                    schema: schema, names: names, source: source, withoutRecordsFor: consumer(schema))
            }
            return Validator(
                schema: schema, names: names, source: source, plan: plan, header: nil,
                consumer: consumer(schema))
        }
    }

    /// The root of a document and the set it is judged by, without validating it.
    package func sniff(_ bytes: some ByteSource, source: String?, set wanted: SchemaSet? = nil) throws
        -> Judgement
    {
        let opened = try bytes.open()
        let sniffer = makeSniffer()
        do {
            try sniff(opened, sniffer)
        } catch let failure as XMLFailure {
            return Judgement(of: failure, source: source)
        }
        return chooseSet(sniffer.sink, source: source, wanted: wanted)
    }

    // MARK: One reading

    /// What a document is read with once its set is known.
    private struct Validation<Consumer: RecordConsumer> {
        let schema: Schema
        let reader: XMLReader<Validator<Consumer>>
    }

    /// The bytes are read once. Only where the root does not start in the first piece, such as behind a long comment,
    /// they are opened again.
    private func run<Source: ByteSource, Consumer: RecordConsumer>(
        _ bytes: Source, source: String?, set wanted: SchemaSet?, brief isBrief: Bool = false,
        with makeValidator: (Schema, NameInterner, ExpandedName) -> Validator<Consumer>
    ) throws -> DocumentReading<Source.Reader, Consumer> {
        var opened = try bytes.open()
        var judgement = Judgement(verdict: .notExecuted, setReason: "not read")
        var validation: Validation<Consumer>?
        let sniffer = makeSniffer()
        func start() throws {
            judgement = chooseSet(sniffer.sink, source: source, wanted: wanted)
            guard let set = judgement.set, let root = judgement.root, judgement.verdict == .notExecuted else {
                return
            }
            let schema = try library.schema(set)
            let names = NameInterner(table: schema.names)
            var validator = makeValidator(schema, names, root)
            validator.stopsAtFinding = isBrief
            validation = Validation(
                schema: schema, reader: XMLReader(names: names, limits: limits, sink: validator))
        }
        do {
            _ = try opened.withNextPiece { piece in
                try RootSniffer.feed(piece, to: sniffer)
                guard sniffer.isStopped else { return }
                try start()
                try validation?.reader.hold(piece)
            }
            if !sniffer.isStopped {
                try sniff(opened, sniffer)
                try start()
                opened = try bytes.open()
            }
            if let reader = validation?.reader {
                let rest = opened
                try reader.read(pullingPieces: { take in try rest.withNextPiece(take) != nil })
                judgement.take(reader.sink, source: source)
            }
        } catch let failure as XMLFailure {
            judgement.fail(failure, source: source)
        }
        let root = validation.flatMap { validation in
            judgement.root.flatMap { roots.root($0, in: validation.schema) }
        }
        return DocumentReading(
            judgement: judgement, schema: validation?.schema, root: root?.message, bytes: opened,
            consumer: validation?.reader.sink.consumer)
    }

    private func makeSniffer() -> XMLReader<RootSniffer> {
        let names = NameInterner(table: NameTable([]))
        // Also a short piece is looked at once, so that a small document is not opened again.
        return XMLReader(names: names, limits: limits, smallestPiece: 1, sink: RootSniffer(names: names))
    }

    /// Reads on to the root.
    private func sniff(_ opened: some ByteReader, _ sniffer: XMLReader<RootSniffer>) throws {
        while !sniffer.isStopped, try opened.withNextPiece({ try RootSniffer.feed($0, to: sniffer) }) != nil {
        }
        if !sniffer.isStopped { try sniffer.finish() }
    }

    // MARK: The set

    private func chooseSet(_ sniffed: RootSniffer, source: String?, wanted: SchemaSet?) -> Judgement {
        guard let root = sniffed.root else {
            return Judgement(of: XMLFailure(.empty, line: 1, column: 1), source: source)
        }
        let place = Place(source: source, line: sniffed.line, column: sniffed.column, path: "/\(root.local)")
        let candidates = SchemaSet.sets(of: root.namespace)
        guard let set = wanted ?? candidates.first else {
            return unknownSet(root, place)
        }
        guard library.available.contains(set) else {
            return missingSet(set, root, place)
        }
        var reason = wanted == nil ? "namespace \(root.namespace)" : "asked for"
        if let release = sniffed.releaseID?.trimmingBlanks, !release.isEmpty {
            reason += ", releaseID \"\(release)\""
        }
        return Judgement(verdict: .notExecuted, set: set, setReason: reason, root: root)
    }

    private func unknownSet(_ root: ExpandedName, _ place: Place) -> Judgement {
        let nearest = nearestName(to: root.namespace, among: SchemaSet.allCases.map(\.namespace))
        let message =
            root.namespace.isEmpty
            ? "\(root.local) is in no namespace, so its set is not known"
            : "the namespace \(root.namespace) is none of B2MML's"
        return Judgement(
            verdict: .unknownSet, setReason: root.namespace.isEmpty ? "no namespace" : "unknown namespace",
            root: root,
            findings: [
                Finding(
                    "SET-NAMESPACE-1", .error, at: place, message,
                    expected: Array(Set(SchemaSet.allCases.map(\.namespace))).sorted(), found: root.namespace,
                    advice: nearest.map { "Did you mean \($0)? Or name the set with --set." }
                        ?? "Correct the namespace, or name the set with --set.")
            ])
    }

    private func missingSet(_ set: SchemaSet, _ root: ExpandedName, _ place: Place) -> Judgement {
        let available = library.available.map(\.rawValue)
        return Judgement(
            verdict: .unknownSet, setReason: "\(set.rawValue) by its namespace; its schemas are not here",
            root: root,
            findings: [
                Finding(
                    "SET-MISSING-1", .error, at: place,
                    "the document is of the set \(set.rawValue), whose schemas are not here",
                    expected: available, found: set.rawValue,
                    advice: "Nothing was validated. Here are \(available.joined(separator: ", ")).")
            ])
    }
}

extension Judgement {
    /// Of a document in which no root was found.
    fileprivate init(of failure: XMLFailure, source: String?) {
        self.init(verdict: .notExecuted, setReason: "not read")
        fail(failure, source: source)
    }

    /// What was found before is not kept: it is about a document that there is not.
    fileprivate mutating func fail(_ failure: XMLFailure, source: String?) {
        switch failure.reason {
        case .empty, .notWellFormed, .encoding: verdict = .notWellFormed
        case .doctype, .limit: verdict = .refused
        }
        findings = [failure.finding(source: source)]
    }

    fileprivate mutating func take<Consumer: RecordConsumer>(
        _ validator: Validator<Consumer>, source: String?
    ) {
        verdict = validator.findings.isEmpty ? .valid : .invalid
        findings = validator.findings
        document = validator.document
        records = validator.recordCount
        mayDependOnDialect = validator.mayDependOnMarks
        guard validator.suppressedFindings > 0 else { return }
        findings.append(
            Finding(
                "XSD-MANY-1", .note, at: Place(source: source),
                "\(validator.suppressedFindings) more findings are not listed: the limit is "
                    + "\(validator.maximumFindings)",
                advice: "Mend what is listed and validate again."))
    }
}
