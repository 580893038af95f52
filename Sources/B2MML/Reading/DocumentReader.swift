import Diagnostics
package import XMLSchema
package import XMLStream

/// Reads and judges documents: finds the set by the namespace, validates, and keeps the document.
package struct DocumentReader: Sendable {
    private let library: SchemaLibrary
    private let limits: XMLLimits

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
        try read(bytes, source: source, set: wanted) { schema, names in
            Validator(schema: schema, names: names, source: source)
        }
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
        var last = consumer
        let judgement = try read(bytes, source: source, set: set, keep: { last = $0.consumer }) {
            schema, names in
            Validator(
                schema: schema, names: names, source: source, plan: plan, header: header, consumer: consumer)
        }
        return (judgement, last)
    }

    /// The root of a document and the set it is judged by, without validating it.
    package func sniff(_ bytes: some ByteSource, source: String?, set wanted: SchemaSet? = nil) throws
        -> Judgement
    {
        let names = NameInterner(table: NameTable([]))
        let reader = XMLReader(names: names, limits: limits, sink: RootSniffer(names: names))
        do {
            try run(reader, on: bytes)
        } catch let failure as XMLFailure {
            return judgement(of: failure, source: source)
        }
        guard let root = reader.sink.root else {
            return judgement(of: XMLFailure(.empty, line: 1, column: 1), source: source)
        }
        return chooseSet(root, sniffed: reader.sink, source: source, wanted: wanted)
    }

    private func read<Consumer: RecordConsumer>(
        _ bytes: some ByteSource, source: String?, set wanted: SchemaSet?,
        keep: (Validator<Consumer>) -> Void = { _ in },
        with makeValidator: (Schema, NameInterner) -> Validator<Consumer>
    ) throws -> Judgement {
        var judgement = try sniff(bytes, source: source, set: wanted)
        guard let set = judgement.set, judgement.verdict == .notExecuted else { return judgement }
        let schema = try library.schema(set)
        let names = NameInterner(table: schema.names)
        let reader = XMLReader(names: names, limits: limits, sink: makeValidator(schema, names))
        do {
            try run(reader, on: bytes)
        } catch let failure as XMLFailure {
            let failed = self.judgement(of: failure, source: source)
            judgement.verdict = failed.verdict
            judgement.findings = failed.findings
            return judgement
        }
        keep(reader.sink)
        judgement.findings = reader.sink.findings + suppressed(reader.sink, source: source)
        judgement.verdict = reader.sink.findings.isEmpty ? .valid : .invalid
        judgement.document = reader.sink.document
        judgement.records = reader.sink.recordCount
        return judgement
    }

    private func run<Sink: XMLSink>(_ reader: XMLReader<Sink>, on bytes: some ByteSource) throws {
        try bytes.forEachPiece { piece in
            try reader.feed(piece)
            return !reader.isStopped
        }
        try reader.finish()
    }

    private func suppressed<Consumer: RecordConsumer>(
        _ validator: Validator<Consumer>, source: String?
    ) -> [Finding] {
        guard validator.suppressedFindings > 0 else { return [] }
        return [
            Finding(
                "XSD-MANY-1", .note, at: Place(source: source),
                "\(validator.suppressedFindings) more findings are not listed: the limit is "
                    + "\(validator.maximumFindings)",
                advice: "Mend what is listed and validate again.")
        ]
    }

    // MARK: The set

    private func chooseSet(
        _ root: ExpandedName, sniffed: RootSniffer, source: String?, wanted: SchemaSet?
    ) -> Judgement {
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

    private func judgement(of failure: XMLFailure, source: String?) -> Judgement {
        let verdict: Verdict
        switch failure.reason {
        case .empty, .notWellFormed, .encoding: verdict = .notWellFormed
        case .doctype, .limit: verdict = .refused
        }
        return Judgement(verdict: verdict, setReason: "not read", findings: [failure.finding(source: source)])
    }
}
