/// A plan as the search changes it: the sequence of each unit, and the times that follow from it.
///
/// Timetabling is semi-active: each operation starts as early as its predecessors, its unit and its calendar
/// let it. A change is timed only as far as it reaches, in the topological order of links and sequences,
/// which is kept up to date; it can be taken back until ``commit()``.
struct SequencedPlan {
    let problem: CompiledProblem
    let settings: Settings
    private(set) var nodes: [PlanNode]
    /// By unit; -1 when it does nothing.
    private(set) var first: [Int32]
    private(set) var last: [Int32]
    /// Every operation after all that it waits for.
    private(set) var order: [Int32]
    private(set) var position: [Int32]
    /// By job: the end of its last operation; 0 when it has none.
    private(set) var completion: [Int]
    /// By job: how many of its operations are not where they were.
    private(set) var displaced: [Int32]
    private var totals = Totals()
    private var log = ChangeLog()
    private var marks: [Int32]
    private var stamp: Int32 = 0

    struct Settings {
        /// Milliseconds of instability that a change of unit counts.
        var unitChange = 3_600_000
        /// Milliseconds of instability that each job counts of which anything is moved.
        var jobChange = 0
    }

    private struct Totals {
        var unplaced = 0
        var excess = 0
        var tardiness = 0
        var setup = 0
        var instability = 0
    }

    private struct ChangeLog {
        var nodes: [(index: Int32, node: PlanNode)] = []
        var jobs: [(index: Int32, completion: Int)] = []
        var windows: [(start: Int, count: Int)] = []
        var orders: [Int32] = []
        var moved: [(operation: Int32, unit: Int32, mode: Int32, after: Int32, floor: Int)] = []
        var totals = Totals()
        /// Of a full pass: everything as it was.
        var whole: Whole?
    }

    private struct Whole {
        var nodes: [PlanNode]
        var order: [Int32]
        var position: [Int32]
        var completion: [Int]
        var displaced: [Int32]
    }

    /// The sequences are by unit the operations and their modes; all of them, and no cycle with the
    ///   links: nil otherwise.
    init?(
        _ problem: CompiledProblem, _ settings: Settings,
        sequences: [[(operation: Int32, mode: Int32)]], floors: [Int]? = nil
    ) {
        self.problem = problem
        self.settings = settings
        nodes = [PlanNode](repeating: PlanNode(), count: problem.count)
        first = [Int32](repeating: -1, count: problem.unitCount)
        last = first
        completion = [Int](repeating: 0, count: problem.jobCount)
        displaced = [Int32](repeating: 0, count: problem.jobCount)
        marks = [Int32](repeating: 0, count: problem.count)
        order = []
        position = [Int32](repeating: 0, count: problem.count)
        for (unit, sequence) in sequences.enumerated() {
            for entry in sequence { append(entry.operation, mode: entry.mode, to: unit) }
        }
        if let floors { for index in floors.indices { nodes[index].floor = floors[index] } }
        guard sequences.reduce(0, { $0 + $1.count }) == problem.count, sortTopologically() else { return nil }
        decodeAll()
    }

    private mutating func append(_ operation: Int32, mode: Int32, to unit: Int) {
        let index = Int(operation)
        nodes[index].unit = Int32(unit)
        nodes[index].mode = mode
        nodes[index].previous = last[unit]
        nodes[index].next = -1
        if last[unit] >= 0 { nodes[Int(last[unit])].next = operation } else { first[unit] = operation }
        last[unit] = operation
    }

    private mutating func sortTopologically() -> Bool {
        var waiting = [Int32](repeating: 0, count: problem.count)
        for index in 0..<problem.count {
            waiting[index] = problem.beforeStart[index + 1] - problem.beforeStart[index]
            if nodes[index].previous >= 0 { waiting[index] += 1 }
        }
        order = waiting.indices.filter { waiting[$0] == 0 }.map { Int32($0) }
        order.reserveCapacity(problem.count)
        var cursor = 0
        while cursor < order.count {
            let index = Int(order[cursor])
            position[index] = Int32(cursor)
            cursor += 1
            let next = nodes[index].next
            if next >= 0 { release(next, &waiting) }
            for arc in Int(problem.afterStart[index])..<Int(problem.afterStart[index + 1]) {
                release(problem.after[arc].operation, &waiting)
            }
        }
        return order.count == problem.count
    }

