import Diagnostics
import XMLStream

/// Source: XSD 1.0 Part 1, 3.3 Element Declarations, 3.7 to 3.10 Model Groups, Particles and Wildcards.
extension SchemaCompiler {
    // MARK: Elements

    mutating func globalElement(
        _ name: ExpandedName, _ global: SchemaCollector.Global
    ) throws(SchemaError) -> Int32 {
        let id = intern(name)
        if let known = tables.globalDeclarations[id] { return known }
        try allow(["name", "type", "nillable", "block", "final", "abstract", "id"], on: global.element)
        if try flag("abstract", of: global.element) {
            throw .unsupported("xs:element/@abstract", at: global.element.place)
        }
        let declaration = try declare(global.element, global.document, name: id, owner: nil)
        tables.globalDeclarations[id] = declaration
        tables.globalElements.append(id)
        return declaration
    }

    private mutating func declare(
        _ element: XSDElement, _ document: SchemaDocument, name: NameID, owner: String?
    ) throws(SchemaError) -> Int32 {
        let type = try elementType(element, document, owner: owner)
        tables.elements.append(
            ElementDeclaration(
                name: name, type: type, isNillable: try flag("nillable", of: element),
                blocked: try blocked(element, document)))
        return Int32(tables.elements.count - 1)
    }

    private mutating func elementType(
        _ element: XSDElement, _ document: SchemaDocument, owner: String?
    ) throws(SchemaError) -> TypeID {
        let inlineTypes = element["type"] == nil ? 1 : 0
        if let child = element.particles.dropFirst(inlineTypes).first {
            throw .unsupported("\(child.label) in an element", at: child.place)
        }
        if let text = element["type"] {
            return try type(named: document.resolve(text, in: element), at: element.place)
        }
        guard let inline = element.particles.first else {
            return try type(named: Self.anyType, at: element.place)
        }
        let label = "\(owner.map { "\($0)/" } ?? "")\(element["name"] ?? "")"
        switch inline.construct {
        case "simpleType":
            return try anonymousSimpleType(inline, document, label: label)
        case "complexType":
            let id = addType(nil)
            let global = SchemaCollector.Global(element: inline, document: document)
            waiting.append(WaitingType(id: id, global: global, label: label, name: nil))
            return id
        default:
            throw .unsupported("\(inline.label) in an element", at: inline.place)
        }
    }

    // MARK: Particles

    /// A particle of a type; `owner` is what messages call the type.
    mutating func particle(
        _ element: XSDElement, _ document: SchemaDocument, owner: String
    ) throws(SchemaError) -> Particle {
        try particle(element, document, owner: owner, isOutermost: true)
    }

    private mutating func particle(
        _ element: XSDElement, _ document: SchemaDocument, owner: String, isOutermost: Bool
    ) throws(SchemaError) -> Particle {
        var occurrence = try occurrence(of: element)
        let part: Particle
        switch element.construct {
        case "sequence":
            try allow(["minOccurs", "maxOccurs", "id"], on: element)
            part = .sequence(try particles(element, document, owner: owner))
        case "choice":
            try allow(["minOccurs", "maxOccurs", "id"], on: element)
            part = .choice(try particles(element, document, owner: owner))
        case "all":
            part = try all(element, document, owner: owner, occurrence, isOutermost)
        case "group":
            part = try groupReference(element, document, owner: owner, occurrence, isOutermost)
        case "element":
            (part, occurrence) = try elementParticle(element, document, owner: owner, occurrence)
        case "any":
            origins += 1
            let attributes: Set<String> = ["namespace", "processContents", "minOccurs", "maxOccurs", "id"]
            part = .wildcard(try wildcard(element, document, attributes), origin: origins)
        default:
            throw .unsupported("\(element.label) in the type \(owner)", at: element.place)
        }
        return occurrence == .once ? part : .repeated(part, occurrence)
    }

    private mutating func particles(
        _ element: XSDElement, _ document: SchemaDocument, owner: String
    ) throws(SchemaError) -> [Particle] {
        var parts: [Particle] = []
        for child in element.particles {
            parts.append(try particle(child, document, owner: owner, isOutermost: false))
        }
        return parts
    }

