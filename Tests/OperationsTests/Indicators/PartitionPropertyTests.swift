import Diagnostics
import Foundation
import Testing

@testable import Operations

/// T-PROP: what holds for any events. `KPI_SEEDS=2000` tries more than the usual 40.
@Suite struct PartitionPropertyTests {
    static let seeds = 0..<(ProcessInfo.processInfo.environment["KPI_SEEDS"].flatMap(Int.init) ?? 40)

    /// Random events of one work unit over some days, with open, overlapping, late, corrected and withdrawn
    /// ones.
    struct Floor {
        var generator: SeededGenerator
        /// Milliseconds that all times are a multiple of.
        var tick: Int64
        var length: Int64
        let origin: Int64 = 1_787_637_600_000

        init(seed: Int, tick: Int64, length: Int64) {
            generator = SeededGenerator(seed: UInt64(seed))
            self.tick = tick
            self.length = length
        }

        mutating func instant() -> Instant {
            Instant(milliseconds: origin + Int64.random(in: 0...(length / tick), using: &generator) * tick)
        }

        mutating func window() throws -> Interval {
            let (a, b) = (instant(), instant())
            return try Interval(min(a, b), max(a, b))
        }

        mutating func claim(_ event: EventNumber, revision: Int32 = 0) -> TimeClaim {
            let start = instant()
            let longest = max(1, length / tick / 5)
            let end = start + TimeSpan(milliseconds: Int64.random(in: 0...longest, using: &generator) * tick)
            let isOpen = Int.random(in: 0..<25, using: &generator) == 0
            let category = TimeCategory(rawValue: UInt8.random(in: 0...9, using: &generator))
            return TimeClaim(
                event: event, category, from: start, to: isOpen ? nil : end,
                reason: Int32.random(in: -1...3, using: &generator),
                order: Int32.random(in: -1...2, using: &generator), revision: revision,
                withdrawn: revision > 0 && Int.random(in: 0..<4, using: &generator) == 0)
        }

        mutating func count(_ event: EventNumber, revision: Int32 = 0) -> ProductionCount {
            let isRated = Bool.random(using: &generator)
            return ProductionCount(
                event: event, at: instant(), good: ExactDecimal(Int.random(in: 0...9, using: &generator)),
                scrap: ExactDecimal(Int.random(in: 0...2, using: &generator)),
                planned: isRated ? PlannedRunTime(milliseconds: 1_000, per: 3) : nil, revision: revision,
                withdrawn: revision > 0 && Bool.random(using: &generator))
        }

        /// Events with their corrections, in order.
        mutating func events(_ number: Int) -> (claims: [TimeClaim], counts: [ProductionCount]) {
            var (claims, counts): ([TimeClaim], [ProductionCount]) = ([], [])
            for event in 0..<EventNumber(number) {
                claims.append(claim(event))
                if Int.random(in: 0..<5, using: &generator) == 0 { claims.append(claim(event, revision: 1)) }
                counts.append(count(event))
                if Int.random(in: 0..<5, using: &generator) == 0 { counts.append(count(event, revision: 1)) }
            }
            return (claims, counts)
        }

        mutating func calendar() throws -> WorkCalendar {
            if Int.random(in: 0..<4, using: &generator) == 0 { return .alwaysOpen }
            return WorkCalendar([try window(), try window(), try window()])
        }
    }

    /// Tick by tick, by the words of the design: the lowest category, then the earlier start, then the event.
    @Test(arguments: seeds) func everyTickIsWonAsTheRulesSay(_ seed: Int) throws {
        var floor = Floor(seed: seed, tick: 30_000, length: 6 * 3_600_000)
        let claims = floor.events(25).claims
        let (window, asOf, planned) = (try floor.window(), floor.instant(), try floor.calendar())
        let partition = TimePartition.of(claims, window: window, planned: planned, asOf: asOf).value
        let last = Dictionary(claims.map { ($0.event, $0) }) { $0.revision > $1.revision ? $0 : $1 }
        let valid = last.values.filter { !$0.withdrawn }
        var (lanes, tick): ([TimeLane: Int64], Instant) = ([:], window.start)
        while tick < min(window.end, asOf) {
            let active = valid.filter { $0.start <= tick && tick < $0.end ?? asOf }
            let isRegistered = active.contains { $0.category == nil }
            let winner = active.filter { $0.category != nil }.min {
                ($0.category?.rawValue ?? 0, $0.start, $0.event)
                    < ($1.category?.rawValue ?? 0, $1.start, $1.event)
            }
            let isPlanned = !planned.working(in: try Interval(tick, tick + TimeSpan(milliseconds: 1))).isEmpty
            let isMinor = winner.flatMap { claim in
                claim.end.map { ($0 - claim.start).milliseconds < 120_000 }
            }
            let lane =
                isPlanned
                ? TimeLane(
                    winner?.category ?? .unknown, ofOrder: isRegistered || winner?.order ?? -1 >= 0,
                    minor: isMinor ?? false) : .noPlan
            lanes[lane, default: 0] += 30_000
            tick = tick + TimeSpan(milliseconds: 30_000)
        }
        for lane in TimeLane.allCases {
            #expect(partition.times[lane] == lanes[lane, default: 0], "\(lane)")
        }
    }

