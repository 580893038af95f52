import Diagnostics
import XMLStream

/// What is wrong with an `xsi:type`.
enum InstanceTypeProblem {
    case unknown
    case notDerived(String)
    case blocked(String)
    case abstract
}

/// What is wrong with an `xsi:nil`.
enum NilProblem {
    case notBoolean(String)
    case notNillable
}

/// What a finding is about. Its path is made only for a finding that is kept.
enum FindingSubject {
    /// The innermost open element.
    case element
    /// An element that is about to be opened in the innermost frame.
    case child(StartTag)
    /// Of the innermost open element.
    case attribute(NameID)
}

extension ValidationRun {
    private mutating func report(
        _ code: Code, _ message: String, _ subject: FindingSubject, expected: [String] = [],
        found: String? = nil, advice: String?
    ) {
        if case .element = subject, frames.top.pointee.node >= 0 {
            builder.mark(frames.top.pointee.node, .invalid)
        }
        guard findings.count < maximumFindings else {
            suppressedFindings += 1
            return
        }
        findings.append(
            Finding(
                code, .error, at: place(of: subject), message, expected: limited(expected), found: found,
                advice: advice))
    }

    private func place(of subject: FindingSubject) -> Place {
        switch subject {
        case .element:
            return place(at: places[frames.top.pointee.mark], path())
        case .child(let tag):
            return place(at: tag.place, path(ofChild: tag.name))
        case .attribute(let name):
            return place(at: places[frames.top.pointee.mark], "\(path())/@\(names[name].local)")
        }
    }

    private func place(at place: (line: Int, column: Int), _ path: String) -> Place {
        Place(source: source, line: place.line, column: place.column, path: path)
    }

    /// The document cannot be kept whole; what was judged before and after stays judged.
    mutating func reportTooLarge() {
        report(
            "DOCUMENT-SIZE-1",
            "the document is too large to be kept whole: it has more nodes or text than fit",
            .element, advice: "Split it, or read it record by record.")
    }

    // MARK: Elements

    mutating func reportRoot(_ tag: StartTag) {
        let name = names[tag.name]
        let known = schema.globalElements.map { schema.names[$0] }
        let namespaces = known.filter { $0.local == name.local }.map(\.namespace)
        let nearest = nearestName(to: name.local, among: known.map(\.local))
        let meant = known.first { hasSameWords($0.local, name.local) }?.local ?? nearest
        let advice =
            if let namespace = namespaces.first {
                namespace.isEmpty
                    ? "It must be in no namespace." : "It must be in the namespace \(namespace)."
            } else {
                meant.map { "Did you mean \"\($0)\"?" }
                    ?? "Check the noun, the verb before it, and the namespace."
            }
        report(
            "XSD-ROOT-1", "this set has no element \(described(name))", .child(tag),
            expected: namespaces.isEmpty ? meant.map { [$0] } ?? [] : [name.local], found: name.local,
            advice: advice)
    }

    /// Whether two names are of the same words in another order, as `OperationsScheduleSync`.
    private func hasSameWords(_ left: String, _ right: String) -> Bool {
        left.count == right.count && words(in: left).sorted() == words(in: right).sorted()
    }

    /// The parts of a name that begin with a capital.
    private func words(in name: String) -> [String] {
        name.reduce(into: [""]) { words, letter in
            if letter.isUppercase { words.append("") }
            words[words.count - 1].append(letter)
        }.filter { !$0.isEmpty }
    }

    mutating func reportUnexpected(_ tag: StartTag, state: Int32) {
        guard findings.count < maximumFindings else {
            suppressedFindings += 1
            return
        }
        let frame = frames.top.pointee
        guard let model = schema.contentModel(of: TypeID(rawValue: frame.type)) else { return }
        let guide = ContentGuide(schema, model)
        let words =
            if let child = model.child(tag.name) {
                misplaced(child, in: frame, state, guide)
            } else {
                unknown(names[tag.name], tag.name, in: frame, state, guide, model)
            }
        report(
            "XSD-CHILD-1", words.message, .child(tag), expected: expectedNames(state),
            found: names[tag.name].local, advice: words.advice)
    }

