import Diagnostics
import XMLStream

/// Turns collected schema files into a ``Schema``. Whatever it does not know it refuses by name.
struct SchemaCompiler {
    let collected: SchemaCollector
    let overlay: SchemaOverlay?
    var tables: SchemaTables
    var names: [ExpandedName] = []
    /// Nil while a type waits for its turn or is being compiled.
    var types: [TypeDefinition?] = []
    var typeIDs: [ExpandedName: TypeID] = [:]
    var simpleTypeIDs: [ExpandedName: SimpleTypeID] = [:]
    /// Complex types that are known by name and not compiled yet, so that types may contain themselves.
    var waiting: [WaitingType] = []
    /// What is being compiled, to find what is made of itself.
    var compiling: Set<Component> = []
    var usedGroups: Set<ExpandedName> = []
    /// Numbers the particles as they are declared.
    var origins = 0

    // What derivation needs to know of a base beside its compiled form.

    /// The particle of a complex type with element content, its base's included.
    var particles: [TypeID: Particle] = [:]
    var simpleBases: [SimpleTypeID: SimpleTypeID] = [:]
    var finals: [TypeID: Set<TypeDefinition.Derivation>] = [:]
    var simpleFinals: [SimpleTypeID: Set<SimpleDerivation>] = [:]
    var fixedFacets: [SimpleTypeID: Set<String>] = [:]
    /// Complex types derived by restriction, judged when all types are there.
    var restrictions: [Restriction] = []

    private var nameIDs: [ExpandedName: NameID] = [:]

    struct WaitingType {
        let id: TypeID
        let global: SchemaCollector.Global
        let label: String
        let name: ExpandedName?
    }

    /// The symbol spaces in which something can contain itself.
    enum Component: Hashable {
        case type(ExpandedName)
        case group(ExpandedName)
        case attributeGroup(ExpandedName)
    }

    struct Restriction {
        let derived: TypeID
        let base: TypeID
        let place: Place
    }

    static let anyType = ExpandedName(XSDElement.namespace, "anyType")
    static let anySimpleType = ExpandedName(XSDElement.namespace, BuiltinType.anySimpleType.rawValue)

    private init(_ collected: SchemaCollector, overlay: SchemaOverlay?) {
        self.collected = collected
        self.overlay = overlay
        let space = Schema.InstanceAttributes.namespace
        for (index, local) in Schema.InstanceAttributes.locals.enumerated() {
            names.append(ExpandedName(space, local))
            nameIDs[names[index]] = NameID(rawValue: Int32(index))
        }
        tables = SchemaTables()
    }

    static func compile(
        _ collected: SchemaCollector, overlay: SchemaOverlay?, marks: SchemaMarks?
    ) throws(SchemaError) -> Schema {
        var compiler = SchemaCompiler(collected, overlay: overlay)
        compiler.tables.marks = marks
        compiler.addBuiltins()
        try compiler.addGlobals()
        try compiler.checkRestrictions()
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
        try checkUnusedGlobals()
        try compileWaiting()
    }

    private func finish() -> Schema {
        var tables = tables
        tables.names = names
        tables.types = types.compactMap { $0 }
        tables.namedTypes = typeIDs
        return Schema(tables)
    }

    // MARK: Names and built-in types

    mutating func intern(_ name: ExpandedName) -> NameID {
        if let known = nameIDs[name] { return known }
        let id = NameID(rawValue: Int32(names.count))
        names.append(name)
        nameIDs[name] = id
        return id
    }

    func localName(_ id: NameID) -> String { names[Int(id.rawValue)].local }