    @Test(arguments: seeds) func thePartitionCloses(_ seed: Int) throws {
        var floor = Floor(seed: seed, tick: 1, length: 3 * 86_400_000)
        let claims = floor.events(60).claims
        let (window, asOf, planned) = (try floor.window(), floor.instant(), try floor.calendar())
        let partition = TimePartition.of(claims, window: window, planned: planned, asOf: asOf).value
        let times = partition.times
        #expect(times.total == partition.evaluated.length.milliseconds)
        #expect(TimeCategory.allCases.reduce(0) { $0 + times[$1] } == times.total)
        #expect(times.pbt == times.apt + times.aust + times.adet + times.adot + times.apmt)
        #expect(times.aoet == times.aubt + times.waitingOfOrders)
        for (left, right) in zip(partition.segments, partition.segments.dropFirst()) {
            #expect(left.end == right.start)
        }
        #expect(partition.segments.first?.start ?? window.start == window.start)
        // What a claim asked for, it won or it is shadowed.
        for (index, claim) in partition.claims.enumerated() where claim.category != nil {
            let won = partition.segments.filter { Int($0.claim) == index }.reduce(0) { $0 + $1.milliseconds }
            let shadowed = partition.shadowed.filter { Int($0.claim) == index }
                .reduce(0) { $0 + $1.interval.length.milliseconds }
            let asked =
                min(claim.end ?? asOf, partition.evaluated.end).milliseconds
                - max(claim.start, window.start).milliseconds
            #expect(won + shadowed == max(0, asked))
        }
    }

    @Test(arguments: seeds) func orderAndDuplicatesChangeNothing(_ seed: Int) throws {
        var floor = Floor(seed: seed, tick: 1, length: 3 * 86_400_000)
        var (claims, counts) = floor.events(40)
        let (window, asOf, planned) = (try floor.window(), floor.instant(), try floor.calendar())
        let first = TimePartition.of(claims, window: window, planned: planned, asOf: asOf).value
        let sum = BucketSum(first, counts: counts)
        claims += claims.prefix(20)
        claims.shuffle(using: &floor.generator)
        counts += counts.prefix(20)
        counts.shuffle(using: &floor.generator)
        let second = TimePartition.of(claims, window: window, planned: planned, asOf: asOf).value
        #expect(first.segments == second.segments && first.shadowed == second.shadowed)
        #expect(BucketSum(second, counts: counts) == sum)
    }

    /// Event by event, in a random order with duplicates, against everything anew.
    @Test(arguments: seeds) func incrementalIsRecomputed(_ seed: Int) throws {
        var floor = Floor(seed: seed, tick: 1, length: 3 * 86_400_000)
        let (claims, counts) = floor.events(40)
        let planned = try floor.calendar()
        var events = claims.map(MinuteBuckets.Event.claim) + counts.map(MinuteBuckets.Event.count)
        events += events.prefix(15)
        events.shuffle(using: &floor.generator)
        var buckets = MinuteBuckets()
        let unit = buckets.addUnit(planned: try floor.calendar())
        for event in events.prefix(60) { _ = buckets.apply([(unit, event)]) }
        buckets.setCalendar(planned, of: unit)
        _ = buckets.apply(events.dropFirst(60).map { (unit, $0) })
        for _ in 0..<20 {
            let (window, asOf) = (try floor.window(), floor.instant())
            let partition = TimePartition.of(claims, window: window, planned: planned, asOf: asOf).value
            let expected = BucketSum(partition, counts: counts)
            let sum = buckets.sum(of: unit, window, asOf: asOf)
            #expect(sum.times == expected.times)
            #expect(sum.counts == expected.counts)
            #expect(sum.failures == expected.failures)
            #expect(sum.provisional == expected.provisional)
            let again = buckets.partition(of: unit, window, asOf: asOf)
            #expect(again.segments == partition.segments && again.failures == partition.failures)
        }
    }

    /// A window is the sum of its parts, whatever they are; and whole minutes are the sum of their buckets.
    @Test(arguments: seeds) func fineWindowsAddUp(_ seed: Int) throws {
        var floor = Floor(seed: seed, tick: 1, length: 3 * 86_400_000)
        let (claims, counts) = floor.events(40)
        var buckets = MinuteBuckets()
        let unit = buckets.addUnit(planned: try floor.calendar())
        _ = buckets.apply(
            claims.map { (unit, .claim($0)) } + counts.map { (unit, .count($0)) })
        let (window, asOf) = (try floor.window(), floor.instant())
        var edges = [window.start, window.end]
        for _ in 0..<12 { edges.append(min(max(floor.instant(), window.start), window.end)) }
        edges.sort()
        let parts = try zip(edges, edges.dropFirst()).map {
            buckets.sum(of: unit, try Interval($0, $1), asOf: asOf)
        }
        let whole = buckets.sum(of: unit, window, asOf: asOf)
        let sum = parts.reduce(.zero, +)
        #expect(sum.times == whole.times && sum.counts == whole.counts && sum.failures == whole.failures)
        for id in [KPI.ID.oeeIndex, .availability, .meanTimeBetweenFailures] {
            #expect(sum.value(id, nil, window).value == whole.value(id, nil, window).value)
        }
    }

