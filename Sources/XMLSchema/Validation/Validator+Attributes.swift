import Diagnostics
import XMLStream

extension ValidationRun {
    /// Judges the attributes of the innermost element and keeps them as its first nodes.
    @inline(never)
    mutating func checkAttributes(_ tag: StartTag) {
        let frame = frames.top
        let isDeclared = frame.pointee.type >= 0
        let judged = isDeclared && frame.pointee.mode != .lax
        let row = judged ? tables.types + Int(frame.pointee.type) : nil
        let uses = UnsafeBufferPointer(
            start: row.map { tables.attributes + Int($0.pointee.firstAttribute) },
            count: row.map { Int($0.pointee.attributeCount) } ?? 0)
        var seen: UInt64 = 0
        for index in 0..<tag.attributes.count {
            let attribute = tag.attributes[index]
            if isDeclared, attribute.name == schema.xsi.nil { checkNil(attribute) }
            let node = frame.pointee.node >= 0 ? append(attribute, to: frame) : -1
            if let use = uses.firstIndex(where: { $0.name == attribute.name }) {
                seen |= 1 << UInt64(use)
                check(attribute, by: uses[use].type, uses[use].check, node: node)
            } else if judged, !schema.xsi.contains(attribute.name),
                let type = typeByWildcard(attribute, frame.pointee)
            {
                check(attribute, by: type, .general, node: node)
            } else if node >= 0 {
                setValue(of: node, attribute, .preserve)
            }
        }
        frame.pointee.valueStart = builder.valueCount
        guard frame.pointee.flags.contains(.hasRequired), judged else { return }
        for (index, use) in uses.enumerated()
        where use.flags.contains(.hasRequired) && seen & (1 << UInt64(index)) == 0 {
            reportMissingAttribute(use.name, frame.pointee)
        }
    }

    /// The type of an attribute that the element's type does not declare; nil when it is not judged.
    ///
    /// Source: XSD 1.0 Part 1, 3.10.4 Item Valid (Wildcard).
    private mutating func typeByWildcard(_ attribute: XMLAttributes.Attribute, _ frame: Frame) -> Int32? {
        guard frame.flags.contains(.hasAttributeWildcard),
            let wildcard = schema.types[Int(frame.type)].attributeWildcard,
            wildcard.admits(names[attribute.name].namespace)
        else {
            reportUnknownAttribute(attribute, frame)
            return nil
        }
        guard wildcard.processContents != .skip else { return nil }
        let type = schema.globalAttributes[attribute.name]
        if type == nil, wildcard.processContents == .strict { reportUndeclaredAttribute(attribute, frame) }
        return type?.rawValue
    }

    private mutating func append(
        _ attribute: XMLAttributes.Attribute, to frame: UnsafeMutablePointer<Frame>
    ) -> Int32 {
        let node = builder.append(
            declaration: ~attribute.name.rawValue, parent: frame.pointee.node,
            previous: frame.pointee.lastChild, at: places[frame.pointee.mark], flags: .attribute)
        frame.pointee.lastChild = node
        return node
    }

    private mutating func check(
        _ attribute: XMLAttributes.Attribute, by type: Int32, _ check: ValueCheck, node: Int32
    ) {
        let whiteSpace = tables.values[Int(type)].whiteSpace
        if node >= 0 {
            setValue(of: node, attribute, whiteSpace)
            if accepts(builder.value(of: node), check, type) { return }
        } else if acceptsAsItIs(attribute.value, check, type) {
            return
        }
        let start = builder.valueCount
        builder.appendValue(attribute.value)
        builder.normalise(from: start, whiteSpace)
        let simpleType = schema.simpleTypes[Int(type)]
        let problem = problem(of: builder.value(from: start), simpleType)
        builder.discardValues(from: start)
        if let problem { reportAttributeValue(attribute, problem, simpleType) }
    }

    private mutating func setValue(
        of node: Int32, _ attribute: XMLAttributes.Attribute, _ whiteSpace: WhiteSpace
    ) {
        let start = builder.valueCount
        builder.appendValue(attribute.value)
        builder.normalise(from: start, whiteSpace)
        builder.setValue(of: node, from: start)
    }

    // MARK: xsi:type and xsi:nil

    /// The type that `xsi:type` names, or the declared one.
    mutating func instanceType(_ text: String, _ tag: StartTag, _ declaration: ElementDeclaration) -> TypeID {
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

    private mutating func checkNil(_ attribute: XMLAttributes.Attribute) {
        let frame = frames.top
        let text = attribute.text.trimmingBlanks
        guard ["true", "false", "1", "0"].contains(text) else {
            return reportNil(.notBoolean(text), frame.pointee)
        }
        let declaration = frame.pointee.declaration
        guard declaration < 0 || schema.element(declaration).isNillable else {
            return reportNil(.notNillable, frame.pointee)
        }
        if text == "true" || text == "1" {
            frame.pointee.isNil = true
            frame.pointee.text = .refused
            if frame.pointee.node >= 0 { builder.mark(frame.pointee.node, .nilled) }
        }
    }

    func value(of name: NameID, in tag: StartTag) -> String? {
        for index in 0..<tag.attributes.count where tag.attributes[index].name == name {
            return tag.attributes[index].text
        }
        return nil
    }
}