    /// Source: XSD 1.0 Part 1, 3.8.6 All Group Limited; 3.8.2, minOccurs and maxOccurs of `xs:all` and its members.
    private mutating func all(
        _ element: XSDElement, _ document: SchemaDocument, owner: String, _ occurrence: Occurrence,
        _ isOutermost: Bool
    ) throws(SchemaError) -> Particle {
        try allow(["minOccurs", "maxOccurs", "id"], on: element)
        guard isOutermost, occurrence.max == 1 else {
            throw .malformed("xs:all in \(owner) must be the whole content, once", at: element.place)
        }
        let parts = try particles(element, document, owner: owner)
        for (part, child) in zip(parts, element.particles) {
            guard child.construct == "element", part.occurrence.max.map({ $0 <= 1 }) ?? false else {
                throw .malformed("xs:all in \(owner) holds elements, each at most once", at: child.place)
            }
        }
        guard parts.count <= AutomatonBuilder.maximumMembersOfAll else {
            throw .unsupported(
                "xs:all with more than \(AutomatonBuilder.maximumMembersOfAll) elements", at: element.place)
        }
        return .all(parts)
    }

    private mutating func groupReference(
        _ element: XSDElement, _ document: SchemaDocument, owner: String, _ occurrence: Occurrence,
        _ isOutermost: Bool
    ) throws(SchemaError) -> Particle {
        try allow(["ref", "minOccurs", "maxOccurs", "id"], on: element)
        guard let reference = element["ref"] else {
            throw .malformed("xs:group needs a ref here", at: element.place)
        }
        let name = try document.resolve(reference, in: element)
        guard let group = collected.groups[name] else {
            throw unresolved("group", name, among: collected.groups.keys, at: element.place)
        }
        usedGroups.insert(name)
        let part = try self.group(group, name, owner: owner, at: element.place)
        guard !part.isAll || isOutermost && occurrence.max == 1 else {
            throw .malformed("xs:all in \(owner) must be the whole content, once", at: element.place)
        }
        return part
    }

    private mutating func group(
        _ group: SchemaCollector.Global, _ name: ExpandedName, owner: String, at place: Place
    ) throws(SchemaError) -> Particle {
        guard compiling.insert(.group(name)).inserted else {
            throw .malformed("the group \(name.local) contains itself", at: place)
        }
        defer { compiling.remove(.group(name)) }
        try allow(["name", "id"], on: group.element)
        guard let model = group.element.particles.first, group.element.particles.count == 1,
            ["sequence", "choice", "all"].contains(model.construct)
        else {
            throw .malformed(
                "the group \(name.local) needs one sequence, choice or all", at: group.element.place)
        }
        return try particle(model, group.document, owner: owner, isOutermost: true)
    }

    /// What nothing refers to must be right as well.
    mutating func checkUnusedGlobals() throws(SchemaError) {
        for (name, group) in collected.groups.sorted(by: { $0.key < $1.key }) where !usedGroups.contains(name)
        {
            _ = try self.group(group, name, owner: name.local, at: group.element.place)
        }
        for (name, attribute) in collected.attributes.sorted(by: { $0.key < $1.key }) {
            tables.globalAttributes[intern(name)] = try globalAttributeType(attribute, name)
        }
        for (name, group) in collected.attributeGroups.sorted(by: { $0.key < $1.key }) {
            _ = try declared(group.element.particles, group.document, owner: name.local)
        }
    }

    private mutating func elementParticle(
        _ element: XSDElement, _ document: SchemaDocument, owner: String, _ occurrence: Occurrence
    ) throws(SchemaError) -> (Particle, Occurrence) {
        origins += 1
        let origin = origins
        if let reference = element["ref"] {
            try allow(["ref", "minOccurs", "maxOccurs", "id"], on: element)
            if let child = element.particles.first {
                throw .unsupported("\(child.label) in a reference to an element", at: child.place)
            }
            let name = try document.resolve(reference, in: element)
            guard let global = collected.elements[name] else {
                throw unresolved("element", name, among: collected.elements.keys, at: element.place)
            }
            return (.element(declaration: try globalElement(name, global), origin: origin), occurrence)
        }
        try allow(
            ["name", "type", "nillable", "block", "minOccurs", "maxOccurs", "form", "id"], on: element)
        guard let local = element["name"] else {
            throw .malformed("xs:element needs a name or a ref", at: element.place)
        }
        let isQualified = element["form"].map { $0 == "qualified" } ?? document.qualifiesLocalElements
        let name = intern(ExpandedName(isQualified ? document.targetNamespace : "", local))
        let declaration = try declare(element, document, name: name, owner: owner)
        let isRelaxed = overlay?.optional.contains(.init(type: owner, child: local)) ?? false
        return (
            .element(declaration: declaration, origin: origin),
            isRelaxed ? Occurrence(min: 0, max: occurrence.max) : occurrence
        )
    }