    @Test(arguments: seeds.prefix(10)) func hoursAreSumsOfMinuteBuckets(_ seed: Int) throws {
        var floor = Floor(seed: seed, tick: 1, length: 2 * 86_400_000)
        let (claims, counts) = floor.events(40)
        let closed = claims.filter { $0.end != nil }
        var buckets = MinuteBuckets()
        let unit = buckets.addUnit()
        _ = buckets.apply(closed.map { (unit, .claim($0)) } + counts.map { (unit, .count($0)) })
        for hour in [0, 7, 23, 31] {
            let window = try interval(hour * 60, hour * 60 + 60)
            let sum = (0..<60).reduce(BucketSum.zero) {
                $0 + buckets.bucket(of: unit, at: .minute(hour * 60 + $1))
            }
            let whole = buckets.sum(of: unit, window, asOf: .minute(100_000))
            #expect(sum.times == whole.times && sum.counts == whole.counts)
            #expect(sum.failures == whole.failures)
        }
    }

    /// Associative and commutative, with a neutral element.
    @Test(arguments: seeds.prefix(10)) func sumsAreAMonoid(_ seed: Int) throws {
        var floor = Floor(seed: seed, tick: 1, length: 86_400_000)
        let sums = try (0..<3).map { _ in
            let (claims, counts) = floor.events(10)
            let partition = TimePartition.of(claims, window: try floor.window(), asOf: .minute(9_000)).value
            return BucketSum(partition, counts: counts)
        }
        #expect((sums[0] + sums[1]) + sums[2] == sums[0] + (sums[1] + sums[2]))
        #expect(sums[0] + sums[1] == sums[1] + sums[0])
        #expect(sums[0] + .zero == sums[0] && .zero + sums[0] == sums[0])
        let elements = sums.map { $0.elements() }
        #expect((elements[0] + elements[1]) + elements[2] == elements[0] + (elements[1] + elements[2]))
        #expect(elements[0] + .none == elements[0])
        #expect((sums[0] + sums[1]).elements() == elements[0] + elements[1])
    }

    @Test func onlyTheRangeOfACorrectionIsDirtied() throws {
        var buckets = MinuteBuckets()
        let unit = buckets.addUnit()
        let first = TimeClaim(event: 1, .stop, from: .minute(10), to: .minute(20))
        #expect(buckets.apply([(unit, .claim(first))]).value.map(\.end) == [.minute(20)])
        #expect(buckets.apply([(unit, .claim(first))]).value.isEmpty)
        var second = TimeClaim(event: 1, .stop, from: .minute(15), to: .minute(40))
        second.revision = 1
        let dirtied = buckets.apply([(unit, .claim(second))]).value
        #expect(dirtied.map(\.start) == [.minute(10)] && dirtied.map(\.end) == [.minute(40)])
        #expect(buckets.apply([(unit, .claim(first))]).value.isEmpty)
    }

    @Test func aLineIsTheSumOfItsUnits() throws {
        var buckets = MinuteBuckets()
        let units = (0..<3).map { _ in buckets.addUnit() }
        let window = try interval(0, 100)
        for (index, unit) in units.enumerated() {
            let claim = TimeClaim(
                event: EventNumber(index), .production, from: .minute(0), to: .minute(20 * (index + 1)))
            _ = buckets.apply([(unit, .claim(claim))])
        }
        let line = buckets.sum(of: units, window, asOf: window.end)
        #expect(line.times.apt == minutes(120) && line.times.pbt == minutes(300))
        #expect(line.text(.availability, nil, window) == "40.000000")
    }

    @Test func countsThatCannotBeAreFindings() throws {
        var buckets = MinuteBuckets()
        let unit = buckets.addUnit()
        let negative = ProductionCount(event: 1, at: .minute(1), good: "-1")
        let far = ProductionCount(event: 2, at: Instant(milliseconds: .max), good: 1)
        let findings = buckets.apply([(unit, .count(negative)), (unit, .count(far))]).findings
        #expect(findings.map(\.code) == [IndicatorNote.negativeCount, IndicatorNote.outOfRange])
        let pieces = ProductionCount(event: 3, at: .minute(1), good: 1, unit: 0)
        let kilograms = ProductionCount(event: 4, at: .minute(1), good: 1, unit: 1)
        _ = buckets.apply([(unit, .count(pieces)), (unit, .count(kilograms))])
        let sum = buckets.sum(of: unit, try interval(0, 10), asOf: .minute(10))
        #expect(sum.value(.qualityRatio, nil, try interval(0, 10)).findings.codes == ["KPI-ELEMENT-2"])
        let scrap = ProductionCount(event: 5, at: .minute(2), scrap: 4, scrapReason: 7)
        _ = buckets.apply([(unit, .count(scrap))])
        #expect(buckets.scrapByReason(of: unit, try interval(0, 10), asOf: .minute(10)) == [7: 4])
    }
}