    /// About a child that the parent's type has, though not here.
    private func misplaced(
        _ child: ContentModel.Child, in frame: Frame, _ state: Int32, _ guide: ContentGuide
    ) -> (message: String, advice: String) {
        let name = schema.names[child.name].local
        let parent = names[frame.name].local
        let missing = guide.missing(from: state, to: .child(child.name))
        if !missing.isEmpty {
            let first = listed(missing)
            return (
                "\(name) comes too early in \(parent): \(first) must stand before it",
                "Write \(first) first, then \(name)."
            )
        }
        let siblings = earlierSiblings(ofChild: child.name)
        if let maximum = child.occurrence.max, siblings[child.name, default: 0] >= maximum {
            return maximum == 1
                ? ("\(name) may stand only once in \(parent)", "Keep one \(name) and remove the others.")
                : (
                    "\(name) may stand at most \(maximum) times in \(parent)",
                    "Keep \(maximum) of them and remove the others."
                )
        }
        let rivals = siblings.keys.filter { guide.excludes(child.name, $0) }.map { names[$0].local }
        if let rival = rivals.min() {
            return (
                "\(name) cannot stand beside \(rival) in \(parent): the schema has one or the other",
                "Keep one of the two."
            )
        }
        return ("\(name) comes too late in \(parent)", "Move it up: \(place(of: child.name, guide)).")
    }

    private func place(of name: NameID, _ guide: ContentGuide) -> String {
        let neighbours = guide.neighbours(of: name)
        let before = neighbours.before.map { schema.names[$0].local }
        let after = neighbours.after.map { schema.names[$0].local }
        return switch (before, after) {
        case (let before?, let after?): "its place is between \(before) and \(after)"
        case (nil, let after?): "its place is before \(after)"
        case (let before?, nil): "its place is behind \(before)"
        case (nil, nil): "nothing may stand before it"
        }
    }

    /// About a child that the parent's type does not have.
    private func unknown(
        _ name: ExpandedName, _ id: NameID, in frame: Frame, _ state: Int32, _ guide: ContentGuide,
        _ model: ContentModel
    ) -> (message: String, advice: String) {
        let parent = names[frame.name]
        let described = name.namespace == parent.namespace ? name.local : described(name)
        let message = "\(described) is not a child of \(parent.local)"
        let known = model.children.map { schema.names[$0.name] }
        if let same = known.first(where: { $0.local == name.local }) {
            return (
                message,
                same.namespace.isEmpty
                    ? "It must be in no namespace here." : "It must be in the namespace \(same.namespace)."
            )
        }
        if let nearest = nearestName(to: name.local, among: known.map(\.local)) {
            return (message, "Did you mean \"\(nearest)\"?")
        }
        let holders = guide.holders(of: id).map { schema.names[$0].local }
        if !holders.isEmpty { return (message, "It belongs into \(listed(holders, last: "or")).") }
        let expected = expectedNames(state)
        return (
            message,
            expected.isEmpty
                ? "Remove it, or load a schema that declares it."
                : "Remove it, or load a schema that declares it; expected here is \(listed(expected, last: "or"))."
        )
    }

    mutating func reportMissing(_ frame: Frame) {
        guard findings.count < maximumFindings else {
            if frame.node >= 0 { builder.mark(frame.node, .invalid) }
            suppressedFindings += 1
            return
        }
        guard let model = schema.contentModel(of: TypeID(rawValue: frame.type)) else { return }
        let parent = names[frame.name].local
        let missing = ContentGuide(schema, model).missing(from: frame.state, to: .end)
        let isOne = missing.count == 1
        report(
            "XSD-CHILD-2", "\(parent) ends too early: \(listed(missing)) \(isOne ? "is" : "are") missing",
            .element, expected: missing.joined().map { schema.names[$0].local },
            found: "the end of \(parent)",
            advice: "Add \(listed(missing)) before the end of \(parent).")
    }

