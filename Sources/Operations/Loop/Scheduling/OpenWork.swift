import Diagnostics

/// What has not begun and can be planned, in the order in which it is due.
struct OpenWork {
    /// One job with all that a plan has to know of it.
    struct Item {
        let entry: JobEntry
        /// Index in ``OpenWork/requests``.
        let request: Int
        let units: [String]
        /// How many people it needs at once, by their class.
        let crew: [String: Int64]
        let duration: TimeSpan
        let source: DurationSource
        /// Nothing of it may be done before.
        let release: Instant
        /// The items that have to be begun or done first.
        let predecessors: [Predecessor]
        /// Items before it in the list that must not run while it does.
        let exclusions: [Int]
        /// What has begun, and how long after it this has to begin at the latest.
        let deadlines: [Deadline]

        var id: String { entry.plan.id }
    }

    struct Predecessor {
        /// Index in ``OpenWork/items``; always less than its own.
        var item: Int
        var isFromStart = false
        var minimumLag = TimeSpan.zero
        var maximumLag: TimeSpan?
    }

    struct Deadline {
        /// The job that began or ends then.
        var job: JobEntry
        var from: Instant
        var maximumLag: TimeSpan

        /// What a plan keeps to: as much later as nobody is told of.
        var tolerated: TimeSpan {
            TimeSpan(
                milliseconds: Saturating.add(
                    maximumLag.milliseconds, JobDependency.tolerance.milliseconds))
        }
    }

    struct Request {
        let entry: RequestEntry
        let due: Instant?
        let weight: Int64
        /// When what has begun of it is done; nothing of it ends before.
        var settled: Instant
    }

    private(set) var requests: [Request] = []
    private(set) var items: [Item] = []
    /// Jobs that cannot be planned as long as a lot is held, and the lot; those behind them are in it, too.
    private(set) var waiting: [(job: String, lot: String?)] = []
    /// By equipment: until when what has begun there keeps it.
    private(set) var occupied: [String: Instant] = [:]
}

extension OpenWork {
    /// All open work of a loop from an instant on.
    init(_ loop: ActivityLoop, from: Instant) {
        for id in loop.state.openJobs {
            guard let entry = loop.state.jobs[id], entry.state.isActive else { continue }
            let end = loop.expectedEnd(of: entry, from: from)
            occupied[entry.workCentre] = max(occupied[entry.workCentre] ?? from, end)
        }
        let open = loop.requestsInOrder()
        let parameters = SchedulingParameters(loop)
        let weights = loop.weights(of: open, parameters)
        for (entry, weight) in zip(open, weights) {
            add(entry, weight, parameters, loop, from: from)
        }
    }

    private mutating func add(
        _ entry: RequestEntry, _ weight: Int64, _ parameters: SchedulingParameters, _ loop: ActivityLoop,
        from: Instant
    ) {
        var request = Request(entry: entry, due: loop.state.due(entry), weight: weight, settled: from)
        let jobs = entry.jobs.compactMap { loop.state.jobs[$0] }
        var before = Before()
        for job in jobs where !job.state.isNotStarted {
            before.settle(job, end: loop.expectedEnd(of: job, from: from))
        }
        for job in loop.inOrderOfWork(jobs) {
            if let end = before.pass(job) {
                request.settled = max(request.settled, end)
                continue
            }
            let lot = loop.state.heldLot(of: job)
            let units = loop.state.units(for: job, at: from)
            let allowance = parameters.queueAllowance(of: job, units)
            guard lot == nil, let bounds = before.bounds(of: job, from: from, waiting: allowance) else {
                before.block(job)
                waiting.append((job.plan.id, lot))
                continue
            }
            let (duration, source) = loop.duration(of: job.plan, at: from)
            let earliest = job.plan.earliestStart.map { $0.instant + allowance } ?? from
            before.add(job, item: items.count)
            items.append(
                Item(
                    entry: job, request: requests.count, units: units,
                    crew: loop.state.crew(for: job), duration: duration, source: source,
                    release: max(bounds.release, earliest), predecessors: bounds.predecessors,
                    exclusions: bounds.exclusions, deadlines: bounds.deadlines))
        }
        requests.append(request)
    }
}

/// The jobs of a request that come before one, as far as a plan has them.
private struct Before {
    private var settled: [String: (job: JobEntry, end: Instant)] = [:]
    private var items: [String: Int] = [:]
    private var blocked: Set<String> = []
    private var last: Int?
    private var passed: Instant?

