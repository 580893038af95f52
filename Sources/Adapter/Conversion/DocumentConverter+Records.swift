package import B2MML
import Diagnostics
package import Mapping
import XMLSchema
import XMLStream

extension DocumentConverter {
    /// Translates a document of any length, record by record, in flat memory. What comes out is in
    /// ``Conversion/output``. Its account tells each kind of loss once, and how often it was.
    ///
    /// The document is read twice: first it is judged, and what stands around the records is collected, because records
    /// may need what comes behind them.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - file: what findings call it.
    ///   - source: the set to read it by; nil to take it from the namespace.
    ///   - target: the set it becomes one of.
    ///   - zone: what a local time takes; nil to leave it local.
    /// - Returns: nil where the document has to be seen as a whole: see ``convert(_:file:from:to:zone:explaining:)``.
    /// - Throws: what `bytes` throws, ``SchemaError`` when a set cannot be loaded, ``WrongMapping`` for a mapping that
    ///   is wrong, ``UnroutableNoun`` when no mapping leads there, ``FileProblem`` when there is no room for the result.
    package func convertRecords(
        _ bytes: some ByteSource, file: String, from source: SchemaSet?, to target: SchemaSet,
        zone: MappingContext.Zone? = nil
    ) throws -> Conversion? {
        let sniffed = try reader.sniff(bytes, source: file, set: source)
        guard let set = sniffed.set, set != target, let rootName = sniffed.root else { return nil }
        let schema = try library.schema(set)
        guard let noun = schema.globalElement(rootName).flatMap({ MessageRoot($0, in: schema).noun }),
            let route = RecordRoute(try route(of: noun, from: set, to: target)),
            let plan = route.plan(noun: noun, set, schema)
        else { return nil }
        let judgement = try reader.read(
            bytes, source: file, set: set, plan: plan, header: nil, consumer: NoRecords()
        ).0
        var conversion = Conversion(
            file: file, from: set, to: .set(target), verdict: judgement.verdict, findings: judgement.findings)
        guard judgement.verdict == .valid, let header = judgement.document else { return conversion }
        guard let transaction = Transaction(header, set: set), transaction.nouns.count == 1,
            judgement.records > 0
        else { return nil }
        let translation = try reader.read(
            bytes, source: file, set: set, plan: plan, header: header,
            consumer: RecordTranslation(
                route, MappingContext(source: file, zone: zone), depth: transaction.verb == nil ? 1 : 3)
        ).1
        if let failure = translation.failure { throw failure }
        try take(translation, route, transaction, header, &conversion)
        return conversion
    }

    private func take(
        _ translation: RecordTranslation, _ route: RecordRoute, _ transaction: Transaction,
        _ header: Document,
        _ conversion: inout Conversion
    ) throws {
        conversion.findings += translation.findings.findings
        for (step, mapping) in route.mappings.enumerated() where step < translation.frame.count {
            let tally = translation.tallies[step]
            conversion.steps.append(
                Conversion.Step(
                    mapping: mapping.name, version: mapping.version, noun: 0,
                    input: transaction.nouns[0], output: translation.frame[step].document, trace: nil,
                    losses: tally.losses))
            conversion.repeatedLosses.merge(tally.repeated) { $0 + $1 }
        }
        guard !translation.isHeld, case .set(let target) = conversion.to, let root = header.root,
            let made = try document(translation, route, transaction, root, target, &conversion)
        else { return }
        let output = try write(made, translation, route)
        let judged = try reader.judge(
            DocumentFile(path: output.path), source: "\(conversion.file) as \(target.rawValue)", set: target)
        guard judged.judgement.verdict == .valid else {
            conversion.findings += judged.judgement.findings
            conversion.findings.append(
                Self.unwritable("it is not valid under \(target.rawValue)", conversion.file))
            return
        }
        conversion.output = output
    }

    /// The document with the first record, and an empty one of each other name: they show where the records belong.
    private func document(
        _ translation: RecordTranslation, _ route: RecordRoute, _ transaction: Transaction, _ root: Node,
        _ target: SchemaSet, _ conversion: inout Conversion
    ) throws -> Document? {
        guard let frame = translation.frame.last?.document,
            let noun = translation.spools.names.isEmpty
                ? frame : Self.frame(frame, holding: translation.spools.names)
        else { return nil }
        guard transaction.verb != nil else { return noun }
        let envelope = TransactionEnvelope(
            transaction: root, sentNoun: transaction.noun, set: target, schema: try library.schema(target))
        return envelope.document(
            verb: transaction.verb, noun: route.mappings.last?.to.noun ?? transaction.noun, [noun],
            &conversion)
    }

    private static func frame(_ document: Document, holding names: Set<String>) -> Document? {
        guard let root = document.root,
            var editor = try? DocumentEditor(schema: document.schema, root: root.name)
        else { return nil }
        _ = editor.copyContent(of: root, to: editor.root)
        for name in names.sorted() where root.child(name) == nil {
            _ = try? editor.append(name, to: editor.root)
        }
        return editor.finish()
    }

    private func write(
        _ document: Document, _ translation: RecordTranslation, _ route: RecordRoute
    ) throws -> TemporaryFile {
        let output = try TemporaryOutput()
        guard let root = document.root else { return output.file }
        let local = route.mappings.last?.to.noun ?? ""
        let noun = root.localName == local ? root : root.child("DataArea")?.child(local) ?? root
        let pieces = try DocumentSerialiser.pieces(
            of: document, leavingOut: route.names.last ?? [], in: noun)
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): try output.append(bytes)
            case .elements(let name): try translation.spools.write(name, to: output)
            }
        }
        try output.flush()
        return output.file
    }
}
