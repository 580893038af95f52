import Diagnostics
import XMLStream

/// Turns collected schema files into a ``Schema``. Whatever it does not know it refuses by name.
struct SchemaCompiler {
    private let collected: SchemaCollector
    private let overlay: SchemaOverlay?
    private var tables: SchemaTables
    private var nameIDs: [ExpandedName: NameID] = [:]
    private var names: [ExpandedName] = []
    /// Nil while a type waits for its turn or is being compiled.
    private var types: [TypeDefinition?] = []
    private var typeIDs: [ExpandedName: TypeID] = [:]
    private var simpleTypeIDs: [ExpandedName: SimpleTypeID] = [:]
    private var waiting: [(TypeID, SchemaCollector.Global, label: String, name: ExpandedName?)] = []
    private var compiling: Set<ExpandedName> = []
    private var origins = 0

    private init(_ collected: SchemaCollector, overlay: SchemaOverlay?) {
        self.collected = collected
        self.overlay = overlay
        let space = Schema.InstanceAttributes.namespace
        let locals = ["type", "nil", "schemaLocation", "noNamespaceSchemaLocation"]
        for (index, local) in locals.enumerated() {
            names.append(ExpandedName(space, local))
            nameIDs[names[index]] = NameID(rawValue: Int32(index))
        }
        tables = SchemaTables(
            xsi: Schema.InstanceAttributes(
                type: NameID(rawValue: 0), nil: NameID(rawValue: 1), schemaLocation: NameID(rawValue: 2),
                noNamespaceSchemaLocation: NameID(rawValue: 3)))
    }

    static func compile(_ collected: SchemaCollector, overlay: SchemaOverlay?) throws(SchemaError) -> Schema {
        var compiler = SchemaCompiler(collected, overlay: overlay)
        compiler.addBuiltins()
        try compiler.addGlobals()
        return compiler.finish()
    }

    private mutating func addGlobals() throws(SchemaError) {
        for name in collected.elementOrder {
            guard let global = collected.elements[name] else { continue }
            _ = try globalElement(name, global)
            try compileWaiting()
        }
        for name in collected.typeOrder {
            guard let global = collected.types[name] else { continue }
            _ = try type(named: name, at: global.element.place)
            try compileWaiting()
        }
    }

    private func finish() -> Schema {
        var tables = tables
        tables.names = NameTable(names)
        tables.types = types.compactMap { $0 }
        tables.namedTypes = typeIDs
        return Schema(tables)
    }

    // MARK: Names and built-in types

    private mutating func intern(_ name: ExpandedName) -> NameID {
        if let known = nameIDs[name] { return known }
        let id = NameID(rawValue: Int32(names.count))
        names.append(name)
        nameIDs[name] = id
        return id
    }

    private mutating func addBuiltins() {
        for builtin in BuiltinType.allCases {
            let name = ExpandedName(XSDElement.namespace, builtin.rawValue)
            let simple = addSimpleType(
                SimpleType(
                    name: name, label: "xs:\(builtin.rawValue)", variety: .atomic(builtin),
                    whiteSpace: builtin.whiteSpace))
            simpleTypeIDs[name] = simple
            let base = builtin.base.flatMap { typeIDs[ExpandedName(XSDElement.namespace, $0.rawValue)] }
            typeIDs[name] = addType(
                TypeDefinition(
                    name: name, label: "xs:\(builtin.rawValue)", content: .simple(simple), attributes: [],
                    base: base, derivation: base == nil ? nil : .restriction, blocked: []))
        }
        let name = ExpandedName(XSDElement.namespace, "anyType")
        typeIDs[name] = addType(
            TypeDefinition(
                name: name, label: "xs:anyType", content: .any, attributes: [], base: nil, derivation: nil,
                blocked: []))
    }

    private mutating func addSimpleType(_ type: SimpleType) -> SimpleTypeID {
        tables.simpleTypes.append(type)
        return SimpleTypeID(rawValue: Int32(tables.simpleTypes.count - 1))
    }

    private mutating func addType(_ type: TypeDefinition?) -> TypeID {
        types.append(type)
        return TypeID(rawValue: Int32(types.count - 1))
    }

    // MARK: Types

    /// The ID of a named type; a complex one is compiled later, so that types may contain themselves.
    private mutating func type(named name: ExpandedName, at place: Place) throws(SchemaError) -> TypeID {
        if let known = typeIDs[name] { return known }
        guard let global = collected.types[name] else {
            throw unresolvedType(name, at: place)
        }
        if global.element.construct == "simpleType" {
            let simple = try simpleType(named: name, at: place)
            let id = addType(try simpleDefinition(simple, name: name, global))
            typeIDs[name] = id
            return id
        }
        let id = addType(nil)
        typeIDs[name] = id
        waiting.append((id, global, name.local, name))
        return id
    }

