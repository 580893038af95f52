/// Builds a plan forward: again and again the operation that a rule prefers goes behind the last of the unit
/// that completes it first.
struct Dispatch {
    private let problem: CompiledProblem
    /// By operation: working milliseconds from its start to the end of its job along links, in mean modes.
    private let remaining: [Double]
    private let meanDuration: Double
    private let meanSetup: Double
    /// By unit: the operations with a mode on it.
    private let candidatesStart: [Int32]
    private let candidates: [Int32]

    init(_ problem: CompiledProblem) {
        self.problem = problem
        let durations = (0..<problem.count).map { Self.meanDuration($0, problem) }
        meanDuration = max(1, durations.reduce(0, +) / Double(max(1, durations.count)))
        meanSetup = max(1, Double(problem.setups.reduce(0, +)) / Double(max(1, problem.setups.count)))
        remaining = Self.remaining(problem, durations)
        var byUnit = [[Int32]](repeating: [], count: problem.unitCount)
        for index in 0..<problem.count {
            for mode in problem.modes(index) {
                let unit = Int(problem.modeUnit[mode])
                if byUnit[unit].last != Int32(index) { byUnit[unit].append(Int32(index)) }
            }
        }
        var starts: [Int32] = [0]
        for list in byUnit { starts.append(starts[starts.count - 1] + Int32(list.count)) }
        candidatesStart = starts
        candidates = byUnit.flatMap { $0 }
    }

    private static func meanDuration(_ index: Int, _ problem: CompiledProblem) -> Double {
        let modes = problem.modes(index)
        return Double(modes.reduce(0) { $0 + problem.modeDuration[$1] }) / Double(max(1, modes.count))
    }

    private static func remaining(_ problem: CompiledProblem, _ durations: [Double]) -> [Double] {
        var remaining = durations
        var waiting = (0..<problem.count).map { problem.afterStart[$0 + 1] - problem.afterStart[$0] }
        var open = waiting.indices.filter { waiting[$0] == 0 }
        while let index = open.popLast() {
            for place in Int(problem.beforeStart[index])..<Int(problem.beforeStart[index + 1]) {
                let before = Int(problem.before[place].operation)
                let longer = remaining[index] + durations[before] + Double(max(0, problem.before[place].lag))
                if problem.job[before] == problem.job[index] {
                    remaining[before] = max(remaining[before], longer)
                }
                waiting[before] -= 1
                if waiting[before] == 0 { open.append(before) }
            }
        }
        return remaining
    }

    /// By unit the operations and their modes; always acyclic.
    func sequences(_ rule: DispatchRule, _ random: inout SplitMix64) -> [[(operation: Int32, mode: Int32)]] {
        sequences(patience: rule.patience, random: &random) { index, time, setup, noise in
            priority(rule, index, time, setup) * (1 + rule.noise * noise)
        }
    }

    /// The order of the plan in force, as far as it still can be; what is new comes by its due date.
    func sequencesAsBefore() -> [[(operation: Int32, mode: Int32)]] {
        var random = SplitMix64(seed: 0)
        return sequences(patience: nil, random: &random) { index, time, _, _ in
            problem.previousUnit[index] >= 0 ? -Double(problem.previousStart[index]) : -Double(time)
        }
    }

    // MARK: The pass

    private struct State {
        var waiting: [Int32]
        var ready: [Int]
        var isReady: [Bool]
        /// The operations that are ready, in no particular order.
        var queue: [Int32] = []
        var place: [Int32]
        var best: [Place]
        var free: [Int]
        var family: [Int32]
        var hint: [Int32]
        var noise: [Double]
        var sequences: [[(operation: Int32, mode: Int32)]]
        /// Whether what is committed is placed, and the rest may queue.
        var isOpen = false
    }

    private struct Place {
        var mode: Int32 = -1
        var unit: Int32 = 0
        var start = 0
        var end = Int.max
        var setup = 0
        var hint: Int32 = 0
    }

