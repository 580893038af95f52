/// The claims and counts of one work unit, with the sums of its minutes, hours and days.
///
/// Closed claims are in the pages of their days. Open ones are not, since what they come to depends on the time
/// of asking: from the first of them on, a window is worked out of claims.
struct WorkUnitTimeline: Sendable {
    private var claims: [TimeClaim] = []
    private var claimOfEvent: [EventNumber: Int32] = [:]
    private var counts: [ProductionCount] = []
    private var countOfEvent: [EventNumber: Int32] = [:]
    private var open: Set<Int32> = []
    /// By day.
    private var pages: [DayPage] = []
    private var dirtyPages: Set<Int64> = []
    /// Positions of failure claims, open ones too, in the order of the sweep.
    private var failureClaims: [Int32] = []
    private var failures = FailureRuns([])
    private var failuresAreDirty = false
    private(set) var planned: WorkCalendar

    init(planned: WorkCalendar) {
        self.planned = planned
    }

    // MARK: Changing

    enum Change: Hashable {
        /// Nothing is new.
        case none
        /// `[start, end)` has to be published again; the end is the latest instant for an open claim.
        case dirtied(Instant, Instant)
    }

    /// `conflict` tells whether the event was told otherwise with the same revision.
    mutating func apply(_ claim: TimeClaim, conflict: inout Bool) -> Change {
        guard let index = claimOfEvent[claim.event] else {
            let index = Int32(claims.count)
            claims.append(claim)
            claimOfEvent[claim.event] = index
            if claim.withdrawn { return .none }
            insert(index)
            return .dirtied(claim.start, claim.end ?? .latest)
        }
        let old = claims[Int(index)]
        conflict = old.revision == claim.revision && old != claim
        guard old.isReplaced(by: claim) else { return .none }
        if !old.withdrawn { remove(index) }
        claims[Int(index)] = claim
        if !claim.withdrawn { insert(index) }
        if old.withdrawn, claim.withdrawn { return .none }
        let (before, after) = (old.withdrawn ? claim : old, claim.withdrawn ? old : claim)
        return .dirtied(
            min(before.start, after.start), max(before.end ?? .latest, after.end ?? .latest))
    }

    mutating func apply(_ count: ProductionCount, conflict: inout Bool) -> Change {
        guard let index = countOfEvent[count.event] else {
            let index = Int32(counts.count)
            counts.append(count)
            countOfEvent[count.event] = index
            if count.withdrawn { return .none }
            page(DayPage.day(of: count.at.milliseconds)) { $0.insert(count: index, in: $1) }
            return .dirtied(count.at, count.at + TimeSpan(milliseconds: 1))
        }
        let old = counts[Int(index)]
        conflict = old.revision == count.revision && old != count
        guard old.isReplaced(by: count) else { return .none }
        if !old.withdrawn {
            page(DayPage.day(of: old.at.milliseconds)) { page, _ in page.remove(count: index) }
        }
        counts[Int(index)] = count
        if !count.withdrawn {
            page(DayPage.day(of: count.at.milliseconds)) { $0.insert(count: index, in: $1) }
        }
        return .dirtied(min(old.at, count.at), max(old.at, count.at) + TimeSpan(milliseconds: 1))
    }

    /// Only what the two calendars plan differently is worked out again.
    mutating func setCalendar(_ calendar: WorkCalendar) {
        let old = planned
        planned = calendar
        for index in pages.indices {
            guard
                let day = try? Interval(
                    Instant(milliseconds: pages[index].start), Instant(milliseconds: pages[index].end))
            else { continue }
            let (before, after) = (old.working(in: day), calendar.working(in: day))
            for interval in before.subtracting(after).union(after.subtracting(before)).intervals {
                pages[index].markDirty(from: interval.start.milliseconds, to: interval.end.milliseconds)
                dirtyPages.insert(pages[index].day)
            }
        }
    }

