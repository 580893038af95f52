/// A state machine as data: where each command leads from each state. What is not in it is not legal.
struct TransitionTable<State: Hashable & Sendable, Command: Hashable & Sendable>: Sendable {
    private struct Step: Hashable {
        let from: State
        let command: Command
    }

    private let table: [Step: State]

    /// Of two rows for one step the first counts.
    init(_ rows: [(from: State, command: Command, to: State)]) {
        table = Dictionary(
            rows.map { (Step(from: $0.from, command: $0.command), $0.to) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Nil when the command is not legal there.
    func after(_ command: Command, from state: State) -> State? {
        table[Step(from: state, command: command)]
    }
}
