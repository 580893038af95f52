package import XMLStream

/// A compiled set of schemas. Immutable and shared; everything is an index into flat tables.
package final class Schema: Sendable {
    /// The names of all declarations, and those of `xsi:`.
    package let names: NameTable
    package let elements: [ElementDeclaration]
    package let types: [TypeDefinition]
    package let simpleTypes: [SimpleType]
    package let contentModels: [ContentModel]
    /// Global element declarations by name, in the order of the files.
    package let globalElements: [NameID]

    /// A state of an automaton: its moves are `transitions[firstTransition..<firstTransition + transitionCount]`.
    struct State: Sendable {
        let firstTransition: Int32
        let transitionCount: UInt16
        let isAccepting: Bool
        /// Index of the first wildcard's move; -1 where there is none. No two of a state admit the same namespace.
        let wildcard: Int32
        let wildcardCount: UInt16
    }

    struct WildcardMove: Sendable {
        let wildcard: Wildcard
        let next: Int32
    }

    let states: [State]
    let transitions: [Transition]
    let wildcards: [WildcardMove]
    let globalDeclarations: [NameID: Int32]
    /// For attributes that a wildcard admits.
    let globalAttributes: [NameID: SimpleTypeID]
    let namedTypes: [ExpandedName: TypeID]
    let xsi: InstanceAttributes

    /// The attributes that any element may carry.
    ///
    /// Source: XSD 1.0 Part 1, 2.6.
    struct InstanceAttributes: Sendable {
        static let namespace = "http://www.w3.org/2001/XMLSchema-instance"
        let type, `nil`, schemaLocation, noNamespaceSchemaLocation: NameID

        func contains(_ name: NameID) -> Bool {
            name == type || name == `nil` || name == schemaLocation || name == noNamespaceSchemaLocation
        }
    }

    init(_ tables: SchemaTables) {
        names = tables.names
        elements = tables.elements
        types = tables.types
        simpleTypes = tables.simpleTypes
        contentModels = tables.contentModels
        globalElements = tables.globalElements
        states = tables.states
        transitions = tables.transitions
        wildcards = tables.wildcards
        globalDeclarations = tables.globalDeclarations
        globalAttributes = tables.globalAttributes
        namedTypes = tables.namedTypes
        xsi = tables.xsi
    }

    package func globalElement(_ name: ExpandedName) -> ElementDeclaration? {
        guard let id = names[name], let index = globalDeclarations[id] else { return nil }
        return elements[Int(index)]
    }

    package func type(_ id: TypeID) -> TypeDefinition { types[Int(id.rawValue)] }

    package func type(named name: ExpandedName) -> TypeID? { namedTypes[name] }

    package func contentModel(of type: TypeID) -> ContentModel? {
        switch self.type(type).content {
        case .elementOnly(let model), .mixed(let model): contentModels[Int(model)]
        case .empty, .simple, .any: nil
        }
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

    /// The move that a state makes on a name. Rows are sorted and short.
    func transition(from state: Int32, on name: NameID) -> Transition? {
        let row = states[Int(state)]
        var low = Int(row.firstTransition)
        var high = low + Int(row.transitionCount)
        while low < high {
            let middle = (low + high) / 2
            let candidate = transitions[middle]
            if candidate.name == name { return candidate }
            if candidate.name < name { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    func moves(from state: Int32) -> ArraySlice<Transition> {
        let row = states[Int(state)]
        return transitions[Int(row.firstTransition)..<Int(row.firstTransition) + Int(row.transitionCount)]
    }

    /// The wildcard move of a state for an element in a namespace.
    func wildcardMove(from state: Int32, namespace: String) -> WildcardMove? {
        let row = states[Int(state)]
        guard row.wildcard >= 0 else { return nil }
        let moves = wildcards[Int(row.wildcard)..<Int(row.wildcard) + Int(row.wildcardCount)]
        return moves.first { $0.wildcard.admits(namespace) }
    }
}