    mutating func reportUndeclaredInWildcard(_ tag: StartTag) {
        let name = names[tag.name]
        report(
            "XSD-ANY-1", "nothing declares \(described(name)), and here it must be declared", .child(tag),
            found: name.description,
            advice: "Load the schema of the element's namespace, or remove the element.")
    }

    mutating func reportChildOfSimple(_ tag: StartTag) {
        let parent = frames.top.pointee
        let isEmpty = parent.mode == .empty
        report(
            "XSD-CHILD-3",
            "\(names[parent.name].local) \(isEmpty ? "must be empty" : "holds a value, no elements")",
            .child(tag), found: names[tag.name].local,
            advice: isEmpty ? "Remove the element." : "Write the value as text, without elements.")
    }

    mutating func reportText(_ utf8: UnsafeBufferPointer<UInt8>) {
        let frame = frames.top.pointee
        let isEmpty = frame.mode == .empty
        report(
            "XSD-TEXT-1",
            "\(names[frame.name].local) \(isEmpty ? "must be empty" : "holds elements, no text")",
            .element, expected: expectedNames(frame.state),
            found: shortened(String(decoding: utf8.prefix(200), as: UTF8.self).trimmingBlanks),
            advice: isEmpty
                ? "Remove the text." : "Remove the text, or put it into the element that it belongs to.")
    }

    // MARK: Values

    mutating func reportValue(
        _ problem: ValueProblem, _ value: String, _ frame: Frame, _ type: SimpleType
    ) {
        let words = words(for: problem, value: value, type: type)
        report(
            words.code, words.message, .element, expected: words.expected, found: shortened(value),
            advice: words.advice)
    }

    mutating func reportAttributeValue(
        _ attribute: XMLAttributes.Attribute, _ problem: ValueProblem, _ type: SimpleType
    ) {
        let words = words(for: problem, value: attribute.text, type: type)
        report(
            "XSD-ATTR-3", words.message, .attribute(attribute.name), expected: words.expected,
            found: shortened(attribute.text), advice: words.advice)
    }

    private func words(
        for problem: ValueProblem, value: String, type: SimpleType
    ) -> (code: Code, message: String, expected: [String], advice: String) {
        let quoted = value.isEmpty ? "an empty value" : "\"\(shortened(value))\""
        switch problem {
        case .notInEnumeration:
            let values = type.enumeration?.values ?? []
            return (
                "XSD-VALUE-1", "\(quoted) is not a value of \(type.label)", values,
                advice(for: value, among: values)
            )
        case .notInPattern:
            let patterns = type.patterns.last?.alternatives ?? []
            return (
                "XSD-VALUE-2", "\(quoted) does not match the pattern of \(type.label)", patterns,
                "Write a value that matches \(listed(patterns, last: "or"))."
            )
        case .lexical(let builtin):
            return (
                "XSD-VALUE-3", "\(quoted) is not a valid \(builtin.rawValue)", [builtin.rawValue],
                ValueAdvice.advice(for: value, of: builtin)
            )
        case .outOfBounds(let violation):
            return words(for: violation, value: quoted, type: type)
        case .noMember:
            return (
                "XSD-VALUE-4", "\(quoted) is not a value of any member of \(type.label)", [],
                "Write a value that one of the union's types allows."
            )
        }
    }

    private func advice(for value: String, among values: [String]) -> String {
        let bare = value.trimmingBlanks
        if values.contains(bare) { return "Write \"\(bare)\" without the blanks around it." }
        if let other = values.first(where: { $0.lowercased() == bare.lowercased() }) {
            return "Write \"\(other)\": capital and small letters count."
        }
        return nearestName(to: bare, among: values).map { "Did you mean \"\($0)\"?" }
            ?? "Write \(listed(values, last: "or"))."
    }

