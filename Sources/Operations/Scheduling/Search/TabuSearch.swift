/// Improves a plan of any kind: calendars, setups, due dates, resources.
///
/// Each step looks at what binds a job that is late (or the makespan, or a setup), ranks moves of the
/// operations there by an estimate, times the best of them exactly and takes the best that is not tabu.
/// The estimate weighs how far an operation's end and its unit's next start would move against the slack of
/// the jobs behind them: tails are per job. What is accepted may be as bad as the plan was some steps ago
/// (late acceptance, Burke and Bykov, 2017), since with many jobs no single path is the plan.
///
/// Where starts are kept, most steps look at an operation that is not where it was, and time all its moves.
struct TabuSearch {
    private(set) var plan: SequencedPlan
    private let preference: SchedulePreference
    private let candidateCount: Int
    private var random: SplitMix64
    private(set) var best: Snapshot
    private(set) var bestKey: ObjectiveKey
    private var currentKey: ObjectiveKey
    private var isBestSaved = true
    /// By operation and unit: until which step it may not go there again.
    private var tabu: [Int32]
    private var iteration: Int32 = 0
    private var history: [ObjectiveKey]
    private var stale = 0
    /// By operation: how much later it may end before a job is later, and the weight of those jobs.
    private var slack: [Int]
    private var gradient: [Double]
    private var sinceGradient = Int.max
    private let meanDuration: Int
    private var candidates: [Candidate] = []
    /// Whether the candidates are those of an operation that is not where it was.
    private var isRepairing = false
    /// By operation: whether it may be moved; nil for all.
    var focus: [Bool]?
    /// Whether operations are to stay where they were.
    var keepsStarts = false

    struct Snapshot {
        var sequences: [[(operation: Int32, mode: Int32)]]
        var floors: [Int]
    }

    private struct Candidate {
        var operation: Int32
        var mode: Int32
        var after: Int32
        var floor = 0
        var estimate: Double
    }

    init(_ plan: SequencedPlan, preference: SchedulePreference, seed: UInt64, candidateCount: Int) {
        self.plan = plan
        self.preference = preference
        self.candidateCount = max(1, candidateCount)
        random = SplitMix64(seed: seed)
        best = Snapshot(sequences: plan.sequences, floors: plan.nodes.map(\.floor))
        bestKey = preference.key(plan.objective)
        currentKey = bestKey
        let problem = plan.problem
        tabu = [Int32](repeating: 0, count: problem.count * problem.unitCount)
        history = [ObjectiveKey](repeating: bestKey, count: problem.count > 200 ? 50 : 20)
        slack = [Int](repeating: 0, count: problem.count)
        gradient = [Double](repeating: 0, count: problem.count)
        let total = plan.nodes.reduce(0) { $0 + problem.modeDuration[Int($1.mode)] }
        meanDuration = max(1, total / max(1, problem.count))
    }

    /// - Returns: how many iterations it took.
    mutating func run(iterations: Int, shouldStop: () -> Bool) -> Int {
        var done = 0
        let movable = plan.problem.isCommitted.contains(false)
        while done < iterations, movable {
            if done & 7 == 7 || plan.problem.needsFullPasses, shouldStop() { break }
            done += 1
            step()
            if stale > max(1_000, 10 * plan.problem.count) { restart() }
        }
        save()
        return done
    }

    /// Back to the best plan, such as after a part of the problem was searched in vain.
    mutating func restoreBest() {
        save()
        guard currentKey != bestKey else { return }
        load(best)
    }

    private mutating func load(_ snapshot: Snapshot) {
        let restored = SequencedPlan(
            plan.problem, plan.settings, sequences: snapshot.sequences, floors: snapshot.floors)
        guard let restored else { return }
        plan = restored
        currentKey = preference.key(plan.objective)
        sinceGradient = Int.max
    }

    private mutating func save() {
        guard !isBestSaved else { return }
        best = Snapshot(sequences: plan.sequences, floors: plan.nodes.map(\.floor))
        isBestSaved = true
    }

    private mutating func restart() {
        save()
        load(best)
        for index in tabu.indices { tabu[index] = 0 }
        iteration = 0
        stale = 0
        for _ in 0..<max(2, min(40, plan.problem.count / 12)) { disturb() }
        for index in history.indices { history[index] = max(currentKey, bestKey) }
    }

    /// One random move that is possible.
    private mutating func disturb() {
        collect()
        guard !candidates.isEmpty else { return }
        let candidate = candidates[random.below(candidates.count)]
        guard attempt(candidate) else { return }
        plan.commit()
        isBestSaved = true
        currentKey = preference.key(plan.objective)
        sinceGradient = Int.max
    }

    // MARK: One step