    private mutating func release(_ operation: Int32, _ waiting: inout [Int32]) {
        waiting[Int(operation)] -= 1
        if waiting[Int(operation)] == 0 { order.append(operation) }
    }

    // MARK: What it costs

    var objective: ScheduleObjective {
        ScheduleObjective(
            violations: Int64(totals.unplaced) * Int64(CompiledProblem.never) / 1_024 + Int64(totals.excess),
            weightedTardiness: Int64(totals.tardiness), setup: Int64(totals.setup),
            makespan: Int64(makespan), instability: Int64(totals.instability))
    }

    var makespan: Int {
        var latest = 0
        for operation in last where operation >= 0 { latest = max(latest, nodes[Int(operation)].end) }
        return latest
    }

    func tardiness(_ job: Int) -> Int {
        let late = min(completion[job] - problem.due[job], 1 << 42)
        return late > 0 ? late * problem.weight[job] : 0
    }

    /// By unit: its operations and their modes, in order.
    var sequences: [[(operation: Int32, mode: Int32)]] {
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

    // MARK: Changes

    /// Moves an operation behind another of the unit of `mode`, to its head for -1, and times what it reaches.
    ///
    /// There it starts no earlier than `floor`.
    /// - Returns: false when the operation would wait for itself; then nothing has changed.
    mutating func attempt(_ operation: Int, mode: Int, after: Int32, floor: Int = 0) -> Bool {
        log.totals = totals
        if problem.needsFullPasses {
            log.whole = Whole(
                nodes: nodes, order: order, position: position, completion: completion,
                displaced: displaced)
        }
        let old = nodes[operation]
        log.moved.append((Int32(operation), old.unit, old.mode, old.previous, old.floor))
        unlink(operation)
        nodes[operation].floor = floor
        link(operation, mode: mode, after: after)
        guard after < 0 || putBefore(Int(after), operation),
            nodes[operation].next < 0 || putBefore(operation, Int(nodes[operation].next))
        else {
            undo()
            return false
        }
        if problem.needsFullPasses {
            decodeAll()
        } else {
            if old.previous >= 0, nodes[Int(old.previous)].next >= 0 { mark(nodes[Int(old.previous)].next) }
            if old.previous < 0, first[Int(old.unit)] >= 0 { mark(first[Int(old.unit)]) }
            mark(Int32(operation))
            if nodes[operation].next >= 0 { mark(nodes[operation].next) }
            propagate()
        }
        return true
    }

    mutating func commit() {
        log.nodes.removeAll(keepingCapacity: true)
        log.jobs.removeAll(keepingCapacity: true)
        log.windows.removeAll(keepingCapacity: true)
        log.orders.removeAll(keepingCapacity: true)
        log.moved.removeAll(keepingCapacity: true)
        log.whole = nil
        firstDirty = Int.max
    }

    /// Everything as at the last ``commit()``; for one attempt.
    mutating func undo() {
        for change in log.moved.reversed() {
            unlink(Int(change.operation))
            link(Int(change.operation), mode: Int(change.mode), after: change.after)
            nodes[Int(change.operation)].floor = change.floor
        }
        if let whole = log.whole {
            nodes = whole.nodes
            order = whole.order
            position = whole.position
            completion = whole.completion
            displaced = whole.displaced
        } else {
            for entry in log.nodes.reversed() { restoreTimes(Int(entry.index), entry.node) }
            for entry in log.jobs.reversed() { completion[Int(entry.index)] = entry.completion }
            var end = log.orders.count
            for window in log.windows.reversed() {
                end -= window.count
                for offset in 0..<window.count {
                    let operation = log.orders[end + offset]
                    order[window.start + offset] = operation
                    position[Int(operation)] = Int32(window.start + offset)
                }
            }
        }
        totals = log.totals
        commit()
    }

    private mutating func restoreTimes(_ index: Int, _ old: PlanNode) {
        let job = Int(problem.job[index])
        displaced[job] += problem.displacement(index, old) - problem.displacement(index, nodes[index])
        nodes[index].state = old.state
        nodes[index].hint = old.hint
        nodes[index].setup = old.setup
        nodes[index].setupStart = old.setupStart
        nodes[index].start = old.start
        nodes[index].end = old.end
        nodes[index].timedUnit = old.timedUnit
    }

    private mutating func unlink(_ operation: Int) {
        let node = nodes[operation]
        if node.previous >= 0 {
            nodes[Int(node.previous)].next = node.next
        } else {
            first[Int(node.unit)] = node.next
        }
        if node.next >= 0 {
            nodes[Int(node.next)].previous = node.previous
        } else {
            last[Int(node.unit)] = node.previous
        }
    }

    private mutating func link(_ operation: Int, mode: Int, after: Int32) {
        let unit = Int(problem.modeUnit[mode])
        let next = after >= 0 ? nodes[Int(after)].next : first[unit]
        nodes[operation].unit = Int32(unit)
        nodes[operation].mode = Int32(mode)
        nodes[operation].previous = after
        nodes[operation].next = next
        if after >= 0 { nodes[Int(after)].next = Int32(operation) } else { first[unit] = Int32(operation) }
        if next >= 0 { nodes[Int(next)].previous = Int32(operation) } else { last[unit] = Int32(operation) }
    }

    /// Repairs the order for a new arc by moving what comes after `later` behind `earlier`, within the window
    /// of the two; false when they wait for each other.
    private mutating func putBefore(_ earlier: Int, _ later: Int) -> Bool {
        let (low, high) = (Int(position[later]), Int(position[earlier]))
        guard low < high else { return low != high }
        stamp &+= 1
        marks[later] = stamp
        for place in low...high {
            let index = Int(order[place])
            guard marks[index] == stamp else { continue }
            if index == earlier { return false }
            let next = nodes[index].next
            if next >= 0 { marks[Int(next)] = stamp }
            for arc in Int(problem.afterStart[index])..<Int(problem.afterStart[index + 1]) {
                marks[Int(problem.after[arc].operation)] = stamp
            }
        }
        if log.whole == nil {
            log.windows.append((low, high - low + 1))
            log.orders.append(contentsOf: order[low...high])
        }
        var behind: [Int32] = []
        var place = low
        for source in low...high {
            let operation = order[source]
            if marks[Int(operation)] == stamp {
                behind.append(operation)
            } else {
                order[place] = operation
                position[Int(operation)] = Int32(place)
                place += 1
            }
        }
        for operation in behind {
            order[place] = operation
            position[Int(operation)] = Int32(place)
            place += 1
        }
        return true
    }

    // MARK: Times

    private var firstDirty = Int.max

    private mutating func mark(_ operation: Int32) {
        nodes[Int(operation)].isDirty = true
        firstDirty = min(firstDirty, Int(position[Int(operation)]))
    }

    private mutating func propagate() {
        var touched: [Int32] = []
        let problem = problem
        let order = order
        let position = position
        let settings = settings
        var totals = totals
        var changes = log.nodes
        var displaced = displaced
        log.nodes = []
        self.displaced = []
        nodes.withUnsafeMutableBufferPointer { nodes in
            var place = firstDirty
            var furthest = place
            for index in order[place...] where nodes[Int(index)].isDirty {
                furthest = max(furthest, Int(position[Int(index)]))
            }
            while place <= furthest {
                let index = Int(order[place])
                place += 1
                guard nodes[index].isDirty else { continue }
                nodes[index].isDirty = false
                let old = nodes[index]
                let new = problem.timed(index, nodes)
                guard
                    new.end != old.end || new.start != old.start || new.setupStart != old.setupStart
                        || new.state != old.state || new.setup != old.setup || new.timedUnit != old.timedUnit
                else { continue }
                changes.append((Int32(index), old))
                nodes[index] = new
                totals.setup += new.setup - old.setup
                totals.unplaced +=
                    (new.end >= CompiledProblem.never ? 1 : 0)
                    - (old.end >= CompiledProblem.never ? 1 : 0)
                if problem.previousUnit[index] >= 0 {
                    totals.instability += problem.instability(index, new, settings)
                    totals.instability -= problem.instability(index, old, settings)
                    let job = Int(problem.job[index])
                    totals.instability -= displaced[job] > 0 ? settings.jobChange : 0
                    displaced[job] += problem.displacement(index, new) - problem.displacement(index, old)
                    totals.instability += displaced[job] > 0 ? settings.jobChange : 0
                }
                if problem.isLast[index], new.end != old.end { touched.append(problem.job[index]) }
                if new.next >= 0, !nodes[Int(new.next)].isDirty {
                    nodes[Int(new.next)].isDirty = true
                    furthest = max(furthest, Int(position[Int(new.next)]))
                }
                for arc in Int(problem.afterStart[index])..<Int(problem.afterStart[index + 1]) {
                    let next = Int(problem.after[arc].operation)
                    if !nodes[next].isDirty {
                        nodes[next].isDirty = true
                        furthest = max(furthest, Int(position[next]))
                    }
                }
            }
        }
        firstDirty = Int.max
        log.nodes = changes
        self.displaced = displaced
        self.totals = totals
        for job in touched { completeJob(Int(job)) }
    }

    private mutating func completeJob(_ job: Int) {
        var end = 0
        for place in Int(problem.lastStart[job])..<Int(problem.lastStart[job + 1]) {
            end = max(end, nodes[Int(problem.last[place])].end)
        }
        guard end != completion[job] else { return }
        log.jobs.append((Int32(job), completion[job]))
        totals.tardiness -= tardiness(job)
        completion[job] = end
        totals.tardiness += tardiness(job)
    }

    /// Times everything anew.
    mutating func decodeAll() {
        if problem.needsFullPasses {
            decodeWithResources()
        } else {
            let problem = problem
            let order = order
            nodes.withUnsafeMutableBufferPointer { nodes in
                for index in order { nodes[Int(index)] = problem.timed(Int(index), nodes) }
            }
        }
        countTotals()
    }

    private mutating func countTotals() {
        totals = Totals()
        for job in displaced.indices { displaced[job] = 0 }
        for index in 0..<problem.count {
            totals.setup += nodes[index].setup
            totals.unplaced += nodes[index].end >= CompiledProblem.never ? 1 : 0
            if problem.previousUnit[index] >= 0 {
                totals.instability += problem.instability(index, nodes[index], settings)
                displaced[Int(problem.job[index])] += problem.displacement(index, nodes[index])
            }
        }
        totals.instability += displaced.reduce(0) { $0 + ($1 > 0 ? settings.jobChange : 0) }
        for job in 0..<problem.jobCount {
            completion[job] = 0
            for place in Int(problem.lastStart[job])..<Int(problem.lastStart[job + 1]) {
                completion[job] = max(completion[job], nodes[Int(problem.last[place])].end)
            }
            totals.tardiness += tardiness(job)
        }
        totals.excess = excess
    }

    /// Milliseconds by which maximum lags are exceeded.
    private var excess: Int {
        problem.maximumLags.reduce(0) { $0 + max(0, excess($1)) }
    }

    private func excess(_ limit: CompiledProblem.MaximumLag) -> Int {
        let (before, after) = (nodes[Int(limit.before)], nodes[Int(limit.after)])
        if problem.isRunning[Int(limit.after)] || after.end >= CompiledProblem.never { return 0 }
        return after.start - ((limit.isFromStart ? before.start : before.end) + limit.lag)
    }

    // MARK: Cumulative resources and maximum lags

    /// Serial: whatever can start first is placed first, where the resources are free. Then, for maximum lags
    /// that are exceeded, what came too early is delayed, as long as that helps.
    private mutating func decodeWithResources() {
        var delays = [Int](repeating: 0, count: problem.maximumLags.isEmpty ? 0 : problem.count)
        serialPass(delays)
        var best = excess
        var rounds = 0
        while best > 0, rounds < 12 {
            rounds += 1
            let (kept, keptOrder, keptPosition) = (nodes, order, position)
            for limit in problem.maximumLags where !problem.isRunning[Int(limit.before)] {
                let late = excess(limit)
                guard late > 0 else { continue }
                delays[Int(limit.before)] = max(
                    delays[Int(limit.before)], nodes[Int(limit.before)].start + late)
            }
            serialPass(delays)
            guard excess < best else {
                (nodes, order, position) = (kept, keptOrder, keptPosition)
                return
            }
            best = excess
        }
    }

    private mutating func serialPass(_ delays: [Int]) {
        var profiles = problem.capacity.map { ResourceProfile(capacity: $0) }
        var waiting = [Int32](repeating: 0, count: problem.count)
        var queue = EarliestFirst()
        for index in 0..<problem.count {
            waiting[index] = problem.beforeStart[index + 1] - problem.beforeStart[index]
            if nodes[index].previous >= 0 { waiting[index] += 1 }
            if problem.isRunning[index] {
                hold(index, problem.runStart[index], problem.runEnd[index], &profiles)
            }
        }
        for index in 0..<problem.count where waiting[index] == 0 { enqueue(index, delays, &queue) }
        var place: Int32 = 0
        while let index = queue.pop() {
            placeWithResources(Int(index), delays, &profiles)
            order[Int(place)] = index
            position[Int(index)] = place
            place += 1
            let next = nodes[Int(index)].next
            if next >= 0 {
                waiting[Int(next)] -= 1
                if waiting[Int(next)] == 0 { enqueue(Int(next), delays, &queue) }
            }
            for arc in Int(problem.afterStart[Int(index)])..<Int(problem.afterStart[Int(index) + 1]) {
                let later = Int(problem.after[arc].operation)
                waiting[later] -= 1
                if waiting[later] == 0 { enqueue(later, delays, &queue) }
            }
        }
    }

    private mutating func enqueue(_ index: Int, _ delays: [Int], _ queue: inout EarliestFirst) {
        queue.push(Int32(index), key: earliest(index, delays).start)
    }

    private mutating func earliest(_ index: Int, _ delays: [Int]) -> PlanNode {
        let problem = problem
        let floor = nodes[index].floor
        if !delays.isEmpty { nodes[index].floor = max(floor, delays[index]) }
        defer { nodes[index].floor = floor }
        var node = nodes.withUnsafeMutableBufferPointer { problem.timed(index, $0) }
        node.floor = floor
        return node
    }

    private mutating func placeWithResources(
        _ index: Int, _ delays: [Int], _ profiles: inout [ResourceProfile]
    ) {
        var node = earliest(index, delays)
        let mode = Int(node.mode)
        let needs = Int(problem.needStart[mode])..<Int(problem.needStart[mode + 1])
        if !needs.isEmpty, !problem.isRunning[index], node.end > node.start {
            var isFree = false
            while !isFree, node.end < CompiledProblem.never {
                isFree = true
                for need in needs {
                    let profile = profiles[Int(problem.needResource[need])]
                    let later = profile.earliest(problem.needAmount[need], from: node.start, to: node.end)
                    guard later > node.start else { continue }
                    isFree = false
                    var hint: Int32 = 0
                    (node.start, node.end) = problem.place(
                        Int(node.unit), from: later, work: problem.modeDuration[mode],
                        interruptible: problem.isInterruptible[index], hint: &hint)
                    node.hint = hint
                    break
                }
            }
            if node.setup == 0 { node.setupStart = node.start }
            hold(index, node.start, node.end, &profiles, mode: mode)
        }
        nodes[index] = node
    }

    private func hold(
        _ index: Int, _ start: Int, _ end: Int, _ profiles: inout [ResourceProfile], mode: Int? = nil
    ) {
        guard end < CompiledProblem.never else { return }
        let mode = mode ?? Int(nodes[index].mode)
        for need in Int(problem.needStart[mode])..<Int(problem.needStart[mode + 1]) {
            profiles[Int(problem.needResource[need])].add(problem.needAmount[need], from: start, to: end)
        }
    }
}

/// One operation's place in a ``SequencedPlan``.
struct PlanNode {
    /// On the unit; -1 at its ends.
    var previous: Int32 = -1
    var next: Int32 = -1
    var unit: Int32 = 0
    var mode: Int32 = 0
    /// The family the unit is set up for afterwards; -1 when unknown.
    var state: Int32 = -1
    /// The stretch of the calendar in which it ends.
    var hint: Int32 = 0
    /// The unit of the times below, which a move leaves behind.
    var timedUnit: Int32 = -1
    var isDirty = false
    /// Milliseconds of setup before it.
    var setup = 0
    var setupStart = 0
    var start = 0
    var end = 0
    /// It starts no earlier: where a plan that is repaired had it.
    var floor = 0
}

extension CompiledProblem {
    /// Milliseconds by which a place differs from the previous one, more on another unit.
    func instability(_ index: Int, _ node: PlanNode, _ settings: SequencedPlan.Settings) -> Int {
        let shift = min(abs(node.start - previousStart[index]), 1 << 42)
        return shift + (node.timedUnit == previousUnit[index] ? 0 : settings.unitChange)
    }

