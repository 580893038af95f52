package import XMLStream

/// A state while its automaton is built; ``Schema`` keeps all states of all automata in flat tables.
struct AutomatonState {
    enum Symbol {
        case element(name: NameID, declaration: Int32)
        case wildcard(Wildcard)
    }

    var isAccepting: Bool
    private(set) var elements: [Transition] = []
    private(set) var wildcards: [(wildcard: Wildcard, next: Int32)] = []

    init(isAccepting: Bool) {
        self.isAccepting = isAccepting
    }

    mutating func add(_ symbol: Symbol, next: Int32) {
        switch symbol {
        case .element(let name, let declaration):
            elements.append(Transition(name: name, declaration: declaration, next: next))
        case .wildcard(let wildcard):
            wildcards.append((wildcard, next))
        }
    }
}

/// One move of a content automaton. Those of a state are sorted by name.
package struct Transition: Hashable, Sendable, BitwiseCopyable {
    package let name: NameID
    package let declaration: Int32
    package var next: Int32
}
