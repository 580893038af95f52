package import Operations

/// A job of the schedule in force: when it is to be done, and how it went so far.
package struct ScheduledJob: Hashable, Sendable {
    /// Unique in the plant.
    package var id: String
    /// The loop's key of the request.
    package var request: String
    /// Of the request, from 1: what it is coloured by, so that it keeps its colour.
    package var arrival: Int
    /// The keys of the segments from the outermost one down to it.
    package var path: [String]
    /// What comes out of it, such as `ENAMEL-RED 120 KGM`.
    package var product: String?
    package var domain: DomainKind
    package var workCentre: String
    package var state: JobState
    package var planned: PlannedTime?
    /// Before the planned start.
    package var setup: Interval?
    package var actual: OpenInterval?
    /// Within `actual`.
    package var interruptions: [OpenInterval]
    package var due: Instant?
    /// When the whole request is done by the plan; nil while one of its jobs has no place.
    package var promise: Instant?

    package init(
        id: String, request: String, arrival: Int, path: [String], product: String? = nil, domain: DomainKind,
        workCentre: String, state: JobState, planned: PlannedTime? = nil, setup: Interval? = nil,
        actual: OpenInterval? = nil, interruptions: [OpenInterval] = [], due: Instant? = nil,
        promise: Instant? = nil
    ) {
        self.id = id
        self.request = request
        self.arrival = arrival
        self.path = path
        self.product = product
        self.domain = domain
        self.workCentre = workCentre
        self.state = state
        self.planned = planned
        self.setup = setup
        self.actual = actual
        self.interruptions = interruptions
        self.due = due
        self.promise = promise
    }

    /// When it ended, else when it is to end.
    package var end: Instant? { actual?.end ?? planned?.end }

    /// How long after its due time it ends; negative when before. Nil without either.
    package var lateness: TimeSpan? {
        guard let end, let due else { return nil }
        return end - due
    }

    package var isLate: Bool { lateness.map { $0 > .zero } ?? false }

    /// With the set-up.
    var plan: Interval? {
        planned.flatMap { try? Interval(min(setup?.start ?? $0.start, $0.start), $0.end) }
    }

    /// From its start to its end, or up to `now`.
    func work(asOf now: Instant) -> Interval? {
        actual.flatMap { try? Interval($0.start, max($0.start, $0.end ?? now)) }
    }

    /// From the first to the last instant of its plan, its set-up and its work; what has not ended counts up to `now`.
    func extent(asOf now: Instant) -> Interval? {
        let parts = [work(asOf: now), plan].compactMap(\.self)
        guard let start = parts.map(\.start).min(), let end = parts.map(\.end).max() else { return nil }
        return try? Interval(start, end)
    }
}
