/// A half-open interval `[start, end)`; never negative, may be empty.
package struct Interval: Hashable, Sendable, Codable {
    package let start: Instant
    package let end: Instant

    /// - Throws: ``IntervalError/endsBeforeStart`` rather than wrapping over midnight.
    package init(_ start: Instant, _ end: Instant) throws(IntervalError) {
        guard start <= end else { throw .endsBeforeStart }
        self.start = start
        self.end = end
    }

    fileprivate init(uncheckedStart start: Instant, end: Instant) {
        self.start = start
        self.end = end
    }

    private enum CodingKeys: CodingKey {
        case start, end
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(fields.decode(Instant.self, forKey: .start), fields.decode(Instant.self, forKey: .end))
    }

    package var length: TimeSpan { end - start }
    package var isEmpty: Bool { start == end }
}

package enum IntervalError: Error, Hashable, Sendable {
    case endsBeforeStart
}

/// Disjoint intervals in ascending order that do not touch each other: overlaps are a union, never counted
/// twice.
package struct IntervalSet: Hashable, Sendable, Codable {
    package private(set) var intervals: [Interval]

    package init(_ intervals: some Sequence<Interval> = []) {
        let sorted = intervals.filter { !$0.isEmpty }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        self.intervals = []
        for interval in sorted {
            if let last = self.intervals.last, interval.start <= last.end {
                let end = max(last.end, interval.end)
                self.intervals[self.intervals.count - 1] = Interval(uncheckedStart: last.start, end: end)
            } else {
                self.intervals.append(interval)
            }
        }
    }

    package var isEmpty: Bool { intervals.isEmpty }

    /// The time covered.
    package var length: TimeSpan {
        TimeSpan(milliseconds: intervals.reduce(0) { $0 + $1.length.milliseconds })
    }

    package func union(_ other: IntervalSet) -> IntervalSet {
        IntervalSet(intervals + other.intervals)
    }

    /// Linear in the number of intervals of both.
    package func intersection(_ other: IntervalSet) -> IntervalSet {
        var result: [Interval] = []
        var (i, j) = (0, 0)
        while i < intervals.count, j < other.intervals.count {
            let (a, b) = (intervals[i], other.intervals[j])
            let (start, end) = (max(a.start, b.start), min(a.end, b.end))
            if start < end { result.append(Interval(uncheckedStart: start, end: end)) }
            if a.end <= b.end { i += 1 } else { j += 1 }
        }
        return IntervalSet(result)
    }

    package func subtracting(_ other: IntervalSet) -> IntervalSet {
        var result: [Interval] = []
        var j = 0
        for interval in intervals {
            var start = interval.start
            while j < other.intervals.count, other.intervals[j].end <= start { j += 1 }
            var k = j
            while k < other.intervals.count, other.intervals[k].start < interval.end {
                let hole = other.intervals[k]
                if start < hole.start { result.append(Interval(uncheckedStart: start, end: hole.start)) }
                start = max(start, hole.end)
                k += 1
            }
            if start < interval.end { result.append(Interval(uncheckedStart: start, end: interval.end)) }
        }
        return IntervalSet(result)
    }
}
