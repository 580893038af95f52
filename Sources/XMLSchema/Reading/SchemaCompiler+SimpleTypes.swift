import Diagnostics
import XMLStream

/// Source: XSD 1.0 Part 1, 3.14 Simple Type Definitions.
extension SchemaCompiler {
    /// What `final` of a simple type forbids.
    enum SimpleDerivation: String, Hashable {
        case restriction, list, union, `extension`
    }

    mutating func simpleType(named name: ExpandedName, at place: Place) throws(SchemaError) -> SimpleTypeID {
        if let known = simpleTypeIDs[name] { return known }
        guard let global = collected.types[name], global.element.construct == "simpleType" else {
            if collected.types[name] != nil || name == Self.anyType {
                throw .malformed("\(name.local) is a complex type, a simple one is needed", at: place)
            }
            throw unresolvedType(name, at: place)
        }
        guard compiling.insert(.type(name)).inserted else {
            throw .malformed("the type \(name.local) is derived from itself", at: place)
        }
        defer { compiling.remove(.type(name)) }
        let id = try simpleType(global.element, global.document, name: name, label: name.local)
        simpleTypeIDs[name] = id
        typeIDs[name] = addType(definition(of: id))
        return id
    }

    /// An anonymous simple type as the type of an element.
    mutating func anonymousSimpleType(
        _ element: XSDElement, _ document: SchemaDocument, label: String
    ) throws(SchemaError) -> TypeID {
        let simple = try simpleType(element, document, name: nil, label: label)
        return addType(definition(of: simple))
    }

    private func definition(of simple: SimpleTypeID) -> TypeDefinition {
        let type = tables.simpleTypes[Int(simple.rawValue)]
        return TypeDefinition(
            name: type.name, label: type.label, content: .simple(simple), base: namedBase(of: simple),
            derivation: .restriction)
    }

    /// The nearest ancestor that has a name: nothing can ask for those between.
    private func namedBase(of simple: SimpleTypeID) -> TypeID? {
        var current = simple
        while let base = simpleBases[current] {
            if let name = tables.simpleTypes[Int(base.rawValue)].name, let id = typeIDs[name] { return id }
            current = base
        }
        return typeIDs[Self.anySimpleType]
    }

    mutating func simpleType(
        _ element: XSDElement, _ document: SchemaDocument, name: ExpandedName?, label: String
    ) throws(SchemaError) -> SimpleTypeID {
        try allow(["name", "final", "id"], on: element)
        guard let step = element.particles.first, element.particles.count == 1 else {
            throw .malformed("the simple type \(label) needs one derivation", at: element.place)
        }
        let id: SimpleTypeID
        switch step.construct {
        case "restriction": id = try restriction(step, document, name: name, label: label)
        case "union": id = try union(step, document, name: name, label: label)
        default: throw .unsupported("\(step.label) in the simple type \(label)", at: step.place)
        }
        simpleFinals[id] = try finals(element["final"] ?? document.finalDefault, of: element)
        return id
    }

    private func finals(_ text: String?, of element: XSDElement) throws(SchemaError) -> Set<SimpleDerivation>
    {
        var result: Set<SimpleDerivation> = []
        for word in (text ?? "").split(whereSeparator: \.isWhitespace) {
            if word == "#all" {
                result = [.restriction, .list, .union, .extension]
            } else if let derivation = SimpleDerivation(rawValue: String(word)) {
                result.insert(derivation)
            } else {
                throw .malformed("final=\"\(word)\" is not allowed here", at: element.place)
            }
        }
        return result
    }

    func refuseFinal(
        _ base: SimpleTypeID, _ derivation: SimpleDerivation, _ label: String, at place: Place
    ) throws(SchemaError) {
        guard simpleFinals[base, default: []].contains(derivation) else { return }
        throw .malformed(
            "\(tables.simpleTypes[Int(base.rawValue)].label) is final: \(label) may not derive from it",
            at: place)
    }

    private mutating func restriction(
        _ step: XSDElement, _ document: SchemaDocument, name: ExpandedName?, label: String
    ) throws(SchemaError) -> SimpleTypeID {
        try allow(["base", "id"], on: step)
        var facets = step.particles
        let base: SimpleTypeID
        if let baseText = step["base"] {
            let baseName = try document.resolve(baseText, in: step)
            base = try simpleType(named: baseName, at: step.place)
            if baseName == Self.anySimpleType {
                throw .malformed(
                    "\(label) restricts xs:anySimpleType, which only built-in types may", at: step.place)
            }
        } else {
            guard let inline = facets.first, inline.construct == "simpleType" else {
                throw .malformed("the restriction in \(label) needs a base", at: step.place)
            }
            facets.removeFirst()
            base = try simpleType(inline, document, name: nil, label: label)
        }
        try refuseFinal(base, .restriction, label, at: step.place)
        return try restriction(of: base, facets: facets, name: name, label: label)
    }

    private mutating func union(
        _ step: XSDElement, _ document: SchemaDocument, name: ExpandedName?, label: String
    ) throws(SchemaError) -> SimpleTypeID {
        try allow(["memberTypes", "id"], on: step)
        var members: [SimpleTypeID] = []
        for member in (step["memberTypes"] ?? "").split(whereSeparator: \.isWhitespace) {
            members.append(try simpleType(named: document.resolve(String(member), in: step), at: step.place))
        }
        for child in step.particles {
            guard child.construct == "simpleType" else {
                throw .unsupported("\(child.label) in a union", at: child.place)
            }
            members.append(try simpleType(child, document, name: nil, label: label))
        }
        guard !members.isEmpty else { throw .malformed("the union \(label) has no members", at: step.place) }
        for member in members {
            try refuseFinal(member, .union, label, at: step.place)
            if case .atomic(.qName) = tables.simpleTypes[Int(member.rawValue)].variety {
                throw .unsupported("xs:QName in the union \(label)", at: step.place)
            }
        }
        let id = addSimpleType(
            SimpleType(name: name, label: label, variety: .union(members), whiteSpace: .preserve))
        simpleBases[id] = simpleTypeIDs[Self.anySimpleType]
        return id
    }

    /// Adds the type that a step of restriction makes.
    mutating func restriction(
        of base: SimpleTypeID, facets: [XSDElement], name: ExpandedName?, label: String
    ) throws(SchemaError) -> SimpleTypeID {
        var reader = FacetReader(
            base: tables.simpleTypes[Int(base.rawValue)], fixed: fixedFacets[base] ?? [], label: label,
            types: tables.simpleTypes)
        let type = try reader.restriction(facets, name: name)
        let id = addSimpleType(type)
        simpleBases[id] = base
        fixedFacets[id] = reader.fixed
        return id
    }

    /// Whether a simple type is another one or derived from it; a union is an ancestor of its members.
    ///
    /// Source: XSD 1.0 Part 1, 3.14.6 Type Derivation OK (Simple).
    func isDerived(_ type: SimpleTypeID, from ancestor: SimpleTypeID) -> Bool {
        var current: SimpleTypeID? = type
        while let id = current {
            if id == ancestor { return true }
            current = simpleBases[id]
        }
        guard case .union(let members) = tables.simpleTypes[Int(ancestor.rawValue)].variety else {
            return false
        }
        return members.contains { isDerived(type, from: $0) }
    }
}
