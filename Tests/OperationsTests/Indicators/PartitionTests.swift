import Diagnostics
import Testing

@testable import Operations

@Suite struct PartitionTests {
    private func partition(
        _ claims: [TimeClaim], _ start: Int = 0, _ end: Int = 100, asOf: Int = 1_000,
        planned: WorkCalendar = .alwaysOpen
    ) throws -> TimePartition {
        TimePartition.of(claims, window: try interval(start, end), planned: planned, asOf: .minute(asOf))
            .value
    }

    private func claim(
        _ event: EventNumber, _ category: TimeCategory?, _ start: Int, _ end: Int?, order: Int32 = -1,
        reason: Int32 = -1
    ) -> TimeClaim {
        TimeClaim(
            event: event, category, from: .minute(start), to: end.map { .minute($0) }, reason: reason,
            order: order)
    }

    static let pairs = TimeCategory.allCases.flatMap { first in
        TimeCategory.allCases.filter { $0.rawValue > first.rawValue }.map { (first, $0) }
    }

    @Test(arguments: pairs) func theLowerCategoryWins(_ lower: TimeCategory, _ higher: TimeCategory) throws {
        let partition = try partition([claim(1, higher, 0, 100), claim(2, lower, 30, 60)])
        #expect(partition.segments.map(\.category) == [higher, lower, higher])
        #expect(partition.times[lower] == minutes(30) && partition.times[higher] == minutes(70))
        #expect(partition.shadowed == [.init(claim: 0, interval: try interval(30, 60))])
    }

    @Test func amongEqualsTheEarlierStartWinsAndThenTheEvent() throws {
        let partition = try partition([
            claim(1, .stop, 20, 80), claim(2, .stop, 10, 50), claim(4, .stop, 80, 90),
            claim(3, .stop, 80, 100),
        ])
        let winners = partition.segments.map {
            $0.claim < 0 ? nil : partition.claims[Int($0.claim)].event
        }
        #expect(winners == [nil, 2, 1, 3])
        #expect(partition.segments.map(\.end) == [10, 50, 80, 100].map { .minute($0) })
    }

    @Test(arguments: [
        (TimeCategory.failure, TimeLane.failureOfOrder, TimeLane.failure),
        (.stop, .stopOfOrder, .stop), (.idle, .idleOfOrder, .idle), (.unknown, .unknownOfOrder, .unknown),
        (.production, .production, .production), (.setup, .setup, .setup),
        (.preventiveMaintenance, .preventiveMaintenance, .preventiveMaintenance),
    ]) func aRegisteredOrderDecidesTheElement(
        _ category: TimeCategory, _ withOrder: TimeLane, _ without: TimeLane
    ) throws {
        let partition = try partition([claim(1, category, 0, 100), claim(2, nil, 40, 100, order: 5)])
        if withOrder == without {
            #expect(partition.times[without] == minutes(100))
        } else {
            #expect(partition.times[without] == minutes(40) && partition.times[withOrder] == minutes(60))
        }
        #expect(partition.segments.last?.order == 5)
    }

    @Test func silenceIsUnknownAndReducesTheCompleteness() throws {
        let partition = try partition([claim(1, .production, 0, 75, order: 1)])
        #expect(partition.times.unknown == minutes(25) && partition.times.adot == minutes(25))
        let value = BucketSum(partition).value(.availability, nil, partition.window)
        #expect(value.completeness == "0.75" && value.value == 75)
    }

