/// The part of a problem that can be planned, as flat arrays; times are milliseconds from the plan's start.
///
/// Lists of varying length are one array and the places where each begins (`…Start`, one entry more than
/// owners).
struct CompiledProblem {
    /// What no time reaches: an operation that has no place. Sums with lags and durations stay in range.
    static let never = 1 << 50
    static let noDue = 1 << 52

    private(set) var count = 0
    private(set) var unitCount = 0
    private(set) var jobCount = 0
    /// The index in the problem of an operation here.
    private(set) var original: [Int32] = []

    private(set) var modeStart: [Int32] = [0]
    private(set) var modeUnit: [Int32] = []
    private(set) var modeDuration: [Int] = []
    /// The index in the operation's modes; -1 for a run on a unit that is none of them.
    private(set) var modeOriginal: [Int32] = []
    private(set) var needStart: [Int32] = [0]
    private(set) var needResource: [Int32] = []
    private(set) var needAmount: [Int] = []
    private(set) var capacity: [Int] = []

    private(set) var beforeStart: [Int32] = []
    private(set) var before: [Arc] = []
    private(set) var afterStart: [Int32] = []
    private(set) var after: [Arc] = []
    private(set) var maximumLags: [MaximumLag] = []

    private(set) var job: [Int32] = []
    private(set) var release: [Int] = []
    private(set) var family: [Int32] = []
    private(set) var isInterruptible: [Bool] = []
    private(set) var isRunning: [Bool] = []
    private(set) var runStart: [Int] = []
    private(set) var runEnd: [Int] = []
    /// Running or frozen: stays where it is in its unit's sequence.
    private(set) var isCommitted: [Bool] = []
    /// By unit: what runs, then what is frozen.
    private(set) var committed: [[Int32]] = []
    /// -1 when there is no previous place.
    private(set) var previousUnit: [Int32] = []
    private(set) var previousStart: [Int] = []

    private(set) var due: [Int] = []
    private(set) var weight: [Int] = []
    private(set) var lastStart: [Int32] = []
    /// By job: the operations that nothing of the job comes after.
    private(set) var last: [Int32] = []
    private(set) var isLast: [Bool] = []

    private(set) var isAlwaysOpen: [Bool] = []
    private(set) var intervalStart: [Int32] = [0]
    private(set) var intervals: [WorkingStretch] = []
    private(set) var availability: [Int] = []
    private(set) var initialFamily: [Int32] = []
    private(set) var familyCount = 0
    /// By unit: where its matrix begins in ``setups``; -1 when it needs no setups.
    private(set) var setupBase: [Int32] = []
    private(set) var setups: [Int] = []
    private(set) var interruptsSetups: [Bool] = []

    /// The start or end of one operation, and how much later the other may start.
    struct Arc {
        var operation: Int32
        var isFromStart: Bool
        var lag: Int
    }

    struct MaximumLag {
        var before: Int32
        var after: Int32
        var isFromStart: Bool
        var lag: Int
    }

    struct WorkingStretch {
        var start: Int
        var end: Int
        /// Working milliseconds before it.
        var before: Int
    }

    var hasResources: Bool { !needResource.isEmpty }
    var hasSetups: Bool { !setups.isEmpty }
    var hasCalendars: Bool { isAlwaysOpen.contains(false) }
    var hasDueDates: Bool { due.contains { $0 < Self.noDue } }
    var hasPrevious: Bool { previousUnit.contains { $0 >= 0 } }
    /// Placed one after another in a full pass, rather than by what a change reaches.
    var needsFullPasses: Bool { hasResources || !maximumLags.isEmpty }

    /// Only the makespan counts, and only sequences decide it: chains of operations on units that always work.
    var isPureMakespan: Bool {
        if hasResources || hasSetups || hasCalendars || hasDueDates || hasPrevious { return false }
        guard maximumLags.isEmpty, !isCommitted.contains(true), isChains else { return false }
        let isPlain = before.allSatisfy { !$0.isFromStart && $0.lag == 0 }
        return isPlain && modeDuration.allSatisfy { $0 > 0 }
    }

    private var isChains: Bool {
        (0..<count).allSatisfy { (index: Int) -> Bool in
            let (inward, outward) = (beforeStart[index + 1] - beforeStart[index], afterStart[index + 1])
            return inward <= 1 && outward - afterStart[index] <= 1
        }
    }

