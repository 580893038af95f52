/// Tabu search for the shortest makespan of chains of operations on units that always work.
///
/// The disjunctive graph has exact heads and tails here. An operation with alternatives is taken out of a
/// random critical path and inserted where it fits best on any of its units (Mastrolilli and Gambardella,
/// 2000: between the last of R\L and the first of L\R); one without is moved within its critical block (N6
/// of Balas and Vazacopoulos, 1998, and N7 of Zhang et al., 2007), by their estimate. Restarts alternate
/// between disturbing the best plans and walking from one of them towards another (path relinking).
struct MakespanSearch {
    private let problem: CompiledProblem
    private var nodes: [Node]
    private var order: [Int32]
    private var first: [Int32]
    private var random: SplitMix64
    private let lowerBound: Int
    private var best: Solution
    private var elite: [Solution] = []
    /// By pair of operations: until when the first may not come before the second again. Empty when the
    /// problem is too large for it.
    private var pairTabu: [Int32]
    /// By operation and unit: until when it may not go there again.
    private var unitTabu: [Int32]
    private var iteration: Int32 = 0
    private var makespan = 0

    private struct Node {
        /// On the unit and in the job; -1 at the ends.
        var previous: Int32 = -1
        var next: Int32 = -1
        var before: Int32 = -1
        var after: Int32 = -1
        var unit: Int32 = 0
        var mode: Int32 = 0
        var position: Int32 = 0
        var waiting: Int32 = 0
        var isFlexible = false
        var duration = 0
        /// Earliest start, and the longest path from its end to that of the plan.
        var head = 0
        var tail = 0
        var release = 0
        /// The same without the operation that is being moved; valid on its far side.
        var reducedHead = 0
        var reducedTail = 0
        /// Scratch of the estimate.
        var newHead = 0
    }

    private struct Solution {
        var makespan: Int
        var sequences: [[(operation: Int32, mode: Int32)]]
    }

    private struct Move {
        var operation: Int32 = -1
        var mode: Int32 = 0
        /// It comes behind this operation, or -1 for the head of the unit.
        var target: Int32 = -1
        var estimate = Int.max
        var detour = Int.max
    }

    /// Begins with a plan, which has no cycles.
    init(_ problem: CompiledProblem, sequences: [[(operation: Int32, mode: Int32)]], seed: UInt64) {
        self.problem = problem
        random = SplitMix64(seed: seed)
        nodes = (0..<problem.count).map { Self.node($0, problem) }
        order = [Int32](repeating: 0, count: problem.count)
        first = [Int32](repeating: -1, count: problem.unitCount)
        pairTabu = problem.count <= 1_500 ? [Int32](repeating: 0, count: problem.count * problem.count) : []
        unitTabu = [Int32](repeating: 0, count: problem.count * problem.unitCount)
        lowerBound = Self.lowerBound(problem)
        best = Solution(makespan: Int.max, sequences: sequences)
        load(sequences)
        best.makespan = makespan
        elite = [best]
    }

    private static func node(_ index: Int, _ problem: CompiledProblem) -> Node {
        var node = Node()
        let (before, after) = (Int(problem.beforeStart[index]), Int(problem.afterStart[index]))
        if before < problem.beforeStart[index + 1] { node.before = problem.before[before].operation }
        if after < problem.afterStart[index + 1] { node.after = problem.after[after].operation }
        node.isFlexible = problem.modes(index).count > 1
        node.release = problem.release[index]
        return node
    }

