/// What of a problem can be planned at all, and why the rest cannot.
struct Screening {
    /// By operation: whether it is planned.
    private(set) var isKept: [Bool]
    /// By operation: the indices of the modes that can be used.
    private(set) var modes: [[Int32]]
    /// By operation; a frozen place that cannot be kept has become free.
    private(set) var commitments: [SchedulingProblem.Commitment]
    /// The links between operations that are kept, without those that nothing can keep.
    private(set) var links: [SchedulingProblem.Link] = []
    private(set) var conflicts: [ScheduleConflict] = []
    /// By unit: its working intervals in milliseconds from the start of the plan; nil when always.
    private(set) var working: [[WorkingInterval]?]
    /// By unit.
    private(set) var setups: [[Int64]]

    private let problem: SchedulingProblem

    struct WorkingInterval {
        var start: Int64
        var end: Int64
    }

    init(_ problem: SchedulingProblem) {
        self.problem = problem
        isKept = [Bool](repeating: true, count: problem.operations.count)
        modes = [[Int32]](repeating: [], count: problem.operations.count)
        commitments = problem.operations.map(\.commitment)
        working = problem.units.map { Self.working($0, from: problem.start) }
        setups = problem.units.map(\.setups)
        screenSetups()
        screenJobs()
        for index in problem.operations.indices { screenCommitment(index) }
        for index in problem.operations.indices where isKept[index] { screenModes(index) }
        screenLinks()
        screenCycles()
        leaveOutDependents()
        links.removeAll { !isKept[Int($0.before)] || !isKept[Int($0.after)] }
        screenFrozenOrder()
        screenRunning()
    }

    /// Milliseconds from the start of the plan; nil when it is too far away.
    func offset(_ instant: Instant) -> Int64? {
        let offset = (instant - problem.start).milliseconds
        return offset.magnitude <= UInt64(SchedulingProblem.longest) ? offset : nil
    }

    private func name(_ index: Int) -> String { problem.name(ofOperation: Int32(index)) }

    private mutating func leaveOut(_ index: Int, _ conflict: ScheduleConflict) {
        isKept[index] = false
        conflicts.append(conflict)
    }

    // MARK: Units

    /// From the start of the plan, as far as a plan may go.
    private static func working(_ unit: SchedulingProblem.Unit, from start: Instant) -> [WorkingInterval]? {
        if unit.calendar.isAlwaysOpen, unit.blocked.isEmpty { return nil }
        let end = start + TimeSpan(milliseconds: SchedulingProblem.longest)
        guard let window = try? Interval(start, end) else { return [] }
        let open = unit.calendar.working(in: window).subtracting(IntervalSet(unit.blocked))
        return open.intervals.map {
            WorkingInterval(start: ($0.start - start).milliseconds, end: ($0.end - start).milliseconds)
        }
    }

    private mutating func screenSetups() {
        let families = problem.families.count
        for (index, unit) in problem.units.enumerated() where !unit.setups.isEmpty {
            let isSound =
                unit.setups.count == families * families
                && unit.setups.allSatisfy { (0...SchedulingProblem.longest).contains($0) }
            guard !isSound else { continue }
            setups[index] = []
            let reason = "its setup times are not a square over the families, or negative"
            conflicts.append(.invalid(what: unit.name.text, reason: reason))
        }
    }

    // MARK: Jobs and operations

    private mutating func screenJobs() {
        for job in problem.jobs where !(0...SchedulingProblem.greatestWeight).contains(job.weight) {
            let reason = "its weight is not from 0 to \(SchedulingProblem.greatestWeight)"
            conflicts.append(.invalid(what: job.name.text, reason: reason))
        }
        for (index, operation) in problem.operations.enumerated() {
            let isFamily = operation.family.map { problem.families.indices.contains(Int($0)) } ?? true
            let hasJob = problem.jobs.indices.contains(Int(operation.job))
            let job = hasJob ? problem.jobs[Int(operation.job)] : nil
            let times = [operation.release, job?.release, job?.due].compactMap { $0 }
            if !hasJob {
                leaveOut(index, .invalid(what: name(index), reason: "it is of no job"))
            } else if !isFamily {
                leaveOut(index, .invalid(what: name(index), reason: "its family is not in the list"))
            } else if !times.allSatisfy({ offset($0) != nil }) {
                leaveOut(index, .invalid(what: name(index), reason: "a time is too far away"))
            }
        }
    }

    private mutating func screenCommitment(_ index: Int) {
        guard isKept[index] else { return }
        switch commitments[index] {
        case .free: break
        case .frozen(let unit, _):
            if !problem.units.indices.contains(Int(unit)) { thaw(index, unit) }
        case .running(let unit, let start, let remaining):
            let isSound =
                problem.units.indices.contains(Int(unit)) && offset(start) != nil
                && (0...SchedulingProblem.longest).contains(remaining.milliseconds)
            if !isSound { leaveOut(index, .invalid(what: name(index), reason: "its run makes no sense")) }
        }
    }