    private mutating func step() {
        iteration += 1
        stale += 1
        collect()
        guard !candidates.isEmpty else { return }
        if !isRepairing { selectMostPromising() }
        var chosen = -1
        var chosenKey = currentKey
        for (index, candidate) in candidates.enumerated() {
            guard attempt(candidate) else { continue }
            let key = preference.key(plan.objective)
            plan.undo()
            let unit = Int(plan.problem.modeUnit[Int(candidate.mode)])
            let isTabu = tabu[Int(candidate.operation) * plan.problem.unitCount + unit] > iteration
            if isTabu && !(key < bestKey) { continue }
            if chosen < 0 || key < chosenKey { (chosen, chosenKey) = (index, key) }
        }
        let place = Int(iteration) % history.count
        defer { history[place] = currentKey }
        guard chosen >= 0, !(history[place] < chosenKey) || !(currentKey < chosenKey) else { return }
        take(candidates[chosen], chosenKey)
    }

    private mutating func attempt(_ candidate: Candidate) -> Bool {
        plan.attempt(
            Int(candidate.operation), mode: Int(candidate.mode), after: candidate.after,
            floor: candidate.floor)
    }

    private mutating func take(_ candidate: Candidate, _ key: ObjectiveKey) {
        if !(key < bestKey) { save() }
        let operation = Int(candidate.operation)
        let unit = Int(plan.nodes[operation].unit)
        guard attempt(candidate) else { return }
        plan.commit()
        let tenure = 6 + plan.problem.modes(operation).count + random.below(10)
        tabu[operation * plan.problem.unitCount + unit] = iteration + Int32(tenure)
        currentKey = key
        sinceGradient = sinceGradient == Int.max ? Int.max : sinceGradient + 1
        if key < bestKey {
            bestKey = key
            isBestSaved = false
            stale = 0
        }
    }

    /// The best few by estimate, in order.
    private mutating func selectMostPromising() {
        guard candidates.count > candidateCount else { return }
        for place in 0..<candidateCount {
            var least = place
            for index in (place + 1)..<candidates.count
            where candidates[index].estimate < candidates[least].estimate {
                least = index
            }
            candidates.swapAt(place, least)
        }
        candidates.removeSubrange(candidateCount...)
    }

    // MARK: Slack and weight

    /// Backwards through the plan. Without tardiness the makespan takes the place of the due dates.
    private mutating func measureSlack() {
        let problem = plan.problem
        let nodes = plan.nodes
        let isOnTime = plan.objective.weightedTardiness == 0
        let makespan = plan.makespan
        let completion = plan.completion
        let near = meanDuration / 2
        let order = plan.order
        slack.withUnsafeMutableBufferPointer { slack in
            gradient.withUnsafeMutableBufferPointer { gradient in
                for operation in order.reversed() {
                    let index = Int(operation)
                    let node = nodes[index]
                    let job = Int(problem.job[index])
                    var least = CompiledProblem.never
                    var weight = 0.0
                    if isOnTime {
                        least = makespan - node.end
                        weight = 1
                    } else if problem.isLast[index], problem.due[job] < CompiledProblem.noDue {
                        least = max(problem.due[job], completion[job]) - node.end
                        weight = Double(problem.weight[job])
                    }
                    func pass(_ next: Int, _ gap: Int) {
                        let room = slack[next] + max(0, gap)
                        if room < least - near {
                            least = room
                            weight = gradient[next]
                        } else if room <= least + near {
                            least = min(least, room)
                            weight += gradient[next]
                        }
                    }
                    if node.next >= 0 {
                        pass(Int(node.next), nodes[Int(node.next)].setupStart - node.end)
                    }
                    for place in Int(problem.afterStart[index])..<Int(problem.afterStart[index + 1]) {
                        let arc = problem.after[place]
                        let next = Int(arc.operation)
                        pass(next, nodes[next].start - (arc.isFromStart ? node.start : node.end) - arc.lag)
                    }
                    slack[index] = max(0, least)
                    gradient[index] = min(weight, 1e9)
                }
            }
        }
    }

    // MARK: Candidates

    private mutating func collect() {
        candidates.removeAll(keepingCapacity: true)
        isRepairing = false
        if keepsStarts, random.below(8) > 0, let index = someDisplaced() {
            collectRepairs(index)
            return
        }
        if sinceGradient > (plan.problem.count > 500 ? 8 : 0) {
            measureSlack()
            sinceGradient = 0
        }
        let isLate = plan.objective.weightedTardiness > 0
        if plan.problem.hasSetups, random.below(isLate ? 8 : 2) == 0, let index = someSetup() {
            collect(around: index)
            collectByFamily(index)
            return
        }
        guard let end = isLate ? someLateEnd() : someLongestEnd() else { return }
        collectPath(to: end)
    }

