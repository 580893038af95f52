/// The minutes of one UTC day of one work unit.
///
/// A minute that is all in one lane takes two bytes: the lane. A mixed one names a row of milliseconds. Hours
/// and the day are kept as sums.
struct DayPage: Sendable {
    static let minutes = 1_440
    static let milliseconds: Int64 = 86_400_000
    private static let mixed = UInt16(TimeLane.allCases.count)

    /// Days since 1970-01-01.
    let day: Int64
    /// Positions of claims that touch the day, in the order of the sweep.
    private(set) var claims: [Int32] = []
    /// Positions of counts, by time and event.
    private(set) var counts: [Int32] = []
    private var codes = [UInt16](repeating: UInt16(TimeLane.unknown.rawValue), count: minutes)
    private var rows: [SIMD16<UInt16>] = []
    private var freeRows: [UInt16] = []
    private var hours = [SIMD16<Int32>](repeating: .zero, count: 24)
    private(set) var times = CategoryTimes.zero
    private(set) var countSum = CountSum.zero
    private(set) var firstEvent: EventNumber = .max
    private(set) var lastEvent: EventNumber = .min
    /// Minutes that have to be worked out again.
    private(set) var dirty: Range<Int> = 0..<minutes
    private var countsAreDirty = false
    private var eventsAreDirty = false

    init(day: Int64) {
        self.day = day
    }

    var start: Int64 { day * Self.milliseconds }
    var end: Int64 { start + Self.milliseconds }