    private mutating func thaw(_ index: Int, _ unit: Int32) {
        commitments[index] = .free
        conflicts.append(.frozenPlaceImpossible(operation: name(index), unit: problem.name(ofUnit: unit)))
    }

    private enum Obstacle: Int {
        case noResource, noWorkingTime, calendarTooShort
    }

    private mutating func screenModes(_ index: Int) {
        let operation = problem.operations[index]
        if case .running(let unit, _, _) = commitments[index] {
            modes[index] =
                operation.modes.firstIndex { $0.unit == unit && isLegal($0) }
                .map { [Int32($0)] } ?? []
            return
        }
        var worst = (obstacle: Obstacle.noResource, unit: Int32(0))
        for (position, mode) in operation.modes.enumerated() {
            switch obstacle(mode, operation) {
            case nil: modes[index].append(Int32(position))
            case let obstacle?:
                if obstacle.rawValue >= worst.obstacle.rawValue { worst = (obstacle, mode.unit) }
            }
        }
        if case .frozen(let unit, _) = commitments[index] {
            let kept = modes[index].filter { operation.modes[Int($0)].unit == unit }
            if kept.isEmpty { thaw(index, unit) } else { modes[index] = kept }
        }
        guard modes[index].isEmpty else { return }
        let unit = problem.name(ofUnit: worst.unit)
        switch worst.obstacle {
        case .noResource: leaveOut(index, .noResource(operation: name(index)))
        case .noWorkingTime: leaveOut(index, .noWorkingTime(operation: name(index), unit: unit))
        case .calendarTooShort: leaveOut(index, .calendarTooShort(operation: name(index), unit: unit))
        }
    }

    private func isLegal(_ mode: SchedulingProblem.Mode) -> Bool {
        guard problem.units.indices.contains(Int(mode.unit)),
            (0...SchedulingProblem.longest).contains(mode.duration.milliseconds),
            problem.units[Int(mode.unit)].availableFrom.map({ offset($0) != nil }) ?? true,
            mode.needs.allSatisfy({ problem.resources.indices.contains(Int($0.resource)) && $0.amount >= 0 })
        else { return false }
        return mode.needs.allSatisfy { need in
            let total = mode.needs.filter { $0.resource == need.resource }
                .reduce(Int64(0)) { Saturating.add($0, $1.amount) }
            return total <= min(problem.resources[Int(need.resource)].capacity, SchedulingProblem.longest)
        }
    }

    private func obstacle(_ mode: SchedulingProblem.Mode, _ operation: SchedulingProblem.Operation)
        -> Obstacle?
    {
        guard isLegal(mode) else { return .noResource }
        guard let intervals = working[Int(mode.unit)] else { return nil }
        guard !intervals.isEmpty else { return .noWorkingTime }
        let lengths = intervals.map { $0.end - $0.start }
        let room = operation.isInterruptible ? lengths.reduce(0, +) : lengths.max() ?? 0
        return mode.duration.milliseconds <= room ? nil : .calendarTooShort
    }

    // MARK: Links

    private func isRunning(_ index: Int32) -> Bool {
        if case .running = commitments[Int(index)] { return true }
        return false
    }

    private mutating func screenLinks() {
        for link in problem.links {
            let isKnown =
                problem.operations.indices.contains(Int(link.before))
                && problem.operations.indices.contains(Int(link.after))
            let limit = UInt64(SchedulingProblem.longest)
            guard isKnown, link.minimumLag.milliseconds.magnitude <= limit else {
                let names =
                    "\(problem.name(ofOperation: link.before)) before "
                    + problem.name(ofOperation: link.after)
                conflicts.append(.invalid(what: names, reason: "the link makes no sense"))
                continue
            }
            if isRunning(link.after) { continue }
            var kept = link
            if let maximum = link.maximumLag, maximum < link.minimumLag {
                conflicts.append(
                    .maximumLagImpossible(
                        before: problem.name(ofOperation: link.before),
                        after: problem.name(ofOperation: link.after)))
                kept.maximumLag = nil
            }
            links.append(kept)
        }
    }

    private mutating func screenCycles() {
        let edges = links.map { ($0.before, $0.after) }
        for component in Components(count: problem.operations.count, edges: edges).cycles {
            conflicts.append(.cycle(operations: component.map { name(Int($0)) }))
            for index in component { isKept[Int(index)] = false }
        }
    }

