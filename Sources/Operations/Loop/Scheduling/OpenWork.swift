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
        /// Index of the item that has to be done first.
        let predecessor: Int?

        var id: String { entry.plan.id }
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
        let weights = loop.weights(of: open)
        for (entry, weight) in zip(open, weights) {
            add(entry, weight, loop, from: from)
        }
    }

    private mutating func add(_ entry: RequestEntry, _ weight: Int64, _ loop: ActivityLoop, from: Instant) {
        var request = Request(entry: entry, due: loop.state.due(entry), weight: weight, settled: from)
        var predecessor: Int?
        var isBlocked = false
        for job in entry.jobs.compactMap({ loop.state.jobs[$0] }) {
            guard job.state.isNotStarted else {
                request.settled = max(request.settled, loop.expectedEnd(of: job, from: from))
                continue
            }
            let lot = loop.state.heldLot(of: job)
            guard !isBlocked, lot == nil else {
                isBlocked = true
                waiting.append((job.plan.id, lot))
                continue
            }
            let (duration, source) = loop.duration(of: job.plan, at: from)
            let earliest = job.plan.earliestStart?.instant ?? from
            items.append(
                Item(
                    entry: job, request: requests.count, units: loop.state.units(for: job, at: from),
                    crew: loop.state.crew(for: job),
                    duration: duration,
                    source: source, release: max(request.settled, earliest), predecessor: predecessor))
            predecessor = items.count - 1
        }
        requests.append(request)
    }
}

extension ActivityLoop {
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

    /// What a millisecond of lateness costs: twice as much at each priority that is more urgent.
    fileprivate func weights(of requests: [RequestEntry]) -> [Int64] {
        let priorities = Set(requests.compactMap(\.request.priority)).sorted { isMoreUrgent($1, $0) }
        let ranks = Dictionary(uniqueKeysWithValues: zip(priorities, 0...))
        return requests.map { request in
            guard let rank = request.request.priority.flatMap({ ranks[$0] }) else { return 1 }
            return 2 << Int64(min(rank, 11))
        }
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
