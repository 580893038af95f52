package import XMLStream

/// A compiled set of schemas. Immutable and shared; everything is an index into flat tables.
///
/// What the validator needs is in one block of memory, which ``SchemaImage`` can save and load; what people ask for in
/// words is in ``SchemaComponents``.
package final class Schema: Sendable {
    /// The names of all declarations, and those of `xsi:`.
    package let names: NameTable
    let tables: SchemaTables.Flat
    let block: SchemaBlock
    private let decoded = LazyReference<SchemaComponents>()
    private let indexed = LazyReference<ChildIndex>()

    /// A state of an automaton: its moves are `transitions[firstTransition..<firstTransition + transitionCount]`.
    struct State: BitwiseCopyable, Sendable {
        let firstTransition: Int32
        /// Index of the first wildcard's move; -1 where there is none. No two of a state admit the same namespace.
        let wildcard: Int32
        let transitionCount: UInt16
        let wildcardCount: UInt8
        private let accepts: UInt8

        init(
            firstTransition: Int32, transitionCount: UInt16, isAccepting: Bool, wildcard: Int32,
            wildcardCount: UInt8
        ) {
            self.firstTransition = firstTransition
            self.wildcard = wildcard
            self.transitionCount = transitionCount
            self.wildcardCount = wildcardCount
            accepts = isAccepting ? 1 : 0
        }

        var isAccepting: Bool { accepts != 0 }
    }

    struct WildcardMove: Sendable {
        let wildcard: Wildcard
        let next: Int32
    }

    /// The attributes that any element may carry. Their names are the first of every schema, in this order.
    ///
    /// Source: XSD 1.0 Part 1, 2.6.
    struct InstanceAttributes: Sendable {
        static let namespace = "http://www.w3.org/2001/XMLSchema-instance"
        static let locals = ["type", "nil", "schemaLocation", "noNamespaceSchemaLocation"]
        let type = NameID(rawValue: 0)
        let `nil` = NameID(rawValue: 1)

        func contains(_ name: NameID) -> Bool {
            name.rawValue >= 0 && name.rawValue < Int32(Self.locals.count)
        }
    }

    let xsi = InstanceAttributes()

    convenience init(_ tables: SchemaTables) {
        self.init(tables.block())
    }

    /// A block that the compiler has made, now or before it was saved.
    init(_ block: SchemaBlock) {
        self.block = block
        names = block.names
        tables = SchemaTables.Flat(block)
    }

    /// Made when they are first asked for: most documents need none of them.
    private var components: SchemaComponents {
        decoded.value(block.components)
    }

    /// Made by whoever first asks for it.
    var childIndex: ChildIndex { indexed.value { ChildIndex(self) } }

    // MARK: All of a kind

    package var elements: ElementDeclarations {
        ElementDeclarations(rows: block.rows(.elements, of: ElementRow.self))
    }
    package var types: [TypeDefinition] { components.types }
    package var simpleTypes: [SimpleType] { components.simpleTypes }
    package var contentModels: [ContentModel] { components.contentModels }
    /// Global element declarations by name, in the order of the files.
    package var globalElements: [NameID] { components.globalElements }
    var states: Rows<State> { block.rows(.states, of: State.self) }
    var transitions: Rows<Transition> { block.rows(.transitions, of: Transition.self) }
    var namedTypes: [ExpandedName: TypeID] { components.namedTypes }
    var wildcards: [WildcardMove] { components.wildcards }
    /// For attributes that a wildcard admits.
    var globalAttributes: [NameID: SimpleTypeID] { components.globalAttributes }
    var globalDeclarations: GlobalDeclarations {
        GlobalDeclarations(rows: block.rows(.globals, of: Int32.self))
    }

    // MARK: One

    package func element(_ declaration: Int32) -> ElementDeclaration {
        precondition(declaration >= 0 && declaration < tables.elementCount)
        return tables.elements[Int(declaration)].declaration
    }

    package func globalElement(_ name: ExpandedName) -> ElementDeclaration? {
        guard let id = names[name], let index = globalDeclarations[id] else { return nil }
        return element(index)
    }

    package func globalElement(_ name: NameID) -> ElementDeclaration? {
        globalDeclarations[name].map(element)
    }

    package func type(_ id: TypeID) -> TypeDefinition { types[Int(id.rawValue)] }

    package func type(named name: ExpandedName) -> TypeID? { namedTypes[name] }

    package func contentModel(of type: TypeID) -> ContentModel? {
        self.type(type).content.model.map { contentModels[Int($0)] }
    }

    /// The child declarations of an element by local name; nil when the model has none of that name.
    package func child(_ local: String, of element: ElementDeclaration) -> ContentModel.Child? {
        contentModel(of: element.type)?.children.first { names[$0.name].local == local }
    }

    package func childNames(of element: ElementDeclaration) -> [String] {
        contentModel(of: element.type)?.children.map { names[$0.name].local } ?? []
    }

    package func attributeNames(of element: ElementDeclaration) -> [String] {
        type(element.type).attributes.map { names[$0.name].local }
    }

    package func requiredAttributes(of element: ElementDeclaration) -> [String] {
        type(element.type).attributes.filter(\.isRequired).map { names[$0.name].local }
    }

    /// The simple type of an element's or attribute's value; nil when it has element content.
    package func simpleType(of type: TypeID) -> SimpleType? {
        guard case .simple(let id) = self.type(type).content else { return nil }
        return simpleTypes[Int(id.rawValue)]
    }

    func isMember(_ type: TypeID, ofUnion union: TypeID) -> Bool {
        guard case .union(let members) = simpleType(of: union)?.variety,
            case .simple(let simple) = self.type(type).content
        else { return false }
        return members.contains(simple)
    }

    // MARK: Moves

    /// The move that a state makes on a name.
    func transition(from state: Int32, on name: NameID) -> Transition? {
        moveIndex(from: state, on: name).map { moves(from: state)[$0] }
    }

    /// The index among the moves of a state. They are sorted by name and mostly few.
    func moveIndex(from state: Int32, on name: NameID) -> Int? {
        let moves = moves(from: state)
        var low = 0
        var high = moves.count
        while high - low > 8 {
            let middle = (low + high) / 2
            if moves[middle].name <= name { low = middle } else { high = middle }
        }
        for index in low..<high where moves[index].name == name { return index }
        return nil
    }

    func moves(from state: Int32) -> UnsafeBufferPointer<Transition> {
        let row = tables.states[Int(state)]
        return UnsafeBufferPointer(
            start: tables.transitions + Int(row.firstTransition), count: Int(row.transitionCount))
    }

    /// The wildcard move of a state for an element in a namespace.
    func wildcardMove(from state: Int32, namespace: String) -> WildcardMove? {
        let row = tables.states[Int(state)]
        guard row.wildcard >= 0 else { return nil }
        let moves = wildcards[Int(row.wildcard)..<Int(row.wildcard) + Int(row.wildcardCount)]
        return moves.first { $0.wildcard.admits(namespace) }
    }
}

/// All element declarations of a schema.
package struct ElementDeclarations: RandomAccessCollection, Sendable {
    let rows: Rows<ElementRow>

    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.count }
    package subscript(_ index: Int) -> ElementDeclaration { rows[index].declaration }
}

/// Which declaration a document element of a name is judged by.
struct GlobalDeclarations {
    let rows: Rows<Int32>

    /// The index of the declaration; nil where there is none, as for a name that the schema has not.
    subscript(_ name: NameID) -> Int32? {
        let index = Int(name.rawValue)
        guard index < rows.count, rows[index] >= 0 else { return nil }
        return rows[index]
    }
}
