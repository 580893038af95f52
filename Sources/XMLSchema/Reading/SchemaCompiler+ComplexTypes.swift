import Diagnostics
import XMLStream

/// Source: XSD 1.0 Part 1, 3.4 Complex Type Definitions.
extension SchemaCompiler {
    /// What a complex type says at its start tag.
    private struct Heading {
        let id: TypeID
        let name: ExpandedName?
        let label: String
        let blocked: Set<TypeDefinition.Derivation>
        let isAbstract: Bool
        let isMixed: Bool
    }

    /// A type and how another one is derived from it.
    private struct Base {
        let id: TypeID
        let definition: TypeDefinition
        let derivation: TypeDefinition.Derivation
    }

    mutating func complexType(
        _ global: SchemaCollector.Global, id: TypeID, label: String, name: ExpandedName?
    ) throws(SchemaError) -> TypeDefinition {
        let element = global.element
        try allow(["name", "mixed", "block", "final", "abstract", "id"], on: element)
        let heading = Heading(
            id: id, name: name, label: label,
            blocked: try derivations("block", global.document.blockDefault, of: element, beside: []),
            isAbstract: try flag("abstract", of: element), isMixed: try flag("mixed", of: element))
        finals[id] = try derivations("final", global.document.finalDefault, of: element, beside: [])
        switch element.particles.first?.construct {
        case "simpleContent", "complexContent":
            if let extra = element.particles.dropFirst().first {
                throw .malformed("\(extra.label) is out of place in the type \(label)", at: extra.place)
            }
            return try derived(element.particles[0], global.document, heading)
        default:
            guard let anyType = typeIDs[Self.anyType], let definition = types[Int(anyType.rawValue)] else {
                throw .malformed("xs:anyType is missing", at: element.place)
            }
            let base = Base(id: anyType, definition: definition, derivation: .restriction)
            return try complexContent(of: element, global.document, heading, base)
        }
    }

    /// What an attribute names, or else the default of the file. Further words are about what is refused elsewhere, or
    /// about simple types; in the default all may stand.
    private func derivations(
        _ attribute: String, _ fallback: String?, of element: XSDElement, beside others: Set<Substring>
    ) throws(SchemaError) -> Set<TypeDefinition.Derivation> {
        var result: Set<TypeDefinition.Derivation> = []
        let text = element[attribute]
        for word in (text ?? fallback ?? "").split(whereSeparator: \.isWhitespace) {
            switch word {
            case "#all": result = [.extension, .restriction]
            case "extension": result.insert(.extension)
            case "restriction": result.insert(.restriction)
            case _ where others.contains(word): break
            case "substitution" where text == nil, "list" where text == nil, "union" where text == nil: break
            default:
                throw .malformed("\(attribute)=\"\(text ?? "")\" is not allowed here", at: element.place)
            }
        }
        return result
    }

    /// The derivations that a declaration of an element blocks. What it says of substitution groups means nothing:
    /// there are none.
    func blocked(
        _ element: XSDElement, _ document: SchemaDocument
    ) throws(SchemaError) -> Set<TypeDefinition.Derivation> {
        try derivations("block", document.blockDefault, of: element, beside: ["substitution"])
    }

    private mutating func derived(
        _ content: XSDElement, _ document: SchemaDocument, _ heading: Heading
    ) throws(SchemaError) -> TypeDefinition {
        try allow(content.construct == "complexContent" ? ["mixed", "id"] : ["id"], on: content)
        guard let step = content.particles.first, content.particles.count == 1, let baseText = step["base"],
            step.construct == "extension" || step.construct == "restriction"
        else {
            throw .malformed(
                "\(content.label) needs one xs:extension or xs:restriction with a base", at: content.place)
        }
        try allow(["base", "id"], on: step)
        let baseName = try document.resolve(baseText, in: step)
        let (id, definition) = try compiledType(named: baseName, at: step.place)
        let derivation: TypeDefinition.Derivation = step.construct == "extension" ? .extension : .restriction
        if finals[id, default: []].contains(derivation) {
            throw .malformed(
                "\(baseName.local) is final: \(heading.label) may not derive from it", at: step.place)
        }
        if let simple = simpleTypeIDs[baseName], derivation == .extension {
            try refuseFinal(simple, .extension, heading.label, at: step.place)
        }
        let base = Base(id: id, definition: definition, derivation: derivation)
        if content.construct == "simpleContent" {
            return try simpleContent(step, document, heading, base)
        }
        var heading = heading
        if content["mixed"] != nil {
            heading = Heading(
                id: heading.id, name: heading.name, label: heading.label, blocked: heading.blocked,
                isAbstract: heading.isAbstract, isMixed: try flag("mixed", of: content))
        }
        if case .simple = definition.content {
            throw .malformed(
                "\(heading.label) needs simpleContent, as its base \(baseName.local) has", at: step.place)
        }
        if derivation == .extension, case .any = definition.content {
            throw .unsupported("an extension of xs:anyType in the type \(heading.label)", at: step.place)
        }
        return try complexContent(of: step, document, heading, base)
    }

    // MARK: Complex content

    private static let models: Set<String?> = ["sequence", "choice", "group", "all"]