    /// What they leave to a job.
    struct Bounds {
        var release: Instant
        var predecessors: [OpenWork.Predecessor] = []
        var exclusions: [Int] = []
        var deadlines: [OpenWork.Deadline] = []
    }

    mutating func settle(_ job: JobEntry, end: Instant) { settled[job.plan.id] = (job, end) }

    /// The end of a job that has begun, which is behind what comes from now on; nil of another one.
    mutating func pass(_ job: JobEntry) -> Instant? {
        guard let end = settled[job.plan.id]?.end else { return nil }
        passed = passed.map { max($0, end) } ?? end
        return end
    }

    mutating func block(_ job: JobEntry) { blocked.insert(job.plan.id) }

    mutating func add(_ job: JobEntry, item: Int) {
        items[job.plan.id] = item
        last = item
    }

    /// What a job waits for, and how long it is to wait on top of it; nil when it waits for a job that is not
    /// planned. Without dependencies it follows the one before it, and all of what has begun.
    func bounds(of job: JobEntry, from: Instant, waiting allowance: TimeSpan) -> Bounds? {
        guard let dependencies = job.dependencies({ settled[$0]?.job }) else {
            guard blocked.isEmpty else { return nil }
            return Bounds(
                release: passed.map { max(from, $0 + allowance) } ?? from,
                predecessors: last.map { [OpenWork.Predecessor(item: $0, minimumLag: allowance)] } ?? [])
        }
        let isBlocked = dependencies.contains {
            $0.kind.isPrecedence && blocked.contains($0.job)
                || $0.kind == .afterEnd && settled[$0.job]?.job.isBrokenOff ?? false
        }
        guard !isBlocked else { return nil }
        var bounds = Bounds(release: from)
        for dependency in dependencies {
            let dependency = dependency.waiting(allowance)
            if let item = items[dependency.job] {
                bounds.keep(dependency, item)
            } else if let other = settled[dependency.job] {
                bounds.keep(dependency, other.job, end: other.end)
            }
        }
        return bounds
    }
}

extension Before.Bounds {
    fileprivate mutating func keep(_ dependency: JobDependency, _ item: Int) {
        guard dependency.kind != .notInParallel else { return exclusions.append(item) }
        let least =
            dependency.kind == .noLaterAfterEnd
            ? TimeSpan(milliseconds: -SchedulingProblem.longest) : dependency.minimumLag ?? .zero
        predecessors.append(
            OpenWork.Predecessor(
                item: item, isFromStart: dependency.kind == .afterStart,
                minimumLag: min(least, JobDependency.longestLag),
                maximumLag: dependency.maximumLag.map { min($0, JobDependency.longestLag) }))
    }

    /// What has begun is no matter of the plan: it bounds only what comes after it.
    fileprivate mutating func keep(_ dependency: JobDependency, _ other: JobEntry, end: Instant) {
        let anchor =
            switch dependency.kind {
            case .afterStart: other.run.started?.instant ?? end
            case .afterEnd, .noLaterAfterEnd: end
            case .notInParallel: other.state.isActive ? end : release
            }
        if dependency.kind != .noLaterAfterEnd {
            release = max(release, anchor + (dependency.minimumLag ?? .zero))
        }
        guard let maximumLag = dependency.maximumLag else { return }
        deadlines.append(OpenWork.Deadline(job: other, from: anchor, maximumLag: maximumLag))
    }
}

extension JobDependency {
    /// The same with a longer wait for what has to be begun or done before.
    fileprivate func waiting(_ allowance: TimeSpan) -> JobDependency {
        guard kind.isPrecedence, allowance > .zero else { return self }
        var longer = self
        longer.minimumLag = TimeSpan(
            milliseconds: Saturating.add((minimumLag ?? .zero).milliseconds, allowance.milliseconds))
        return longer
    }
}

extension SchedulingParameters {
    /// The least of those of the units that can do a job; none for what has to begin soon after something else.
    fileprivate func queueAllowance(of job: JobEntry, _ units: [String]) -> TimeSpan {
        guard job.plan.dependencies?.contains(where: { $0.maximumLag != nil }) != true else { return .zero }
        return units.map { queueAllowance(before: $0, job.plan.domain) }.min() ?? .zero
    }

    /// The most of those of the units where jobs are to be done.
    fileprivate func priorityWeight(of jobs: some Sequence<JobEntry>) -> ExactDecimal {
        jobs.map { priorityWeight(on: $0.workCentre, $0.plan.domain) }.max() ?? .one
    }
}