    /// No plan is shorter: the longest chain, the work that only one unit can do, and all work spread evenly.
    private static func lowerBound(_ problem: CompiledProblem) -> Int {
        var bound = 0
        var work = 0
        var fixed = [Int](repeating: 0, count: problem.unitCount)
        var earliest = [Int](repeating: Int.max, count: problem.unitCount)
        for index in 0..<problem.count {
            let modes = problem.modes(index)
            let least = modes.map { problem.modeDuration[$0] }.min() ?? 0
            work += least
            if modes.count == 1, let mode = modes.first {
                let unit = Int(problem.modeUnit[mode])
                fixed[unit] += least
                earliest[unit] = min(earliest[unit], max(problem.release[index], problem.availability[unit]))
            }
            guard problem.beforeStart[index] == problem.beforeStart[index + 1] else { continue }
            var (time, next) = (0, Int32(index))
            while next >= 0 {
                let operation = Int(next)
                let shortest = problem.modes(operation).map { problem.modeDuration[$0] }.min() ?? 0
                time = max(time, problem.release[operation]) + shortest
                let place = Int(problem.afterStart[operation])
                next = place < problem.afterStart[operation + 1] ? problem.after[place].operation : -1
            }
            bound = max(bound, time)
        }
        for unit in fixed.indices where fixed[unit] > 0 { bound = max(bound, earliest[unit] + fixed[unit]) }
        let spread = problem.unitCount > 0 ? (work + problem.unitCount - 1) / problem.unitCount : 0
        return max(bound, spread)
    }

    // MARK: The search

    /// - Returns: the best sequences found, and how many iterations it took.
    mutating func run(iterations: Int, shouldStop: () -> Bool) -> (
        sequences: [[(operation: Int32, mode: Int32)]], iterations: Int
    ) {
        guard problem.count > 1 else { return (best.sequences, 0) }
        let patience = max(2_000, min(12_000, 40 * problem.count))
        var round = Solution(makespan: makespan, sequences: best.sequences)
        var stale = 0
        var done = 0
        while done < iterations, best.makespan > lowerBound {
            if done & 63 == 63, shouldStop() { break }
            done += 1
            step()
            if makespan < round.makespan {
                round = Solution(makespan: makespan, sequences: sequences())
                stale = 0
                if makespan < best.makespan { best = round }
            } else {
                stale += 1
            }
            if stale > patience {
                remember(round)
                restart()
                round = Solution(makespan: makespan, sequences: sequences())
                if makespan < best.makespan { best = round }
                stale = 0
            }
        }
        return (best.sequences, done)
    }

    private mutating func step() {
        iteration += 1
        let path = criticalPath()
        var move = chooseMove(path, makespan)
        if move.operation < 0 { move = randomMove(path) }
        guard move.operation >= 0 else { return }
        apply(move, pathLength: path.count)
        timeAll()
    }

    private mutating func remember(_ solution: Solution) {
        if elite.contains(where: { $0.makespan == solution.makespan && isSame($0, solution) }) { return }
        elite.append(solution)
        guard elite.count > 8 else { return }
        let worst = elite.indices.max { elite[$0].makespan < elite[$1].makespan }
        if let worst { elite.remove(at: worst) }
    }

    private func isSame(_ left: Solution, _ right: Solution) -> Bool {
        zip(left.sequences, right.sequences).allSatisfy { first, second in
            first.count == second.count
                && zip(first, second).allSatisfy { $0.operation == $1.operation && $0.mode == $1.mode }
        }
    }

    private mutating func restart() {
        for index in unitTabu.indices { unitTabu[index] = 0 }
        for index in pairTabu.indices { pairTabu[index] = 0 }
        iteration = 0
        if elite.count > 2, random.below(3) > 0 {
            let from = random.below(elite.count)
            let to = (from + 1 + random.below(elite.count - 1)) % elite.count
            load(relinked(from: elite[from], to: elite[to]))
        } else {
            load(random.below(2) == 0 ? best.sequences : elite[random.below(elite.count)].sequences)
            for _ in 0..<max(3, problem.count / 12) {
                let move = randomMove(criticalPath())
                guard move.operation >= 0 else { break }
                apply(move, pathLength: 0)
                timeAll()
            }
        }
    }

    // MARK: Heads and tails