    private mutating func complexContent(
        of element: XSDElement, _ document: SchemaDocument, _ heading: Heading, _ base: Base
    ) throws(SchemaError) -> TypeDefinition {
        var children = element.particles
        var own: Particle?
        if let first = children.first, Self.models.contains(first.construct) {
            own = try particle(first, document, owner: heading.label)
            children.removeFirst()
        }
        if let extra = children.first(where: {
            Self.models.contains($0.construct)
        }) {
            throw .malformed("\(extra.label) is out of place in the type \(heading.label)", at: extra.place)
        }
        let declaredHere = try declared(children, document, owner: heading.label)
        let attributes = try attributes(
            declaredHere, base.definition, base.derivation, of: heading.label, at: element.place)
        if own == nil || hasEmptySequence(element) { own = nil }
        let content: TypeDefinition.Content
        switch base.derivation {
        case .restriction:
            content = try self.content(own, heading, at: element.place)
            restrictions.append(Restriction(derived: heading.id, base: base.id, place: element.place))
        case .extension:
            content = try extended(base, by: own, heading, at: element.place)
        }
        return TypeDefinition(
            name: heading.name, label: heading.label, content: content, attributes: attributes.uses,
            attributeWildcard: attributes.wildcard, base: base.id, derivation: base.derivation,
            blocked: heading.blocked, isAbstract: heading.isAbstract)
    }

    private mutating func content(
        _ particle: Particle?, _ heading: Heading, at place: Place
    ) throws(SchemaError) -> TypeDefinition.Content {
        guard particle != nil || heading.isMixed else { return .empty }
        particles[heading.id] = particle
        let index = try contentModel(particle ?? .sequence([]), owner: heading.label, at: place)
        return heading.isMixed ? .mixed(index) : .elementOnly(index)
    }

    /// What the base has, then what is added.
    ///
    /// Source: XSD 1.0 Part 1, 3.4.2, the content type of a complex type, clause 3.2.
    private mutating func extended(
        _ base: Base, by own: Particle?, _ heading: Heading, at place: Place
    ) throws(SchemaError) -> TypeDefinition.Content {
        let inherited = particles[base.id]
        guard let own else {
            particles[heading.id] = inherited
            if case .empty = base.definition.content, heading.isMixed {
                return try content(nil, heading, at: place)
            }
            return base.definition.content
        }
        switch base.definition.content {
        case .elementOnly where heading.isMixed, .mixed where !heading.isMixed:
            throw .malformed(
                "\(heading.label) and its base \(base.definition.label) must both be mixed, or both not",
                at: place)
        default: break
        }
        guard let inherited else { return try content(own, heading, at: place) }
        if own.isAll || inherited.isAll {
            throw .malformed("xs:all of \(heading.label) cannot be extended, nor extend anything", at: place)
        }
        return try content(.sequence([inherited, own]), heading, at: place)
    }

    /// An empty sequence makes the content empty, which admits no blanks either; a reference to an empty group does
    /// not.
    ///
    /// Source: XSD 1.0 Part 1, 3.4.2, the content type of a complex type, clause 2.1.
    private func hasEmptySequence(_ element: XSDElement) -> Bool {
        guard let first = element.particles.first else { return true }
        switch first.construct {
        case "sequence", "all": return first.particles.isEmpty || first["maxOccurs"] == "0"
        case "choice":
            return first.particles.isEmpty && first["minOccurs"] == "0" || first["maxOccurs"] == "0"
        case "group": return first["maxOccurs"] == "0"
        default: return true
        }
    }

    // MARK: Simple content

    private mutating func simpleContent(
        _ step: XSDElement, _ document: SchemaDocument, _ heading: Heading, _ base: Base
    ) throws(SchemaError) -> TypeDefinition {
        guard case .simple(var simple) = base.definition.content else {
            throw .malformed(
                "the base \(base.definition.label) of \(heading.label) has no simple content", at: step.place)
        }
        var children = step.particles
        if base.derivation == .restriction {
            if base.definition.name.map({ simpleTypeIDs[$0] != nil }) ?? false {
                throw .malformed(
                    "\(heading.label) restricts \(base.definition.label), which is a simple type",
                    at: step.place)
            }
            if let inline = children.first, inline.construct == "simpleType" {
                children.removeFirst()
                let narrowed = try simpleType(inline, document, name: nil, label: heading.label)
                guard isDerived(narrowed, from: simple) else {
                    throw .malformed(
                        "the simple type in \(heading.label) is not derived from that of its base",
                        at: inline.place)
                }
                simple = narrowed
            }
            let attributeKinds = ["attribute", "attributeGroup", "anyAttribute"]
            let facets = children.prefix { !attributeKinds.contains($0.construct ?? "") }
            children.removeFirst(facets.count)
            if !facets.isEmpty {
                simple = try restriction(of: simple, facets: Array(facets), name: nil, label: heading.label)
            }
        }
        let own = try declared(children, document, owner: heading.label)
        let attributes = try attributes(
            own, base.definition, base.derivation, of: heading.label, at: step.place)
        return TypeDefinition(
            name: heading.name, label: heading.label, content: .simple(simple), attributes: attributes.uses,
            attributeWildcard: attributes.wildcard, base: base.id, derivation: base.derivation,
            blocked: heading.blocked, isAbstract: heading.isAbstract)
    }
}
