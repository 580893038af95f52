import Diagnostics
import Testing

@testable import Operations

/// Examples with known results, most of them published.
@Suite struct VectorTests {
    private func sum(
        _ track: ClaimTrack, made: ExactDecimal, scrap: ExactDecimal = 0, rework: ExactDecimal = 0,
        unitTime: ExactDecimal
    ) throws -> (sum: BucketSum, window: Interval) {
        let window = try interval(0, track.minute)
        let checked = TimePartition.of(track.claims, window: window, asOf: window.end)
        #expect(checked.findings.isEmpty)
        let good = try made.subtracting(scrap).subtracting(rework)
        let count = ProductionCount(
            event: 1_000, at: .minute(1), good: good, rework: rework, scrap: scrap,
            planned: PlannedRunTime(milliseconds: unitTime))
        return (BucketSum(checked.value, counts: [count]), window)
    }

    private func values(_ ids: [KPI.ID], _ sum: BucketSum, _ window: Interval) -> [String?] {
        ids.map { sum.text($0, nil, window) }
    }

    private let oee: [KPI.ID] = [.availability, .effectiveness, .qualityRatio, .oeeIndex]

    /// T-OEE-1: shift 480, breaks 60, down 47, ideal 1.0 s, 19 271 made, 423 rejected.
    @Test func bottles() throws {
        var track = ClaimTrack()
        track.add(.plannedDown, 60)
        track.add(.stop, 47, order: 0)
        track.add(.production, 373, order: 0)
        let (sum, window) = try sum(track, made: 19271, scrap: 423, unitTime: 1000)
        #expect(sum.times.pbt == minutes(420) && sum.times.apt == minutes(373))
        #expect(values(oee, sum, window) == ["88.809524", "86.108132", "97.804992", "74.793651"])
    }

    /// T-OEE-2: run 420 of 480, ideal 1 min, 400 made, 380 good.
    @Test func plainShift() throws {
        var track = ClaimTrack()
        track.add(.production, 420, order: 0)
        track.add(.stop, 60, order: 0)
        let (sum, window) = try sum(track, made: 400, scrap: 20, unitTime: 60000)
        #expect(values(oee, sum, window) == ["87.500000", "95.238095", "95.000000", "79.166667"])
    }

    /// T-OEE-3: planned 910, stops 115 and a changeover of 12, 3 min cycle, 203 done.
    @Test func twoShiftsOfThreeMinuteCycles() throws {
        var track = ClaimTrack()
        track.add(.stop, 115, order: 0)
        track.add(.setup, 12, order: 0)
        track.add(.production, 783, order: 0)
        let (sum, window) = try sum(track, made: 203, unitTime: 180_000)
        #expect(values([.availability, .effectiveness], sum, window) == ["86.043956", "77.777778"])
        #expect(sum.text(.availability, "nakajima-changeover-in", window) == "86.043956")
        #expect(PlannedRunTime(milliseconds: 180_000).quantity(in: sum.times.apt) == 261)
    }