    private func unresolvedType(_ name: ExpandedName, at place: Place) -> SchemaError {
        if name.namespace == XSDElement.namespace {
            return .unsupported("the built-in type xs:\(name.local)", at: place)
        }
        let candidates = collected.types.keys.lazy.filter { $0.namespace == name.namespace }.map(\.local)
        return .unresolved(
            "type", name.description, at: place, nearest: nearestName(to: name.local, among: candidates))
    }

    private mutating func simpleDefinition(
        _ simple: SimpleTypeID, name: ExpandedName?, _ global: SchemaCollector.Global
    ) throws(SchemaError) -> TypeDefinition {
        let step = global.element.particles.first
        let baseName =
            if let step, let text = step["base"] {
                try global.document.resolve(text, in: step)
            } else {
                ExpandedName(XSDElement.namespace, BuiltinType.anySimpleType.rawValue)
            }
        return TypeDefinition(
            name: name, label: name?.local ?? "simple type", content: .simple(simple), attributes: [],
            base: try type(named: baseName, at: global.element.place), derivation: .restriction, blocked: [])
    }

    private mutating func compileWaiting() throws(SchemaError) {
        while let (id, global, label, name) = waiting.popLast() {
            guard types[Int(id.rawValue)] == nil else { continue }
            types[Int(id.rawValue)] = try complexType(global, label: label, name: name)
        }
    }

    /// A type that is needed at once, as the base of another one.
    private mutating func compiledType(named name: ExpandedName, at place: Place) throws(SchemaError)
        -> TypeDefinition
    {
        let id = try type(named: name, at: place)
        if let done = types[Int(id.rawValue)] { return done }
        guard let global = collected.types[name] else { throw unresolvedType(name, at: place) }
        guard compiling.insert(name).inserted else {
            throw .malformed("the type \(name.local) is derived from itself", at: place)
        }
        defer { compiling.remove(name) }
        let type = try complexType(global, label: name.local, name: name)
        types[Int(id.rawValue)] = type
        return type
    }

    private mutating func complexType(
        _ global: SchemaCollector.Global, label: String, name: ExpandedName?
    ) throws(SchemaError) -> TypeDefinition {
        let element = global.element
        try allow(["name", "mixed", "block", "id"], on: element)
        let blocked = try blockedDerivations(element)
        let isMixed = element["mixed"] == "true" || element["mixed"] == "1"
        if let first = element.particles.first, first.construct == "simpleContent" {
            return try simpleContent(first, global.document, label: label, name: name, blocked: blocked)
        }
        var model: Particle?
        var attributes: [AttributeUse] = []
        for child in element.particles {
            switch child.construct {
            case "sequence", "choice", "group":
                guard model == nil, attributes.isEmpty else {
                    throw .malformed("\(child.label) is out of place in the type \(label)", at: child.place)
                }
                model = try particle(child, global.document, owner: label)
            case "attribute":
                attributes.append(try attribute(child, global.document))
            default:
                throw .unsupported("\(child.label) in the type \(label)", at: child.place)
            }
        }
        let content: TypeDefinition.Content
        if model == nil && !isMixed || hasEmptySequence(element) && !isMixed {
            content = .empty
        } else {
            let index = try contentModel(model ?? .sequence([]), owner: label, at: element.place)
            content = isMixed ? .mixed(index) : .elementOnly(index)
        }
        try limitAttributes(attributes, of: label, at: element.place)
        return TypeDefinition(
            name: name, label: label, content: content, attributes: attributes,
            base: typeIDs[ExpandedName(XSDElement.namespace, "anyType")], derivation: .restriction,
            blocked: blocked)
    }

    /// An empty sequence makes the content empty, which admits no blanks either; a reference to an empty group does
    /// not.
    ///
    /// Source: XSD 1.0 Part 1, 3.4.2, the content type of a complex type, clause 2.1.2.
    private func hasEmptySequence(_ element: XSDElement) -> Bool {
        element.particles.contains { $0.construct == "sequence" && $0.particles.isEmpty }
    }

    /// The validator notes in one word which attributes it has seen.
    private func limitAttributes(
        _ attributes: [AttributeUse], of label: String, at place: Place
    ) throws(SchemaError) {
        guard attributes.count <= UInt64.bitWidth else {
            throw .unsupported("more than \(UInt64.bitWidth) attributes in the type \(label)", at: place)
        }
    }

