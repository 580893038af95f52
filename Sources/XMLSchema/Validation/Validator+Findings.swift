import Diagnostics
import XMLStream

/// What is wrong with an `xsi:type`.
enum InstanceTypeProblem {
    case unknown
    case notDerived(String)
    case blocked(String)
}

/// What is wrong with an `xsi:nil`.
enum NilProblem {
    case notBoolean(String)
    case notNillable
}

/// What a finding is about. Its path is made only for a finding that is kept: it counts siblings.
enum FindingSubject {
    /// An element that is open.
    case element(Frame)
    /// An element that is about to be opened in the innermost frame.
    case child(StartTag)
    case attribute(NameID, of: Frame)
}

extension Validator {
    private mutating func report(
        _ code: Code, _ message: String, _ subject: FindingSubject, expected: [String] = [],
        found: String? = nil, advice: String?
    ) {
        if case .element(let frame) = subject, frame.node >= 0 { builder.mark(frame.node, .invalid) }
        guard findings.count < maximumFindings else {
            suppressedFindings += 1
            return
        }
        findings.append(
            Finding(
                code, .error, at: place(of: subject), message, expected: expected, found: found,
                advice: advice))
    }

    private func place(of subject: FindingSubject) -> Place {
        switch subject {
        case .element(let frame):
            Place(source: source, line: frame.line, column: frame.column, path: path(of: frame))
        case .child(let tag):
            Place(source: source, line: tag.line, column: tag.column, path: path(ofChild: tag.name))
        case .attribute(let name, of: let frame):
            Place(
                source: source, line: frame.line, column: frame.column,
                path: "\(path(of: frame))/@\(names[name].local)")
        }
    }

    // MARK: Elements

    mutating func reportRoot(_ tag: StartTag) {
        let name = names[tag.name]
        let known = schema.globalElements.map { schema.names[$0].local }
        let nearest = nearestName(to: name.local, among: known)
        report(
            "XSD-ROOT-1", "there is no element \(name) in this set", .child(tag),
            expected: nearest.map { [$0] } ?? [], found: name.local,
            advice: nearest.map { "Did you mean \"\($0)\"?" }
                ?? "Check the noun, the verb before it, and the namespace.")
    }

    mutating func reportUnexpected(_ tag: StartTag, state: Int32) {
        let top = frames.count - 1
        let name = names[tag.name]
        let expected = expectedNames(state)
        let model = schema.contentModel(of: TypeID(rawValue: frames[top].type))
        let isKnown = model?.child(tag.name) != nil
        let message =
            isKnown
            ? "\(name.local) is not allowed at this place in \(names[frames[top].name].local)"
            : "\(name.local) is not a child of \(names[frames[top].name].local)"
        report(
            "XSD-CHILD-1", message, .child(tag),
            expected: expected, found: name.local,
            advice: advice(for: name, isKnown: isKnown, model, expected))
    }

    private func advice(
        for name: ExpandedName, isKnown: Bool, _ model: ContentModel?, _ expected: [String]
    ) -> String {
        if isKnown {
            return expected.isEmpty
                ? "Nothing may follow here: it came too often, or too late."
                : "Keep the order of the schema: expected here is \(listed(expected))."
        }
        let candidates = model?.children.map { schema.names[$0.name] } ?? []
        if let same = candidates.first(where: { $0.local == name.local }) {
            return same.namespace.isEmpty
                ? "It must be in no namespace here." : "It must be in the namespace \(same.namespace)."
        }
        if let nearest = nearestName(to: name.local, among: candidates.map(\.local)) {
            return "Did you mean \"\(nearest)\"?"
        }
        return expected.isEmpty
            ? "Remove it, or load a schema that declares it."
            : "Remove it, or load a schema that declares it; expected here is \(listed(expected))."
    }

    mutating func reportMissing(_ frame: Frame) {
        let expected = expectedNames(frame.state)
        report(
            "XSD-CHILD-2", "\(names[frame.name].local) ends too early: \(listed(expected)) must follow",
            .element(frame),
            expected: expected, found: "the end of \(names[frame.name].local)",
            advice: "Add the missing element.")
    }

