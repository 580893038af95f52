import Diagnostics
import Testing

@testable import Operations

@Suite struct DowntimeTests {
    private var names = ClaimNames()

    private mutating func reason(_ steps: String...) -> Int32 { names.code(of: ReasonPath(steps)) }

    private func partition(_ claims: [TimeClaim], _ length: Int = 480) throws -> TimePartition {
        let window = try interval(0, length)
        let production = TimeClaim(event: 900, .production, from: .minute(0), to: .minute(length), order: 1)
        return TimePartition.of(claims + [production], window: window, asOf: window.end).value
    }

    private func stop(
        _ event: EventNumber, _ start: Int, _ end: Int, _ reason: Int32, _ category: TimeCategory = .stop
    ) -> TimeClaim {
        TimeClaim(event: event, category, from: .minute(start), to: .minute(end), reason: reason, order: 1)
    }

    /// "Why was the line down for 40 minutes?": three stops that overlap, 20 + 20 + 15 minutes, of 40 together.
    @Test mutating func overlappingStopsTotalFortyMinutes() throws {
        let (jam, belt) = (reason("stop", "jam"), reason("breakdown", "belt"))
        let partition = try partition([
            stop(1, 100, 120, jam), stop(2, 115, 135, belt, .failure), stop(3, 125, 140, jam),
        ])
        let explanation = DowntimeExplanation(partition, names: names)
        #expect(explanation.total == minutes(40) && explanation.explained == minutes(40))
        #expect(explanation.items.map(\.down) == [15, 20, 5].map(minutes))
        #expect(explanation.items.map(\.evidence) == [[1], [2], [3]])
        #expect(
            explanation.items.map { $0.reason.description } == [
                "stop / jam", "breakdown / belt", "stop / jam",
            ])
        // The others wanted the same time.
        #expect(
            partition.shadowed.filter { $0.claim != 0 }.map(\.interval.length) == [.minutes(5), .minutes(10)])
    }

    @Test mutating func stopsOfOneReasonWithinAMinuteAreOne() throws {
        let jam = reason("jam")
        func seconds(_ event: EventNumber, _ start: Int64, _ end: Int64) -> TimeClaim {
            TimeClaim(
                event: event, .stop, from: .minute(0) + TimeSpan(milliseconds: start * 1_000),
                to: .minute(0) + TimeSpan(milliseconds: end * 1_000), reason: jam, order: 1)
        }
        let claims = [seconds(1, 0, 300), seconds(2, 360, 400), seconds(3, 461, 500)]
        let explanation = DowntimeExplanation(try partition(claims), names: names)
        #expect(explanation.items.map(\.evidence) == [[1, 2], [3]])
        #expect(explanation.items.map(\.down) == [340_000, 39_000])
        #expect(explanation.items[0].end - explanation.items[0].start == TimeSpan(milliseconds: 400_000))
        #expect(explanation.total == 379_000)
    }

    @Test mutating func whatIsNotKnownStaysUnexplained() throws {
        let jam = reason("jam")
        let window = try interval(0, 60)
        let claims = [stop(1, 0, 10, jam), stop(2, 10, 14, -1), stop(3, 30, 31, jam)]
        let partition = TimePartition.of(
            claims + [TimeClaim(event: 4, .production, from: .minute(14), to: .minute(40))], window: window,
            asOf: window.end
        ).value
        let explanation = DowntimeExplanation(partition, names: names, shortest: .minutes(2))
        #expect(explanation.total == minutes(10 + 4 + 1 + 20))
        #expect(explanation.explained == minutes(10) && explanation.unexplained == minutes(24))
        #expect(explanation.tooShort == minutes(1) && explanation.coverage == "0.666666")
        let bars = DowntimePareto(explanation.items).bars
        #expect(bars.map(\.reason.description) == ["unknown", "jam"])
        #expect(bars.map { $0.share?.lexicalForm } == ["70.59", "29.41"])
    }

    @Test mutating func aParetoByMinutesCountAndLostUnits() throws {
        let (a, b) = (reason("machine", "a"), reason("machine", "b"))
        let (c, d) = (reason("supply", "c"), reason("supply", "d"))
        let claims = [
            stop(1, 0, 30, a), stop(2, 100, 110, c), stop(3, 120, 130, c), stop(4, 140, 150, c),
            stop(5, 200, 225, b), stop(6, 300, 330, d),
        ]
        let explanation = DowntimeExplanation(
            try partition(claims), names: names,
            plannedRunTime: { PlannedRunTime(milliseconds: $0 < .minute(250) ? 60_000 : 10_000) })
        func bars(_ depth: Int, _ measure: DowntimePareto.Measure) -> [String] {
            DowntimePareto(explanation.items, depth: depth, by: measure).bars
                .map { "\($0.reason) \($0.cumulative?.lexicalForm ?? "-")" }
        }
        // a, c and d are 30 minutes each: by reason.
        #expect(
            bars(2, .minutes) == [
                "machine / a 26.09", "supply / c 52.17", "supply / d 78.26", "machine / b 100.00",
            ])
        #expect(bars(1, .minutes) == ["supply 52.17", "machine 100.00"])
        #expect(
            bars(2, .count) == [
                "supply / c 50.00", "machine / a 66.67", "machine / b 83.33", "supply / d 100.00",
            ])
        // 30, 30, 25 and, at six a minute, 180
        #expect(
            bars(2, .lostUnits) == [
                "supply / d 67.92", "machine / a 79.25", "supply / c 90.57", "machine / b 100.00",
            ])
        #expect(!DowntimePareto(explanation.items).lostUnitsAreIncomplete)
        let unrated = DowntimeExplanation(try partition(claims), names: names)
        #expect(DowntimePareto(unrated.items).lostUnitsAreIncomplete)
        #expect(DowntimePareto([DowntimeItem]()).bars.isEmpty)
    }

    /// Items, what is too short and what is unexplained are all of the time down.
    @Test(arguments: 0..<40) func theAnswerTotals(_ seed: Int) throws {
        var floor = PartitionPropertyTests.Floor(seed: seed, tick: 1_000, length: 86_400_000)
        var names = ClaimNames()
        for name in ["a", "b", "c", "d"] { _ = names.code(of: ReasonPath([name])) }
        let claims = floor.events(50).claims
        let window = try floor.window()
        let partition = TimePartition.of(claims, window: window, asOf: window.end).value
        let explanation = DowntimeExplanation(partition, names: names, shortest: .minutes(seed % 7))
        #expect(explanation.total == partition.times.down)
        #expect(explanation.total == explanation.explained + explanation.unexplained + explanation.tooShort)
        let items = explanation.items.reduce(0) { $0 + $1.down }
        #expect(items == explanation.explained + explanation.unexplained)
        let bars = DowntimePareto(explanation.items).bars
        #expect(bars.reduce(0) { $0 + $1.milliseconds } == items)
        #expect(items == 0 || bars.last?.cumulative == 100)
    }
}