    func wildcard(
        _ element: XSDElement, _ document: SchemaDocument, _ attributes: Set<String>
    ) throws(SchemaError) -> Wildcard {
        try allow(attributes, on: element)
        if let child = element.particles.first {
            throw .malformed("\(child.label) is out of place in \(element.label)", at: child.place)
        }
        guard let process = Wildcard.ProcessContents(rawValue: element["processContents"] ?? "strict") else {
            throw .malformed("processContents is skip, lax or strict", at: element.place)
        }
        let namespaces: Wildcard.Namespaces
        switch element["namespace"]?.trimmingBlanks ?? "##any" {
        case "##any": namespaces = .any
        case "##other": namespaces = .other(than: document.targetNamespace)
        case let list: namespaces = .listed(try listed(list, element, document))
        }
        return Wildcard(namespaces: namespaces, processContents: process)
    }

    private func listed(
        _ list: String, _ element: XSDElement, _ document: SchemaDocument
    ) throws(SchemaError) -> Set<String> {
        var namespaces: Set<String> = []
        for word in list.split(whereSeparator: \.isWhitespace) {
            switch word {
            case "##local": namespaces.insert("")
            case "##targetNamespace": namespaces.insert(document.targetNamespace)
            case _ where word.hasPrefix("##"):
                throw .malformed("\(word) cannot stand in a list of namespaces", at: element.place)
            default: namespaces.insert(String(word))
            }
        }
        return namespaces
    }

    private func occurrence(of element: XSDElement) throws(SchemaError) -> Occurrence {
        let minimum = Self.count(element["minOccurs"])
        let maximum = Self.count(element["maxOccurs"])
        let isUnbounded = element["maxOccurs"]?.trimmingBlanks == "unbounded"
        guard let minimum, isUnbounded || maximum ?? -1 >= minimum else {
            throw .malformed("minOccurs and maxOccurs do not fit", at: element.place)
        }
        guard max(minimum, isUnbounded ? 0 : maximum ?? 0) <= AutomatonBuilder.maximumPositions else {
            throw .unsupported(
                "minOccurs or maxOccurs beyond \(AutomatonBuilder.maximumPositions)", at: element.place)
        }
        return Occurrence(min: minimum, max: isUnbounded ? nil : maximum)
    }

    /// 1 where the attribute is absent, nil where it is no number; a number that is too large for us is the largest.
    private static func count(_ text: String?) -> Int? {
        guard let digits = text?.trimmingBlanks else { return 1 }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return Int(digits) ?? .max
    }

    // MARK: Content models

    mutating func contentModel(
        _ particle: Particle, owner: String, at place: Place
    ) throws(SchemaError) -> Int32 {
        let elements = tables.elements
        let names = names
        var builder = AutomatonBuilder(
            nameOf: { elements[Int($0)].name }, namespaceOf: { names[Int($0.rawValue)].namespace })
        let automaton: [AutomatonState]?
        do {
            automaton = try builder.build(particle)
        } catch {
            throw .ambiguous(
                error.name.map { names[Int($0.rawValue)].local } ?? "a wildcard", in: owner, at: place)
        }
        guard let automaton else {
            throw .unsupported("a content model as large as that of \(owner)", at: place)
        }
        let outline = ContentOutline(particle, declarations: elements)
        if let name = outline.inconsistent {
            throw .malformed(
                "\(names[Int(name.rawValue)].local) has two types in the content of \(owner)", at: place)
        }
        let start = tables.append(automaton)
        tables.contentModels.append(
            ContentModel(
                startState: start, stateCount: Int32(automaton.count), children: outline.children,
                hasWildcard: outline.hasWildcard))
        return Int32(tables.contentModels.count - 1)
    }
}
