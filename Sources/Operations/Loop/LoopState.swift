/// Everything the loop remembers: the fold of its events, and nothing else.
///
/// Whatever is looked up is kept by key, so that a command costs what it touches and not what there is.
package struct LoopState: Codable, Hashable, Sendable {
    package internal(set) var eventCount = 0
    package internal(set) var matrix = LoopMatrix()

    /// By ``definitionKey(_:_:)``.
    package internal(set) var definitions = Shelf<DefinitionEntry>()

    /// By name.
    package internal(set) var testSpecifications = Shelf<TestSpecification>()

    /// By kind and name.
    package internal(set) var resources = Shelf<ResourceName>()
    package internal(set) var resourceRegister = ResourceRegister()
    package internal(set) var materialDefinitions = Shelf<MaterialDefinition>()
    package internal(set) var materialClasses = Shelf<MaterialClass>()
    package internal(set) var lots = Shelf<LotEntry>()
    /// The site's; what holds at an equipment is told by ``calendar(of:)``.
    package internal(set) var calendar = WorkCalendar.alwaysOpen
    /// Of equipment that has one of its own.
    package internal(set) var equipmentCalendars: [String: WorkCalendar] = [:]
    /// By name.
    package internal(set) var workCentres: [String: WorkCentreEntry] = [:]

    package internal(set) var requests = Shelf<RequestEntry>()
    package internal(set) var jobs = Shelf<JobEntry>()
    /// The jobs that have not ended.
    package internal(set) var openJobs: Set<String> = []
    /// How many requests have arrived: the last tie-break of sequencing.
    package internal(set) var arrivals = 0
    package internal(set) var scheduleRevision = 0

    package internal(set) var sources = Shelf<SourceEntry>()
    /// By ``CounterRead/key``.
    package internal(set) var counters = Shelf<CounterEntry>()
    package internal(set) var genealogy = Genealogy()
    /// By the loop's key of the lot, in the order of arrival.
    package internal(set) var tests = Shelf<[Numbered<LotTested>]>()
    /// By material and characteristic.
    package internal(set) var controlCharts = Shelf<ControlSeries>()
    /// Of gauges, by kind and name: the due time that was said to have passed.
    package internal(set) var overdueCalibrations: [String: Instant] = [:]
    /// The numbers of the events of tests that are in doubt.
    package internal(set) var suspectedTests: Set<Int> = []
    package internal(set) var holds: [String: [LotHold]] = [:]
    /// Of held lots, the disposition as it was told last; none where nobody told one.
    package internal(set) var toldDispositions: [String: Disposition] = [:]
    package internal(set) var nonConformances = NonConformanceRegister()
    package internal(set) var counts = ShelfList<Numbered<LotCounted>>()
    package internal(set) var moves = ShelfList<Numbered<LotMoved>>()
    /// What was on hand of each lot after each change, by the loop's key of the lot.
    package internal(set) var stock = ShelfLists<StockLevel>()
    /// By rule.
    package internal(set) var firings: [String: [RuleFiring]] = [:]
    package internal(set) var alerts = ShelfList<AlertRaised>()

    /// The last durations of steps, by target.
    package internal(set) var measurements = Shelf<[CycleMeasured]>()
    /// Of journals from before the register.
    package internal(set) var proposals: [String: Proposal] = [:]
    package internal(set) var register = ProposalRegister()

    package init() {}
}

/// A request and how far it got.
package struct RequestEntry: Codable, Hashable, Sendable {
    package let key: String
    package let domain: DomainKind
    package let partner: String?
    /// From 1, in the order of arrival.
    package let arrival: Int
    package var request: OperationsRequest
    package var schedule: OperationsSchedule?
    package var stamp: RevisionStamp?
    /// In the order of the segments.
    package var jobs: [String]
    package var definition: String?
    /// How many responses have been ready; a later correction makes one more.
    package var responses = 0
    /// The numbers of the events with which they were.
    package internal(set) var responseEvents: [Int] = []
    /// What it follows from when a rule asked for it.
    package var cause: Cause?
}

/// A job and how far it got.
package struct JobEntry: Codable, Hashable, Sendable {
    package var plan: JobPlan
    package var state = JobState.notAllowedWaiting
    package var planned: PlannedTime?
    /// The first closed gate while it waits.
    package var waitingFor: Gate.Closed?
    /// Whether it was said that it begins soon.
    package var isAnnounced = false
    /// The permission to start that it has or had when it began.
    package internal(set) var permission: Permission?
    package var run = JobRun()

    init(plan: JobPlan) {
        self.plan = plan
    }

    package var everRan: Bool { run.started != nil }
    package var dispatchStatus: DispatchStatus { state.dispatchStatus(everRan: everRan) }
    /// Where it is or was done, else where it is to be done.
    package var workCentre: String { run.workCentre ?? planned?.workCentre ?? plan.workCentre.name }

    mutating func allow(at instant: Instant) {
        permission = planned.map { Permission(at: instant, plannedStart: $0.start) }
    }

    mutating func transition(to next: JobState, at time: ZonedTime, reason: String? = nil) {
        if state.isInterrupted, !next.isInterrupted { run.closeInterruption(at: time.instant) }
        if next == .running, run.started == nil { run.started = time }
        if next.isInterrupted, !state.isInterrupted {
            run.interruptions.append(
                JobRun.Interruption(time: OpenInterval(start: time.instant), reason: reason))
        }
        if next.isEnded, !state.isEnded, run.started != nil { run.ended = time }
        // Permission is our own bookkeeping: what the floor reports later may have happened before it was given.
        if state.isActive || next.isActive || next.isEnded { run.lastTransition = time }
        if !next.isWaiting { waitingFor = nil }
        state = next
    }
}