    private mutating func load(_ sequences: [[(operation: Int32, mode: Int32)]]) {
        for (unit, sequence) in sequences.enumerated() {
            first[unit] = sequence.first?.operation ?? -1
            for (place, entry) in sequence.enumerated() {
                let index = Int(entry.operation)
                nodes[index].unit = Int32(unit)
                nodes[index].mode = entry.mode
                nodes[index].duration = problem.modeDuration[Int(entry.mode)]
                nodes[index].previous = place > 0 ? sequence[place - 1].operation : -1
                nodes[index].next = place + 1 < sequence.count ? sequence[place + 1].operation : -1
            }
        }
        timeAll()
    }

    private func sequences() -> [[(operation: Int32, mode: Int32)]] {
        first.map { head in
            var sequence: [(operation: Int32, mode: Int32)] = []
            var operation = head
            while operation >= 0 {
                sequence.append((operation, nodes[Int(operation)].mode))
                operation = nodes[Int(operation)].next
            }
            return sequence
        }
    }

    /// The topological order, heads and tails of the present sequences.
    ///
    /// - Returns: false when they have a cycle.
    @discardableResult
    private mutating func timeAll() -> Bool {
        let availability = problem.availability
        var longest = 0
        var count = 0
        nodes.withUnsafeMutableBufferPointer { nodes in
            order.withUnsafeMutableBufferPointer { order in
                for index in nodes.indices {
                    let waiting: Int32 =
                        (nodes[index].previous >= 0 ? 1 : 0) + (nodes[index].before >= 0 ? 1 : 0)
                    nodes[index].waiting = waiting
                    if waiting == 0 {
                        nodes[index].head = max(
                            nodes[index].release, availability[Int(nodes[index].unit)])
                        order[count] = Int32(index)
                        count += 1
                    }
                }
                var cursor = 0
                while cursor < count {
                    let index = Int(order[cursor])
                    nodes[index].position = Int32(cursor)
                    cursor += 1
                    let (next, after) = (nodes[index].next, nodes[index].after)
                    if next >= 0, Self.isReleased(Int(next), nodes, availability) {
                        order[count] = next
                        count += 1
                    }
                    if after >= 0, Self.isReleased(Int(after), nodes, availability) {
                        order[count] = after
                        count += 1
                    }
                }
                var place = count
                while place > 0 {
                    place -= 1
                    let index = Int(order[place])
                    let tail = Self.tail(index, nodes)
                    nodes[index].tail = tail
                    longest = max(longest, nodes[index].head + nodes[index].duration + tail)
                }
            }
        }
        makespan = longest
        return count == nodes.count
    }

    /// Whether it has waited for this operation last; then its head is known.
    @inline(__always)
    private static func isReleased(
        _ index: Int, _ nodes: UnsafeMutableBufferPointer<Node>, _ availability: [Int]
    ) -> Bool {
        nodes[index].waiting -= 1
        guard nodes[index].waiting == 0 else { return false }
        nodes[index].head = head(index, nodes, availability)
        return true
    }

    @inline(__always)
    private static func head(
        _ index: Int, _ nodes: UnsafeMutableBufferPointer<Node>, _ availability: [Int]
    ) -> Int {
        let node = nodes[index]
        var head = node.release
        if node.before >= 0 {
            head = max(head, nodes[Int(node.before)].head + nodes[Int(node.before)].duration)
        }
        if node.previous >= 0 {
            head = max(head, nodes[Int(node.previous)].head + nodes[Int(node.previous)].duration)
        } else {
            head = max(head, availability[Int(node.unit)])
        }
        return head
    }

    @inline(__always)
    private static func tail(_ index: Int, _ nodes: UnsafeMutableBufferPointer<Node>) -> Int {
        let node = nodes[index]
        var tail = 0
        if node.after >= 0 {
            tail = nodes[Int(node.after)].duration + nodes[Int(node.after)].tail
        }
        if node.next >= 0 {
            tail = max(tail, nodes[Int(node.next)].duration + nodes[Int(node.next)].tail)
        }
        return tail
    }