    init(_ problem: SchedulingProblem, _ screening: Screening) {
        original = screening.isKept.indices.filter { screening.isKept[$0] }.map { Int32($0) }
        count = original.count
        unitCount = problem.units.count
        jobCount = problem.jobs.count
        capacity = problem.resources.map { Int(min($0.capacity, SchedulingProblem.longest)) }
        var compiled = [Int32](repeating: -1, count: problem.operations.count)
        for (index, source) in original.enumerated() { compiled[Int(source)] = Int32(index) }
        compileUnits(problem, screening)
        for source in original { compileOperation(Int(source), problem, screening) }
        compileLinks(screening, compiled)
        compileJobs(problem, screening)
        committed = zip(screening.runningByUnit(), screening.frozenByUnit()).map { running, frozen in
            (running + frozen).map { compiled[Int($0)] }
        }
    }

    private mutating func compileUnits(_ problem: SchedulingProblem, _ screening: Screening) {
        familyCount = problem.families.count
        for (index, unit) in problem.units.enumerated() {
            isAlwaysOpen.append(screening.working[index] == nil)
            var sum = 0
            for interval in screening.working[index] ?? [] {
                intervals.append(
                    WorkingStretch(start: Int(interval.start), end: Int(interval.end), before: sum))
                sum += Int(interval.end - interval.start)
            }
            intervalStart.append(Int32(intervals.count))
            availability.append(max(0, Int(unit.availableFrom.flatMap(screening.offset) ?? 0)))
            let isFamily = unit.initialFamily.map { problem.families.indices.contains(Int($0)) } ?? false
            initialFamily.append(isFamily ? unit.initialFamily ?? -1 : -1)
            setupBase.append(screening.setups[index].isEmpty ? -1 : Int32(setups.count))
            setups += screening.setups[index].map { Int($0) }
            interruptsSetups.append(unit.interruptsSetups)
        }
    }

    private mutating func compileOperation(
        _ source: Int, _ problem: SchedulingProblem, _ screening: Screening
    ) {
        let operation = problem.operations[source]
        let jobRelease = problem.jobs[Int(operation.job)].release.flatMap(screening.offset) ?? 0
        job.append(operation.job)
        release.append(max(0, Int(jobRelease), Int(operation.release.flatMap(screening.offset) ?? 0)))
        family.append(operation.family ?? -1)
        isInterruptible.append(operation.isInterruptible)
        let previous = operation.previous.flatMap { place -> (unit: Int32, start: Int)? in
            screening.offset(place.start).map { (place.unit, Int($0)) }
        }
        previousUnit.append(previous?.unit ?? -1)
        previousStart.append(previous?.start ?? 0)
        var running: (unit: Int32, start: Int, remaining: Int)?
        if case .running(let unit, let start, let remaining) = screening.commitments[source] {
            running = (unit, Int(screening.offset(start) ?? 0), Int(remaining.milliseconds))
        }
        for position in screening.modes[source] {
            let mode = operation.modes[Int(position)]
            addMode(mode.unit, running?.remaining ?? Int(mode.duration.milliseconds), position, mode.needs)
        }
        if let running, screening.modes[source].isEmpty { addMode(running.unit, running.remaining, -1, []) }
        modeStart.append(Int32(modeUnit.count))
        isRunning.append(running != nil)
        runStart.append(running?.start ?? 0)
        var hint: Int32 = 0
        let end = running.map {
            place(Int($0.unit), from: max(0, $0.start), work: $0.remaining, interruptible: true, hint: &hint)
                .end
        }
        runEnd.append(running?.remaining == 0 ? max(0, running?.start ?? 0) : end ?? 0)
        if case .free = screening.commitments[source] {
            isCommitted.append(false)
        } else {
            isCommitted.append(true)
        }
    }

    private mutating func addMode(
        _ unit: Int32, _ duration: Int, _ position: Int32, _ needs: [SchedulingProblem.Need]
    ) {
        modeUnit.append(unit)
        modeDuration.append(duration)
        modeOriginal.append(position)
        for resource in Set(needs.map(\.resource)).sorted() {
            let amount = needs.filter { $0.resource == resource }.reduce(0) { $0 + Int($1.amount) }
            guard amount > 0 else { continue }
            needResource.append(resource)
            needAmount.append(amount)
        }
        needStart.append(Int32(needResource.count))
    }