    private mutating func addBuiltins() {
        for builtin in BuiltinType.allCases {
            let name = ExpandedName(XSDElement.namespace, builtin.rawValue)
            let simple = addSimpleType(
                SimpleType(
                    name: name, label: "xs:\(builtin.rawValue)", variety: .atomic(builtin),
                    whiteSpace: builtin.whiteSpace))
            simpleTypeIDs[name] = simple
            let baseName = builtin.base.map { ExpandedName(XSDElement.namespace, $0.rawValue) }
            if let baseName { simpleBases[simple] = simpleTypeIDs[baseName] }
            typeIDs[name] = addType(
                TypeDefinition(
                    name: name, label: "xs:\(builtin.rawValue)", content: .simple(simple),
                    base: baseName.flatMap { typeIDs[$0] },
                    derivation: builtin.base == nil ? nil : .restriction))
        }
        typeIDs[Self.anyType] = addType(
            TypeDefinition(name: Self.anyType, label: "xs:anyType", content: .any, base: nil, derivation: nil)
        )
    }

    mutating func addSimpleType(_ type: SimpleType) -> SimpleTypeID {
        tables.simpleTypes.append(type)
        return SimpleTypeID(rawValue: Int32(tables.simpleTypes.count - 1))
    }

    mutating func addType(_ type: TypeDefinition?) -> TypeID {
        types.append(type)
        return TypeID(rawValue: Int32(types.count - 1))
    }

    // MARK: Named types

    /// The ID of a named type; a complex one is compiled later.
    mutating func type(named name: ExpandedName, at place: Place) throws(SchemaError) -> TypeID {
        if let known = typeIDs[name] { return known }
        guard let global = collected.types[name] else {
            throw unresolvedType(name, at: place)
        }
        if global.element.construct == "simpleType" {
            _ = try simpleType(named: name, at: place)
            guard let id = typeIDs[name] else { throw unresolvedType(name, at: place) }
            return id
        }
        let id = addType(nil)
        typeIDs[name] = id
        waiting.append(WaitingType(id: id, global: global, label: name.local, name: name))
        return id
    }

    func unresolvedType(_ name: ExpandedName, at place: Place) -> SchemaError {
        if name.namespace == XSDElement.namespace {
            return .unsupported("the built-in type xs:\(name.local)", at: place)
        }
        return unresolved("type", name, among: collected.types.keys, at: place)
    }

    func unresolved(
        _ kind: String, _ name: ExpandedName, among names: some Collection<ExpandedName>, at place: Place
    ) -> SchemaError {
        let candidates = names.lazy.filter { $0.namespace == name.namespace }.map(\.local)
        return .unresolved(
            kind, name.description, at: place, nearest: nearestName(to: name.local, among: candidates))
    }

    private mutating func compileWaiting() throws(SchemaError) {
        while let next = waiting.popLast() {
            guard types[Int(next.id.rawValue)] == nil else { continue }
            types[Int(next.id.rawValue)] = try complexType(
                next.global, id: next.id, label: next.label, name: next.name)
        }
    }

    /// A type that is needed at once, as the base of another one.
    mutating func compiledType(
        named name: ExpandedName, at place: Place
    ) throws(SchemaError) -> (id: TypeID, definition: TypeDefinition) {
        let id = try type(named: name, at: place)
        if let done = types[Int(id.rawValue)] { return (id, done) }
        guard let global = collected.types[name] else { throw unresolvedType(name, at: place) }
        guard compiling.insert(.type(name)).inserted else {
            throw .malformed("the type \(name.local) is derived from itself", at: place)
        }
        defer { compiling.remove(.type(name)) }
        let type = try complexType(global, id: id, label: name.local, name: name)
        types[Int(id.rawValue)] = type
        return (id, type)
    }

    // MARK: Refusing what is not known

    /// Refuses an XSD attribute that would change the meaning and is not supported. Foreign attributes mean nothing.
    func allow(_ attributes: Set<String>, on element: XSDElement) throws(SchemaError) {
        for name in element.attributes.keys.sorted() where name.namespace.isEmpty {
            guard attributes.contains(name.local) else {
                throw .unsupported("\(element.label)/@\(name.local)", at: element.place)
            }
        }
    }

    /// The value of a boolean attribute; false where it is absent.
    func flag(_ attribute: String, of element: XSDElement) throws(SchemaError) -> Bool {
        switch element[attribute]?.trimmingBlanks {
        case nil, "false", "0": return false
        case "true", "1": return true
        case let text?: throw .malformed("\(attribute)=\"\(text)\" is not a boolean", at: element.place)
        }
    }
}