    static func day(of milliseconds: Int64) -> Int64 {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: Self.milliseconds)
        return remainder < 0 ? quotient - 1 : quotient
    }

    // MARK: Changing

    /// Milliseconds since 1970, the end exclusive; what is outside of the day is left out.
    mutating func markDirty(from: Int64, to: Int64) {
        let low = Int((max(from, start) - start) / 60_000)
        let high = Int((min(to, end) - start + 59_999) / 60_000)
        guard low < high else { return }
        dirty = dirty.isEmpty ? low..<high : min(dirty.lowerBound, low)..<max(dirty.upperBound, high)
    }

    mutating func insert(claim: Int32, in all: [TimeClaim]) {
        let new = all[Int(claim)]
        note(new.event)
        if let last = claims.last, TimeClaim.precedes(new, all[Int(last)]) {
            let index = claims.partitioningIndex { TimeClaim.precedes(new, all[Int($0)]) }
            claims.insert(claim, at: index)
        } else {
            claims.append(claim)
        }
    }

    /// The claim is still as it was when it was inserted.
    mutating func remove(claim: Int32, in all: [TimeClaim]) {
        eventsAreDirty = true
        let old = all[Int(claim)]
        var index = claims.partitioningIndex { !TimeClaim.precedes(all[Int($0)], old) }
        while index < claims.count, claims[index] != claim { index += 1 }
        if index < claims.count { claims.remove(at: index) }
    }

    mutating func insert(count: Int32, in all: [ProductionCount]) {
        let new = all[Int(count)]
        note(new.event)
        if !countsAreDirty { countSum += CountSum(new) }
        if let last = counts.last, new < all[Int(last)] {
            counts.insert(count, at: counts.partitioningIndex { new < all[Int($0)] })
        } else {
            counts.append(count)
        }
    }

    mutating func remove(count: Int32) {
        countsAreDirty = true
        eventsAreDirty = true
        counts.removeAll { $0 == count }
    }

    // MARK: Settling

    mutating func settle(
        _ all: [TimeClaim], _ allCounts: [ProductionCount], planned: WorkCalendar, minorStop: TimeSpan
    ) {
        if !dirty.isEmpty {
            settleTimes(all, planned, minorStop)
            dirty = 0..<0
        }
        if countsAreDirty {
            countSum = counts.reduce(into: .zero) { $0 += CountSum(allCounts[Int($1)]) }
            countsAreDirty = false
        }
        if eventsAreDirty {
            settleEvents(all, allCounts)
            eventsAreDirty = false
        }
    }

    private mutating func note(_ event: EventNumber) {
        firstEvent = min(firstEvent, event)
        lastEvent = max(lastEvent, event)
    }

    private mutating func settleEvents(_ all: [TimeClaim], _ allCounts: [ProductionCount]) {
        firstEvent = .max
        lastEvent = .min
        for claim in claims {
            firstEvent = min(firstEvent, all[Int(claim)].event)
            lastEvent = max(lastEvent, all[Int(claim)].event)
        }
        for count in counts {
            firstEvent = min(firstEvent, allCounts[Int(count)].event)
            lastEvent = max(lastEvent, allCounts[Int(count)].event)
        }
    }

    private mutating func settleTimes(_ all: [TimeClaim], _ planned: WorkCalendar, _ minorStop: TimeSpan) {
        let from = start + Int64(dirty.lowerBound) * 60_000
        let to = start + Int64(dirty.upperBound) * 60_000
        for segment in segments(from, to, all, planned, minorStop) { fill(segment, to: to) }
        for hour in (dirty.lowerBound / 60)...((dirty.upperBound - 1) / 60) { sumHour(hour) }
        var lanes = SIMD16<Int64>.zero
        for hour in hours { lanes &+= SIMD16<Int64>(truncatingIfNeeded: hour) }
        times = CategoryTimes(lanes: lanes)
    }

    /// Of closed claims only.
    func segments(
        _ from: Int64, _ to: Int64, _ all: [TimeClaim], _ planned: WorkCalendar, _ minorStop: TimeSpan
    ) -> [PartitionSegment] {
        guard from < to, let window = try? Interval(Instant(milliseconds: from), Instant(milliseconds: to))
        else { return [] }
        var touching: [TimeClaim] = []
        for index in claims {
            let claim = all[Int(index)]
            if claim.start >= window.end { break }
            if let end = claim.end, end > window.start { touching.append(claim) }
        }
        var sweep = PartitionSweep(
            touching, within: window, planned: planned, asOf: window.end, minorStop: minorStop)
        return sweep.run()
    }

    /// Whole minutes get the lane; the parts of others go to their rows. Segments come in order.
    private mutating func fill(_ segment: PartitionSegment, to: Int64) {
        var time = segment.start.milliseconds
        let end = segment.end.milliseconds
        while time < end {
            let minute = Int((time - start) / 60_000)
            let minuteStart = start + Int64(minute) * 60_000
            let next = minuteStart + 60_000
            if time == minuteStart { release(minute) }
            if time == minuteStart, next <= end {
                codes[minute] = UInt16(segment.lane.rawValue)
                time = next
                continue
            }
            let row = time == minuteStart ? newRow(minute) : Int(codes[minute] - Self.mixed)
            rows[row][Int(segment.lane.rawValue)] &+= UInt16(min(end, next) - time)
            time = min(end, next)
        }
    }

    private mutating func release(_ minute: Int) {
        if codes[minute] >= Self.mixed { freeRows.append(codes[minute] - Self.mixed) }
    }

    private mutating func newRow(_ minute: Int) -> Int {
        let row: UInt16
        if let free = freeRows.popLast() {
            row = free
            rows[Int(row)] = .zero
        } else {
            // At most one row for each minute.
            row = UInt16(rows.count)
            rows.append(.zero)
        }
        codes[minute] = row + Self.mixed
        return Int(row)
    }

    private mutating func sumHour(_ hour: Int) {
        hours[hour] = .zero
        for minute in (hour * 60)..<(hour * 60 + 60) {
            let code = codes[minute]
            if code < Self.mixed {
                hours[hour][Int(code)] &+= 60_000
            } else {
                hours[hour] &+= SIMD16<Int32>(truncatingIfNeeded: rows[Int(code - Self.mixed)])
            }
        }
    }

    // MARK: Reading

    func times(ofMinute minute: Int) -> CategoryTimes {
        let code = codes[minute]
        if code >= Self.mixed {
            return CategoryTimes(lanes: SIMD16<Int64>(truncatingIfNeeded: rows[Int(code - Self.mixed)]))
        }
        var lanes = SIMD16<Int64>.zero
        lanes[Int(code)] = 60_000
        return CategoryTimes(lanes: lanes)
    }

    /// The sum of whole minutes, by hours where it can be.
    func times(ofMinutes range: Range<Int>) -> CategoryTimes {
        if range == 0..<Self.minutes { return times }
        var sum = CategoryTimes.zero
        var minute = range.lowerBound
        while minute < range.upperBound {
            if minute % 60 == 0, minute + 60 <= range.upperBound {
                sum += CategoryTimes(lanes: SIMD16<Int64>(truncatingIfNeeded: hours[minute / 60]))
                minute += 60
            } else {
                sum += times(ofMinute: minute)
                minute += 1
            }
        }
        return sum
    }

    func counts(_ from: Instant, _ to: Instant, _ all: [ProductionCount]) -> CountSum {
        if from.milliseconds <= start, to.milliseconds >= end { return countSum }
        var index = counts.partitioningIndex { all[Int($0)].at >= from }
        var sum = CountSum.zero
        while index < counts.count, all[Int(counts[index])].at < to {
            sum += CountSum(all[Int(counts[index])])
            index += 1
        }
        return sum
    }
}

extension ProductionCount {
    fileprivate static func < (left: ProductionCount, right: ProductionCount) -> Bool {
        (left.at, left.event) < (right.at, right.event)
    }
}
