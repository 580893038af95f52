import XMLStream

/// Answers about the children of one type for those who word findings: what is missing, where a child belongs, what
/// excludes what. It searches the automaton, which a validator does only for a finding that it keeps.
struct ContentGuide {
    /// Where a way through the automaton ends.
    enum Goal {
        /// In a state that accepts the end of the parent.
        case end
        /// In a state that takes this child.
        case child(NameID)
    }

    private struct Step {
        /// Nil for a wildcard.
        let name: NameID?
        let next: Int32
    }

    private let schema: Schema
    private let model: ContentModel

    init(_ schema: Schema, _ model: ContentModel) {
        self.schema = schema
        self.model = model
    }

    // MARK: What is missing

    /// What must still come before the goal can be reached, in order. Each entry has the names of which one is needed:
    /// one name, those of a choice, or none where a wildcard asks for any element. The list ends behind a choice, since
    /// what follows depends on it.
    func missing(from state: Int32, to goal: Goal) -> [[NameID]] {
        var missing: [[NameID]] = []
        var distance = distances(from: state, to: goal)
        var current = state
        while let rest = distance[current], rest > 0 {
            let nearer = steps(from: current).filter { distance[$0.next].map { $0 < rest } ?? false }
            guard let step = nearer.first else { break }
            guard let name = step.name else {
                missing.append([])
                break
            }
            let choice = alternatives(to: name, from: current, goal)
            missing.append(choice)
            if choice.count > 1 { break }
            current = step.next
            distance = distances(from: current, to: goal)
        }
        return missing
    }

    /// The names of which one is needed when this one is not taken: without all of them there is no way.
    private func alternatives(to name: NameID, from state: Int32, _ goal: Goal) -> [NameID] {
        guard distances(from: state, to: goal, without: [name])[state] != nil else { return [name] }
        let names = steps(from: state).compactMap(\.name)
        return names.filter {
            $0 == name || distances(from: state, to: goal, without: [name, $0])[state] == nil
        }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// For every state that can be reached and can reach the goal: how many elements that takes at least.
    private func distances(from start: Int32, to goal: Goal, without barred: [NameID] = []) -> [Int32: Int] {
        var before: [Int32: [Int32]] = [:]
        var seen = [start]
        var known: Set<Int32> = [start]
        var index = 0
        while index < seen.count {
            for step in steps(from: seen[index]) where !(step.name.map(barred.contains) ?? false) {
                before[step.next, default: []].append(seen[index])
                if known.insert(step.next).inserted { seen.append(step.next) }
            }
            index += 1
        }
        var distance: [Int32: Int] = [:]
        var pending = seen.filter { isGoal($0, goal) }
        for state in pending { distance[state] = 0 }
        index = 0
        while index < pending.count {
            let through = (distance[pending[index]] ?? 0) + 1
            for state in before[pending[index]] ?? [] where distance[state] == nil {
                distance[state] = through
                pending.append(state)
            }
            index += 1
        }
        return distance
    }

    private func isGoal(_ state: Int32, _ goal: Goal) -> Bool {
        switch goal {
        case .end: schema.states[Int(state)].isAccepting
        case .child(let name): schema.transition(from: state, on: name) != nil
        }
    }

    /// In the order of the schema.
    private func steps(from state: Int32) -> [Step] {
        let moves = schema.moves(from: state).sorted { $0.declaration < $1.declaration }
        let wildcard = schema.states[Int(state)].wildcard
        return moves.map { Step(name: $0.name, next: $0.next) }
            + (wildcard < 0 ? [] : [Step(name: nil, next: schema.wildcards[Int(wildcard)].next)])
    }

    // MARK: Where a child belongs

    /// Whether two children are alternatives: from every state that takes both, neither can follow the other.
    func excludes(_ name: NameID, _ other: NameID) -> Bool {
        var isChoice = false
        for state in allStates() {
            guard let first = schema.transition(from: state, on: name),
                let second = schema.transition(from: state, on: other)
            else { continue }
            guard distances(from: first.next, to: .child(other))[first.next] == nil,
                distances(from: second.next, to: .child(name))[second.next] == nil
            else { return false }
            isChoice = true
        }
        return isChoice && name != other
    }

    /// The children between which the schema lists this one; nil at its ends.
    func neighbours(of name: NameID) -> (before: NameID?, after: NameID?) {
        guard let index = model.children.firstIndex(where: { $0.name == name }) else { return (nil, nil) }
        let children = model.children
        return (
            index > 0 ? children[index - 1].name : nil,
            index + 1 < children.count ? children[index + 1].name : nil
        )
    }

    /// The children of this type whose own content has an element of that name.
    func holders(of name: NameID) -> [NameID] {
        model.children.filter { child in
            let type = schema.element(child.declaration).type
            return schema.contentModel(of: type)?.child(name) != nil
        }.map(\.name)
    }

    private func allStates() -> [Int32] {
        var states = [model.startState]
        var known = Set(states)
        var index = 0
        while index < states.count {
            for step in steps(from: states[index]) where known.insert(step.next).inserted {
                states.append(step.next)
            }
            index += 1
        }
        return states
    }
}