extension ActivityLoop {
    /// Each after those that it waits for, else in the order of the segments.
    fileprivate func inOrderOfWork(_ jobs: [JobEntry]) -> [JobEntry] {
        guard jobs.contains(where: { $0.plan.dependencies != nil }) else { return jobs }
        let indices = Dictionary(
            zip(jobs.map(\.plan.id), jobs.indices), uniquingKeysWith: { first, _ in first })
        var graph = StepGraph(count: jobs.count)
        for (index, job) in jobs.enumerated() {
            for dependency in job.plan.dependencies ?? [] where dependency.kind.isPrecedence {
                if let other = indices[dependency.job] { graph.add(index, waitsFor: other) }
            }
        }
        return graph.order.map { order in order.map { jobs[$0] } } ?? jobs
    }

    /// By due date, those without one last; then by priority, those without one last; then by arrival.
    fileprivate func requestsInOrder() -> [RequestEntry] {
        let keys = Set(state.openJobs.compactMap { state.jobs[$0]?.plan.request })
        return keys.compactMap { state.requests[$0] }.sorted { comesBefore($0, $1) }
    }

    private func comesBefore(_ left: RequestEntry, _ right: RequestEntry) -> Bool {
        let (leftDue, rightDue) = (state.due(left), state.due(right))
        if leftDue != rightDue {
            guard let leftDue else { return false }
            guard let rightDue else { return true }
            return leftDue < rightDue
        }
        if left.request.priority != right.request.priority {
            guard let mine = left.request.priority else { return false }
            guard let theirs = right.request.priority else { return true }
            return isMoreUrgent(mine, theirs)
        }
        return left.arrival < right.arrival
    }

    private func isMoreUrgent(_ left: ExactDecimal, _ right: ExactDecimal) -> Bool {
        settings.priorityOrder == .lowestFirst ? left < right : left > right
    }

    /// What a millisecond of lateness costs: twice as much at each priority that is more urgent, or as many times more
    /// as a proposal made of it.
    fileprivate func weights(of requests: [RequestEntry], _ parameters: SchedulingParameters) -> [Int64] {
        let ranks = ranks(of: requests)
        return requests.map { request in
            guard let rank = request.request.priority.flatMap({ ranks[$0] }) else { return 1 }
            let open = request.jobs.compactMap { state.jobs[$0] }.filter(\.state.isNotStarted)
            let exponent = Double(min(rank, 11) + 1) * parameters.priorityWeight(of: open).approximation
            let weight = 2.0.raised(to: exponent).rounded()
            return weight < Double(SchedulingProblem.greatestWeight)
                ? Int64(weight) : SchedulingProblem.greatestWeight
        }
    }

    /// The priorities that requests have, from 0, the most urgent last.
    func ranks(of requests: some Sequence<RequestEntry>) -> [ExactDecimal: Int] {
        let priorities = Set(requests.compactMap(\.request.priority)).sorted { isMoreUrgent($1, $0) }
        return Dictionary(uniqueKeysWithValues: zip(priorities, 0...))
    }

    /// When a job that has begun ends or is expected to: never before `from` while it is not at its end.
    func expectedEnd(of entry: JobEntry, from: Instant) -> Instant {
        if entry.state.isEnded { return entry.run.ended?.instant ?? from }
        guard let start = entry.run.started?.instant else { return from }
        let work = entry.planned?.duration ?? duration(of: entry.plan, at: from).0
        let unit = entry.workCentre
        let time = PlannedAvailability([unit], state.register).time(for: work, on: unit)
        return max(from, state.calendar(of: unit).advance(start, by: time) ?? from)
    }
}

extension LoopState {
    /// The request's end, else the latest of its jobs' ends.
    package func due(_ request: RequestEntry) -> Instant? {
        request.request.endTime?.instant
            ?? request.jobs.compactMap { jobs[$0]?.plan.latestEnd?.instant }.max()
    }

    /// The first lot that must not be used and that the job needs; nil for work that may use held lots.
    fileprivate func heldLot(of entry: JobEntry) -> String? {
        guard entry.plan.domain.profile.gates.contains(.lotDisposition) else { return nil }
        return Gate.lotKeys(of: entry, in: GateView(state: self)).first {
            holds[$0] != nil && !isReworked($0, by: entry)
        }
    }
}
