/// When work is possible: ascending, disjoint intervals `[start, end)`, or always.
///
/// B2MML: `WorkCalendar`. Shifts are resolved in the site's zone before they come here. Working time is a
/// coordinate of its own (milliseconds of work since the calendar's beginning): on it, a duration is a plain
/// sum and breaks do not exist. All look-ups are binary searches.
package struct WorkCalendar: Hashable, Sendable, Codable {
    /// Nil when work is always possible.
    private let working: IntervalSet?
    /// The working milliseconds before each interval.
    private let before: [Int64]

    package static let alwaysOpen = WorkCalendar(working: nil)

    /// Overlapping and touching intervals are joined; empty ones are left out.
    package init(_ intervals: some Sequence<Interval>) {
        self.init(working: IntervalSet(intervals))
    }

    private init(working: IntervalSet?) {
        self.working = working
        var sum: Int64 = 0
        before = (working?.intervals ?? []).map { interval in
            defer { sum += interval.length.milliseconds }
            return sum
        }
    }

    package var isAlwaysOpen: Bool { working == nil }

    /// The working intervals; nil when work is always possible.
    package var intervals: [Interval]? { working?.intervals }

    /// The working time within a window.
    package func working(in window: Interval) -> IntervalSet {
        let whole = IntervalSet([window])
        return working.map { $0.intersection(whole) } ?? whole
    }

    /// The working milliseconds before `instant`; for a calendar that is always open, the instant itself.
    package func workingTime(at instant: Instant) -> Int64 {
        guard let intervals = working?.intervals else { return instant.milliseconds }
        let index = Self.partition(intervals.count) { intervals[$0].start > instant }
        guard index > 0 else { return 0 }
        let interval = intervals[index - 1]
        return before[index - 1] + (min(interval.end, instant) - interval.start).milliseconds
    }

    /// The earliest instant at which `workingTime` milliseconds have been worked: the end of an interval
    /// rather than the start of the next. Nil after the calendar's end.
    package func end(atWorkingTime workingTime: Int64) -> Instant? {
        guard let intervals = working?.intervals else { return Instant(milliseconds: workingTime) }
        let index = Self.partition(intervals.count) { before[$0] >= workingTime }
        guard index > 0 else { return intervals.first?.start }
        let interval = intervals[index - 1]
        let end = interval.start + TimeSpan(milliseconds: workingTime - before[index - 1])
        return end <= interval.end ? end : nil
    }

    /// The latest such instant, at which work goes on: the start of an interval rather than the end of the
    /// last. Nil when no work is possible any more.
    package func start(atWorkingTime workingTime: Int64) -> Instant? {
        guard let intervals = working?.intervals else { return Instant(milliseconds: workingTime) }
        let index = Self.partition(intervals.count) { before[$0] > workingTime }
        guard index > 0 else { return intervals.first?.start }
        let interval = intervals[index - 1]
        let start = interval.start + TimeSpan(milliseconds: workingTime - before[index - 1])
        return start < interval.end ? start : nil
    }

    /// The first instant at or after `instant` at which work is possible; nil when there is none.
    package func firstWorking(atOrAfter instant: Instant) -> Instant? {
        start(atWorkingTime: workingTime(at: instant))
    }

    /// The instant at which work of a length that begins at or after `instant` is done; nil when the calendar
    /// ends before.
    package func advance(_ instant: Instant, by work: TimeSpan) -> Instant? {
        guard work > .zero else { return firstWorking(atOrAfter: instant) }
        return end(atWorkingTime: workingTime(at: instant) + work.milliseconds)
    }

    /// The working time between two instants; zero when they are out of order.
    package func workingTime(from start: Instant, to end: Instant) -> TimeSpan {
        TimeSpan(milliseconds: max(0, workingTime(at: end) - workingTime(at: start)))
    }

    /// The first index for which an ascending predicate holds; `count` when there is none.
    private static func partition(_ count: Int, _ holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self.init(working: container.decodeNil() ? nil : IntervalSet(try container.decode([Interval].self)))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let intervals { try container.encode(intervals) } else { try container.encodeNil() }
    }
}
