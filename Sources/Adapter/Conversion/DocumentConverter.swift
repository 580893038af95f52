package import B2MML
package import Diagnostics
package import Mapping
import XMLSchema
import XMLStream

/// Translates documents from one set to another: through the canonical form, or directly where a mapping does so.
/// Both ends are validated.
package struct DocumentConverter: Sendable {
    let library: SchemaLibrary
    let mappings: MappingLibrary
    let reader: DocumentReader

    package init(library: SchemaLibrary, mappings: MappingLibrary) {
        self.library = library
        self.mappings = mappings
        reader = DocumentReader(library: library)
    }

    /// Translates a document that fits into memory.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - file: what findings call it.
    ///   - source: the set to read it by, or a mapping that takes another form; nil to take it from the namespace.
    ///   - target: the set it becomes one of, JSON, or a mapping to another form; nil for what the mapping of `source`
    ///     translates to.
    ///   - zone: what a local time takes; nil to leave it local.
    ///   - explaining: whether it is noted where each value comes from; see ``Explanation``.
    /// - Returns: the document, or why there is none.
    /// - Throws: what `bytes` throws, ``SchemaError`` when a set cannot be loaded, ``WrongMapping`` for a mapping that
    ///   is wrong, ``UnknownMapping`` for one that there is not, ``NoTarget`` when nothing says what it becomes, ``UnroutableNoun`` when no mapping leads there.
    package func convert(
        _ bytes: some ByteSource, file: String, from source: ConversionSource? = nil,
        to target: ConversionTarget?, zone: MappingContext.Zone? = nil, explaining: Bool = false
    ) throws -> Conversion {
        let context = MappingContext(source: file, zone: zone, traces: explaining)
        var set: SchemaSet?
        switch source {
        case .mapping(let name)?:
            let mapping = try mapping(name)
            if case .published(let own) = mapping.from.set { set = own }
            return try convert(bytes, of: set, through: mapping, to: target, context)
        case .set(let named)?: set = named
        case nil: break
        }
        switch target {
        case .mapping(let name)?:
            return try convert(bytes, of: set, through: try mapping(name), to: nil, context)
        case let target?: return try convert(bytes, file: file, of: set, to: target, context)
        case nil: throw NoTarget()
        }
    }

    private func convert(
        _ bytes: some ByteSource, file: String, of source: SchemaSet?, to target: ConversionTarget,
        _ context: MappingContext
    ) throws -> Conversion {
        let sent = try SentDocument.read(bytes, file: file, set: source, library: library, reader: reader)
        var conversion = Conversion(
            file: file, from: sent.set, to: target, verdict: sent.verdict, findings: sent.findings)
        guard sent.verdict == .valid, let set = sent.set, let document = sent.document else {
            return conversion
        }
        switch target {
        case .mapping: break
        case .json:
            conversion.source = document
            takeJSON(document, set, &conversion)
        case .set(let target) where target == set:
            conversion.source = document
            try take(document, file, target, &conversion)
        case .set(let target):
            try translate(document, of: set, to: target, context, &conversion)
        }
        return conversion
    }

    private func translate(
        _ document: Document, of set: SchemaSet, to target: SchemaSet, _ context: MappingContext,
        _ conversion: inout Conversion
    ) throws {
        let file = conversion.file
        guard let root = document.root else { return }
        guard let transaction = Transaction(document, set: set) else {
            conversion.findings.append(Self.noMessage(root, file))
            return
        }
        let route = try route(of: transaction.noun, from: set, to: target)
        conversion.source = document
        var nouns: [Document] = []
        for (number, noun) in transaction.nouns.enumerated() {
            guard let made = translate(noun, number, along: route, context, &conversion) else { return }
            nouns.append(made)
        }
        let schema = try library.schema(target)
        let made: Document?
        if transaction.verb == nil {
            made = nouns.first
        } else {
            let envelope = TransactionEnvelope(
                transaction: root, sentNoun: transaction.noun, set: target, schema: schema)
            made = envelope.document(
                verb: transaction.verb, noun: route.last?.to.noun ?? transaction.noun, nouns, &conversion)
        }
        try take(made, file, target, &conversion)
    }

    // MARK: The way

    /// The mappings that a noun goes through.
    func route(
        of noun: String, from source: SchemaSet, to target: SchemaSet
    ) throws -> [CompiledMapping] {
        if let direct = try mappings.direct(noun, from: source, to: target) { return [direct] }
        guard let inward = try mappings.toCanonical(source, noun: noun),
            let outward = try outward(inward.to.noun, to: target, sentAs: noun)
        else { throw UnroutableNoun(noun: noun, from: source, to: target) }
        return [inward, outward]
    }

    /// What was sent as a noun that the other set has too becomes that one.
    func outward(
        _ canonical: String, to target: SchemaSet, sentAs noun: String
    ) throws(WrongMapping) -> CompiledMapping? {
        let isThere = mappings.entries.contains {
            $0.from == MappingEnd(.canonical, canonical) && $0.to == MappingEnd(.published(target), noun)
        }
        return try mappings.fromCanonical(canonical, to: target, as: isThere ? noun : nil)
    }

    /// Nil when a mapping holds or refuses it, which is then among the findings.
    func translate(
        _ noun: Node, _ number: Int, along route: [CompiledMapping], _ context: MappingContext,
        _ conversion: inout Conversion
    ) -> Document? {
        var current = noun
        var made: Document?
        for mapping in route {
            guard let result = mapping.run(current, context: context) else { return nil }
            conversion.steps.append(
                Conversion.Step(
                    mapping: mapping.name, version: mapping.version, noun: number, input: current,
                    output: result.document, trace: result.trace, losses: result.losses))
            conversion.findings += result.findings
            guard !result.isHeld, !result.isRefused, !result.findings.hasErrors,
                let root = result.document.root
            else { return nil }
            made = result.document
            current = root
        }
        return made
    }

    // MARK: The result

    /// The document is what was asked for only if its set says so.
    func take(
        _ made: Document?, _ file: String, _ target: SchemaSet, _ conversion: inout Conversion
    ) throws {
        guard let made else { return }
        let bytes: [UInt8]
        do {
            bytes = try DocumentSerialiser.bytes(of: made)
        } catch {
            conversion.findings.append(Self.unwritable("\(error)", file))
            return
        }
        let judged = try reader.judge(
            MemoryBytes(bytes), source: "\(file) as \(target.rawValue)", set: target)
        guard judged.judgement.verdict == .valid else {
            conversion.findings += judged.judgement.findings
            conversion.findings.append(Self.unwritable("it is not valid under \(target.rawValue)", file))
            return
        }
        conversion.bytes = bytes
    }

    /// What is written as JSON is read again: it must be the same document.
    private func takeJSON(_ document: Document, _ set: SchemaSet, _ conversion: inout Conversion) {
        let form = JSONForm(document.schema)
        let bytes = form.bytes(of: document, set: set.rawValue, layout: .indented)
        let read = form.read(bytes, source: "\(conversion.file) as JSON")
        let isSame =
            (try? read.value.map(DocumentSerialiser.bytes)) == (try? DocumentSerialiser.bytes(of: document))
        guard read.findings.isEmpty, isSame else {
            conversion.findings += read.findings
            conversion.findings.append(
                Self.unwritable("what is read again is not the same document", conversion.file))
            return
        }
        conversion.bytes = bytes
    }

    static func noMessage(_ root: Node, _ file: String) -> Finding {
        Finding(
            "CONVERT-ROOT-1", .error, at: root.place(in: file),
            "\(root.localName) is a part of messages and none itself",
            advice: "Translate the document that it belongs to.")
    }

    static func unwritable(_ reason: String, _ file: String) -> Finding {
        Finding(
            "CONVERT-RESULT-1", .error, at: Place(source: file), "nothing is written: \(reason)",
            advice: "Correct the mapping, or what it could not translate.")
    }
}

/// No mapping leads from a noun of one set to another set.
package struct UnroutableNoun: AdapterError, Hashable {
    let noun: String
    let from: SchemaSet
    let to: SchemaSet

    package var code: Code { "CONVERT-ROUTE-1" }
    package var message: String {
        "no mapping takes \(noun) of \(from.rawValue) to \(to.rawValue)"
    }
    package var place: Place? { nil }
    package var advice: String? {
        "b2mml map list --from \(from.rawValue) shows what there is; write a mapping for what is missing."
    }
    package var exitStatus: ExitStatus { .usage }
}
