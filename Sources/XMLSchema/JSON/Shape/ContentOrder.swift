import XMLStream

/// What a content automaton says about the order of the children, beyond the particles it was made from: which names
/// can stand behind which, which must occur.
///
/// Symbols are the indices of ``ContentModel/children``; one more stands for whatever a wildcard admits.
struct ContentOrder {
    private let schema: Schema
    private let model: ContentModel
    private let symbols: [NameID: Int]
    let wildcard: Int
    /// Of each symbol: those that can come after it, at once or later.
    private let after: [SymbolSet]

    private struct Step {
        let symbol: Int
        let next: Int32
    }

    init(_ schema: Schema, _ model: ContentModel) {
        self.schema = schema
        self.model = model
        wildcard = model.children.count
        symbols = Dictionary(
            model.children.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        after = Self.followers(schema, model, symbols)
    }

    func symbol(of name: NameID) -> Int? { symbols[name] }

    /// Whether the symbol can stand at two places of one parent.
    func repeats(_ symbol: Int) -> Bool { after[symbol].contains(symbol) }

    /// Whether no content is complete without one of these.
    func requires(_ isNeeded: (Int) -> Bool) -> Bool {
        var known: Set<Int32> = [model.startState]
        var pending = [model.startState]
        while let state = pending.popLast() {
            if schema.states[Int(state)].isAccepting { return false }
            for step in Self.steps(from: state, schema, symbols)
            where !isNeeded(step.symbol) && known.insert(step.next).inserted {
                pending.append(step.next)
            }
        }
        return true
    }

    /// The symbols in an order that every content keeps. Those that can stand before and behind each other are in one
    /// group: inside of it their names alone do not tell where they stand.
    func groups() -> [[Int]] {
        let reach = closure()
        var groups: [[Int]] = []
        var isGrouped = Array(repeating: false, count: wildcard + 1)
        for symbol in 0...wildcard where !isGrouped[symbol] && (symbol < wildcard || model.hasWildcard) {
            let group = (symbol...wildcard).filter {
                $0 == symbol || reach[symbol].contains($0) && reach[$0].contains(symbol)
            }
            for member in group { isGrouped[member] = true }
            groups.append(group)
        }
        return sorted(groups, reach)
    }

    /// Always the first of the groups before which nothing that is left can stand, so that the order of the schema is
    /// kept where it decides nothing.
    private func sorted(_ groups: [[Int]], _ reach: [SymbolSet]) -> [[Int]] {
        var left = groups
        var sorted: [[Int]] = []
        while !left.isEmpty {
            let next = left.firstIndex { group in
                !left.contains { $0 != group && reach[$0[0]].contains(group[0]) }
            }
            sorted.append(left.remove(at: next ?? 0))
        }
        return sorted
    }

    /// `after` over any number of contents: a before b in one and b before c in another put a before c.
    private func closure() -> [SymbolSet] {
        var reach = after
        for middle in reach.indices {
            for symbol in reach.indices where reach[symbol].contains(middle) {
                reach[symbol].add(reach[middle])
            }
        }
        return reach
    }

    // MARK: The automaton

    private static func followers(
        _ schema: Schema, _ model: ContentModel, _ symbols: [NameID: Int]
    ) -> [SymbolSet] {
        let count = model.children.count + 1
        let first = model.startState
        let steps = (first..<first + model.stateCount).map { Self.steps(from: $0, schema, symbols) }
        var ahead = Array(repeating: SymbolSet(below: count), count: steps.count)
        var isChanging = true
        while isChanging {
            isChanging = false
            // Most moves lead to states of higher numbers.
            for state in steps.indices.reversed() {
                var reached = ahead[state]
                for step in steps[state] {
                    reached.insert(step.symbol)
                    reached.add(ahead[Int(step.next - first)])
                }
                if ahead[state].add(reached) { isChanging = true }
            }
        }
        var after = Array(repeating: SymbolSet(below: count), count: count)
        for step in steps.joined() { after[step.symbol].add(ahead[Int(step.next - first)]) }
        return after
    }

    private static func steps(from state: Int32, _ schema: Schema, _ symbols: [NameID: Int]) -> [Step] {
        let row = schema.states[Int(state)]
        let named = schema.moves(from: state).compactMap { move in
            symbols[move.name].map { Step(symbol: $0, next: move.next) }
        }
        guard row.wildcard >= 0 else { return named }
        let moves = schema.wildcards[Int(row.wildcard)..<Int(row.wildcard) + Int(row.wildcardCount)]
        return named + moves.map { Step(symbol: symbols.count, next: $0.next) }
    }
}
