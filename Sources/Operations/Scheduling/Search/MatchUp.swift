/// Repairs the plan in force: what still can be done in its place keeps it, and what cannot goes into a gap
/// that is near enough, or pushes what comes behind it on its unit.
///
/// Goes forward in time. A place is given up only by what is late itself, so that a delay does not spread to
/// units that have gaps (match-up, Bean et al., 1991).
struct MatchUp {
    private let problem: CompiledProblem
    /// Milliseconds that an operation may wait for a gap before it pushes others instead.
    private let patience: Int
    private var slots: [[Slot]]
    private var ready: [Int]
    private var waiting: [Int32]
    private var queue = EarliestFirst()
    private(set) var floors: [Int]

    private struct Slot {
        var operation: Int32
        var mode: Int32
        var start: Int
        var end: Int
        /// False while it is only where the operation was.
        var isPlaced = false
    }

    init(_ problem: CompiledProblem, patience: Int) {
        self.problem = problem
        self.patience = patience
        slots = [[Slot]](repeating: [], count: problem.unitCount)
        ready = problem.release
        waiting = (0..<problem.count).map { problem.beforeStart[$0 + 1] - problem.beforeStart[$0] }
        floors = [Int](repeating: 0, count: problem.count)
        reserve()
        placeCommitted()
        for index in 0..<problem.count where waiting[index] == 0 && !problem.isCommitted[index] {
            enqueue(index)
        }
        while let operation = queue.pop() { place(Int(operation)) }
    }

    /// By unit the operations and their modes.
    var sequences: [[(operation: Int32, mode: Int32)]] {
        slots.map { $0.map { ($0.operation, $0.mode) } }
    }

    // MARK: Places

    private mutating func reserve() {
        for index in 0..<problem.count where problem.previousUnit[index] >= 0 && !problem.isCommitted[index] {
            let unit = problem.previousUnit[index]
            guard let mode = problem.modes(index).first(where: { problem.modeUnit[$0] == unit }) else {
                continue
            }
            let end = timed(index, mode, from: problem.previousStart[index]).end
            slots[Int(unit)].append(
                Slot(
                    operation: Int32(index), mode: Int32(mode), start: problem.previousStart[index], end: end)
            )
        }
        for unit in slots.indices {
            slots[unit].sort { ($0.start, $0.end, $0.operation) < ($1.start, $1.end, $1.operation) }
        }
    }

    private func timed(_ index: Int, _ mode: Int, from time: Int) -> (start: Int, end: Int) {
        var hint: Int32 = 0
        return problem.place(
            Int(problem.modeUnit[mode]), from: time, work: problem.modeDuration[mode],
            interruptible: problem.isInterruptible[index], hint: &hint)
    }

    /// When the operation would be done behind a slot, or at the head for none.
    private func timed(_ index: Int, _ mode: Int, behind slot: Slot?, from time: Int) -> (
        start: Int, end: Int
    ) {
        let unit = Int(problem.modeUnit[mode])
        let free = max(slot?.end ?? 0, problem.availability[unit])
        return timed(index, mode, from: max(time, setUp(unit, slot, for: index, from: free)))
    }

    /// When the unit is set up for an operation behind a slot.
    private func setUp(_ unit: Int, _ slot: Slot?, for index: Int, from free: Int) -> Int {
        let from = slot.map { problem.family[Int($0.operation)] } ?? problem.initialFamily[unit]
        let setup = problem.setup(unit, from: from, to: problem.family[index])
        guard setup > 0 else { return free }
        var hint: Int32 = 0
        return problem.place(
            unit, from: free, work: setup, interruptible: problem.interruptsSetups[unit], hint: &hint
        ).end
    }

    private mutating func placeCommitted() {
        var heads = [[Slot]](repeating: [], count: problem.unitCount)
        var cursor = [Int](repeating: 0, count: problem.unitCount)
        var isChanged = true
        while isChanged {
            isChanged = false
            for unit in 0..<problem.unitCount {
                while cursor[unit] < problem.committed[unit].count {
                    let index = Int(problem.committed[unit][cursor[unit]])
                    let mode = problem.modes(index).first { Int(problem.modeUnit[$0]) == unit }
                    guard waiting[index] == 0, let mode else { break }
                    cursor[unit] += 1
                    isChanged = true
                    if problem.previousUnit[index] == Int32(unit) {
                        floors[index] = problem.previousStart[index]
                    }
                    let place =
                        problem.isRunning[index]
                        ? (start: problem.runStart[index], end: problem.runEnd[index])
                        : timed(
                            index, mode, behind: heads[unit].last, from: max(ready[index], floors[index]))
                    heads[unit].append(
                        Slot(
                            operation: Int32(index), mode: Int32(mode), start: place.start, end: place.end,
                            isPlaced: true))
                    release(index, place)
                }
            }
        }
        for unit in slots.indices { slots[unit] = heads[unit] + slots[unit] }
    }