    private mutating func insert(_ index: Int32) {
        let claim = claims[Int(index)]
        if claim.category == .failure { insertFailure(index) }
        guard let end = claim.end else {
            open.insert(index)
            return
        }
        eachDay(claim.start, end) { page, claims in
            page.insert(claim: index, in: claims)
            page.markDirty(from: claim.start.milliseconds, to: end.milliseconds)
        }
    }

    private mutating func remove(_ index: Int32) {
        let claim = claims[Int(index)]
        if claim.category == .failure {
            failureClaims.removeAll { $0 == index }
            failuresAreDirty = true
        }
        guard let end = claim.end else {
            open.remove(index)
            return
        }
        eachDay(claim.start, end) { page, claims in
            page.remove(claim: index, in: claims)
            page.markDirty(from: claim.start.milliseconds, to: end.milliseconds)
        }
    }

    private mutating func insertFailure(_ index: Int32) {
        let new = claims[Int(index)]
        if let last = failureClaims.last, TimeClaim.precedes(new, claims[Int(last)]) {
            let place = failureClaims.partitioningIndex { TimeClaim.precedes(new, claims[Int($0)]) }
            failureClaims.insert(index, at: place)
            failuresAreDirty = true
        } else {
            failureClaims.append(index)
            if !failuresAreDirty { failures.append(new) }
        }
    }

    /// All days that `[start, end)` touches; the day of `start` when it is empty.
    private mutating func eachDay(
        _ start: Instant, _ end: Instant, _ body: (inout DayPage, [TimeClaim]) -> Void
    ) {
        let last = DayPage.day(of: max(start.milliseconds, end.milliseconds - 1))
        for day in DayPage.day(of: start.milliseconds)...last {
            let index = pageIndex(day)
            body(&pages[index], claims)
        }
    }

    private mutating func page(_ day: Int64, _ body: (inout DayPage, [ProductionCount]) -> Void) {
        let index = pageIndex(day)
        body(&pages[index], counts)
    }

    private mutating func pageIndex(_ day: Int64) -> Int {
        dirtyPages.insert(day)
        if let last = pages.last, last.day == day { return pages.count - 1 }
        let index = pages.partitioningIndex { $0.day >= day }
        if index == pages.count || pages[index].day != day { pages.insert(DayPage(day: day), at: index) }
        return index
    }

    /// Works out what was changed; without it, sums are of the time before.
    mutating func settle(minorStop: TimeSpan) {
        for day in dirtyPages {
            let index = pages.partitioningIndex { $0.day >= day }
            guard index < pages.count, pages[index].day == day else { continue }
            pages[index].settle(claims, counts, planned: planned, minorStop: minorStop)
        }
        dirtyPages.removeAll(keepingCapacity: true)
        if failuresAreDirty {
            failures = FailureRuns(allFailures)
            failuresAreDirty = false
        }
    }

    // MARK: Reading

    /// The window is already cut at `asOf`.
    func sum(_ window: Interval, asOf: Instant, minorStop: TimeSpan) -> BucketSum {
        var sum = BucketSum()
        let openClaims = open.map { claims[Int($0)] }.filter { $0.start < window.end }
        let split = openClaims.map(\.start).min().map { max($0, window.start) } ?? window.end
        sum.provisional = !openClaims.isEmpty
        sum.times = settledTimes(window.start, split, minorStop)
        if split < window.end { sum.times += openTimes(split, window.end, openClaims, asOf, minorStop) }
        sum.failures = failures.sum(in: window, asOf: asOf)
        for page in touched(window.start, window.end) {
            sum.counts += page.counts(window.start, window.end, counts)
            if page.firstEvent <= page.lastEvent { sum.note(page.firstEvent, page.lastEvent) }
        }
        for claim in openClaims { sum.note(claim.event, claim.event) }
        return sum
    }

    /// One minute: milliseconds and counts as they were settled, without open claims and failures.
    func bucket(_ start: Instant, minorStop: TimeSpan) -> BucketSum {
        var sum = BucketSum()
        let end = start + TimeSpan(milliseconds: 60_000)
        guard let window = try? Interval(start, end) else { return sum }
        sum.times = settledTimes(start, end, minorStop)
        sum.failures = failures.sum(in: window, asOf: .latest)
        for page in touched(start, end) { sum.counts += page.counts(start, end, counts) }
        return sum
    }