    /// A job is planned whole or not at all, and so is what waits for it; what runs, runs.
    private mutating func leaveOutDependents() {
        var byJob = [[Int]](repeating: [], count: problem.jobs.count)
        for (index, operation) in problem.operations.enumerated()
        where problem.jobs.indices.contains(Int(operation.job)) {
            byJob[Int(operation.job)].append(index)
        }
        var successors = [[Int32]](repeating: [], count: problem.operations.count)
        for link in links { successors[Int(link.before)].append(link.after) }
        var open = isKept.indices.filter { !isKept[$0] }
        while let index = open.popLast() {
            let job = Int(problem.operations[index].job)
            if byJob.indices.contains(job) {
                for other in byJob[job] where isKept[other] && !isRunning(Int32(other)) {
                    isKept[other] = false
                    open.append(other)
                }
            }
            for next in successors[index] where isKept[Int(next)] {
                leaveOut(Int(next), .waitsForUnplanned(operation: name(Int(next)), before: name(index)))
                open.append(Int(next))
            }
        }
    }

    // MARK: Commitments

    /// A frozen operation keeps its place only when all it waits for is settled, and in an order that can be.
    private mutating func screenFrozenOrder() {
        var isSettled = true
        repeat {
            isSettled = true
            for link in links {
                guard case .frozen(let unit, _) = commitments[Int(link.after)],
                    case .free = commitments[Int(link.before)]
                else { continue }
                thaw(Int(link.after), unit)
                isSettled = false
            }
            let edges = links.map { ($0.before, $0.after) } + frozenEdges()
            for component in Components(count: commitments.count, edges: edges).cycles {
                for index in component {
                    guard case .frozen(let unit, _) = commitments[Int(index)] else { continue }
                    thaw(Int(index), unit)
                    isSettled = false
                }
            }
        } while !isSettled
    }

    private func frozenEdges() -> [(Int32, Int32)] {
        frozenByUnit().flatMap { zip($0, $0.dropFirst()).map { ($0, $1) } }
    }

    /// By unit, in order, of what is kept.
    func frozenByUnit() -> [[Int32]] {
        var frozen = [[(order: Int32, index: Int32)]](repeating: [], count: problem.units.count)
        for (index, commitment) in commitments.enumerated() where isKept[index] {
            if case .frozen(let unit, let order) = commitment {
                frozen[Int(unit)].append((order, Int32(index)))
            }
        }
        return frozen.map { $0.sorted { ($0.order, $0.index) < ($1.order, $1.index) }.map(\.index) }
    }

    /// By unit, by start, of what is kept.
    func runningByUnit() -> [[Int32]] {
        var running = [[(start: Instant, index: Int32)]](repeating: [], count: problem.units.count)
        for (index, commitment) in commitments.enumerated() where isKept[index] {
            if case .running(let unit, let start, _) = commitment {
                running[Int(unit)].append((start, Int32(index)))
            }
        }
        return running.map { $0.sorted { ($0.start, $0.index) < ($1.start, $1.index) }.map(\.index) }
    }

    private mutating func screenRunning() {
        for (unit, running) in runningByUnit().enumerated() where running.count > 1 {
            conflicts.append(
                .runningTogether(
                    unit: problem.units[unit].name.text, operations: running.map { name(Int($0)) }))
        }
    }
}

/// The strongly connected components of a graph (Tarjan), without recursion: plans are long.
struct Components {
    /// Those with more than one node, and nodes that lead to themselves; ascending inside.
    private(set) var cycles: [[Int32]] = []

    init(count: Int, edges: [(Int32, Int32)]) {
        var starts = [Int](repeating: 0, count: count + 1)
        var loops = Set<Int32>()
        for (from, to) in edges {
            starts[Int(from) + 1] += 1
            if from == to { loops.insert(from) }
        }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var targets = [Int32](repeating: 0, count: edges.count)
        var fill = starts
        for (from, to) in edges {
            targets[fill[Int(from)]] = to
            fill[Int(from)] += 1
        }
        var number = [Int](repeating: -1, count: count)
        var low = [Int](repeating: 0, count: count)
        var isOpen = [Bool](repeating: false, count: count)
        var cursor = starts
        var stack: [Int32] = []
        var path: [Int] = []
        var next = 0
        for root in 0..<count where number[root] < 0 {
            path.append(root)
            while let node = path.last {
                if number[node] < 0 {
                    (number[node], low[node]) = (next, next)
                    next += 1
                    stack.append(Int32(node))
                    isOpen[node] = true
                }
                if cursor[node] < starts[node + 1] {
                    let target = Int(targets[cursor[node]])
                    cursor[node] += 1
                    if number[target] < 0 {
                        path.append(target)
                    } else if isOpen[target] {
                        low[node] = min(low[node], number[target])
                    }
                    continue
                }
                path.removeLast()
                if let parent = path.last { low[parent] = min(low[parent], low[node]) }
                guard low[node] == number[node] else { continue }
                var component: [Int32] = []
                while let last = stack.popLast() {
                    isOpen[Int(last)] = false
                    component.append(last)
                    if Int(last) == node { break }
                }
                if component.count > 1 || loops.contains(Int32(node)) { cycles.append(component.sorted()) }
            }
        }
    }
}