    private mutating func release(_ index: Int, _ place: (start: Int, end: Int)) {
        for position in Int(problem.afterStart[index])..<Int(problem.afterStart[index + 1]) {
            let arc = problem.after[position]
            let next = Int(arc.operation)
            ready[next] = max(ready[next], (arc.isFromStart ? place.start : place.end) + arc.lag)
            waiting[next] -= 1
        }
    }

    private mutating func enqueue(_ index: Int) {
        let before = problem.previousUnit[index] >= 0 ? problem.previousStart[index] : 0
        queue.push(Int32(index), key: max(ready[index], before))
    }

    private mutating func place(_ index: Int) {
        let place = keepPlace(index) ?? findPlace(index)
        release(index, place)
        for position in Int(problem.afterStart[index])..<Int(problem.afterStart[index + 1]) {
            let next = Int(problem.after[position].operation)
            if waiting[next] == 0, !problem.isCommitted[next] { enqueue(next) }
        }
    }

    /// Where it was, or later before the next; pushed by its unit, it keeps its rank.
    private mutating func keepPlace(_ index: Int) -> (start: Int, end: Int)? {
        guard problem.previousUnit[index] >= 0 else { return nil }
        let unit = Int(problem.previousUnit[index])
        guard unit < slots.count, let rank = slots[unit].firstIndex(where: { $0.operation == Int32(index) })
        else { return nil }
        let slot = slots[unit][rank]
        let mode = Int(slot.mode)
        let ahead = slots[unit][..<rank].last { $0.isPlaced }
        let own = timed(index, mode, behind: ahead, from: max(ready[index], slot.start))
        let byUnit = timed(index, mode, behind: ahead, from: slot.start)
        let fits =
            rank + 1 == slots[unit].count
            || setUp(unit, slot, for: Int(slots[unit][rank + 1].operation), from: own.end)
                <= slots[unit][rank + 1].start
        if own.start == slot.start || own.start == byUnit.start || fits {
            floors[index] = slot.start
            slots[unit][rank] = Slot(
                operation: slot.operation, mode: slot.mode, start: own.start, end: own.end, isPlaced: true)
            return own
        }
        slots[unit].remove(at: rank)
        if let gap = bestGap(index), gap.start <= own.start + patience { return take(gap, index) }
        slots[unit].insert(
            Slot(operation: slot.operation, mode: slot.mode, start: own.start, end: own.end, isPlaced: true),
            at: rank)
        floors[index] = slot.start
        return own
    }

    private mutating func findPlace(_ index: Int) -> (start: Int, end: Int) {
        if let gap = bestGap(index) { return take(gap, index) }
        return (CompiledProblem.never, CompiledProblem.never)
    }

    // MARK: Gaps

    private struct Gap {
        var mode: Int
        var rank: Int
        var start: Int
        var end: Int
    }

    private mutating func take(_ gap: Gap, _ index: Int) -> (start: Int, end: Int) {
        slots[Int(problem.modeUnit[gap.mode])].insert(
            Slot(
                operation: Int32(index), mode: Int32(gap.mode), start: gap.start, end: gap.end,
                isPlaced: true), at: gap.rank)
        return (gap.start, gap.end)
    }

    /// The gap in which it ends first; its own unit when equal.
    private func bestGap(_ index: Int) -> Gap? {
        var best: Gap?
        for mode in problem.modes(index) {
            let gap = firstGap(index, mode)
            guard let other = best else {
                best = gap
                continue
            }
            let isOwn = problem.modeUnit[mode] == problem.previousUnit[index]
            if gap.end < other.end || (gap.end == other.end && isOwn) { best = gap }
        }
        return best
    }

    /// Behind what is committed, the first between two slots with room for it and the setup behind it.
    private func firstGap(_ index: Int, _ mode: Int) -> Gap {
        let unit = Int(problem.modeUnit[mode])
        let list = slots[unit]
        for rank in problem.committed[unit].count..<max(list.count, problem.committed[unit].count)
        where list[rank].start > ready[index] {
            let ahead = rank > 0 ? list[rank - 1] : nil
            let place = timed(index, mode, behind: ahead, from: ready[index])
            guard place.end <= list[rank].start else { continue }
            let own = Slot(operation: Int32(index), mode: Int32(mode), start: place.start, end: place.end)
            if setUp(unit, own, for: Int(list[rank].operation), from: place.end) <= list[rank].start {
                return Gap(mode: mode, rank: rank, start: place.start, end: place.end)
            }
        }
        let place = timed(index, mode, behind: list.last, from: ready[index])
        return Gap(mode: mode, rank: list.count, start: place.start, end: place.end)
    }
}