    /// Of two at random the one of whose job less is displaced.
    private mutating func someDisplaced() -> Int? {
        let displaced = (0..<plan.problem.count).filter { plan.isDisplaced($0) && canMove($0) }
        guard !displaced.isEmpty else { return nil }
        let one = displaced[random.below(displaced.count)]
        let other = displaced[random.below(displaced.count)]
        return plan.displaced[Int(plan.problem.job[one])] <= plan.displaced[Int(plan.problem.job[other])]
            ? one : other
    }

    /// Of an operation, and at times of the one before it, which may be what pushes it.
    private mutating func collectRepairs(_ index: Int) {
        isRepairing = true
        var moves = plan.repairMoves(index)
        let ahead = plan.nodes[index].previous
        if ahead >= 0, canMove(Int(ahead)), random.below(2) == 0 { moves += plan.repairMoves(Int(ahead)) }
        for move in moves {
            candidates.append(
                Candidate(
                    operation: move.operation, mode: move.mode, after: move.after, floor: move.floor,
                    estimate: 0))
        }
    }

    private mutating func someSetup() -> Int? {
        let count = plan.problem.count
        let offset = random.below(count)
        for step in 0..<count {
            let index = (offset + step) % count
            if plan.nodes[index].setup > 0, canMove(index) { return index }
        }
        return nil
    }

    /// The last operation of a late job, more often of one that costs more.
    private mutating func someLateEnd() -> Int? {
        let total = Int(plan.objective.weightedTardiness)
        guard total > 0 else { return nil }
        var left = Int(random.fraction() * Double(total))
        for job in 0..<plan.problem.jobCount {
            let tardiness = plan.tardiness(job)
            guard tardiness > 0 else { continue }
            left -= tardiness
            if left < 0 { return lastOperation(job) }
        }
        return nil
    }

    private func lastOperation(_ job: Int) -> Int? {
        let problem = plan.problem
        let ends = problem.last[Int(problem.lastStart[job])..<Int(problem.lastStart[job + 1])]
        return ends.first { plan.nodes[Int($0)].end == plan.completion[job] }.map { Int($0) }
    }

    private mutating func someLongestEnd() -> Int? {
        let makespan = plan.makespan
        var found: Int?
        var seen = 0
        for operation in plan.last where operation >= 0 && plan.nodes[Int(operation)].end == makespan {
            seen += 1
            if random.below(seen) == 0 { found = Int(operation) }
        }
        return found
    }

    private func canMove(_ index: Int) -> Bool {
        !plan.problem.isCommitted[index] && (focus?[index] ?? true)
    }

    /// What binds an operation, and what binds that, and so on: at most forty operations that may move.
    private mutating func collectPath(to end: Int) {
        var current = end
        var looked = 0
        while looked < 40 {
            let node = plan.nodes[current]
            let (ready, before) = readiness(current)
            let unitBinds =
                node.previous >= 0
                && plan.nodes[Int(node.previous)].end + node.setup >= ready
            if canMove(current) { collect(around: current) }
            if unitBinds, canMove(Int(node.previous)) {
                collectLater(Int(node.previous), behind: current)
                collectElsewhere(Int(node.previous))
            }
            looked += 1
            if candidates.count > 160 { return }
            if unitBinds {
                current = Int(node.previous)
            } else if before >= 0 {
                current = Int(before)
            } else {
                return
            }
        }
    }

    /// When the operation could start if its unit were free, and the operation that decides that; -1 if none.
    private func readiness(_ index: Int) -> (time: Int, before: Int32) {
        let problem = plan.problem
        var ready = max(problem.release[index], plan.nodes[index].floor)
        var binding = Int32(-1)
        for place in Int(problem.beforeStart[index])..<Int(problem.beforeStart[index + 1]) {
            let arc = problem.before[place]
            let other = plan.nodes[Int(arc.operation)]
            let time = (arc.isFromStart ? other.start : other.end) + arc.lag
            if time >= ready { (ready, binding) = (time, arc.operation) }
        }
        return (ready, binding)
    }

    private mutating func collect(around index: Int) {
        let node = plan.nodes[index]
        let ready = readiness(index).time
        if plan.nodes[index].start > ready || node.setup > 0 { collectEarlier(index, ready) }
        collectElsewhere(index)
        if node.setup > 0 { collectByFamily(index) }
    }

    /// Before the operations that keep it from starting when it is ready.
    private mutating func collectEarlier(_ index: Int, _ ready: Int) {
        var ahead = plan.nodes[index].previous
        var steps = 0
        while ahead >= 0, steps < 8, !plan.problem.isCommitted[Int(ahead)] {
            let place = plan.nodes[Int(ahead)].previous
            add(index, mode: Int(plan.nodes[index].mode), after: place)
            if plan.nodes[Int(ahead)].start < ready { return }
            ahead = place
            steps += 1
        }
    }