    mutating func reportUndeclaredInWildcard(_ tag: StartTag) {
        let name = names[tag.name]
        report(
            "XSD-ANY-1", "there is no declaration of \(name), and one is required here", .child(tag),
            found: name.description,
            advice: "Load the schema of the element's namespace, or remove the element.")
    }

    mutating func reportChildOfSimple(_ tag: StartTag) {
        let parent = frames[frames.count - 1]
        let holds = parent.mode == .empty ? "must be empty" : "holds a value, no elements"
        report(
            "XSD-CHILD-3", "\(names[parent.name].local) \(holds)", .child(tag), found: names[tag.name].local,
            advice: "Remove the element.")
    }

    mutating func reportText(_ utf8: UnsafeBufferPointer<UInt8>) {
        let frame = frames[frames.count - 1]
        report(
            "XSD-TEXT-1", "\(names[frame.name].local) holds elements, no text", .element(frame),
            found: shortened(String(decoding: utf8.prefix(200), as: UTF8.self).trimmingBlanks),
            advice: "Remove the text, or put it into the element that it belongs to.")
    }

    // MARK: Values

    mutating func reportValue(_ problem: ValueProblem, _ frame: Frame, _ type: SimpleType) {
        let value = builder.withValue(of: frame.node) { String(decoding: $0, as: UTF8.self) }
        let words = words(for: problem, value: value, type: type)
        report(
            words.code, words.message, .element(frame), expected: words.expected, found: shortened(value),
            advice: words.advice)
    }

    mutating func reportAttributeValue(
        _ attribute: XMLAttributes.Attribute, _ problem: ValueProblem, _ type: SimpleType, _ frame: Frame
    ) {
        let words = words(for: problem, value: attribute.text, type: type)
        report(
            "XSD-ATTR-3", words.message, .attribute(attribute.name, of: frame), expected: words.expected,
            found: shortened(attribute.text), advice: words.advice)
    }

    private func words(
        for problem: ValueProblem, value: String, type: SimpleType
    ) -> (code: Code, message: String, expected: [String], advice: String) {
        let quoted = "\"\(shortened(value))\""
        switch problem {
        case .notInEnumeration:
            let values = type.enumeration?.values ?? []
            let nearest = nearestName(to: value.trimmingBlanks, among: values)
            return (
                "XSD-VALUE-1", "\(quoted) is not a value of \(type.label)", values,
                nearest.map { "Did you mean \"\($0)\"?" } ?? "Allowed are \(listed(values))."
            )
        case .notInPattern:
            let patterns = type.patterns.last ?? []
            return (
                "XSD-VALUE-2", "\(quoted) does not match the pattern of \(type.label)", patterns,
                "Write \(listed(patterns))."
            )
        case .lexical(let builtin):
            return (
                "XSD-VALUE-3", "\(quoted) is not a valid \(builtin.rawValue)", [builtin.rawValue],
                "Write it like \(builtin.example). The type is \(type.label)."
            )
        case .noMember:
            return (
                "XSD-VALUE-4", "\(quoted) is not a value of any member of \(type.label)", [],
                "Write a value that one of the union's types allows."
            )
        }
    }

    // MARK: Attributes

    mutating func reportUnknownAttribute(_ attribute: XMLAttributes.Attribute, _ frame: Frame) {
        let name = names[attribute.name]
        let known = schema.types[Int(frame.type)].attributes.map { schema.names[$0.name].local }
        let nearest = nearestName(to: name.local, among: known)
        report(
            "XSD-ATTR-1", "\(names[frame.name].local) has no attribute \(name)", .element(frame),
            expected: known,
            found: name.description,
            advice: nearest.map { "Did you mean \"\($0)\"?" } ?? "Remove the attribute.")
    }

    mutating func reportMissingAttribute(_ use: AttributeUse, _ frame: Frame) {
        let name = schema.names[use.name].local
        report(
            "XSD-ATTR-2", "\(names[frame.name].local) lacks the attribute \(name)", .element(frame),
            expected: [name],
            advice: "Add \(name)=\"…\".")
    }