    @Test func outsideOfTheCalendarNothingCounts() throws {
        let checked = TimePartition.of(
            [claim(1, .production, 0, 100)], window: try interval(0, 100),
            planned: WorkCalendar([try interval(10, 60)]), asOf: .minute(1_000))
        let partition = checked.value
        #expect(partition.times.pot == minutes(50) && partition.times.apt == minutes(50))
        #expect(
            partition.shadowed.map(\.interval) == [try interval(0, 10), try interval(60, 100)])
        #expect(checked.findings.map(\.code) == [IndicatorNote.outsidePlan])
    }

    @Test func openClaimsAreEvaluatedAsOf() throws {
        let claims = [claim(1, .production, 0, 40, order: 1), claim(2, .failure, 40, nil, order: 1)]
        let now = try partition(claims, asOf: 55)
        #expect(now.evaluated == (try interval(0, 55)) && now.provisional)
        #expect(now.times.total == minutes(55) && now.times.adet == minutes(15))
        #expect(now.failures == FailureSum(failures: 1, restored: 0, timeToRepair: 0, openAge: minutes(15)))
        let later = try partition(claims, asOf: 500)
        #expect(later.times.adet == minutes(60) && later.provisional)
        #expect(later.failures.openAge == minutes(460))
        #expect(try !partition([claims[0]], asOf: 100).provisional)
        #expect(try partition(claims, asOf: 0).times.total == 0)
    }

    @Test func shortStopsAreMinorByTheirWholeLength() throws {
        func stop(_ event: EventNumber, _ start: Int, seconds: Int64) -> TimeClaim {
            let end = Instant.minute(start) + TimeSpan(milliseconds: seconds * 1_000)
            return TimeClaim(event: event, .stop, from: .minute(start), to: end, order: 1)
        }
        let partition = try partition([
            claim(1, .production, 0, 100, order: 1), stop(2, 10, seconds: 119), stop(3, 20, seconds: 120),
            stop(4, 99, seconds: 180),
        ])
        #expect(partition.times.minorStops == 119_000)
        #expect(partition.times.adet == 119_000 + 120_000 + 60_000)
    }

    @Test func overlappingFailuresAreOneAndTouchingOnesAreTwo() throws {
        let claims = [
            claim(1, .failure, 10, 30), claim(2, .failure, 20, 50), claim(3, .failure, 50, 60),
            claim(4, .failure, 70, 70), claim(5, .failure, -20, 5),
        ]
        let failures = try partition(claims).failures
        #expect(failures == FailureSum(failures: 3, restored: 3, timeToRepair: minutes(50), openAge: 0))
        // One that began before the window is not one of the window, nor is the one that goes on from it.
        #expect(try partition(claims, 15, 45).failures.failures == 0)
    }

    @Test func aZeroLengthEventTakesNoTime() throws {
        let partition = try partition([claim(1, .stop, 10, 10), claim(2, .production, 0, 100)])
        #expect(partition.times.apt == minutes(100) && partition.segments.count == 1)
    }

    @Test func theHigherRevisionCountsAndConflictsAreSaid() throws {
        var corrected = claim(1, .stop, 10, 20)
        corrected.revision = 1
        let claims = [claim(1, .failure, 0, 90), corrected, claim(2, .production, 0, 100)]
        for order in [claims, claims.reversed()] {
            let checked = TimePartition.of(order, window: try interval(0, 100), asOf: .minute(1_000))
            #expect(checked.value.times.apt == minutes(90) && checked.findings.isEmpty)
        }
        let told = [claim(1, .stop, 0, 10), claim(1, .stop, 0, 30)]
        for order in [told, told.reversed()] {
            let checked = TimePartition.of(order, window: try interval(0, 100), asOf: .minute(1_000))
            #expect(checked.findings.map(\.code) == [IndicatorNote.conflict])
            #expect(checked.value.times[TimeCategory.stop] == minutes(30))
        }
        var withdrawn = claim(1, .stop, 10, 20)
        (withdrawn.revision, withdrawn.withdrawn) = (1, true)
        #expect(try partition([claim(1, .stop, 0, 90), withdrawn]).times.unknown == minutes(100))
    }

    static let absurd: [(Int64, Int64)] = [
        (.min, .max), (0, .max), (.min, 0), (0, 401 * 86_400_000), (7_258_118_400_001, 7_258_118_400_002),
    ]

    @Test(arguments: absurd) func absurdTimesAreFindings(_ start: Int64, _ end: Int64) throws {
        let claim = TimeClaim(
            event: 1, .stop, from: Instant(milliseconds: start), to: Instant(milliseconds: end))
        let checked = TimePartition.of([claim], window: try interval(0, 10), asOf: .minute(10))
        #expect(checked.findings.count == 1 && checked.findings.hasErrors)
        #expect(checked.value.times.unknown == minutes(10))
    }

    @Test func signalsHoldUntilTheTimeout() throws {
        func signal(_ event: EventNumber, _ second: Int64, _ state: TimeCategory?) -> SignalHistory.Signal {
            .init(event: event, at: .minute(0) + TimeSpan(milliseconds: second * 1_000), state)
        }
        let signals = [
            signal(1, 0, .production), signal(2, 60, nil), signal(3, 100, .stop), signal(4, 400, nil),
            signal(5, 430, .production),
        ]
        let history = SignalHistory(signals + signals)
        let claims = history.claims(asOf: .minute(10))
        #expect(claims.map(\.event) == [1, 3, 4, 5])
        let times = try partition(claims, 0, 10).times
        // Until 100 s; from 100 for 120, silence until 400, and 30 more; from 430 for 120.
        #expect(times.apt == 100_000 + 120_000)
        #expect(times[TimeCategory.stop] == 120_000 + 30_000)
        #expect(times.unknown == 600_000 - 370_000)
        #expect(SignalHistory(signals.reversed()).claims(asOf: .minute(10)) == claims)
        #expect(history.claims(asOf: .minute(1)).last?.end == .minute(1))
    }
}