    /// Without a patience it keeps to the priorities alone and to the units of the plan in force.
    private func sequences(
        patience: Double?, random: inout SplitMix64,
        priority: (_ index: Int, _ time: Int, _ setup: Int, _ noise: Double) -> Double
    ) -> [[(operation: Int32, mode: Int32)]] {
        var state = State(
            waiting: (0..<problem.count).map { problem.beforeStart[$0 + 1] - problem.beforeStart[$0] },
            ready: problem.release, isReady: [Bool](repeating: false, count: problem.count),
            place: [Int32](repeating: -1, count: problem.count),
            best: [Place](repeating: Place(), count: problem.count), free: problem.availability,
            family: problem.initialFamily, hint: [Int32](repeating: 0, count: problem.unitCount),
            noise: (0..<problem.count).map { _ in random.fraction() },
            sequences: [[(operation: Int32, mode: Int32)]](repeating: [], count: problem.unitCount))
        placeCommitted(&state)
        state.isOpen = true
        for index in 0..<problem.count where state.waiting[index] == 0 && !problem.isCommitted[index] {
            enqueue(index, &state, keepsUnits: patience == nil)
        }
        while !state.queue.isEmpty {
            let index = patience.map { choose(state, patience: $0, priority) } ?? choose(state, priority)
            let unit = Int(state.best[index].unit)
            dequeue(index, &state)
            place(index, state.best[index], &state, keepsUnits: patience == nil)
            for position in Int(candidatesStart[unit])..<Int(candidatesStart[unit + 1]) {
                let other = Int(candidates[position])
                if state.isReady[other] {
                    state.best[other] = best(other, state, keepsUnits: patience == nil)
                }
            }
        }
        return state.sequences
    }

    /// What runs, then what is frozen: each unit in its order, each operation after what it waits for.
    private func placeCommitted(_ state: inout State) {
        var cursor = [Int](repeating: 0, count: problem.unitCount)
        var isChanged = true
        while isChanged {
            isChanged = false
            for unit in 0..<problem.unitCount {
                while cursor[unit] < problem.committed[unit].count {
                    let index = Int(problem.committed[unit][cursor[unit]])
                    guard state.waiting[index] == 0 else { break }
                    let mode = problem.modes(index).first { Int(problem.modeUnit[$0]) == unit }
                    guard let mode else { break }
                    cursor[unit] += 1
                    isChanged = true
                    place(index, timed(index, mode, state), &state, keepsUnits: false)
                }
            }
        }
    }

    private func enqueue(_ index: Int, _ state: inout State, keepsUnits: Bool) {
        state.isReady[index] = true
        state.place[index] = Int32(state.queue.count)
        state.queue.append(Int32(index))
        state.best[index] = best(index, state, keepsUnits: keepsUnits)
    }

    private func dequeue(_ index: Int, _ state: inout State) {
        state.isReady[index] = false
        let place = Int(state.place[index])
        guard let end = state.queue.popLast(), Int(end) != index else { return }
        state.queue[place] = end
        state.place[Int(end)] = Int32(place)
    }

    private func best(_ index: Int, _ state: State, keepsUnits: Bool) -> Place {
        var best = Place()
        let previous = keepsUnits ? problem.previousUnit[index] : -1
        for mode in problem.modes(index) {
            let place = timed(index, mode, state)
            let keeps = place.unit == previous
            let bestKeeps = best.mode >= 0 && best.unit == previous
            if best.mode < 0 || (keeps && !bestKeeps) || (keeps == bestKeeps && place.end < best.end) {
                best = place
            }
        }
        return best
    }

    private func timed(_ index: Int, _ mode: Int, _ state: State) -> Place {
        let unit = Int(problem.modeUnit[mode])
        if problem.isRunning[index] {
            return Place(
                mode: Int32(mode), unit: Int32(unit), start: problem.runStart[index],
                end: problem.runEnd[index])
        }
        var place = Place(mode: Int32(mode), unit: Int32(unit), hint: state.hint[unit])
        var free = state.free[unit]
        place.setup = problem.setup(unit, from: state.family[unit], to: problem.family[index])
        if place.setup > 0 {
            free =
                problem.place(
                    unit, from: free, work: place.setup, interruptible: problem.interruptsSetups[unit],
                    hint: &place.hint
                ).end
        }
        (place.start, place.end) = problem.place(
            unit, from: max(free, state.ready[index]), work: problem.modeDuration[mode],
            interruptible: problem.isInterruptible[index], hint: &place.hint)
        return place
    }