    private func words(
        for violation: BoundingFacets.Violation, value: String, type: SimpleType
    ) -> (code: Code, message: String, expected: [String], advice: String) {
        let bounds = type.bounds ?? BoundingFacets()
        switch violation {
        case .length(let length):
            let allowed =
                bounds.minLength == bounds.maxLength
                ? "\(bounds.minLength)"
                : bounds.maxLength < 0
                    ? "at least \(bounds.minLength)" : "\(bounds.minLength) to \(bounds.maxLength)"
            return (
                "XSD-VALUE-5", "\(value) has the length \(length), \(type.label) has \(allowed)", [allowed],
                "Write a value of the length \(allowed)."
            )
        case .limit(let limit):
            let allowed = "\(limit.kind.words) \(limit.text)"
            return (
                "XSD-VALUE-6", "\(value) is beyond the limits of \(type.label): it must be \(allowed)",
                [allowed], "Write a value that is \(allowed)."
            )
        case .totalDigits(let count):
            return (
                "XSD-VALUE-7", "\(value) has \(count) digits, \(type.label) at most \(bounds.totalDigits)",
                ["\(bounds.totalDigits) digits"], "Write at most \(bounds.totalDigits) digits."
            )
        case .fractionDigits(let count):
            return (
                "XSD-VALUE-7",
                "\(value) has \(count) digits after the point, \(type.label) at most \(bounds.fractionDigits)",
                ["\(bounds.fractionDigits) digits after the point"],
                "Write at most \(bounds.fractionDigits) digits after the point."
            )
        }
    }

    // MARK: Attributes

    mutating func reportUnknownAttribute(_ attribute: XMLAttributes.Attribute, _ frame: Frame) {
        let name = names[attribute.name]
        let known = schema.types[Int(frame.type)].attributes.map { schema.names[$0.name].local }
        let nearest = nearestName(to: name.local, among: known)
        let attribute = name.namespace.isEmpty ? name.local : described(name)
        let advice =
            known.contains(name.local)
            ? "Write \(name.local) without a prefix." : nearest.map { "Did you mean \"\($0)\"?" }
        report(
            "XSD-ATTR-1", "\(names[frame.name].local) has no attribute \(attribute)", .element,
            expected: known, found: name.description, advice: advice ?? "Remove the attribute.")
    }

    mutating func reportUndeclaredAttribute(_ attribute: XMLAttributes.Attribute, _ frame: Frame) {
        let name = names[attribute.name]
        report(
            "XSD-ANY-2", "nothing declares the attribute \(described(name)), and here it must be declared",
            .element, found: name.description,
            advice: "Load the schema of the attribute's namespace, or remove the attribute.")
    }

    mutating func reportMissingAttribute(_ attribute: NameID, _ frame: Frame) {
        let name = schema.names[attribute].local
        report(
            "XSD-ATTR-2", "\(names[frame.name].local) lacks the attribute \(name)", .element,
            expected: [name],
            advice: "Add \(name)=\"…\".")
    }

    mutating func reportInstanceType(_ text: String, _ tag: StartTag, _ problem: InstanceTypeProblem) {
        let quoted = "\"\(shortened(text))\""
        let advice = "Name a type that is derived from the declared one, or remove xsi:type."
        switch problem {
        case .unknown:
            if let prefix = undeclaredPrefix(of: text) {
                report(
                    "XSD-TYPE-1", "the prefix \"\(prefix)\" in xsi:type is not declared", .child(tag),
                    found: shortened(text), advice: "Declare it with xmlns:\(prefix), or remove xsi:type.")
            } else {
                report(
                    "XSD-TYPE-1", "xsi:type names \(quoted), which is no type of this set", .child(tag),
                    found: shortened(text), advice: advice)
            }
        case .notDerived(let base):
            report(
                "XSD-TYPE-1", "\(quoted) in xsi:type is not derived from \(base)", .child(tag),
                expected: [base], found: shortened(text), advice: advice)
        case .blocked(let base):
            report(
                "XSD-TYPE-1", "\(quoted) in xsi:type is derived in a way that \(base) blocks", .child(tag),
                expected: [base], found: shortened(text), advice: advice)
        case .abstract:
            report(
                "XSD-TYPE-1", "\(quoted) in xsi:type is abstract: no element may have it", .child(tag),
                found: shortened(text), advice: advice)
        }
    }

