import Diagnostics
import XMLStream

/// Source: XSD 1.0 Part 1, 3.2 Attribute Declarations, 3.5 Attribute Uses, 3.6 Attribute Group Definitions.
extension SchemaCompiler {
    /// The attributes that a type, a step of derivation or a group declares.
    struct DeclaredAttributes {
        var uses: [AttributeUse] = []
        var prohibited: Set<NameID> = []
        var wildcard: Wildcard?
    }

    mutating func declared(
        _ children: [XSDElement], _ document: SchemaDocument, owner: String
    ) throws(SchemaError) -> DeclaredAttributes {
        var result = DeclaredAttributes()
        for (index, child) in children.enumerated() {
            switch child.construct {
            case "attribute":
                let (use, isProhibited) = try attribute(child, document)
                if isProhibited {
                    result.prohibited.insert(use.name)
                } else {
                    try add(use, to: &result, of: owner, at: child.place)
                }
            case "attributeGroup":
                let group = try attributeGroup(child, document)
                for use in group.uses { try add(use, to: &result, of: owner, at: child.place) }
                result.prohibited.formUnion(group.prohibited)
                result.wildcard = try narrowed(result.wildcard, group.wildcard, at: child.place)
            case "anyAttribute":
                guard index == children.count - 1 else {
                    throw .malformed("xs:anyAttribute must come last in \(owner)", at: child.place)
                }
                let own = try wildcard(child, document, ["namespace", "processContents", "id"])
                result.wildcard = try narrowed(own, result.wildcard, at: child.place)
            default:
                throw .unsupported("\(child.label) in the type \(owner)", at: child.place)
            }
        }
        return result
    }

    private func add(
        _ use: AttributeUse, to attributes: inout DeclaredAttributes, of owner: String, at place: Place
    ) throws(SchemaError) {
        guard !attributes.uses.contains(where: { $0.name == use.name }) else {
            throw .malformed("the attribute \(localName(use.name)) is declared twice in \(owner)", at: place)
        }
        attributes.uses.append(use)
    }

    /// The intersection; `processContents` is that of the first.
    private func narrowed(
        _ first: Wildcard?, _ second: Wildcard?, at place: Place
    ) throws(SchemaError) -> Wildcard? {
        guard let first, let second else { return first ?? second }
        guard let both = first.intersection(second) else {
            throw .unsupported("an intersection of two xs:anyAttribute with ##other", at: place)
        }
        return both
    }

    private mutating func attributeGroup(
        _ element: XSDElement, _ document: SchemaDocument
    ) throws(SchemaError) -> DeclaredAttributes {
        try allow(["ref", "id"], on: element)
        guard let reference = element["ref"] else {
            throw .malformed("xs:attributeGroup needs a ref here", at: element.place)
        }
        let name = try document.resolve(reference, in: element)
        guard let global = collected.attributeGroups[name] else {
            throw unresolved(
                "attributeGroup", name, among: collected.attributeGroups.keys, at: element.place)
        }
        guard compiling.insert(.attributeGroup(name)).inserted else {
            throw .malformed("the attribute group \(name.local) contains itself", at: element.place)
        }
        defer { compiling.remove(.attributeGroup(name)) }
        try allow(["name", "id"], on: global.element)
        return try declared(global.element.particles, global.document, owner: name.local)
    }

    private mutating func attribute(
        _ element: XSDElement, _ document: SchemaDocument
    ) throws(SchemaError) -> (AttributeUse, isProhibited: Bool) {
        let isRequired: Bool
        switch element["use"]?.trimmingBlanks {
        case nil, "optional", "prohibited": isRequired = false
        case "required": isRequired = true
        case let text?: throw .malformed("use=\"\(text)\" is not allowed", at: element.place)
        }
        let isProhibited = element["use"]?.trimmingBlanks == "prohibited"
        let name: NameID
        let type: SimpleTypeID
        if let reference = element["ref"] {
            try allow(["ref", "use", "id"], on: element)
            let expanded = try document.resolve(reference, in: element)
            guard let global = collected.attributes[expanded] else {
                throw unresolved("attribute", expanded, among: collected.attributes.keys, at: element.place)
            }
            name = intern(expanded)
            type = try globalAttributeType(global, expanded)
        } else {
            try allow(["name", "type", "use", "form", "id"], on: element)
            guard let local = element["name"] else {
                throw .malformed("xs:attribute needs a name", at: element.place)
            }
            let isQualified = element["form"].map { $0 == "qualified" } ?? document.qualifiesLocalAttributes
            name = intern(ExpandedName(isQualified ? document.targetNamespace : "", local))
            type = try attributeType(element, document, local)
        }
        return (AttributeUse(name: name, type: type, isRequired: isRequired), isProhibited)
    }