    /// One of the longest paths, from its first operation to its last.
    private mutating func criticalPath() -> [Int32] {
        var path: [Int32] = []
        var current = Int32(-1)
        var seen = 0
        for index in nodes.indices
        where nodes[index].tail == 0 && nodes[index].head + nodes[index].duration == makespan {
            seen += 1
            if random.below(seen) == 0 { current = Int32(index) }
        }
        while current >= 0 {
            path.append(current)
            let node = nodes[Int(current)]
            let byJob = node.before >= 0 && ends(node.before) == node.head
            let byUnit = node.previous >= 0 && ends(node.previous) == node.head
            if byJob && byUnit {
                current = random.next() & 1 == 0 ? node.before : node.previous
            } else {
                current = byUnit ? node.previous : byJob ? node.before : -1
            }
        }
        path.reverse()
        return path
    }

    private func ends(_ operation: Int32) -> Int {
        nodes[Int(operation)].head + nodes[Int(operation)].duration
    }

    // MARK: Moves

    private mutating func chooseMove(_ path: [Int32], _ makespan: Int) -> Move {
        var choice = Choice(aspiration: best.makespan)
        var start = 0
        while start < path.count {
            var end = start
            while end + 1 < path.count, nodes[Int(path[end])].next == path[end + 1],
                nodes[Int(path[end + 1])].unit == nodes[Int(path[start])].unit
            {
                end += 1
            }
            if end > start { chooseInBlock(path, start, end, &choice) }
            start = end + 1
        }
        for operation in path where nodes[Int(operation)].isFlexible {
            chooseInsertion(Int(operation), &choice)
        }
        return choice.best
    }

    private struct Choice {
        let aspiration: Int
        var best = Move()
        var ties = 0

        @inline(__always)
        mutating func consider(_ move: Move, isTabu: Bool, _ random: inout SplitMix64) {
            if isTabu && move.estimate >= aspiration { return }
            if move.estimate > best.estimate { return }
            if move.estimate == best.estimate {
                if move.detour > best.detour { return }
                if move.detour == best.detour {
                    ties += 1
                    if random.below(ties + 1) != 0 { return }
                    best = move
                    return
                }
            }
            best = move
            ties = 0
        }
    }

    private mutating func chooseInBlock(_ path: [Int32], _ start: Int, _ end: Int, _ choice: inout Choice) {
        for place in start...end where !nodes[Int(path[place])].isFlexible {
            if place < end {
                considerAfter(path, place, end, &choice)
                if place == start {
                    for inner in stride(from: start + 1, to: end, by: 1) {
                        considerAfter(path, start, inner, &choice)
                    }
                }
            }
            if place > start, !(place == start + 1 && end == start + 1) {
                if place != start + 1 { considerBefore(path, place, start, &choice) }
                if place == end {
                    for inner in stride(from: start + 1, to: end - 1, by: 1) {
                        considerBefore(path, end, inner, &choice)
                    }
                }
            }
        }
    }