    private func undeclaredPrefix(of text: String) -> String? {
        let parts = text.trimmingBlanks.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        return prefixes.contains { $0.prefix == parts[0] } ? nil : shortened(String(parts[0]))
    }

    mutating func reportAbstract(_ declaration: ElementDeclaration, _ tag: StartTag) {
        report(
            "XSD-TYPE-2",
            "the type \(schema.type(declaration.type).label) of \(names[tag.name].local) is abstract",
            .child(tag),
            advice: "Name a type that is derived from it with xsi:type.")
    }

    mutating func reportNil(_ problem: NilProblem, _ frame: Frame) {
        let name = names[frame.name].local
        switch problem {
        case .notBoolean(let text):
            report(
                "XSD-NIL-1", "\"\(shortened(text))\" in xsi:nil is not a boolean", .element,
                found: shortened(text),
                advice: "Write true or false.")
        case .notNillable:
            report("XSD-NIL-2", "\(name) may not have xsi:nil", .element, advice: "Remove xsi:nil.")
        }
    }

    /// About the innermost element, once.
    mutating func reportNilContent() {
        let frame = frames.top
        guard !frame.pointee.hasContentFinding else { return }
        frame.pointee.hasContentFinding = true
        report(
            "XSD-NIL-3", "\(names[frame.pointee.name].local) says that it is nil and has content",
            .element, advice: "Remove the content, or xsi:nil.")
    }

    // MARK: Words and paths

    /// The names that the automaton allows in a state, in the order of the schema.
    private func expectedNames(_ state: Int32) -> [String] {
        guard state >= 0 else { return [] }
        return schema.moves(from: state).sorted { $0.declaration < $1.declaration }
            .map { schema.names[$0.name].local }
    }

    /// At most twenty, for readers that take the list apart; then how many more.
    private func limited(_ words: [String]) -> [String] {
        words.count > 20 ? words.prefix(19) + ["… \(words.count - 19) more"] : words
    }

    /// At most six, or five and how many more.
    private func listed(_ words: [String], last conjunction: String) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        if words.count > 6 {
            return "\(words.prefix(5).joined(separator: ", ")) \(conjunction) one of \(words.count - 5) more"
        }
        return "\(words.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
    }

    /// What is missing: names, and choices of names.
    private func listed(_ missing: [[NameID]]) -> String {
        let words = missing.map { choice in
            let names = choice.map { schema.names[$0].local }
            if names.isEmpty { return "an element" }
            return missing.count > 1 && names.count > 1
                ? "one of \(names.prefix(6).joined(separator: ", "))" : listed(names, last: "or")
        }
        return listed(words, last: "and")
    }

    private func described(_ name: ExpandedName) -> String {
        name.namespace.isEmpty
            ? "\(name.local) in no namespace" : "\(name.local) of the namespace \(name.namespace)"
    }

    private func shortened(_ text: String) -> String {
        text.count > 80 ? "\(text.prefix(77))…" : text
    }

    /// How many children of each name the innermost element has had before the one that is judged now.
    private func earlierSiblings(ofChild name: NameID) -> [NameID: Int] {
        var counts: [NameID: Int] = [:]
        siblings.forEach(from: frames.top.pointee.firstCount) { counts[$0.name] = Int($0.count) }
        counts[name]? -= 1
        return counts.filter { $0.value > 0 }
    }

    /// Of the innermost open element: `/SyncX/DataArea[1]/X[2]`.
    private func path() -> String {
        guard depth > 0 else { return "" }
        var path = "/\(names[frames.base[1].name].local)"
        for index in 1..<depth {
            let frame = frames.base[index + 1]
            path += "/\(names[frame.name].local)[\(frame.position)]"
        }
        return path
    }

    /// Of an element that is about to be opened in the innermost frame.
    private func path(ofChild name: NameID) -> String {
        depth == 0
            ? "/\(names[name].local)" : "\(path())/\(names[name].local)[\(childPosition)]"
    }
}
