import Diagnostics
import XMLSchema
package import XMLStream

/// Reads documents that are not valid as they stand, by the deviations that a profile accepts.
///
/// The document is kept in memory as a tree, which takes about twelve times its size (measured: 60 MB of a schedule take
/// 718 MB); one beyond the bounds is not read, and a finding says so. Faults of well-formedness and document types are never tolerated.
package struct TolerantReader: Sendable {
    /// Bytes.
    package static let maximumSize = 64 << 20

    /// Elements and texts; about 250 bytes of memory each.
    package static let maximumItems = 1_000_000

    private let library: SchemaLibrary
    private let limits: XMLLimits
    private let maximumSize: Int
    private let maximumItems: Int

    package init(
        library: SchemaLibrary, limits: XMLLimits = XMLLimits(),
        maximumSize: Int = TolerantReader.maximumSize, maximumItems: Int = TolerantReader.maximumItems
    ) {
        self.library = library
        self.limits = limits
        self.maximumSize = maximumSize
        self.maximumItems = maximumItems
    }

    /// Reads a document that has been judged and is not valid.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - source: what findings call it.
    ///   - profile: which deviations are accepted.
    ///   - wanted: the only set that may be assumed; nil for any.
    ///   - zone: what a local time takes.
    /// - Returns: what it was read as. Without messages and findings nothing in it looks like a message.
    /// - Throws: what `bytes` throws, and ``SchemaError`` when a set cannot be loaded.
    package func read(
        _ bytes: some ByteSource, source: String?, profile: Profile, set wanted: SchemaSet? = nil,
        zone: PlantZone? = nil
    ) throws -> TolerantReading {
        var result = TolerantReading()
        guard let content = try collect(bytes) else {
            result.findings = [tooLarge(source)]
            return result
        }
        let tree: SourceTree
        switch parse(content) {
        case .success(let parsed): tree = parsed
        case .failure(let failure):
            guard profile.accepts(.encodingLabel), let relabelled = EncodingLabel(content),
                case .success(let parsed) = parse(relabelled.bytes)
            else {
                result.findings = [failure.finding(source: source)]
                return result
            }
            tree = parsed
            result.deviations.append(relabelled.deviation(source, profile))
        }
        guard tree.items.count <= maximumItems else {
            result.findings = [tooLarge(source)]
            return result
        }
        try read(tree, into: &result, source: source, profile: profile, wanted: wanted, zone: zone)
        return result
    }

    /// Who says that a document is theirs: the sender's logical ID, in whichever namespace and order. Nil when the
    /// document is not well-formed, too large, or names no sender.
    package func sender(of bytes: some ByteSource) throws -> String? {
        guard let content = try collect(bytes), case .success(let tree) = parse(content) else { return nil }
        let steps = ["ApplicationArea", "Sender", "LogicalID"]
        let match = tree.items.indices.first { index in
            var element = Int32(index)
            for step in steps.reversed() {
                guard element >= 0, tree.name(of: element).local == step else { return false }
                element = tree[element].parent
            }
            return true
        }
        return match.map { tree.text(of: Int32($0)).trimmingBlanks }
    }

    // MARK: Bytes

    /// Nil when there are more than the bound.
    private func collect(_ bytes: some ByteSource) throws -> [UInt8]? {
        var content: [UInt8] = []
        try bytes.forEachPiece { piece in
            content.append(contentsOf: piece)
            return content.count <= maximumSize
        }
        return content.count <= maximumSize ? content : nil
    }

    private func tooLarge(_ source: String?) -> Finding {
        Finding(
            "TOL-SIZE-1", .error, at: Place(source: source),
            "the document is too large to be read tolerantly",
            expected: ["at most \(maximumSize) bytes", "at most \(maximumItems) elements and texts"],
            advice: "Mend what the strict reading has found, or send it in smaller parts.")
    }

    private func parse(_ content: [UInt8]) -> Result<SourceTree, XMLFailure> {
        let names = NameInterner(table: NameTable([]))
        let reader = XMLReader(
            names: names, limits: limits, sink: SourceTreeSink(names: names, maximumItems: maximumItems))
        do throws(XMLFailure) {
            return .success(try reader.read(content).tree)
        } catch {
            return .failure(error)
        }
    }

    // MARK: Messages

    private func read(
        _ tree: SourceTree, into result: inout TolerantReading, source: String?, profile: Profile,
        wanted: SchemaSet?, zone: PlantZone?
    ) throws {
        var messages: [SchemaSet: Set<String>] = [:]
        for set in library.available where wanted == nil || wanted == set {
            messages[set] = Set(MessageRoot.names(in: try library.schema(set)))
        }
        let (payloads, wrapper) = PayloadFinder(tree: tree, messages: messages, wanted: wanted).find()
        if let kind = wrapper.kind, !payloads.isEmpty {
            guard profile.accepts(kind) else { return }
            result.deviations.append(wrapped(tree, payloads, kind, source, profile))
        }
        for payload in payloads {
            var attempts: [Attempt] = []
            for set in payload.sets {
                let attempt = try attempt(payload, tree, set, source, profile, zone)
                attempts.append(attempt)
                // No other reading can be better than one that needs nothing but its namespace.
                if attempt.findings.isEmpty, attempt.weight == 0 { break }
            }
            guard let best = attempts.enumerated().min(by: { Attempt.isBetter($0, $1) })?.element else {
                continue
            }
            result.add(best, reason: reason(payload, tree, best, attempts))
        }
    }

    private func attempt(
        _ payload: Payload, _ tree: SourceTree, _ set: SchemaSet, _ source: String?, _ profile: Profile,
        _ zone: PlantZone?
    ) throws -> Attempt {
        let schema = try library.schema(set)
        var normalisation = Normalisation(tree, schema: schema, set: set, profile: profile, source: source)
        normalisation.read(payload)
        let names = NameInterner(table: schema.names)
        var validator = Validator(schema: schema, names: names, source: source)
        let sent = normalisation.tree.send(payload.element, to: &validator, names: names)
        let places = OriginalPlaces(tree, sent.map { normalisation.origin($0) }, source: source)
        let document = validator.document
        var notes = HabitNotes(schema: schema, profile: profile, source: source)
        if validator.findings.isEmpty { notes.finish(document) { places[$0] } }
        return Attempt(
            set: set, document: document, places: places,
            findings: validator.findings.map(places.moved),
            deviations: normalisation.log.deviations, notes: notes.deviations(by: profile, zone: zone),
            setAside: normalisation.setAside)
    }

    // MARK: Words

    private func wrapped(
        _ tree: SourceTree, _ payloads: [Payload], _ kind: DeviationKind, _ source: String?,
        _ profile: Profile
    ) -> Deviation {
        let root = tree[0]
        let name = tree.name(of: 0)
        let holds = payloads.count == 1 ? "one message" : "\(payloads.count) messages"
        return Deviation(
            kind: kind, severity: profile[kind].severity,
            place: Place(
                source: source, line: Int(root.line), column: Int(root.column), path: tree.path(of: 0)),
            message: "\(name.local) is not B2MML's and holds \(holds)", found: name.description,
            assumed: payloads.map { tree.path(of: $0.element) }.prefix(8).joined(separator: ", "))
    }

    private func reason(
        _ payload: Payload, _ tree: SourceTree, _ best: Attempt, _ attempts: [Attempt]
    ) -> String {
        let namespace = tree.name(of: payload.element).namespace
        let alike = attempts.filter { $0.set != best.set && $0.findings.isEmpty && best.findings.isEmpty }
            .map(\.set.rawValue)
        var reason: String
        switch payload.match {
        case .exact: reason = "namespace \(namespace)"
        case .noNamespace: reason = "assumed: no namespace"
        case .nearMiss:
            reason = "assumed: the namespace \(namespace) resembles \(best.set.namespace)"
            if payload.isOlder { reason += ", a later version" }
        }
        if payload.match != .exact {
            if !best.findings.isEmpty {
                reason += ", under which the fewest faults remain"
            } else if attempts.count > 1 {
                reason +=
                    alike.isEmpty
                    ? "; no other set accepts the document"
                    : "; \(alike.joined(separator: ", ")) would accept it too"
            }
        }
        return reason
    }
}