    private func blockedDerivations(_ element: XSDElement) throws(SchemaError) -> Set<
        TypeDefinition.Derivation
    > {
        guard let text = element["block"] else { return [] }
        var blocked: Set<TypeDefinition.Derivation> = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            switch word {
            case "#all": blocked = [.extension, .restriction]
            case "extension": blocked.insert(.extension)
            case "restriction": blocked.insert(.restriction)
            default: throw .malformed("block=\"\(text)\" is not allowed here", at: element.place)
            }
        }
        return blocked
    }

    // MARK: Simple content and simple types

    private mutating func simpleContent(
        _ element: XSDElement, _ document: SchemaDocument, label: String, name: ExpandedName?,
        blocked: Set<TypeDefinition.Derivation>
    ) throws(SchemaError) -> TypeDefinition {
        guard let step = element.particles.first, element.particles.count == 1, let baseText = step["base"],
            step.construct == "extension" || step.construct == "restriction"
        else {
            throw .malformed(
                "xs:simpleContent needs one xs:extension or xs:restriction with a base", at: element.place)
        }
        let baseName = try document.resolve(baseText, in: step)
        let base = try compiledType(named: baseName, at: step.place)
        guard case .simple(let baseSimple) = base.content else {
            throw .malformed("the base \(baseName.local) of \(label) has no simple content", at: step.place)
        }
        let isRestriction = step.construct == "restriction"
        var attributes = base.attributes
        var facets: [XSDElement] = []
        for child in step.particles {
            if child.construct == "attribute" {
                let own = try attribute(child, document)
                attributes.removeAll { $0.name == own.name }
                attributes.append(own)
            } else if isRestriction {
                facets.append(child)
            } else {
                throw .unsupported("\(child.label) in the type \(label)", at: child.place)
            }
        }
        try limitAttributes(attributes, of: label, at: element.place)
        let simple =
            facets.isEmpty
            ? baseSimple : try restriction(of: baseSimple, facets: facets, name: nil, label: label)
        return TypeDefinition(
            name: name, label: label, content: .simple(simple), attributes: attributes,
            base: typeIDs[baseName],
            derivation: isRestriction ? .restriction : .extension, blocked: blocked)
    }

    private mutating func simpleType(named name: ExpandedName, at place: Place) throws(SchemaError)
        -> SimpleTypeID
    {
        if let known = simpleTypeIDs[name] { return known }
        guard let global = collected.types[name], global.element.construct == "simpleType" else {
            throw unresolvedType(name, at: place)
        }
        guard compiling.insert(name).inserted else {
            throw .malformed("the type \(name.local) is derived from itself", at: place)
        }
        defer { compiling.remove(name) }
        let id = try simpleType(global.element, global.document, name: name, label: name.local)
        simpleTypeIDs[name] = id
        return id
    }

    private mutating func simpleType(
        _ element: XSDElement, _ document: SchemaDocument, name: ExpandedName?, label: String
    ) throws(SchemaError) -> SimpleTypeID {
        try allow(["name", "id"], on: element)
        guard let step = element.particles.first, element.particles.count == 1 else {
            throw .malformed("the simple type \(label) needs one derivation", at: element.place)
        }
        switch step.construct {
        case "restriction":
            guard let baseText = step["base"] else {
                throw .unsupported("an anonymous base type in the simple type \(label)", at: step.place)
            }
            let base = try simpleType(named: document.resolve(baseText, in: step), at: step.place)
            return try restriction(of: base, facets: step.particles, name: name, label: label)
        case "union":
            return try union(step, document, name: name, label: label)
        default:
            throw .unsupported("\(step.label) in the simple type \(label)", at: step.place)
        }
    }

    private mutating func union(
        _ step: XSDElement, _ document: SchemaDocument, name: ExpandedName?, label: String
    ) throws(SchemaError) -> SimpleTypeID {
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
        return addSimpleType(
            SimpleType(
                name: name, label: label, variety: .union(members), whiteSpace: .preserve))
    }

    /// Source: XSD 1.0 Part 2, 4.3 Constraining Facets; enumeration, pattern and whiteSpace are the ones in use.
    private mutating func restriction(
        of base: SimpleTypeID, facets: [XSDElement], name: ExpandedName?, label: String
    ) throws(SchemaError) -> SimpleTypeID {
        let baseType = tables.simpleTypes[Int(base.rawValue)]
        var values: [String] = []
        var patterns: [String] = []
        var whiteSpace = baseType.whiteSpace
        for facet in facets {
            guard case .atomic = baseType.variety else {
                throw .unsupported("\(facet.label) of the union \(baseType.label)", at: facet.place)
            }
            switch facet.construct {
            case "enumeration":
                values.append(try enumerationValue(facet, of: baseType))
            case "pattern":
                patterns.append(facet["value"] ?? "")
            case "whiteSpace":
                whiteSpace = try narrowed(whiteSpace, by: facet)
            default:
                throw .unsupported("\(facet.label) in the type \(label)", at: facet.place)
            }
        }
        let compiled: [Pattern]
        do {
            compiled = patterns.isEmpty ? [] : [try PatternCompiler.compile(patterns)]
        } catch {
            throw .malformed("\(error)", at: facets[0].place)
        }
        return addSimpleType(
            SimpleType(
                name: name, label: label, variety: baseType.variety, whiteSpace: whiteSpace,
                enumeration: values.isEmpty ? baseType.enumeration : EnumerationSet(values),
                patterns: baseType.patterns + compiled))
    }

    private func enumerationValue(_ facet: XSDElement, of base: SimpleType) throws(SchemaError) -> String {
        guard case .atomic(let builtin) = base.variety,
            [.string, .normalizedString, .token, .anySimpleType].contains(builtin)
        else {
            throw .unsupported(
                "an enumeration of \(base.label), which is not compared as text", at: facet.place)
        }
        guard let text = facet["value"] else {
            throw .malformed("xs:enumeration has no value", at: facet.place)
        }
        let value = base.whiteSpace.normalised(text)
        if let allowed = base.enumeration, !allowed.values.contains(value) {
            throw .malformed("\"\(value)\" is not a value of the base \(base.label)", at: facet.place)
        }
        return value
    }

    private func narrowed(_ whiteSpace: WhiteSpace, by facet: XSDElement) throws(SchemaError) -> WhiteSpace {
        let named: [String: WhiteSpace] = ["preserve": .preserve, "replace": .replace, "collapse": .collapse]
        guard let value = facet["value"].flatMap({ named[$0] }), value >= whiteSpace else {
            throw .malformed("xs:whiteSpace must be as strict as its base, or stricter", at: facet.place)
        }
        return value
    }

    // MARK: Attributes

    private mutating func attribute(
        _ element: XSDElement, _ document: SchemaDocument
    ) throws(SchemaError) -> AttributeUse {
        try allow(["name", "type", "use", "form", "id"], on: element)
        guard let local = element["name"] else {
            throw .malformed("xs:attribute needs a name", at: element.place)
        }
        guard element["use"] != "prohibited" else {
            throw .unsupported("use=\"prohibited\" of the attribute \(local)", at: element.place)
        }
        let isQualified = element["form"].map { $0 == "qualified" } ?? document.qualifiesLocalAttributes
        let type: SimpleTypeID
        if let typeText = element["type"] {
            type = try simpleType(named: document.resolve(typeText, in: element), at: element.place)
        } else if let inline = element.particles.first, inline.construct == "simpleType" {
            type = try simpleType(inline, document, name: nil, label: "@\(local)")
        } else {
            type = try simpleType(
                named: ExpandedName(XSDElement.namespace, BuiltinType.anySimpleType.rawValue),
                at: element.place)
        }
        return AttributeUse(
            name: intern(ExpandedName(isQualified ? document.targetNamespace : "", local)), type: type,
            isRequired: element["use"] == "required")
    }

    // MARK: Elements and particles

    private mutating func globalElement(
        _ name: ExpandedName, _ global: SchemaCollector.Global
    ) throws(SchemaError) -> Int32 {
        let id = intern(name)
        if let known = tables.globalDeclarations[id] { return known }
        let declaration = try declare(global.element, global.document, name: id, owner: nil)
        tables.globalDeclarations[id] = declaration
        tables.globalElements.append(id)
        return declaration
    }

    private mutating func declare(
        _ element: XSDElement, _ document: SchemaDocument, name: NameID, owner: String?
    ) throws(SchemaError) -> Int32 {
        try allow(["name", "type", "nillable", "minOccurs", "maxOccurs", "form", "id"], on: element)
        let type = try elementType(element, document, owner: owner)
        let isNillable = element["nillable"] == "true" || element["nillable"] == "1"
        tables.elements.append(ElementDeclaration(name: name, type: type, isNillable: isNillable))
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
            return try type(named: ExpandedName(XSDElement.namespace, "anyType"), at: element.place)
        }
        let label = "\(owner.map { "\($0)/" } ?? "")\(element["name"] ?? "")"
        let global = SchemaCollector.Global(element: inline, document: document)
        switch inline.construct {
        case "simpleType":
            let simple = try simpleType(inline, document, name: nil, label: label)
            return addType(try simpleDefinition(simple, name: nil, global))
        case "complexType":
            let id = addType(nil)
            waiting.append((id, global, label, nil))
            return id
        default:
            throw .unsupported("\(inline.label) in an element", at: inline.place)
        }
    }

    private mutating func particle(
        _ element: XSDElement, _ document: SchemaDocument, owner: String
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
        case "group":
            part = try groupReference(element, document, owner: owner)
        case "element":
            (part, occurrence) = try elementParticle(element, document, owner: owner, occurrence)
        case "any":
            origins += 1
            part = .wildcard(try wildcard(element, document), origin: origins)
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
            parts.append(try particle(child, document, owner: owner))
        }
        return parts
    }

    private mutating func groupReference(
        _ element: XSDElement, _ document: SchemaDocument, owner: String
    ) throws(SchemaError) -> Particle {
        guard let reference = element["ref"] else {
            throw .malformed("xs:group needs a ref here", at: element.place)
        }
        let name = try document.resolve(reference, in: element)
        guard let group = collected.groups[name] else {
            let candidates = collected.groups.keys.lazy.filter { $0.namespace == name.namespace }.map(\.local)
            throw .unresolved(
                "group", name.description, at: element.place,
                nearest: nearestName(to: name.local, among: candidates))
        }
        guard compiling.insert(ExpandedName("group", name.description)).inserted else {
            throw .malformed("the group \(name.local) contains itself", at: element.place)
        }
        defer { compiling.remove(ExpandedName("group", name.description)) }
        guard let model = group.element.particles.first, group.element.particles.count == 1 else {
            throw .malformed("the group \(name.local) needs one sequence or choice", at: group.element.place)
        }
        return try particle(model, group.document, owner: owner)
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
                let candidates = collected.elements.keys.lazy.filter { $0.namespace == name.namespace }.map(
                    \.local)
                throw .unresolved(
                    "element", name.description, at: element.place,
                    nearest: nearestName(to: name.local, among: candidates))
            }
            return (.element(declaration: try globalElement(name, global), origin: origin), occurrence)
        }
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

    private func wildcard(_ element: XSDElement, _ document: SchemaDocument) throws(SchemaError) -> Wildcard {
        try allow(["namespace", "processContents", "minOccurs", "maxOccurs", "id"], on: element)
        guard let process = Wildcard.ProcessContents(rawValue: element["processContents"] ?? "strict") else {
            throw .malformed("processContents is skip, lax or strict", at: element.place)
        }
        let namespaces: Wildcard.Namespaces
        switch element["namespace"] ?? "##any" {
        case "##any": namespaces = .any
        case "##other": namespaces = .other(than: document.targetNamespace)
        case let list:
            namespaces = .listed(
                Set(
                    list.split(whereSeparator: \.isWhitespace).map { word in
                        switch word {
                        case "##local": ""
                        case "##targetNamespace": document.targetNamespace
                        default: String(word)
                        }
                    }))
        }
        return Wildcard(namespaces: namespaces, processContents: process)
    }

    private func occurrence(of element: XSDElement) throws(SchemaError) -> Occurrence {
        let minimum = Int(element["minOccurs"] ?? "1")
        let maximumText = element["maxOccurs"] ?? "1"
        let maximum = Int(maximumText)
        guard let minimum, minimum >= 0, maximumText == "unbounded" || maximum ?? -1 >= minimum else {
            throw .malformed("minOccurs and maxOccurs do not fit", at: element.place)
        }
        guard max(minimum, maximum ?? 0) <= AutomatonBuilder.maximumPositions else {
            throw .unsupported(
                "minOccurs or maxOccurs beyond \(AutomatonBuilder.maximumPositions)", at: element.place)
        }
        return Occurrence(min: minimum, max: maximum)
    }

    // MARK: Content models

    private mutating func contentModel(
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

    // MARK: Refusing what is not known

    /// Refuses an XSD attribute that would change the meaning and is not supported. Foreign attributes mean nothing.
    private func allow(_ attributes: Set<String>, on element: XSDElement) throws(SchemaError) {
        for name in element.attributes.keys.sorted() where name.namespace.isEmpty {
            guard attributes.contains(name.local) else {
                throw .unsupported("\(element.label)/@\(name.local)", at: element.place)
            }
        }
    }
}
