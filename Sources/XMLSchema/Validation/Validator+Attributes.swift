import Diagnostics
import XMLStream

extension Validator {
    /// Judges the attributes and keeps them as the element's first nodes.
    mutating func checkAttributes(_ tag: StartTag, _ frame: inout Frame) {
        let isDeclared = frame.type >= 0
        let judged = isDeclared && frame.mode != .lax
        let uses = judged ? schema.types[Int(frame.type)].attributes : []
        if tag.attributes.isEmpty, !uses.contains(where: \.isRequired) { return }
        var seen: UInt64 = 0
        for index in 0..<tag.attributes.count {
            let attribute = tag.attributes[index]
            let use = uses.firstIndex { $0.name == attribute.name }
            if let use { seen |= 1 << UInt64(use) }
            if isDeclared, attribute.name == schema.xsi.nil { checkNil(attribute, &frame) }
            var type = use.map { uses[$0].type }
            if judged, use == nil, !schema.xsi.contains(attribute.name) {
                type = judgeByWildcard(attribute, frame)
            }
            let node = append(attribute, to: &frame, type: type)
            if let type, let problem = problem(of: attribute, type: type, node: node) {
                reportAttributeValue(attribute, problem, schema.simpleTypes[Int(type.rawValue)], frame)
            }
        }
        for (index, use) in uses.enumerated()
        where use.isRequired && seen & (1 << UInt64(index)) == 0 {
            reportMissingAttribute(use, frame)
        }
    }

    /// The type of an attribute that the element's type does not declare; nil when it is not judged.
    ///
    /// Source: XSD 1.0 Part 1, 3.10.4 Item Valid (Wildcard).
    private mutating func judgeByWildcard(
        _ attribute: XMLAttributes.Attribute, _ frame: Frame
    ) -> SimpleTypeID? {
        guard let wildcard = schema.types[Int(frame.type)].attributeWildcard,
            wildcard.admits(names[attribute.name].namespace)
        else {
            reportUnknownAttribute(attribute, frame)
            return nil
        }
        guard wildcard.processContents != .skip else { return nil }
        let type = schema.globalAttributes[attribute.name]
        if type == nil, wildcard.processContents == .strict { reportUndeclaredAttribute(attribute, frame) }
        return type
    }

    private mutating func append(
        _ attribute: XMLAttributes.Attribute, to frame: inout Frame, type: SimpleTypeID?
    ) -> Int32 {
        guard frame.node >= 0 else { return -1 }
        let node = builder.append(
            declaration: ~attribute.name.rawValue, parent: frame.node, previous: frame.lastChild,
            line: frame.line, column: frame.column, flags: .attribute)
        frame.lastChild = node
        let start = builder.valueCount
        builder.appendValue(attribute.value)
        let whiteSpace = type.map { schema.simpleTypes[Int($0.rawValue)].whiteSpace } ?? .preserve
        builder.setValue(of: node, from: start, whiteSpace)
        frame.valueStart = builder.valueCount
        return node
    }

    private func problem(
        of attribute: XMLAttributes.Attribute, type: SimpleTypeID, node: Int32
    ) -> ValueProblem? {
        let type = schema.simpleTypes[Int(type.rawValue)]
        if node >= 0 { return builder.withValue(of: node) { schema.problem(of: $0, type: type) } }
        var copy = Array(attribute.value)
        return copy.withUnsafeMutableBufferPointer { buffer in
            let count = type.whiteSpace.normalise(buffer)
            return schema.problem(of: UnsafeBufferPointer(rebasing: buffer[..<count]), type: type)
        }
    }

    // MARK: xsi:type and xsi:nil

    /// The type that `xsi:type` names, or the declared one.
    mutating func instanceType(_ tag: StartTag, _ declaration: ElementDeclaration) -> TypeID {
        guard let text = value(of: schema.xsi.type, in: tag) else {
            if schema.type(declaration.type).isAbstract { reportAbstract(declaration, tag) }
            return declaration.type
        }
        guard let name = expandedName(text.trimmingBlanks), let type = schema.type(named: name) else {
            reportInstanceType(text, tag, .unknown)
            return declaration.type
        }
        guard let steps = derivations(from: type, to: declaration.type) else {
            reportInstanceType(text, tag, .notDerived(schema.type(declaration.type).label))
            return declaration.type
        }
        if !steps.isDisjoint(with: schema.type(declaration.type).blocked.union(declaration.blocked)) {
            reportInstanceType(text, tag, .blocked(schema.type(declaration.type).label))
        }
        if schema.type(type).isAbstract { reportInstanceType(text, tag, .abstract) }
        return type
    }

    /// What a qualified name means here; nil when its prefix is not declared or one of its parts is empty.
    private func expandedName(_ text: String) -> ExpandedName? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, !parts.contains(""), let local = parts.last else { return nil }
        let prefix = parts.count == 2 ? parts[0] : ""
        guard let declared = prefixes.last(where: { $0.prefix == prefix }) else {
            return prefix.isEmpty ? ExpandedName("", local) : nil
        }
        return ExpandedName(declared.name, local)
    }

    /// The kinds of steps from a type down to its ancestor; nil when it is no ancestor. A union is an ancestor of its
    /// members.
    ///
    /// Source: XSD 1.0 Part 1, 3.14.6 Type Derivation OK (Simple), clause 2.2.4.
    private func derivations(from type: TypeID, to ancestor: TypeID) -> Set<TypeDefinition.Derivation>? {
        var steps: Set<TypeDefinition.Derivation> = []
        var current = type
        if case .any = schema.type(ancestor).content { return [] }
        while current != ancestor, !schema.isMember(current, ofUnion: ancestor) {
            let definition = schema.type(current)
            guard let base = definition.base else { return nil }
            if let derivation = definition.derivation { steps.insert(derivation) }
            current = base
        }
        return steps
    }

    private mutating func checkNil(_ attribute: XMLAttributes.Attribute, _ frame: inout Frame) {
        let text = attribute.text.trimmingBlanks
        guard ["true", "false", "1", "0"].contains(text) else {
            return reportNil(.notBoolean(text), frame)
        }
        let declared = frame.node >= 0 ? builder.nodes[Int(frame.node)].declaration : -1
        guard declared < 0 || schema.elements[Int(declared)].isNillable else {
            return reportNil(.notNillable, frame)
        }
        if text == "true" || text == "1" {
            frame.isNil = true
            if frame.node >= 0 { builder.mark(frame.node, .nilled) }
        }
    }

    private func value(of name: NameID, in tag: StartTag) -> String? {
        for index in 0..<tag.attributes.count where tag.attributes[index].name == name {
            return tag.attributes[index].text
        }
        return nil
    }
}
