import Diagnostics
import Foundation
import Testing

@testable import Operations

/// A soda bottling line's batches and their downtime, as published. T-SODA.
@Suite(.enabled(if: SodaLine.folder != nil, "the folder shared/oee/soda-line is not beside the project"))
struct SodaLineTests {
    private static let pareto: [(String, Int64, String)] = [
        ("Machine adjustment", 332, "23.92"), ("Machine failure", 254, "42.22"),
        ("Inventory shortage", 225, "58.43"), ("Batch change", 160, "69.96"),
        ("Batch coding error", 145, "80.40"), ("Other", 74, "85.73"), ("Product spill", 57, "89.84"),
        ("Calibration error", 49, "93.37"), ("Labeling error", 42, "96.40"), ("Label switch", 33, "98.78"),
        ("Conveyor belt jam", 17, "100.00"),
    ]

    @Test func theWholeLine() throws {
        let line = try SodaLine()
        #expect(line.batches.count == 38)
        let partition = line.partition(of: try line.window)
        let times = partition.times
        #expect(times.pbt == minutes(3_858) && times.down == minutes(1_388) && times.apt == minutes(2_470))
        let ratio = BucketSum(partition).value(.availability, nil, partition.window)
        #expect(try ratio.value?.rounded(scale: 2, rounding: .halfToEven) == "64.02")
        let explanation = DowntimeExplanation(partition, names: line.names)
        #expect(explanation.total == minutes(1_388) && explanation.explained == explanation.total)
        #expect(explanation.unexplained == 0 && explanation.coverage == .one)
    }

    @Test func reasonsByWeight() throws {
        let line = try SodaLine()
        let items = DowntimeExplanation(line.partition(of: try line.window), names: line.names).items
        let bars = DowntimePareto(items).bars
        #expect(bars.map { $0.reason.steps.last } == Self.pareto.map(\.0))
        #expect(bars.map(\.milliseconds) == Self.pareto.map { minutes($0.1) })
        #expect(bars.map { $0.cumulative?.lexicalForm } == Self.pareto.map(\.2))
        let errors = DowntimePareto(items, depth: 1).bars
        #expect(errors.map(\.reason) == [ReasonPath(["operator error"]), ReasonPath(["no operator error"])])
        #expect(errors.map(\.milliseconds) == [minutes(776), minutes(612)])
        let counts = DowntimePareto(items, by: .count).bars
        #expect(counts.reduce(0) { $0 + $1.count } == line.batches.reduce(0) { $0 + $1.stops.count })
        #expect(counts.map(\.count) == counts.map(\.count).sorted(by: >))
    }

    /// The duration less the least time of the product is the downtime of each batch.
    @Test func everyBatch() throws {
        let line = try SodaLine()
        for batch in line.batches {
            let times = line.partition(of: batch.window).times
            #expect(times.pbt == minutes(batch.duration), "\(batch.id)")
            #expect(times.down == minutes(batch.stops.reduce(0) { $0 + $1.minutes }), "\(batch.id)")
            #expect(times.apt == minutes(batch.least), "\(batch.id)")
        }
        let last = try #require(line.batches.last)
        #expect(last.id == "422148" && last.duration == 130)
        #expect(
            DayPage.day(of: last.window.start.milliseconds) + 1
                == DayPage.day(of: last.window.end.milliseconds))
    }

    /// The same by the minute, with the midnight within batch 422148.
    @Test func incrementally() throws {
        let line = try SodaLine()
        var buckets = MinuteBuckets()
        let unit = buckets.addUnit(planned: line.planned)
        for claim in line.claims.reversed() { _ = buckets.apply([(unit, .claim(claim))]) }
        let window = try line.window
        #expect(buckets.sum(of: unit, window, asOf: window.end).times == line.partition(of: window).times)
        for batch in line.batches {
            let times = buckets.sum(of: unit, batch.window, asOf: window.end).times
            #expect(times.apt == minutes(batch.least), "\(batch.id)")
        }
    }

    @Test func whyWasItDown() throws {
        let line = try SodaLine()
        let batch = try #require(line.batches.first { $0.id == "422118" })
        let explanation = DowntimeExplanation(
            line.partition(of: batch.window), names: line.names,
            plannedRunTime: { _ in PlannedRunTime(milliseconds: 3_600_000, per: 1_000) })
        #expect(explanation.items.map { $0.reason.steps.last } == batch.stops.map(\.reason))
        #expect(explanation.items.map(\.down) == [14, 16, 10, 20].map(minutes))
        #expect(explanation.items.allSatisfy { $0.order == "422118" && $0.person == "Dee" })
        // 14 minutes of 1 000 an hour
        #expect(explanation.items.first?.lostUnits == "233.333333")
        #expect(explanation.items.allSatisfy { $0.evidence.count == 1 })
    }
}

