/// Where an operation may go in a repair.
struct RepairMove {
    var operation: Int32
    var mode: Int32
    var after: Int32
    /// There it starts no earlier.
    var floor: Int
}

extension SequencedPlan {
    mutating func attempt(_ move: RepairMove) -> Bool {
        attempt(Int(move.operation), mode: Int(move.mode), after: move.after, floor: move.floor)
    }

    /// Whether an operation that may move is not where it was.
    func isDisplaced(_ index: Int) -> Bool {
        !problem.isCommitted[index] && problem.displacement(index, nodes[index]) > 0
    }

    /// Back to where it was; and on each unit that it may have, from when it is ready on, to the next three
    /// places whatever they push, and to the next three where it seems to push nothing.
    func repairMoves(_ index: Int) -> [RepairMove] {
        var moves: [RepairMove] = []
        let ready = readiness(index)
        let before = problem.previousStart[index]
        for mode in problem.modes(index) {
            if problem.modeUnit[mode] == problem.previousUnit[index], nodes[index].floor < before {
                let (after, _) = neighbours(index, Int(problem.modeUnit[mode]), at: before)
                moves.append(
                    RepairMove(operation: Int32(index), mode: Int32(mode), after: after, floor: before))
            }
            addPlaces(index, mode, from: ready, &moves)
        }
        return moves
    }

    /// When what it waits for apart from its unit is done.
    private func readiness(_ index: Int) -> Int {
        var ready = problem.release[index]
        for place in Int(problem.beforeStart[index])..<Int(problem.beforeStart[index + 1]) {
            let arc = problem.before[place]
            let other = nodes[Int(arc.operation)]
            ready = max(ready, (arc.isFromStart ? other.start : other.end) + arc.lag)
        }
        return ready
    }

    /// The last other operation of a unit that is committed or starts before a time, and the one behind it.
    private func neighbours(_ index: Int, _ unit: Int, at time: Int) -> (after: Int32, next: Int32) {
        var after = problem.committed[unit].last ?? -1
        var next = following(after, on: unit, without: index)
        while next >= 0, nodes[Int(next)].start < time {
            after = next
            next = following(after, on: unit, without: index)
        }
        return (after, next)
    }

    private func following(_ after: Int32, on unit: Int, without index: Int) -> Int32 {
        let next = after >= 0 ? nodes[Int(after)].next : first[unit]
        return next == Int32(index) ? nodes[index].next : next
    }

    private func addPlaces(_ index: Int, _ mode: Int, from ready: Int, _ moves: inout [RepairMove]) {
        let unit = Int(problem.modeUnit[mode])
        var (after, next) = neighbours(index, unit, at: ready)
        var (gaps, pushes) = (0, 0)
        while gaps < 3 {
            let isGap = hasRoom(index, mode, between: after, and: next, from: ready)
            let stays = nodes[index].mode == Int32(mode) && nodes[index].previous == after
            if isGap || pushes < 3, !stays || nodes[index].floor > 0 {
                moves.append(RepairMove(operation: Int32(index), mode: Int32(mode), after: after, floor: 0))
            }
            pushes += 1
            if isGap { gaps += 1 }
            guard next >= 0 else { return }
            after = next
            next = following(after, on: unit, without: index)
        }
    }

    /// About: with both setups as part of the work.
    private func hasRoom(_ index: Int, _ mode: Int, between after: Int32, and next: Int32, from ready: Int)
        -> Bool
    {
        guard next >= 0 else { return true }
        let unit = Int(problem.modeUnit[mode])
        let free = after >= 0 ? nodes[Int(after)].end : problem.availability[unit]
        let state = after >= 0 ? nodes[Int(after)].state : problem.initialFamily[unit]
        let family = problem.family[index] >= 0 ? problem.family[index] : state
        let setups =
            problem.setup(unit, from: state, to: family)
            + problem.setup(unit, from: family, to: problem.family[Int(next)])
        var hint: Int32 = 0
        let end = problem.place(
            unit, from: max(ready, free), work: problem.modeDuration[mode] + setups,
            interruptible: problem.isInterruptible[index], hint: &hint
        ).end
        return end <= nodes[Int(next)].start
    }
}