    private func place(_ index: Int, _ place: Place, _ state: inout State, keepsUnits: Bool) {
        let unit = Int(place.unit)
        state.sequences[unit].append((Int32(index), place.mode))
        if place.end > state.free[unit] {
            state.free[unit] = place.end
            state.hint[unit] = problem.isRunning[index] ? 0 : place.hint
        }
        if problem.family[index] >= 0 { state.family[unit] = problem.family[index] }
        for position in Int(problem.afterStart[index])..<Int(problem.afterStart[index + 1]) {
            let arc = problem.after[position]
            let next = Int(arc.operation)
            state.ready[next] = max(
                state.ready[next], (arc.isFromStart ? place.start : place.end) + arc.lag)
            state.waiting[next] -= 1
            if state.isOpen, state.waiting[next] == 0, !problem.isCommitted[next] {
                enqueue(next, &state, keepsUnits: keepsUnits)
            }
        }
    }

    // MARK: The choice

    private func choose(
        _ state: State, _ priority: (_ index: Int, _ time: Int, _ setup: Int, _ noise: Double) -> Double
    ) -> Int {
        var chosen = Int(state.queue[0])
        var highest = -Double.infinity
        for operation in state.queue {
            let index = Int(operation)
            let value = priority(index, state.ready[index], 0, 0)
            if value > highest || (value == highest && index < chosen) { (chosen, highest) = (index, value) }
        }
        return chosen
    }

    private func choose(
        _ state: State, patience: Double,
        _ priority: (_ index: Int, _ time: Int, _ setup: Int, _ noise: Double) -> Double
    ) -> Int {
        var first = Int(state.queue[0])
        for operation in state.queue {
            let (index, place) = (Int(operation), state.best[Int(operation)])
            let lead = state.best[first]
            if place.end < lead.end || (place.end == lead.end && index < first) { first = index }
        }
        let unit = state.best[first].unit
        var earliest = Int.max
        for operation in state.queue where state.best[Int(operation)].unit == unit {
            earliest = min(earliest, state.best[Int(operation)].start)
        }
        let limit = earliest + Int(patience * Double(max(0, state.best[first].end - 1 - earliest)))
        var chosen = first
        var highest = -Double.infinity
        for operation in state.queue {
            let (index, place) = (Int(operation), state.best[Int(operation)])
            guard place.unit == unit, place.start <= limit else { continue }
            let value = priority(index, place.start, place.setup, state.noise[index])
            if value > highest || (value == highest && index < chosen) { (chosen, highest) = (index, value) }
        }
        return chosen
    }

    /// The higher the sooner; negative values only get more so by noise, which is as good as chance.
    private func priority(_ rule: DispatchRule, _ index: Int, _ time: Int, _ setup: Int) -> Double {
        let mode = problem.modeStart[index]
        let duration = Double(max(1, problem.modeDuration[Int(mode)]))
        let job = Int(problem.job[index])
        let due = Double(problem.due[job])
        let weight = Double(problem.weight[job])
        let slack = due - Double(time) - remaining[index]
        switch rule.priority {
        case .shortestProcessing: return -duration
        case .weightedShortestProcessing: return weight / duration
        case .earliestDue: return -due
        case .leastSlack: return -slack
        case .mostWorkRemaining: return remaining[index]
        case .modifiedDueDate: return -max(due, Double(time) + remaining[index])
        case .criticalRatio: return -(due - Double(time)) / max(1, remaining[index])
        case .firstReady: return -Double(time)
        case .leastSetup: return -(Double(setup) * 1_000_000 + due / 1_000_000)
        case .apparentTardinessCost:
            let urgency = Self.decay(max(0, slack) / (rule.lookahead * meanDuration))
            return weight / duration * urgency * Self.decay(Double(setup) / (0.5 * meanSetup))
        }
    }

    /// About e^-x, from the four operations alone, so that it is the same everywhere.
    private static func decay(_ x: Double) -> Double {
        let y = min(x, 700) / 16
        var value = 1 / (1 + y + y * y / 2 + y * y * y / 6)
        for _ in 0..<4 { value *= value }
        return value
    }
}
