/// Finite capacity: one job at a time on each work centre, placed forward, one after another in the order of
/// the calls.
///
/// A job takes the first gap that is long enough, so a later call never moves an earlier one and does not
/// leave the gaps before it empty. Calculates in working time, where breaks do not exist and a job that spans
/// one is in one piece. The last tie-break is the order of the calls.
package struct Sequencer: Sendable {
    private let calendars: [String: WorkCalendar]
    private var timelines: [String: Timeline] = [:]

    /// Work centres without a calendar always work.
    package init(calendars: [String: WorkCalendar]) {
        self.calendars = calendars
    }

    private func calendar(of workCentre: String) -> WorkCalendar {
        calendars[workCentre] ?? .alwaysOpen
    }

    /// Takes a time out, such as that of a job that runs.
    package mutating func occupy(_ workCentre: String, from start: Instant, to end: Instant) {
        let calendar = calendar(of: workCentre)
        let (from, to) = (calendar.workingTime(at: start), calendar.workingTime(at: end))
        if from < to { timelines[workCentre, default: Timeline()].occupy(from, to) }
    }

    /// The earliest place for work of a length that is not negative; nil when the calendar ends before it is
    /// done.
    package func gap(on workCentre: String, notBefore release: Instant, work: TimeSpan)
        -> (start: Instant, end: Instant)?
    {
        guard work.milliseconds <= TimeSpan.longest else { return nil }
        let calendar = calendar(of: workCentre)
        let earliest = calendar.workingTime(at: release)
        let from = timelines[workCentre]?.firstGap(atOrAfter: earliest, length: work.milliseconds) ?? earliest
        guard let start = calendar.start(atWorkingTime: from) else { return nil }
        guard work > .zero else { return (start, start) }
        return calendar.end(atWorkingTime: from + work.milliseconds).map { (start, $0) }
    }

    /// Takes such a place.
    package mutating func place(on workCentre: String, notBefore release: Instant, work: TimeSpan)
        -> (start: Instant, end: Instant)?
    {
        guard let gap = gap(on: workCentre, notBefore: release, work: work) else { return nil }
        occupy(workCentre, from: gap.start, to: gap.end)
        return gap
    }
}

/// The occupied stretches of one work centre in working milliseconds: ascending, disjoint, joined where they
/// touch.
private struct Timeline {
    private var starts: [Int64] = []
    private var ends: [Int64] = []

    func firstGap(atOrAfter release: Int64, length: Int64) -> Int64 {
        var index = firstEnding(after: release)
        var candidate = release
        while index < starts.count {
            if length == 0 ? candidate <= starts[index] : candidate + length <= starts[index] {
                return candidate
            }
            candidate = max(candidate, ends[index])
            index += 1
        }
        return candidate
    }

    mutating func occupy(_ start: Int64, _ end: Int64) {
        var (low, high) = (start, end)
        let first = firstEnding(after: start - 1)
        var last = first
        while last < starts.count, starts[last] <= end {
            low = min(low, starts[last])
            high = max(high, ends[last])
            last += 1
        }
        starts.replaceSubrange(first..<last, with: [low])
        ends.replaceSubrange(first..<last, with: [high])
    }

    /// The first stretch that ends after a point, by binary search.
    private func firstEnding(after point: Int64) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > point { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
