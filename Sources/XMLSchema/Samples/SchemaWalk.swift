import XMLStream

/// The automata of a schema as those who make documents walk them.
struct SchemaWalk {
    /// One step of a content automaton: an element, or whatever a wildcard admits.
    struct Step {
        /// -1 for a wildcard's.
        let declaration: Int32
        let wildcard: Wildcard?
        let next: Int32
    }

    static let unreachable = 1_000_000

    let schema: Schema
    /// Of each state: the least number of elements until it accepts, with all that these must hold.
    private let cost: [Int]

    init(_ schema: Schema) {
        self.schema = schema
        cost = Self.costs(of: schema)
    }

    func accepts(_ state: Int32) -> Bool { schema.states[Int(state)].isAccepting }

    /// In the order of the schema, wildcards last.
    func steps(from state: Int32) -> [Step] {
        let moves = schema.moves(from: state).sorted { $0.declaration < $1.declaration }
        let wildcard = schema.states[Int(state)].wildcard
        var steps = moves.map { Step(declaration: $0.declaration, wildcard: nil, next: $0.next) }
        if wildcard >= 0 {
            let move = schema.wildcards[Int(wildcard)]
            steps.append(Step(declaration: -1, wildcard: move.wildcard, next: move.next))
        }
        return steps
    }

    func name(of declaration: Int32) -> NameID { schema.elements[Int(declaration)].name }

    /// First state of an element's content; nil where it holds no elements.
    func start(of type: TypeID) -> Int32? { schema.contentModel(of: type)?.startState }

    /// What a step and all that must follow it take.
    func cost(through step: Step) -> Int {
        let inside = step.declaration < 0 ? 0 : Self.elementCost(step.declaration, cost, schema)
        return 1 + inside + cost[Int(step.next)]
    }

    /// The cheapest way from a state to the end.
    func completion(from state: Int32) -> [Step] {
        var way: [Step] = []
        var state = state
        while !accepts(state),
            let step = steps(from: state).min(by: { cost(through: $0) < cost(through: $1) })
        {
            way.append(step)
            state = step.next
        }
        return way
    }

    /// The shortest way from a state to one that takes this child, and that step; nil when there is none.
    func way(from start: Int32, to name: NameID) -> [Step]? {
        var ways: [(state: Int32, way: [Step])] = [(start, [])]
        var known: Set<Int32> = [start]
        var index = 0
        while index < ways.count {
            let (state, way) = ways[index]
            index += 1
            for step in steps(from: state) {
                if step.declaration >= 0, self.name(of: step.declaration) == name { return way + [step] }
                guard cost(through: step) < Self.unreachable, known.insert(step.next).inserted else {
                    continue
                }
                ways.append((step.next, way + [step]))
            }
        }
        return nil
    }

    /// A way that takes every child once where the model lets it: of the steps of a state always the first in the
    /// order of the schema that leads to a state not seen yet.
    func fullWay(from start: Int32) -> [Step] {
        var way: [Step] = []
        var seen: Set<Int32> = [start]
        var state = start
        while let step = steps(from: state).first(where: {
            !seen.contains($0.next) && cost(through: $0) < Self.unreachable
        }) {
            way.append(step)
            seen.insert(step.next)
            state = step.next
        }
        return way + completion(from: state)
    }

    private static func costs(of schema: Schema) -> [Int] {
        var cost = schema.states.map { $0.isAccepting ? 0 : unreachable }
        var isChanging = true
        while isChanging {
            isChanging = false
            for state in cost.indices {
                for move in schema.moves(from: Int32(state)) {
                    let through = 1 + elementCost(move.declaration, cost, schema) + cost[Int(move.next)]
                    if through < cost[state] {
                        cost[state] = through
                        isChanging = true
                    }
                }
                let wildcard = schema.states[state].wildcard
                guard wildcard >= 0 else { continue }
                let through = 1 + cost[Int(schema.wildcards[Int(wildcard)].next)]
                if through < cost[state] {
                    cost[state] = through
                    isChanging = true
                }
            }
        }
        return cost
    }

    private static func elementCost(_ declaration: Int32, _ cost: [Int], _ schema: Schema) -> Int {
        schema.contentModel(of: schema.elements[Int(declaration)].type).map { cost[Int($0.startState)] } ?? 0
    }
}