    /// Behind an operation that waits for it, and some further.
    private mutating func collectLater(_ index: Int, behind: Int) {
        var place = Int32(behind)
        for _ in 0..<4 where place >= 0 {
            add(index, mode: Int(plan.nodes[index].mode), after: place)
            place = plan.nodes[Int(place)].next
        }
    }

    /// On the other units it can be done on, about when it is ready.
    private mutating func collectElsewhere(_ index: Int) {
        let problem = plan.problem
        guard problem.modes(index).count > 1 else { return }
        let ready = readiness(index).time
        for mode in problem.modes(index) where mode != Int(plan.nodes[index].mode) {
            let unit = Int(problem.modeUnit[mode])
            var place = plan.last[unit]
            var behind = [Int32](repeating: -1, count: 0)
            while place >= 0, plan.nodes[Int(place)].end > ready, !problem.isCommitted[Int(place)] {
                behind.append(place)
                place = plan.nodes[Int(place)].previous
            }
            if place != Int32(index) { add(index, mode: mode, after: place) }
            for other in behind.suffix(3) where other != Int32(index) {
                add(index, mode: mode, after: other)
            }
        }
    }

    /// Next to operations of its family, so that a setup is saved.
    private mutating func collectByFamily(_ index: Int) {
        let problem = plan.problem
        let family = problem.family[index]
        guard family >= 0 else { return }
        let mode = Int(plan.nodes[index].mode)
        for isForward in [false, true] {
            var place = isForward ? plan.nodes[index].next : plan.nodes[index].previous
            for _ in 0..<12 where place >= 0 {
                let other = Int(place)
                if !isForward, problem.isCommitted[other] { break }
                if plan.nodes[other].state == family {
                    add(index, mode: mode, after: place)
                    let before = plan.nodes[other].previous
                    if !problem.isCommitted[other], before != Int32(index) {
                        add(index, mode: mode, after: before)
                    }
                    break
                }
                place = isForward ? plan.nodes[other].next : plan.nodes[other].previous
            }
        }
    }

    private mutating func add(_ index: Int, mode: Int, after: Int32) {
        guard after != Int32(index),
            after != plan.nodes[index].previous || mode != Int(plan.nodes[index].mode)
        else { return }
        candidates.append(
            Candidate(
                operation: Int32(index), mode: Int32(mode), after: after,
                estimate: estimate(index, mode: mode, after: after)))
    }

    /// What the objective may change by, in weighted milliseconds: only the neighbours are looked at.
    private func estimate(_ index: Int, mode: Int, after: Int32) -> Double {
        let problem = plan.problem
        let node = plan.nodes[index]
        let unit = Int(problem.modeUnit[mode])
        let family = problem.family[index]
        var free = problem.availability[unit]
        var state = problem.initialFamily[unit]
        if after >= 0 {
            let ahead = plan.nodes[Int(after)]
            (free, state) = (ahead.end, ahead.state)
            if Int(node.unit) == unit, ahead.start > node.start { free -= node.end - node.start }
        }
        let setup = problem.setup(unit, from: state, to: family)
        let ready = max(readiness(index).time, free + setup)
        var hint: Int32 = 0
        if after >= 0, plan.nodes[Int(after)].start <= node.start || Int(node.unit) != unit {
            hint = plan.nodes[Int(after)].hint
        }
        let end = problem.place(
            unit, from: ready, work: problem.modeDuration[mode],
            interruptible: problem.isInterruptible[index], hint: &hint
        ).end
        let shift = end - node.end
        var cost = 0.0
        if shift > 0 {
            cost += gradient[index] * Double(max(0, shift - slack[index]))
        } else if slack[index] < meanDuration {
            cost += gradient[index] * Double(shift)
        }
        var setups = setup - node.setup
        let next = after >= 0 ? plan.nodes[Int(after)].next : plan.first[unit]
        if next >= 0, next != Int32(index) {
            let pushed = plan.nodes[Int(next)]
            let needed = problem.setup(
                unit, from: family >= 0 ? family : state, to: problem.family[Int(next)])
            setups += needed - pushed.setup
            let delay = end + needed - pushed.start
            if delay > 0 { cost += gradient[Int(next)] * Double(max(0, delay - slack[Int(next)])) }
        }
        if node.next >= 0 {
            let follower = Int(node.next)
            let ahead = node.previous >= 0 ? plan.nodes[Int(node.previous)].end : 0
            let earlier = plan.nodes[follower].start - max(readiness(follower).time, ahead)
            if earlier > 0, slack[follower] < meanDuration {
                cost -= gradient[follower] * Double(min(earlier, node.end - node.start))
            }
        }
        return cost + 0.01 * Double(setups)
    }
}
