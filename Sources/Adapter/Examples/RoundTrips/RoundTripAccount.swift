package import Diagnostics
import Mapping
import XMLSchema
import XMLStream

/// What differs after a way there and back: a line for each kind of difference and each value of a type, such as
/// `JobOrderType/Priority`, however often it stands in the document.
package struct RoundTripAccount: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A mapping does not take what the one before it gave.
        case refused = "not taken by"
        /// Something is missing that a person would have to add.
        case held
        /// What a mapping has made is not as its set has it.
        case invalid
        /// A rule on the way says that it may be lost, and why.
        case lost
        /// No rule on the way says so.
        case lostByAccident = "lost by accident"
        /// Rules have read it, and none has written it.
        case unwritten = "read, not written"
        case moved
        /// Its text is another.
        case changed
        /// Its order among its equals is another.
        case reordered
        /// It came back, and was not there.
        case made
    }

    private var found: [Kind: Set<String>] = [:]
    /// Rules and alternatives, of all mappings on the way, that had something to do.
    package private(set) var fired: Set<Place> = []

    /// A line each, in an order of their own; empty when nothing differs.
    package var lines: [String] {
        Kind.allCases.flatMap { kind in
            let words = found[kind] ?? []
            return words.filter { !Self.isOfLostElement($0, words) }.sorted().map {
                "\(kind.rawValue): \($0)"
            }
        }
    }

    /// Whether the words are about an attribute of an element about which the same is said.
    private static func isOfLostElement(_ words: String, _ all: Set<String>) -> Bool {
        guard let attribute = words.firstRange(of: /\/@[^: ]+/) else { return false }
        return all.contains(words.replacing(words[attribute], with: ""))
    }

    package subscript(kind: Kind) -> Set<String> { found[kind] ?? [] }

    mutating func add(_ kind: Kind, _ words: String) {
        found[kind, default: []].insert(words)
    }

    /// Takes over what another document has shown.
    package mutating func merge(_ other: RoundTripAccount) {
        found.merge(other.found) { $0.union($1) }
        fired.formUnion(other.fired)
    }

    mutating func add(findingsOf result: MappingResult, _ mapping: CompiledMapping) {
        fired.formUnion(result.trace?.fired ?? [])
        if result.isRefused { add(.refused, mapping.name) }
        for path in result.losses.unsetRequired {
            add(.held, "\(mapping.name) requires \(path.namesAtItsEnd)")
        }
        for finding in result.findings where finding.severity == .error && finding.code != "MAP-RUN-2" {
            add(.held, "\(mapping.name) \(finding.code.rawValue) \(finding.place.path?.namesAtItsEnd ?? "")")
        }
    }

    /// Judges what a mapping has made by the schema of its set, unless something is known to be missing.
    mutating func add(faultsOf result: MappingResult, _ mapping: CompiledMapping) {
        guard !result.isHeld, !result.isRefused else { return }
        guard let bytes = try? DocumentSerialiser.bytes(of: result.document) else {
            add(.invalid, "\(mapping.name) cannot be written")
            return
        }
        let schema = mapping.targetSchema
        let names = NameInterner(table: schema.names)
        let reader = XMLReader(names: names, sink: Validator(schema: schema, names: names, source: nil))
        for finding in (try? reader.read(bytes))?.findings ?? [] where finding.severity == .error {
            add(
                .invalid,
                "\(mapping.name) \(finding.code.rawValue) \(finding.place.path?.namesAtItsEnd ?? "")")
        }
    }

    // MARK: Values

    mutating func compare(_ sent: Node, with returned: Node, through steps: [RoundTripStep]) {
        var reached: Set<Int32> = []
        var last: [Int32: Int32] = [:]
        let document = sent.document
        returned.forEachOwnValue { node in
            let label = node.label
            guard let origin = steps.reversed().reduce(Optional(node.index), { $0.flatMap($1.origin) }) else {
                add(.made, label)
                return
            }
            reached.insert(origin)
            let source = document.node(at: origin)
            if source.label != label { add(.moved, "\(source.label) to \(label)") }
            if source.text != node.text { add(.changed, label) }
            let place = node.parent?.index ?? -1
            if let before = last[place], before > origin, source.nameID == document.node(at: before).nameID {
                add(.reordered, label)
            }
            last[place] = origin
        }
        sent.forEachOwnValue { node in
            if !reached.contains(node.index) { account(for: node, steps) }
        }
    }

    /// For a value that has not come back.
    private mutating func account(for node: Node, _ steps: [RoundTripStep]) {
        var current = [node.index]
        for step in steps {
            if let reason = current.lazy.compactMap({ step.reason(for: $0) }).first {
                add(.lost, "\(node.label): \(reason)")
                return
            }
            if current.contains(where: step.isLostByAccident) {
                add(.lostByAccident, node.label)
                return
            }
            current = current.flatMap { step.images(of: $0) }
        }
        add(.unwritten, node.label)
    }
}

extension String {
    /// The last two names of a path: `A[1]/B[2]/@c` is `B/@c`.
    fileprivate var namesAtItsEnd: String {
        split(separator: "/").suffix(2).map { $0.prefix { $0 != "[" } }.joined(separator: "/")
    }
}

extension Node {
    /// The type that it stands in, and its name.
    fileprivate var label: String {
        if record.flags.contains(.attribute) { return "\(parent?.label ?? "")/@\(localName)" }
        guard let above = parent, let declaration = above.declaration else { return localName }
        return "\(document.schema.type(declaration.type).label)/\(localName)"
    }

    /// Its own values and those of all below it: elements without children that have a text, and attributes.
    fileprivate func forEachOwnValue(_ body: (Node) -> Void) {
        for attribute in attributes where attribute.name.namespace.isEmpty { body(attribute) }
        var hasChildren = false
        for child in children {
            hasChildren = true
            child.forEachOwnValue(body)
        }
        if !hasChildren, record.valueLength > 0 { body(self) }
    }
}