    /// T-ISO-1: POT 480, PDOT 30, ADOT 20, AUST 35, ADET 40, PRU 1, PQ 310 = 300 + 4 + 6.
    @Test func everyTimeElement() throws {
        var track = ClaimTrack()
        track.add(.plannedDown, 30)
        track.add(.idle, 20)
        track.add(.setup, 35, order: 0)
        track.add(.failure, 25, order: 0)
        track.add(.stop, 15, order: 0)
        track.add(.production, 355, order: 0)
        let (sum, window) = try sum(track, made: 310, scrap: 6, rework: 4, unitTime: 60_000)
        let times = sum.times
        #expect(
            [times.pot, times.pdot, times.pbt, times.apt, times.aupt, times.aubt, times.adot, times.adet]
                == [480, 30, 450, 355, 390, 430, 20, 40].map(minutes))
        let ids =
            oee + [
                .neeIndex, .allocationEfficiency, .utilizationEfficiency, .technicalEfficiency, .setupRatio,
            ]
        #expect(
            values(ids, sum, window) == [
                "78.888889", "87.323944", "96.774194", "66.666667", "73.239437", "95.555556", "82.558140",
                "89.873418", "8.974359",
            ])
        let index = sum.value(.oeeIndex, nil, window)
        #expect(index.completeness == .one && !index.provisional && index.evidence == .range(1...1_000))
    }

    /// T-OVL-1: a window of 978 minutes, stops 00:00 to 15:00 and 00:10 to 14:00. The sum is 1 730, the union
    /// 900.
    @Test func overlappingStopsAreAUnion() throws {
        let window = try interval(0, 978)
        let claims = [
            TimeClaim(event: 1, .production, from: .minute(0), to: .minute(978), order: 0),
            TimeClaim(event: 2, .stop, from: .minute(0), to: .minute(900), order: 0),
            TimeClaim(event: 3, .stop, from: .minute(10), to: .minute(840), order: 0),
        ]
        let partition = TimePartition.of(claims, window: window, asOf: window.end).value
        #expect(partition.times[.stop as TimeCategory] == minutes(900))
        #expect(BucketSum(partition).text(.availability, nil, window) == "7.975460")
        #expect(
            partition.shadowed == [
                .init(claim: 0, interval: try interval(0, 900)),
                .init(claim: 2, interval: try interval(10, 840)),
            ])
    }

    /// T-OVL-2: 22:26 to 20:56 of one date is a mistake, and not 22 h 30 min.
    @Test func anEndBeforeTheStartIsRefused() throws {
        let window = try interval(0, 1_440)
        let claim = TimeClaim(event: 7, .stop, from: .minute(1_346), to: .minute(1_256))
        let checked = TimePartition.of([claim], window: window, asOf: window.end)
        #expect(checked.findings.codes == ["KPI-CLAIM-1"])
        #expect(checked.value.times[.stop as TimeCategory] == 0)
        #expect(checked.value.times[.unknown as TimeCategory] == minutes(1_440))
        var buckets = MinuteBuckets()
        let unit = buckets.addUnit()
        let applied = buckets.apply([(unit, .claim(claim))])
        #expect(applied.findings.codes == ["KPI-CLAIM-1"] && applied.value.isEmpty)
    }

    // MARK: Maintenance

    private func hours(_ elements: [IndicatorElement: Int64], _ counts: [IndicatorElement: ExactDecimal])
        -> IndicatorElements
    {
        .minutes(elements.mapValues { $0 * 60 }, counts)
    }

    /// T-MT-1: 2 496 h, 4 failures; repairs of 5 and 3 h.
    @Test func meanTimes() throws {
        let context = try IndicatorContext.shift()
        let elements = hours([.operatingTime: 2_496, .ttr: 8], [.fe: 4, .restoredFailures: 2])
        #expect(KPI[.meanTimeBetweenFailures].value(of: elements, context).value == 624)
        #expect(KPI[.meanTimeToRestoration].value(of: elements, context).value == 4)
    }

    /// T-MT-2: 3 600 h, 12 failures, 720 min of repair.
    @Test func meanTimesWithTheirBounds() throws {
        let context = try IndicatorContext.shift()
        let elements = hours([.operatingTime: 3_600, .ttr: 12], [.fe: 12, .restoredFailures: 12])
        let mtbf = KPI[.meanTimeBetweenFailures].value(of: elements, context)
        #expect(mtbf.value == 300)
        #expect(try mtbf.lowerBound?.rounded(scale: 1, rounding: .halfToEven) == "185.2")
        #expect(try mtbf.upperBound?.rounded(scale: 1, rounding: .halfToEven) == "519.9")
        #expect(KPI[.meanTimeToRestoration].value(of: elements, context).value == 1)
        #expect(KPI[.inherentAvailability].value(of: elements, context).value == "99.667774")
    }

    /// T-MT-3: 300 h with 10 h of inspection and failures of 2, 4, 2 and 4 h: 278 h up.
    @Test func intervalsAndFailures() throws {
        var track = ClaimTrack()
        track.add(.plannedDown, 10 * 60)
        for (up, down) in [(50, 2), (60, 4), (70, 2), (48, 4)] {
            track.add(.production, up * 60, order: 0)
            track.add(.failure, down * 60, order: 0)
        }
        track.add(.production, 50 * 60, order: 0)
        let window = try interval(0, 300 * 60)
        let sum = BucketSum(TimePartition.of(track.claims, window: window, asOf: window.end).value)
        #expect(sum.times.apt == minutes(278 * 60))
        #expect(sum.text(.meanTimeToRestoration, nil, window) == "3.000000")
        #expect(sum.text(.mttfIntervals, nil, window) == "55.600000")
        #expect(sum.text(.meanTimeBetweenFailures, nil, window) == "69.500000")
    }

    /// chi2(0.95; 2) = -2 ln 0.05 = 5.991465.
    @Test func withoutAFailureThereIsALowerBound() throws {
        let elements = hours([.operatingTime: 1_000], [.fe: 0])
        let mtbf = KPI[.meanTimeBetweenFailures].value(of: elements, try .shift())
        #expect(mtbf.value == nil && mtbf.upperBound == nil)
        #expect(try mtbf.lowerBound?.rounded(scale: 3, rounding: .halfToEven) == "333.808")
    }

    /// Published tables of the chi-square distribution.
    @Test(arguments: [
        (0.95, 2, 5.991), (0.95, 10, 18.307), (0.05, 10, 3.940), (0.95, 26, 38.885), (0.05, 24, 13.848),
        (0.95, 100, 124.342), (0.05, 100, 77.929), (0.99, 30, 50.892), (0.5, 2, 1.386),
    ]) func quantiles(_ probability: Double, _ degrees: Int, _ value: Double) {
        let quantile = ReliabilityBounds.chiSquareQuantile(probability, degreesOfFreedom: degrees)
        #expect(abs(quantile - value) < 0.001)
    }

    /// Wilson and Hilferty's approximation, which is good to four digits here.
    @Test func aQuantileOfManyFailures() {
        let degrees = 20_000.0
        let quantile = ReliabilityBounds.chiSquareQuantile(0.95, degreesOfFreedom: 20_000)
        let root = 1 - 2 / (9 * degrees) + 1.644854 * (2 / (9 * degrees)).squareRoot()
        #expect(abs(quantile / (degrees * root * root * root) - 1) < 0.0001)
    }

    // MARK: Inventory

    /// T-INV-1: book 100 and 100, counted 95 and 105. The net would say 100 %.
    @Test func surplusAndShortageDoNotCancel() throws {
        let counts = [
            StockCount(event: 1, .a, book: 100, counted: 95),
            StockCount(event: 2, .b, book: 100, counted: 105),
        ]
        let elements = try StockCount.elements(counts + counts)
        let kpi = KPI[.stockAccuracy]
        #expect(kpi.value(of: elements, try .shift()).value == .zero)
        #expect(kpi.value(kpi.variant("absolute"), of: elements, try .shift()).value == 95)
    }

    /// T-INV-2: 485 of 500 records match.
    @Test func matchingRecords() throws {
        let counts = (1...500).map {
            StockCount(event: EventNumber($0), .a, book: 1_000, counted: $0 <= 485 ? 1_010 : 1_011)
        }
        #expect(KPI[.stockAccuracy].value(of: try StockCount.elements(counts), try .shift()).value == 97)
    }

    // MARK: Capability

    /// Means 10, 11, 12 with ranges of 2, 2 and 2 in subgroups of three: s^ = 2 / 1.693.
    @Test func statisticsOfSubgroups() throws {
        let statistics = try #require(
            ProcessStatistics(subgroups: [[9, 10, 11], [10, 11, 12], [11, 12, 13]]))
        #expect(statistics.mean == 11 && statistics.meanOfMeans == 11)
        #expect(abs(statistics.standardDeviation - 1.5.squareRoot()) < 1e-12)
        let within = try #require(statistics.deviationWithin)
        #expect(abs(within - 2 / 1.693) < 1e-12)
        let elements = statistics.elements(lower: 5, upper: 17)
        // 12 / (6 * 1.181335), 12 / (6 * 1.224745)
        #expect(KPI[.processCapability].value(of: elements, try .shift()).value == "1.693000")
        #expect(KPI[.machineCapability].value(of: elements, try .shift()).value == "1.632993")
        #expect(ProcessStatistics(subgroups: [[1], [2, 3]]) == nil)
        #expect(ProcessStatistics(subgroups: [[1, .nan]]) == nil)
        let constant = try #require(ProcessStatistics(subgroups: [[4, 4], [4, 4]]))
        #expect(
            KPI[.processCapability].value(of: constant.elements(lower: 1, upper: 9), try .shift()).value
                == nil)
    }
}
