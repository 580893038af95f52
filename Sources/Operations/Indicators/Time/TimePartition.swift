package import Diagnostics

/// What a work unit did with the time of a window: every millisecond in exactly one category.
///
/// Claims that overlap are settled by precedence, never added: the lower category wins, among equals the
/// earlier start, then the lower event.
package struct TimePartition: Sendable {
    /// What was asked for.
    package let window: Interval
    /// The part of it that is not after `asOf`.
    package let evaluated: Interval
    package let asOf: Instant
    /// In order and without gaps.
    package let segments: [PartitionSegment]
    /// The claims that the segments point to, one per event.
    package let claims: [TimeClaim]
    /// Time that a claim asked for and another one, or the calendar, got.
    package let shadowed: [ShadowedTime]
    /// Sums to the length of `evaluated`.
    package let times: CategoryTimes
    package let failures: FailureSum
    /// Something was open, or the window had not ended.
    package let provisional: Bool

    package struct ShadowedTime: Hashable, Sendable {
        /// A position in ``TimePartition/claims``.
        package var claim: Int32
        package var interval: Interval
    }

    /// The claims are of one work unit, in any order, with duplicates and revisions. Those outside of the window
    /// are passed over, but failures: one that began before the window is not one of the window. `planned` is
    /// planned operation time.
    package static func of(
        _ claims: some Sequence<TimeClaim>, window: Interval, planned: WorkCalendar = .alwaysOpen,
        asOf: Instant, settings: PartitionSettings = PartitionSettings()
    ) -> Checked<TimePartition> {
        let current = ClaimCheck.current(claims, settings)
        let partition = TimePartition(
            current.value, window: window, planned: planned, asOf: asOf, minorStop: settings.minorStop)
        return Checked(partition, current.findings + partition.findings)
    }

    /// The claims are as ``ClaimCheck/current(_:_:)`` gives them.
    private init(
        _ current: [TimeClaim], window: Interval, planned: WorkCalendar, asOf: Instant, minorStop: TimeSpan
    ) {
        let evaluated = window.evaluated(asOf: asOf)
        let inside = current.filter {
            $0.start < evaluated.end && $0.end.map { $0 > evaluated.start } ?? true
        }
        var sweep = PartitionSweep(
            inside, within: evaluated, planned: planned, asOf: asOf, minorStop: minorStop)
        let segments = sweep.run()
        self.window = window
        self.evaluated = evaluated
        self.asOf = asOf
        self.segments = segments
        self.claims = inside
        times = segments.times
        shadowed = Self.shadowed(inside, segments, evaluated, asOf)
        failures = FailureRuns(current.filter { $0.category == .failure }).sum(in: evaluated, asOf: asOf)
        provisional = asOf < window.end || inside.contains { $0.end == nil }
    }

    private static func shadowed(
        _ claims: [TimeClaim], _ segments: [PartitionSegment], _ window: Interval, _ asOf: Instant
    ) -> [ShadowedTime] {
        // How far each claim's time is accounted for, as won or as shadowed.
        var covered = claims.map { max($0.start, window.start) }
        var shadowed: [ShadowedTime] = []
        func cover(_ claim: Int, until end: Instant) {
            guard claims[claim].category != nil, covered[claim] < end,
                let interval = try? Interval(covered[claim], end)
            else { return }
            shadowed.append(ShadowedTime(claim: Int32(claim), interval: interval))
        }
        for segment in segments where segment.claim >= 0 {
            cover(Int(segment.claim), until: segment.start)
            covered[Int(segment.claim)] = segment.end
        }
        for index in claims.indices {
            cover(index, until: min(claims[index].end ?? asOf, window.end))
        }
        return shadowed.sorted { ($0.claim, $0.interval.start) < ($1.claim, $1.interval.start) }
    }

    private var findings: [Finding] {
        var outside: Int64 = 0
        var work: [Interval] = []
        for shadow in shadowed where claims[Int(shadow.claim)].category == .production {
            work.append(shadow.interval)
        }
        let unplanned = segments.filter { $0.claim == PartitionSegment.ofCalendar }
            .compactMap { try? Interval($0.start, $0.end) }
        outside = IntervalSet(work).intersection(IntervalSet(unplanned)).length.milliseconds
        guard outside > 0 else { return [] }
        return [
            Finding(
                IndicatorNote.outsidePlan, .note, at: Place(),
                "production of \(TimeSpan(milliseconds: outside)) is outside of the calendar and not counted",
                advice: "Plan the time in the calendar if it was meant to be worked.")
        ]
    }
}

extension Interval {
    /// The part that is not after `asOf`; empty when all of it is.
    func evaluated(asOf: Instant) -> Interval {
        (try? Interval(start, max(start, min(end, asOf)))) ?? self
    }
}