    /// The operation at `from` goes right behind that at `to`, later in its block.
    private mutating func considerAfter(_ path: [Int32], _ from: Int, _ to: Int, _ choice: inout Choice) {
        let (mover, target) = (Int(path[from]), Int(path[to]))
        let after = nodes[mover].after
        if after == path[to] { return }
        if after >= 0,
            nodes[target].tail + nodes[target].duration
                < nodes[Int(after)].tail + nodes[Int(after)].duration
        {
            return
        }
        var isTabu = false
        let estimate = nodes.withUnsafeMutableBufferPointer { nodes in
            let moved = nodes[mover]
            var unitHead =
                moved.previous >= 0
                ? nodes[Int(moved.previous)].head + nodes[Int(moved.previous)].duration
                : problem.availability[Int(moved.unit)]
            for place in (from + 1)...to {
                let index = Int(path[place])
                let head = max(Self.jobHead(index, nodes), unitHead)
                nodes[index].newHead = head
                unitHead = head + nodes[index].duration
            }
            let head = max(Self.jobHead(mover, nodes), unitHead)
            var unitTail =
                nodes[target].next >= 0
                ? nodes[Int(nodes[target].next)].tail + nodes[Int(nodes[target].next)].duration : 0
            var tail = max(Self.jobTail(mover, nodes), unitTail) + moved.duration
            var estimate = head + tail
            unitTail = tail
            for place in stride(from: to, to: from, by: -1) {
                let index = Int(path[place])
                tail = max(Self.jobTail(index, nodes), unitTail) + nodes[index].duration
                estimate = max(estimate, nodes[index].newHead + tail)
                unitTail = tail
            }
            return estimate
        }
        if pairTabu.isEmpty {
            isTabu = unitTabu[mover * problem.unitCount + Int(nodes[mover].unit)] > iteration
        } else {
            for place in (from + 1)...to
            where pairTabu[Int(path[place]) * problem.count + mover] > iteration {
                isTabu = true
                break
            }
        }
        let move = Move(
            operation: Int32(mover), mode: nodes[mover].mode, target: Int32(target), estimate: estimate,
            detour: 0)
        choice.consider(move, isTabu: isTabu, &random)
    }

    /// The operation at `from` goes right before that at `to`, earlier in its block.
    private mutating func considerBefore(_ path: [Int32], _ from: Int, _ to: Int, _ choice: inout Choice) {
        let (mover, target) = (Int(path[from]), Int(path[to]))
        let before = nodes[mover].before
        if before == path[to] { return }
        if before >= 0,
            nodes[target].head + nodes[target].duration
                < nodes[Int(before)].head + nodes[Int(before)].duration
        {
            return
        }
        var isTabu = false
        let estimate = nodes.withUnsafeMutableBufferPointer { nodes in
            let moved = nodes[mover]
            let behind = nodes[target].previous
            var unitHead =
                behind >= 0
                ? nodes[Int(behind)].head + nodes[Int(behind)].duration
                : problem.availability[Int(moved.unit)]
            let head = max(Self.jobHead(mover, nodes), unitHead)
            unitHead = head + moved.duration
            for place in to..<from {
                let index = Int(path[place])
                let head = max(Self.jobHead(index, nodes), unitHead)
                nodes[index].newHead = head
                unitHead = head + nodes[index].duration
            }
            var unitTail =
                moved.next >= 0
                ? nodes[Int(moved.next)].tail + nodes[Int(moved.next)].duration : 0
            var estimate = 0
            for place in stride(from: from - 1, through: to, by: -1) {
                let index = Int(path[place])
                let tail = max(Self.jobTail(index, nodes), unitTail) + nodes[index].duration
                estimate = max(estimate, nodes[index].newHead + tail)
                unitTail = tail
            }
            return max(estimate, head + max(Self.jobTail(mover, nodes), unitTail) + moved.duration)
        }
        if pairTabu.isEmpty {
            isTabu = unitTabu[mover * problem.unitCount + Int(nodes[mover].unit)] > iteration
        } else {
            for place in to..<from where pairTabu[mover * problem.count + Int(path[place])] > iteration {
                isTabu = true
                break
            }
        }
        let move = Move(
            operation: Int32(mover), mode: nodes[mover].mode, target: nodes[target].previous,
            estimate: estimate, detour: 0)
        choice.consider(move, isTabu: isTabu, &random)
    }

    @inline(__always)
    private static func jobHead(_ index: Int, _ nodes: UnsafeMutableBufferPointer<Node>) -> Int {
        let before = Int(nodes[index].before)
        return before >= 0
            ? max(nodes[index].release, nodes[before].head + nodes[before].duration) : nodes[index].release
    }