    private mutating func compileLinks(_ screening: Screening, _ compiled: [Int32]) {
        var incoming = [[Arc]](repeating: [], count: count)
        var outgoing = [[Arc]](repeating: [], count: count)
        for link in screening.links {
            let (from, to) = (compiled[Int(link.before)], compiled[Int(link.after)])
            let lag = Int(link.minimumLag.milliseconds)
            let isFromStart = link.anchor == .start
            incoming[Int(to)].append(Arc(operation: from, isFromStart: isFromStart, lag: lag))
            outgoing[Int(from)].append(Arc(operation: to, isFromStart: isFromStart, lag: lag))
            if let maximum = link.maximumLag?.milliseconds, maximum <= SchedulingProblem.longest {
                maximumLags.append(
                    MaximumLag(before: from, after: to, isFromStart: isFromStart, lag: Int(maximum)))
            }
        }
        (beforeStart, before) = Self.flat(incoming)
        (afterStart, after) = Self.flat(outgoing)
    }

    private mutating func compileJobs(_ problem: SchedulingProblem, _ screening: Screening) {
        for job in problem.jobs {
            due.append(job.due.flatMap(screening.offset).map { Int($0) } ?? Self.noDue)
            weight.append(Int(min(max(job.weight, 0), SchedulingProblem.greatestWeight)))
        }
        var ends = [[Int32]](repeating: [], count: jobCount)
        for index in 0..<count {
            let next = after[Int(afterStart[index])..<Int(afterStart[index + 1])]
            let isEnd = !next.contains {
                job[Int($0.operation)] == job[index] && !$0.isFromStart && $0.lag >= 0
            }
            isLast.append(isEnd)
            if isEnd { ends[Int(job[index])].append(Int32(index)) }
        }
        (lastStart, last) = Self.flat(ends)
    }

    private static func flat<Element>(_ lists: [[Element]]) -> (starts: [Int32], elements: [Element]) {
        var starts: [Int32] = [0]
        var elements: [Element] = []
        for list in lists {
            elements += list
            starts.append(Int32(elements.count))
        }
        return (starts, elements)
    }
}

extension CompiledProblem {
    func modes(_ operation: Int) -> Range<Int> {
        Int(modeStart[operation])..<Int(modeStart[operation + 1])
    }

    /// Milliseconds of setup on a unit that is set up for one family, -1 for unknown, to do another.
    func setup(_ unit: Int, from: Int32, to: Int32) -> Int {
        let base = setupBase[unit]
        guard base >= 0, from >= 0, to >= 0 else { return 0 }
        return setups[Int(base) + Int(from) * familyCount + Int(to)]
    }

    /// The first place for work at or after `time`: its start at work, and its end; ``never`` when the
    /// calendar has no room.
    ///
    /// `hint` is the index of a stretch of the unit that does not end after `time`'s, 0 at first; set
    ///   to that of the end. Looking onwards from there costs less than a binary search, since plans go
    ///   forward.
    func place(_ unit: Int, from time: Int, work: Int, interruptible: Bool, hint: inout Int32)
        -> (start: Int, end: Int)
    {
        if time >= Self.never { return (Self.never, Self.never) }
        if isAlwaysOpen[unit] { return (time, time + work) }
        let first = Int(intervalStart[unit])
        let limit = Int(intervalStart[unit + 1])
        var index = first + Int(hint)
        while index < limit, intervals[index].end <= time { index += 1 }
        if interruptible {
            guard index < limit else { return (Self.never, Self.never) }
            let start = max(time, intervals[index].start)
            var rest = work
            var from = start
            while from + rest > intervals[index].end {
                rest -= intervals[index].end - from
                index += 1
                guard index < limit else { return (Self.never, Self.never) }
                from = intervals[index].start
            }
            hint = Int32(index - first)
            return (start, from + rest)
        }
        while index < limit {
            let start = max(time, intervals[index].start)
            if start + work <= intervals[index].end {
                hint = Int32(index - first)
                return (start, start + work)
            }
            index += 1
        }
        return (Self.never, Self.never)
    }
}