/// One message read by one set.
private struct Attempt {
    let set: SchemaSet
    let document: Document
    let places: OriginalPlaces
    let findings: [Finding]
    let deviations: [Deviation]
    let notes: [Deviation]
    let setAside: [SetAside]

    /// What the reading had to do, besides assuming a namespace.
    var weight: Int {
        deviations.reduce(0) { sum, deviation in
            switch deviation.kind {
            case .namespaceMissing, .namespaceNearMiss, .nounWithoutEnvelope: sum
            case .extensionElement, .foreignElement, .unknownElement, .foreignAttribute:
                // What is set aside is lost to the plant.
                sum + 10 * deviation.count
            default: sum + deviation.count
            }
        }
    }

    /// Fewer faults, then fewer deviations, then what was tried first.
    static func isBetter(
        _ left: EnumeratedSequence<[Attempt]>.Element, _ right: EnumeratedSequence<[Attempt]>.Element
    ) -> Bool {
        (left.element.findings.count, left.element.weight, left.offset)
            < (right.element.findings.count, right.element.weight, right.offset)
    }
}

extension TolerantReading {
    fileprivate mutating func add(_ attempt: Attempt, reason: String) {
        if set == nil {
            set = attempt.set
            setReason = reason
        }
        deviations += attempt.deviations + attempt.notes
        setAside += attempt.setAside
        findings += attempt.findings
        guard attempt.findings.isEmpty else { return }
        messages.append(Message(set: attempt.set, document: attempt.document, places: attempt.places))
    }
}