/// Reads the folder where it is: in `B2MML_SHARED`, or in a folder `shared` beside the project.
private struct SodaLine {
    struct Batch {
        var id: String
        var person: String
        var window: Interval
        var duration: Int64
        var least: Int64
        var stops: [(reason: String, minutes: Int64)]
    }

    var batches: [Batch] = []
    var names = ClaimNames()
    var claims: [TimeClaim] = []

    static let folder: URL? = {
        var folder = URL(filePath: #filePath)
        let named = ProcessInfo.processInfo.environment["B2MML_SHARED"]
        var candidates = [named].compactMap(\.self).map { URL(filePath: $0) }
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            candidates.append(folder.appending(path: "shared"))
        }
        return candidates.map { $0.appending(path: "oee/soda-line") }
            .first { FileManager.default.fileExists(atPath: $0.appending(path: "products.csv").path) }
    }()

    var planned: WorkCalendar { WorkCalendar(batches.map(\.window)) }

    var window: Interval {
        get throws {
            let (first, last) = (try #require(batches.first), try #require(batches.last))
            return try Interval(first.window.start, last.window.end)
        }
    }

    func partition(of window: Interval) -> TimePartition {
        TimePartition.of(claims, window: window, planned: planned, asOf: window.end).value
    }

    init() throws {
        let products = try Self.rows("products")
        let least = Dictionary(uniqueKeysWithValues: products.dropFirst().map { ($0[0], Int64($0[3])) })
        let factors = try Self.rows("downtime-factors").dropFirst().map { ($0[1], $0[2] == "Yes") }
        let isError = Dictionary(uniqueKeysWithValues: factors)
        let downtime = try Self.rows("line-downtime")
        for row in try Self.rows("line-productivity").dropFirst() {
            let stops = try #require(downtime.first { $0[0] == row[2] })
            let window = try Self.window(row)
            batches.append(
                Batch(
                    id: row[2], person: row[3], window: window,
                    duration: Self.clock(row[6]), least: try #require(least[row[1]] ?? nil),
                    stops: zip(downtime[1], stops).dropFirst().compactMap { reason, text in
                        Int64(text).map { (reason, $0) }
                    }))
        }
        for batch in batches { try claim(batch, isError) }
    }

    /// The stops one after the other from the beginning of the batch, over production all the way.
    private mutating func claim(_ batch: Batch, _ isError: [String: Bool]) throws {
        let order = names.code(of: Identifier(batch.id))
        let person = names.code(of: Identifier(batch.person))
        func add(_ category: TimeCategory?, _ start: Instant, _ end: Instant, _ reason: Int32 = -1) {
            claims.append(
                TimeClaim(
                    event: EventNumber(claims.count), category, from: start, to: end, reason: reason,
                    order: order, person: person))
        }
        add(.production, batch.window.start, batch.window.end)
        var start = batch.window.start
        for stop in batch.stops {
            let end = start + TimeSpan(milliseconds: minutes(stop.minutes))
            let error = try #require(isError[stop.reason] as Bool?)
            let path = ReasonPath([error ? "operator error" : "no operator error", stop.reason])
            add(stop.reason == "Machine failure" ? .failure : .stop, start, end, names.code(of: path))
            start = end
        }
    }

    private static func rows(_ name: String) throws -> [[String]] {
        let folder = try #require(folder)
        let text = try String(contentsOf: folder.appending(path: "\(name).csv"), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The date is that of the end: the one batch over midnight has the next day's.
    private static func window(_ row: [String]) throws -> Interval {
        let day = String(row[0].prefix(10))
        let end = try instant(day, row[5])
        let start = try instant(day, row[4])
        return try Interval(start <= end ? start : start + TimeSpan(milliseconds: -86_400_000), end)
    }

    private static func instant(_ day: String, _ clock: String) throws -> Instant {
        try ZonedTime(parsing: "\(day)T\(clock.suffix(8))Z").instant
    }

    /// Minutes of `hh:mm:ss`.
    private static func clock(_ text: String) -> Int64 {
        let parts = text.suffix(8).split(separator: ":").compactMap { Int64($0) }
        return parts[0] * 60 + parts[1]
    }
}