    @inline(__always)
    private static func jobTail(_ index: Int, _ nodes: UnsafeMutableBufferPointer<Node>) -> Int {
        let after = Int(nodes[index].after)
        return after >= 0 ? nodes[after].tail + nodes[after].duration : 0
    }

    /// Heads and tails with the operation off its unit and of no length: exact for all others.
    ///
    /// - Returns: the makespan without it.
    private mutating func reduce(_ operation: Int) -> Int {
        let availability = problem.availability
        let (place, count) = (Int(nodes[operation].position), order.count)
        return nodes.withUnsafeMutableBufferPointer { nodes in
            order.withUnsafeBufferPointer { order in
                let moved = nodes[operation]
                var longest = 0
                nodes[operation].duration = 0
                defer { nodes[operation].duration = moved.duration }
                for position in 0..<place {
                    nodes[Int(order[position])].reducedHead = nodes[Int(order[position])].head
                }
                nodes[operation].reducedHead = Self.jobHead(operation, nodes)
                for position in stride(from: place + 1, to: count, by: 1) {
                    let index = Int(order[position])
                    let node = nodes[index]
                    var head = node.release
                    if node.before >= 0 {
                        let before = Int(node.before)
                        head = max(head, nodes[before].reducedHead + nodes[before].duration)
                    }
                    let previous = node.previous == Int32(operation) ? moved.previous : node.previous
                    if previous >= 0 {
                        head = max(head, nodes[Int(previous)].reducedHead + nodes[Int(previous)].duration)
                    } else {
                        head = max(head, availability[Int(node.unit)])
                    }
                    nodes[index].reducedHead = head
                    nodes[index].reducedTail = node.tail
                    longest = max(longest, head + node.duration)
                }
                nodes[operation].reducedTail = Self.jobTail(operation, nodes)
                for position in stride(from: place - 1, through: 0, by: -1) {
                    let index = Int(order[position])
                    let node = nodes[index]
                    var tail = 0
                    if node.after >= 0 {
                        tail = nodes[Int(node.after)].reducedTail + nodes[Int(node.after)].duration
                    }
                    let next = node.next == Int32(operation) ? moved.next : node.next
                    if next >= 0 {
                        tail = max(tail, nodes[Int(next)].reducedTail + nodes[Int(next)].duration)
                    }
                    nodes[index].reducedTail = tail
                    longest = max(longest, node.head + node.duration)
                }
                return longest
            }
        }
    }

    private mutating func chooseInsertion(_ operation: Int, _ choice: inout Choice) {
        let rest = reduce(operation)
        let moved = nodes[operation]
        let head = moved.before >= 0 ? max(moved.release, ends(moved.before)) : moved.release
        let tail =
            moved.after >= 0 ? nodes[Int(moved.after)].tail + nodes[Int(moved.after)].duration : 0
        for mode in problem.modes(operation) {
            let unit = Int(problem.modeUnit[mode])
            let isTabu = unitTabu[operation * problem.unitCount + unit] > iteration
            let duration = problem.modeDuration[mode]
            let availability = problem.availability[unit]
            nodes.withUnsafeMutableBufferPointer { nodes in
                var previous = Int32(-1)
                var next = first[unit]
                if next == Int32(operation) { next = moved.next }
                // What must come before it: the tail alone is long.
                while next >= 0 {
                    let node = nodes[Int(next)]
                    let isLeft = node.reducedHead + node.duration > head
                    let isRight = node.reducedTail + node.duration > tail
                    guard isRight, !isLeft else { break }
                    previous = next
                    next = node.next == Int32(operation) ? moved.next : node.next
                }
                // R\L may go on behind operations that are in neither or both.
                var scan = next
                var behind = previous
                while scan >= 0 {
                    let node = nodes[Int(scan)]
                    if node.reducedHead + node.duration <= head, node.reducedTail + node.duration > tail {
                        behind = scan
                    }
                    scan = node.next == Int32(operation) ? moved.next : node.next
                }
                if behind != previous {
                    previous = behind
                    next = nodes[Int(behind)].next
                    if next == Int32(operation) { next = moved.next }
                }
                while true {
                    let start =
                        previous >= 0
                        ? max(head, nodes[Int(previous)].reducedHead + nodes[Int(previous)].duration)
                        : max(head, availability)
                    let rear =
                        next >= 0
                        ? max(tail, nodes[Int(next)].reducedTail + nodes[Int(next)].duration) : tail
                    let detour = start + duration + rear
                    if unit != Int(moved.unit) || previous != moved.previous {
                        let move = Move(
                            operation: Int32(operation), mode: Int32(mode), target: previous,
                            estimate: max(rest, detour), detour: detour)
                        choice.consider(move, isTabu: isTabu, &random)
                    }
                    guard next >= 0 else { break }
                    let node = nodes[Int(next)]
                    if node.reducedHead + node.duration > head, node.reducedTail + node.duration <= tail {
                        break
                    }
                    previous = next
                    next = node.next == Int32(operation) ? moved.next : node.next
                }
            }
        }
    }