    mutating func globalAttributeType(
        _ global: SchemaCollector.Global, _ name: ExpandedName
    ) throws(SchemaError) -> SimpleTypeID {
        try allow(["name", "type", "id"], on: global.element)
        return try attributeType(global.element, global.document, name.local)
    }

    private mutating func attributeType(
        _ element: XSDElement, _ document: SchemaDocument, _ local: String
    ) throws(SchemaError) -> SimpleTypeID {
        let inlineTypes = element["type"] == nil ? 1 : 0
        if let extra = element.particles.dropFirst(inlineTypes).first {
            throw .malformed("\(extra.label) is out of place in the attribute \(local)", at: extra.place)
        }
        if let typeText = element["type"] {
            return try simpleType(named: document.resolve(typeText, in: element), at: element.place)
        }
        guard let inline = element.particles.first else {
            return try simpleType(named: Self.anySimpleType, at: element.place)
        }
        guard inline.construct == "simpleType" else {
            throw .unsupported("\(inline.label) in the attribute \(local)", at: inline.place)
        }
        return try simpleType(inline, document, name: nil, label: "@\(local)")
    }

    // MARK: Derivation

    /// The attributes of a type, its base's included.
    ///
    /// Source: XSD 1.0 Part 1, 3.4.2, attribute uses and attribute wildcard; 3.4.6, Derivation Valid.
    func attributes(
        _ own: DeclaredAttributes, _ base: TypeDefinition, _ derivation: TypeDefinition.Derivation,
        of label: String, at place: Place
    ) throws(SchemaError) -> (uses: [AttributeUse], wildcard: Wildcard?) {
        var result: (uses: [AttributeUse], wildcard: Wildcard?)
        switch derivation {
        case .extension:
            result.uses = base.attributes + own.uses
            if let twice = own.uses.first(where: { use in base.attributes.contains { $0.name == use.name } })
            {
                throw .malformed(
                    "the attribute \(localName(twice.name)) of \(label) is declared in its base already",
                    at: place)
            }
            result.wildcard = try widened(own.wildcard, base.attributeWildcard, at: place)
        case .restriction:
            let declared = Set(own.uses.map(\.name))
            let inherited = base.attributes.filter { !declared.contains($0.name) }
            if let gone = inherited.first(where: { $0.isRequired && own.prohibited.contains($0.name) }) {
                throw .malformed(
                    "\(label) prohibits the attribute \(localName(gone.name)), which its base requires",
                    at: place)
            }
            result.uses = inherited.filter { !own.prohibited.contains($0.name) } + own.uses
            result.wildcard = own.wildcard
            try checkRestriction(own, of: base, label, at: place)
        }
        guard result.uses.count <= UInt64.bitWidth else {
            // The validator notes in one word which attributes it has seen.
            throw .unsupported("more than \(UInt64.bitWidth) attributes in the type \(label)", at: place)
        }
        return result
    }

    private func widened(_ own: Wildcard?, _ base: Wildcard?, at place: Place) throws(SchemaError)
        -> Wildcard?
    {
        guard let own, let base else { return own ?? base }
        guard let both = own.union(base) else {
            throw .unsupported("a union of two xs:anyAttribute of which one has ##other", at: place)
        }
        return both
    }

    private func checkRestriction(
        _ own: DeclaredAttributes, of base: TypeDefinition, _ label: String, at place: Place
    ) throws(SchemaError) {
        if case .any = base.content { return }
        for use in own.uses {
            let name = names[Int(use.name.rawValue)]
            guard let old = base.attributes.first(where: { $0.name == use.name }) else {
                guard base.attributeWildcard?.admits(name.namespace) ?? false else {
                    throw .malformed("the base of \(label) has no attribute \(name.local)", at: place)
                }
                continue
            }
            if old.isRequired, !use.isRequired {
                throw .malformed("\(label) makes the attribute \(name.local) optional", at: place)
            }
            guard isDerived(use.type, from: old.type) else {
                throw .malformed(
                    "the type of the attribute \(name.local) of \(label) is not derived from that in its base",
                    at: place)
            }
        }
        if let wildcard = own.wildcard, !(base.attributeWildcard.map(wildcard.isSubset) ?? false) {
            throw .malformed("xs:anyAttribute of \(label) admits more than that of its base", at: place)
        }
    }
}
