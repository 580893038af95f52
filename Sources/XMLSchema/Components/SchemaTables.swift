import XMLStream

/// The parts of a ``Schema`` while they are put together.
struct SchemaTables {
    /// In the order of their IDs; the first are those of ``Schema/InstanceAttributes``.
    var names: [ExpandedName] = []
    var elements: [ElementDeclaration] = []
    var types: [TypeDefinition] = []
    var simpleTypes: [SimpleType] = []
    var contentModels: [ContentModel] = []
    var globalElements: [NameID] = []
    var states: [Schema.State] = []
    var transitions: [Transition] = []
    var wildcards: [Schema.WildcardMove] = []
    var globalDeclarations: [NameID: Int32] = [:]
    var globalAttributes: [NameID: SimpleTypeID] = [:]
    var namedTypes: [ExpandedName: TypeID] = [:]

    /// What is to be marked; nil where nobody knows.
    var marks: SchemaMarks?

    /// Appends an automaton's states and answers the index of its first one.
    mutating func append(_ automaton: [AutomatonState]) -> Int32 {
        let base = Int32(states.count)
        for state in automaton {
            let wildcard = state.wildcards.isEmpty ? -1 : Int32(wildcards.count)
            for move in state.wildcards {
                wildcards.append(Schema.WildcardMove(wildcard: move.wildcard, next: move.next + base))
            }
            states.append(
                Schema.State(
                    firstTransition: Int32(transitions.count), transitionCount: UInt16(state.elements.count),
                    isAccepting: state.isAccepting, wildcard: wildcard,
                    wildcardCount: UInt8(state.wildcards.count)))
            for var transition in state.elements {
                transition.next += base
                transitions.append(transition)
            }
        }
        return base
    }

    var components: SchemaComponents {
        SchemaComponents(
            types: types, simpleTypes: simpleTypes, contentModels: contentModels,
            globalElements: globalElements, wildcards: wildcards, globalAttributes: globalAttributes,
            namedTypes: namedTypes)
    }
}