    /// Any move of the path that is known to be possible, tabu or not.
    private mutating func randomMove(_ path: [Int32]) -> Move {
        guard !path.isEmpty else { return Move() }
        for _ in 0..<(4 * path.count) {
            let place = random.below(path.count)
            let operation = Int(path[place])
            if nodes[operation].isFlexible {
                let modes = problem.modes(operation)
                let mode = modes.lowerBound + random.below(modes.count)
                if let move = randomInsertion(operation, mode) { return move }
            } else if place + 1 < path.count, nodes[operation].next == path[place + 1],
                nodes[operation].after != path[place + 1]
            {
                return Move(
                    operation: Int32(operation), mode: nodes[operation].mode, target: path[place + 1])
            }
        }
        return Move()
    }

    /// Behind what can be done before it could start: never a cycle.
    private mutating func randomInsertion(_ operation: Int, _ mode: Int) -> Move? {
        _ = reduce(operation)
        var choice = Choice(aspiration: 0)
        let unit = Int(problem.modeUnit[mode])
        let moved = nodes[operation]
        let head = moved.before >= 0 ? max(moved.release, ends(moved.before)) : moved.release
        var previous = Int32(-1)
        var next = first[unit]
        while next >= 0 {
            let node = nodes[Int(next)]
            if next != Int32(operation) {
                guard node.reducedHead + node.duration <= head else { break }
                previous = next
            }
            next = node.next
        }
        guard unit != Int(moved.unit) || previous != moved.previous else { return nil }
        let move = Move(
            operation: Int32(operation), mode: Int32(mode), target: previous, estimate: 0, detour: 0)
        choice.consider(move, isTabu: false, &random)
        return choice.best
    }

    private mutating func apply(_ move: Move, pathLength: Int) {
        let operation = Int(move.operation)
        let old = nodes[operation]
        let unit = Int(problem.modeUnit[Int(move.mode)])
        setTabu(move, pathLength: pathLength)
        if old.previous >= 0 {
            nodes[Int(old.previous)].next = old.next
        } else {
            first[Int(old.unit)] = old.next
        }
        if old.next >= 0 { nodes[Int(old.next)].previous = old.previous }
        let next = move.target >= 0 ? nodes[Int(move.target)].next : first[unit]
        nodes[operation].unit = Int32(unit)
        nodes[operation].mode = move.mode
        nodes[operation].duration = problem.modeDuration[Int(move.mode)]
        nodes[operation].previous = move.target
        nodes[operation].next = next
        if move.target >= 0 {
            nodes[Int(move.target)].next = move.operation
        } else {
            first[unit] = move.operation
        }
        if next >= 0 { nodes[Int(next)].previous = move.operation }
    }