    /// 1 for an operation that is not where it was, otherwise 0.
    func displacement(_ index: Int, _ node: PlanNode) -> Int32 {
        guard previousUnit[index] >= 0 else { return 0 }
        return node.start == previousStart[index] && node.timedUnit == previousUnit[index] ? 0 : 1
    }

    /// The operation with its times, from those of what it waits for.
    @inline(__always)
    func timed(_ index: Int, _ nodes: UnsafeMutableBufferPointer<PlanNode>) -> PlanNode {
        var node = nodes[index]
        let unit = Int(node.unit)
        node.timedUnit = node.unit
        var free = availability[unit]
        var state = initialFamily[unit]
        var hint: Int32 = 0
        if node.previous >= 0 {
            free = max(free, nodes[Int(node.previous)].end)
            state = nodes[Int(node.previous)].state
            hint = nodes[Int(node.previous)].hint
        }
        node.state = family[index] >= 0 ? family[index] : state
        if isRunning[index] {
            node.setup = 0
            node.setupStart = runStart[index]
            node.start = runStart[index]
            node.end = runEnd[index]
            node.hint = 0
            return node
        }
        var ready = max(release[index], node.floor)
        for place in Int(beforeStart[index])..<Int(beforeStart[index + 1]) {
            let arc = before[place]
            let other = nodes[Int(arc.operation)]
            ready = max(ready, (arc.isFromStart ? other.start : other.end) + arc.lag)
        }
        node.setup = setup(unit, from: state, to: family[index])
        if node.setup > 0 {
            let place = self.place(
                unit, from: free, work: node.setup, interruptible: interruptsSetups[unit], hint: &hint)
            node.setupStart = place.start
            free = place.end
        }
        (node.start, node.end) = place(
            unit, from: max(ready, free), work: modeDuration[Int(node.mode)],
            interruptible: isInterruptible[index], hint: &hint)
        node.hint = hint
        if node.setup == 0 { node.setupStart = node.start }
        return node
    }
}
