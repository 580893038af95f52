package import XMLStream

/// What the children of a type may be: its automaton's first state, and the particles for those who ask about
/// names rather than run the automaton.
package struct ContentModel: Sendable {
    /// A child element as the model lists it.
    package struct Child: Hashable, Sendable {
        package let name: NameID
        package let declaration: Int32
        /// Over the whole model: in a choice the minimum is 0.
        package let occurrence: Occurrence
        /// Children are written in the order of their slots; those of one slot in the order in which they come.
        package let slot: Int
    }

    package let startState: Int32
    package let stateCount: Int32
    package let children: [Child]
    package let hasWildcard: Bool

    package func child(_ name: NameID) -> Child? {
        children.first { $0.name == name }
    }
}