    private mutating func setTabu(_ move: Move, pathLength: Int) {
        let operation = Int(move.operation)
        let old = nodes[operation]
        if old.isFlexible || pairTabu.isEmpty {
            let alternatives = problem.modes(operation).count
            let tenure = pathLength + alternatives + random.below(max(1, pathLength / 2))
            unitTabu[operation * problem.unitCount + Int(old.unit)] = iteration + Int32(tenure)
            return
        }
        let ratio = problem.count / max(1, problem.unitCount * problem.unitCount)
        let base = 10 + ratio
        let tenure = iteration + Int32(base + random.below(base))
        var isAhead = false
        var scan = old.next
        while scan >= 0 {
            if scan == move.target {
                isAhead = true
                break
            }
            scan = nodes[Int(scan)].next
        }
        if isAhead {
            var passed = old.next
            while passed >= 0 {
                pairTabu[operation * problem.count + Int(passed)] = tenure
                if passed == move.target { break }
                passed = nodes[Int(passed)].next
            }
        } else {
            var passed = old.previous
            while passed >= 0, passed != move.target {
                pairTabu[Int(passed) * problem.count + operation] = tenure
                passed = nodes[Int(passed)].previous
            }
        }
    }

    // MARK: Path relinking

    /// A plan about half way between two: from the first by swaps of neighbours, and changes of unit, that
    /// bring it nearer to the second.
    private mutating func relinked(from: Solution, to: Solution) -> [[(operation: Int32, mode: Int32)]] {
        load(from.sequences)
        var rank = [Int32](repeating: 0, count: problem.count)
        var unit = rank
        var mode = rank
        for (index, sequence) in to.sequences.enumerated() {
            for (place, entry) in sequence.enumerated() {
                rank[Int(entry.operation)] = Int32(place)
                unit[Int(entry.operation)] = Int32(index)
                mode[Int(entry.operation)] = entry.mode
            }
        }
        let distance = inversions(rank, unit)
        let wanted = distance / 2 + random.below(max(1, distance / 5)) - distance / 10
        var left = wanted
        while left > 0 {
            guard let move = nearerMove(rank, unit, mode) else { break }
            apply(move, pathLength: 0)
            left -= 1
            guard timeAll() else {
                load(from.sequences)
                break
            }
        }
        return sequences()
    }

    private func inversions(_ rank: [Int32], _ unit: [Int32]) -> Int {
        var count = 0
        for sequence in sequences() {
            for (place, left) in sequence.enumerated() {
                if unit[Int(left.operation)] != nodes[Int(left.operation)].unit { count += 1 }
                for right in sequence.dropFirst(place + 1)
                where unit[Int(left.operation)] == unit[Int(right.operation)]
                    && unit[Int(left.operation)] == nodes[Int(left.operation)].unit
                    && rank[Int(left.operation)] > rank[Int(right.operation)]
                {
                    count += 1
                }
            }
        }
        return count
    }

    /// Two neighbours on a unit that the other plan has the other way round and that no other path joins, or
    /// an operation that the other plan has on another unit.
    private mutating func nearerMove(_ rank: [Int32], _ unit: [Int32], _ mode: [Int32]) -> Move? {
        let offset = random.below(problem.count)
        for step in 0..<problem.count {
            let index = (offset + step) % problem.count
            let node = nodes[index]
            if node.unit != unit[index] {
                if let move = randomInsertion(index, Int(mode[index])) { return move }
                continue
            }
            guard node.next >= 0 else { continue }
            let next = Int(node.next)
            guard unit[next] == node.unit, rank[index] > rank[next] else { continue }
            if node.after >= 0, nodes[next].before >= 0,
                nodes[Int(node.after)].head + nodes[Int(node.after)].duration <= nodes[next].head
            {
                continue
            }
            return Move(operation: Int32(index), mode: node.mode, target: Int32(next))
        }
        return nil
    }
}