/// What happened to a job on the floor.
package struct JobRun: Codable, Hashable, Sendable {
    package var started: ZonedTime?
    package var ended: ZonedTime?
    /// Of the last change on the floor: nothing reported after it may have happened before it.
    package var lastTransition: ZonedTime?
    /// The equipment that its start named.
    package var workCentre: String?
    package var interruptions: [Interruption] = []
    /// The events that moved it, by their numbers.
    package var events: [Int] = []
    package var movements: [Movement] = []
    package var data: [SegmentData] = []
    package var equipment: [Identifier] = []
    package var persons: [Identifier] = []

    /// A time during which it was held or suspended.
    package struct Interruption: Codable, Hashable, Sendable {
        package var time: OpenInterval
        package var reason: String?
    }

    fileprivate mutating func closeInterruption(at end: Instant) {
        guard let last = interruptions.indices.last, interruptions[last].time.end == nil else { return }
        interruptions[last].time.end = end
    }

    /// When it worked: from its start to its end or `asOf`, without interruptions.
    package func working(asOf: Instant) -> IntervalSet {
        span(asOf: asOf).subtracting(IntervalSet(interruptions.compactMap { $0.time.interval(asOf: asOf) }))
    }

    /// From its start to its end or `asOf`.
    package func span(asOf: Instant) -> IntervalSet {
        guard let started else { return IntervalSet() }
        let open = OpenInterval(start: started.instant, end: ended?.instant)
        return IntervalSet(open.interval(asOf: asOf).map { [$0] } ?? [])
    }
}

/// An interval that may not have ended yet.
package struct OpenInterval: Codable, Hashable, Sendable {
    package var start: Instant
    package var end: Instant?

    package init(start: Instant, end: Instant? = nil) {
        self.start = start
        self.end = end
    }

    /// Up to its end, at the latest to `asOf`; nil when it begins after that.
    package func interval(asOf: Instant) -> Interval? {
        try? Interval(start, min(end ?? asOf, asOf))
    }
}

/// One amount of material that a job took, made or threw away.
package struct Movement: Codable, Hashable, Sendable {
    package enum Direction: String, Codable, Hashable, Sendable, CaseIterable {
        case consumed, produced, scrapped
    }

    package var direction: Direction
    package var use: MaterialUse
    package var at: ZonedTime
    package var material: Identifier?
    package var lot: Identifier?
    package var subLot: Identifier?
    package var quantity: Quantity?
    /// The number of its event; nil before it is one.
    package var event: Int?
}

/// A work centre: what waits there, what ran there, and when it stood.
package struct WorkCentreEntry: Codable, Hashable, Sendable {
    package var open: Set<String> = []
    /// Those of them that are running or interrupted.
    package var active: Set<String> = []
    /// The jobs that have begun there, in the order in which they were reported.
    package internal(set) var started = ShelfList<String>()
    /// The stops that have not ended, in the order in which they were reported.
    package internal(set) var openStops: [Stop] = []
    /// In the order in which their ends were reported.
    package internal(set) var endedStops = ShelfList<Stop>()
    /// The first thing that was reported of it; nil when nothing was.
    package private(set) var firstSign: Instant?

    package var isDown: Bool { !openStops.isEmpty }
    package var stops: [Stop] { endedStops + openStops }

    mutating func begin(_ job: String, at instant: Instant) {
        started.append(job)
        sign(at: instant)
    }

    mutating func sign(at instant: Instant) {
        firstSign = min(firstSign ?? instant, instant)
    }

    mutating func settle() {
        started.settle()
        endedStops.settle()
    }
}

/// A time during which equipment stood. Several may overlap, one for each reason.
package struct Stop: Codable, Hashable, Sendable {
    package var time: OpenInterval
    package var reason: String?
    package var planned: Bool
    /// The numbers of the events that began and ended it.
    package var events: [Int] = []

    package init(time: OpenInterval, reason: String? = nil, planned: Bool, events: [Int] = []) {
        self.time = time
        self.reason = reason
        self.planned = planned
        self.events = events
    }
}

/// What is known of one sender of records.
package struct SourceEntry: Codable, Hashable, Sendable {
    package var last = 0
    /// The numbers below `last` that have not come, as ranges in ascending order.
    package var missing: [ClosedRange<Int>] = []

    package func hasSeen(_ sequence: Int) -> Bool {
        sequence <= last && !missing.contains { $0.contains(sequence) }
    }

    mutating func take(_ sequence: Int) {
        if sequence > last {
            if sequence > last + 1 { missing.append(last + 1...sequence - 1) }
            last = sequence
        } else if let index = missing.firstIndex(where: { $0.contains(sequence) }) {
            let range = missing[index]
            var rest: [ClosedRange<Int>] = []
            if range.lowerBound < sequence { rest.append(range.lowerBound...sequence - 1) }
            if sequence < range.upperBound { rest.append(sequence + 1...range.upperBound) }
            missing.replaceSubrange(index...index, with: rest)
        }
    }
}