    mutating func reportInstanceType(_ text: String, _ tag: StartTag, _ problem: InstanceTypeProblem) {
        let message =
            switch problem {
            case .unknown: "xsi:type names \"\(shortened(text))\", which is no type of this set"
            case .notDerived(let base): "\"\(shortened(text))\" in xsi:type is not derived from \(base)"
            case .blocked(let base):
                "\"\(shortened(text))\" in xsi:type is derived in a way that \(base) blocks"
            }
        report(
            "XSD-TYPE-1", message, .child(tag),
            found: shortened(text),
            advice: "Name a type that is derived from the declared one, or remove xsi:type.")
    }

    mutating func reportNil(_ problem: NilProblem, _ frame: Frame) {
        let name = names[frame.name].local
        switch problem {
        case .notBoolean(let text):
            report(
                "XSD-NIL-1", "\"\(shortened(text))\" in xsi:nil is not a boolean", .element(frame),
                found: shortened(text),
                advice: "Write true or false.")
        case .notNillable:
            report("XSD-NIL-2", "\(name) may not have xsi:nil", .element(frame), advice: "Remove xsi:nil.")
        }
    }

    /// About the innermost element, once.
    mutating func reportNilContent() {
        let top = frames.count - 1
        guard !frames[top].hasContentFinding else { return }
        frames[top].hasContentFinding = true
        report(
            "XSD-NIL-3", "\(names[frames[top].name].local) says that it is nil and has content",
            .element(frames[top]), advice: "Remove the content, or xsi:nil.")
    }

    // MARK: Words and paths

    /// The names that the automaton allows in a state.
    private func expectedNames(_ state: Int32) -> [String] {
        guard state >= 0 else { return [] }
        return schema.moves(from: state).sorted { $0.declaration < $1.declaration }
            .map { schema.names[$0.name].local }
    }

    /// At most six, then how many more.
    private func listed(_ names: [String]) -> String {
        let shown = names.prefix(6).joined(separator: ", ")
        return names.count > 6 ? "\(shown) or one of \(names.count - 6) more" : shown
    }

    private func shortened(_ text: String) -> String {
        text.count > 80 ? "\(text.prefix(77))…" : text
    }

    private func path(of frame: Frame) -> String {
        if frame.node >= 0 { return path(ofNode: frame.node) }
        return "/" + (frames.map { names[$0.name].local } + [names[frame.name].local]).joined(separator: "/")
    }

    /// Of an element that is about to be opened in the innermost frame.
    private func path(ofChild name: NameID) -> String {
        guard let parent = frames.last else { return "/\(names[name].local)" }
        let previous = parent.node >= 0 ? siblings(named: name, of: parent.node, before: .max) : 0
        let dropped = parent.recordsDropped > 0 ? handedOn[name] ?? 0 : 0
        return "\(path(of: parent))/\(names[name].local)[\(previous + dropped + 1)]"
    }

    private func path(ofNode node: Int32) -> String {
        let record = builder.nodes[Int(node)]
        let name = nodeName(record)
        guard record.parent >= 0 else { return "/\(names[name].local)" }
        var position = siblings(named: name, of: record.parent, before: node) + 1
        if let open = openRecord, open.node == node { position += handedOn[name] ?? 0 }
        return "\(path(ofNode: record.parent))/\(names[name].local)[\(position)]"
    }

    private func nodeName(_ record: NodeRecord) -> NameID {
        record.declaration < 0
            ? NameID(rawValue: ~record.declaration) : schema.elements[Int(record.declaration)].name
    }

    private func siblings(named name: NameID, of parent: Int32, before node: Int32) -> Int {
        var count = 0
        var child = builder.nodes[Int(parent)].firstChild
        while child >= 0, child != node {
            let record = builder.nodes[Int(child)]
            if record.flags.isDisjoint(with: [.attribute, .text]), nodeName(record) == name { count += 1 }
            child = record.nextSibling
        }
        return count
    }
}