    /// The claims that touch a window, in the order of the sweep, open ones too.
    func claims(in window: Interval) -> [TimeClaim] {
        var found: [TimeClaim] = []
        for page in touched(window.start, window.end) {
            for index in page.claims where isFirstPage(page, of: claims[Int(index)], window) {
                let claim = claims[Int(index)]
                if claim.start < window.end, claim.end.map({ $0 > window.start }) ?? true {
                    found.append(claim)
                }
            }
        }
        found += open.map { claims[Int($0)] }.filter { $0.start < window.end }
        return found.sorted(by: TimeClaim.precedes)
    }

    /// Which failure a failure belongs to is seen from all of them only.
    var allFailures: [TimeClaim] { failureClaims.map { claims[Int($0)] } }

    func counts(in window: Interval) -> [ProductionCount] {
        touched(window.start, window.end).flatMap { page in
            page.counts.map { counts[Int($0)] }.filter { $0.at >= window.start && $0.at < window.end }
        }
    }

    /// A claim over several days is in several pages: it is taken from the first that the window touches.
    private func isFirstPage(_ page: DayPage, of claim: TimeClaim, _ window: Interval) -> Bool {
        page.day == DayPage.day(of: max(claim.start, window.start).milliseconds)
    }

    private func touched(_ start: Instant, _ end: Instant) -> ArraySlice<DayPage> {
        guard start < end else { return [] }
        let low = pages.partitioningIndex { $0.end > start.milliseconds }
        let high = pages.partitioningIndex { $0.start >= end.milliseconds }
        return low < high ? pages[low..<high] : []
    }

    private func openTimes(
        _ start: Instant, _ end: Instant, _ openClaims: [TimeClaim], _ asOf: Instant, _ minorStop: TimeSpan
    ) -> CategoryTimes {
        guard let window = try? Interval(start, end) else { return .zero }
        var sweep = PartitionSweep(
            claims(in: window), within: window, planned: planned, asOf: asOf, minorStop: minorStop)
        return sweep.run().times
    }

    /// Of closed claims: whole days, hours and minutes from their sums, the edges and days without a page from
    /// the claims and the calendar.
    private func settledTimes(_ start: Instant, _ end: Instant, _ minorStop: TimeSpan) -> CategoryTimes {
        guard start < end else { return .zero }
        var sum = CategoryTimes.zero
        var time = start.milliseconds
        for page in touched(start, end) {
            if time < page.start { sum += silence(time, page.start) }
            time = min(end.milliseconds, page.end)
            let from = max(start.milliseconds, page.start)
            sum += times(page, from, time, minorStop)
        }
        if time < end.milliseconds { sum += silence(time, end.milliseconds) }
        return sum
    }

    private func times(_ page: DayPage, _ from: Int64, _ to: Int64, _ minorStop: TimeSpan) -> CategoryTimes {
        let first = Int((from - page.start + 59_999) / 60_000)
        let last = Int((to - page.start) / 60_000)
        guard first <= last else { return page.segments(from, to, claims, planned, minorStop).times }
        let (whole, wholeEnd) = (page.start + Int64(first) * 60_000, page.start + Int64(last) * 60_000)
        var sum = page.times(ofMinutes: first..<last)
        if from < whole { sum += page.segments(from, whole, claims, planned, minorStop).times }
        if wholeEnd < to { sum += page.segments(wholeEnd, to, claims, planned, minorStop).times }
        return sum
    }

    /// Nobody said anything: planned time is unknown.
    private func silence(_ from: Int64, _ to: Int64) -> CategoryTimes {
        let (start, end) = (Instant(milliseconds: from), Instant(milliseconds: to))
        let planned = planned.workingTime(from: start, to: end).milliseconds
        var times = CategoryTimes.zero
        times.add(planned, to: .unknown)
        times.add(to - from - planned, to: .noPlan)
        return times
    }
}
