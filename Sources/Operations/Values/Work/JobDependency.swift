/// What a job keeps to on account of another one of its request.
///
/// Made of the `SegmentDependency` of the step that it performs, see ``DefinedSteps``. Lags run on the clock, breaks
/// included.
package struct JobDependency: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The other one has begun before.
        case afterStart
        /// The other one has been completed before.
        case afterEnd
        /// It need not wait for the other one to be completed, but begins no later after that than the lag.
        case noLaterAfterEnd
        /// Neither begins while the other one is under way.
        case notInParallel

        /// Whether one of the two has to wait for the other one, and always the same.
        var isPrecedence: Bool { self == .afterStart || self == .afterEnd }
    }

    /// The other one, by its ID.
    package var job: String
    package var kind: Kind
    /// What passes at least from the other one's start or end to this one's start, positive; nil: nothing.
    package var minimumLag: TimeSpan?
    /// What passes at most, not negative; nil: any time.
    package var maximumLag: TimeSpan?

    package init(
        _ job: String, _ kind: Kind, minimumLag: TimeSpan? = nil, maximumLag: TimeSpan? = nil
    ) {
        self.job = job
        self.kind = kind
        self.minimumLag = minimumLag
        self.maximumLag = maximumLag
    }
}

extension JobDependency {
    /// By how much a latest start may be passed before somebody is told: what begins at once does not begin in the same
    /// millisecond.
    static let tolerance = TimeSpan(milliseconds: 60_000)

    /// A plan cannot have a longer one.
    static let longestLag = TimeSpan(milliseconds: SchedulingProblem.longest)

    /// What it says of the start of its job, when the other one is as given: what closes the gate at a time, nil for
    /// nothing. Without a time, a lag counts as not passed.
    func obstacle(_ other: JobEntry?, at now: Instant?) -> Gate.Closed? {
        guard let other else { return nil }
        guard kind.isPrecedence else {
            return kind == .notInParallel && other.state.isActive ? Gate.Closed(.predecessor, job) : nil
        }
        guard let reached = other.reached(kind) else { return Gate.Closed(.predecessor, job) }
        guard let lag = minimumLag else { return nil }
        let until = reached + lag
        return now.map { until <= $0 } ?? false ? nil : Gate.Closed(.predecessor, job, until: until)
    }

    /// When its job has to have begun; nil when it may take its time, or when the other one is not that far.
    func latestStart(after other: JobEntry?) -> Instant? {
        guard let maximumLag, let reached = other?.reached(kind) else { return nil }
        return reached + maximumLag
    }
}

extension JobEntry {
    /// It was called off before it began.
    private var isCancelled: Bool { state == .aborted && !everRan }

    /// It was broken off, and will never be completed.
    var isBrokenOff: Bool { state == .aborted && everRan }

    /// What it keeps to: what a cancelled job waits for is waited for in its place, as for a step that the request
    /// lacks. Nil where the order of the segments holds.
    func dependencies(_ job: (String) -> JobEntry?) -> [JobDependency]? {
        guard let own = plan.dependencies else { return nil }
        var kept: [JobDependency] = []
        var seen: Set<String> = []
        var open = Array(own.reversed())
        while let next = open.popLast() {
            guard let other = job(next.job), other.isCancelled else {
                kept.append(next)
                continue
            }
            guard next.kind.isPrecedence, seen.insert(next.job).inserted else { continue }
            let before = (other.plan.dependencies ?? []).filter(\.kind.isPrecedence)
            open += before.reversed().map { JobDependency($0.job, $0.kind) }
        }
        return kept
    }

    /// When it began, or was completed; nil when it is not that far.
    func reached(_ kind: JobDependency.Kind) -> Instant? {
        switch kind {
        case .afterStart: run.started?.instant
        case .afterEnd, .noLaterAfterEnd: state == .completed || state == .closed ? run.ended?.instant : nil
        case .notInParallel: nil
        }
    }
}
