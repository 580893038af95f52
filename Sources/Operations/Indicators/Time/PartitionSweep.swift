/// A stretch of time that one claim won.
package struct PartitionSegment: Hashable, Sendable {
    package var start: Instant
    package var end: Instant
    package var lane: TimeLane
    /// The position of the winning claim in the sweep's claims; ``ofCalendar`` or ``ofNobody``.
    package var claim: Int32
    /// Of the winning claim, otherwise of the registered order; -1 is none.
    package var order: Int32
    package var job: Int32
    package var person: Int32

    package static let ofCalendar: Int32 = -2
    package static let ofNobody: Int32 = -1

    package var category: TimeCategory { lane.category }
    package var milliseconds: Int64 { end.milliseconds - start.milliseconds }

    fileprivate func continues(_ other: PartitionSegment) -> Bool {
        lane == other.lane && claim == other.claim && order == other.order && job == other.job
            && person == other.person
    }
}

/// Gives every millisecond of a window to one claim, in O(n log n).
///
/// One queue per category, in the order of the claims: since they are sorted by start and event, the first of
/// a queue that has not ended is the winner among equals.
struct PartitionSweep {
    /// Sorted by ``TimeClaim/precedes(_:_:)``, each with its end as of the time of asking.
    private let claims: [TimeClaim]
    private let window: Interval
    private let asOf: Instant
    private let minorStop: TimeSpan
    private let working: [Interval]?
    /// Queue 0 is of registered orders, 1 to 9 of the categories.
    private var queues: [[Int32]] = Array(repeating: [], count: 10)
    private var heads: [Int] = Array(repeating: 0, count: 10)
    private var nextWorking = 0

    init(
        _ claims: [TimeClaim], within window: Interval, planned: WorkCalendar, asOf: Instant,
        minorStop: TimeSpan
    ) {
        self.claims = claims
        self.window = window
        self.asOf = asOf
        self.minorStop = minorStop
        working = planned.isAlwaysOpen ? nil : planned.working(in: window).intervals
    }

    /// The segments in order, without gaps: their lengths sum to the length of the window.
    mutating func run() -> [PartitionSegment] {
        guard !window.isEmpty else { return [] }
        let times = boundaries()
        var segments: [PartitionSegment] = []
        segments.reserveCapacity(times.count)
        var entering = 0
        for index in 0..<(times.count - 1) {
            let (start, end) = (times[index], times[index + 1])
            while entering < claims.count, claims[entering].start <= start {
                enter(entering, at: start)
                entering += 1
            }
            let segment = winner(from: start, to: end)
            if let last = segments.last, segment.continues(last) {
                segments[segments.count - 1].end = end
            } else {
                segments.append(segment)
            }
        }
        return segments
    }

    private func end(of claim: TimeClaim) -> Instant {
        min(claim.end ?? asOf, window.end)
    }

    private func boundaries() -> [Instant] {
        var times = [window.start, window.end]
        times.reserveCapacity(2 + claims.count * 2 + (working?.count ?? 0) * 2)
        let inside: (Instant) -> Bool = { window.start < $0 && $0 < window.end }
        for claim in claims {
            if inside(claim.start) { times.append(claim.start) }
            let end = end(of: claim)
            if inside(end) { times.append(end) }
        }
        for interval in working ?? [] {
            if inside(interval.start) { times.append(interval.start) }
            if inside(interval.end) { times.append(interval.end) }
        }
        times.sort()
        var distinct = 1
        for index in 1..<times.count where times[index] != times[distinct - 1] {
            times[distinct] = times[index]
            distinct += 1
        }
        times.removeLast(times.count - distinct)
        return times
    }

    private mutating func enter(_ index: Int, at start: Instant) {
        guard end(of: claims[index]) > start else { return }
        queues[Int(claims[index].category?.rawValue ?? 0)].append(Int32(index))
    }

    /// The first of a queue that has not ended at `start`.
    private mutating func first(_ queue: Int, at start: Instant) -> Int? {
        while heads[queue] < queues[queue].count {
            let index = Int(queues[queue][heads[queue]])
            if end(of: claims[index]) > start { return index }
            heads[queue] += 1
        }
        return nil
    }

    private mutating func isPlanned(_ start: Instant) -> Bool {
        guard let working else { return true }
        while nextWorking < working.count, working[nextWorking].end <= start { nextWorking += 1 }
        return nextWorking < working.count && working[nextWorking].start <= start
    }

    private mutating func winner(from start: Instant, to end: Instant) -> PartitionSegment {
        var segment = PartitionSegment(
            start: start, end: end, lane: .noPlan, claim: PartitionSegment.ofCalendar, order: -1, job: -1,
            person: -1)
        guard isPlanned(start) else { return segment }
        let registered = first(0, at: start)
        if let registered { segment.name(claims[registered]) }
        for category in TimeCategory.allCases {
            guard let index = first(Int(category.rawValue), at: start) else { continue }
            segment.claim = Int32(index)
            segment.name(claims[index])
            segment.lane = TimeLane(
                category, ofOrder: registered != nil || claims[index].order >= 0,
                minor: isMinor(claims[index]))
            return segment
        }
        segment.claim = PartitionSegment.ofNobody
        segment.lane = TimeLane(.unknown, ofOrder: registered != nil)
        return segment
    }

    /// By its whole length, also where a window cuts it; an open one may still become long.
    private func isMinor(_ claim: TimeClaim) -> Bool {
        claim.end.map { $0 - claim.start < minorStop } ?? false
    }
}

extension PartitionSegment {
    fileprivate mutating func name(_ claim: TimeClaim) {
        if claim.order >= 0 { order = claim.order }
        if claim.job >= 0 { job = claim.job }
        if claim.person >= 0 { person = claim.person }
    }
}

extension Sequence where Element == PartitionSegment {
    var times: CategoryTimes {
        reduce(into: .zero) { $0.add($1.milliseconds, to: $1.lane) }
    }
}
