import Diagnostics
import Foundation
import Testing

@testable import Operations

@Suite struct ShiftTests {
    /// The offsets of a zone in the years around 2026, as Foundation knows them.
    private func zone(_ name: String) throws -> ZoneOffsets {
        let zone = try #require(TimeZone(identifier: name))
        var date = try #require(ISO8601DateFormatter().date(from: "2025-01-01T00:00:00Z"))
        let initial = zone.secondsFromGMT(for: date) / 60
        var entries: [ZoneOffsets.Entry] = []
        for _ in 0..<6 {
            guard let next = zone.nextDaylightSavingTimeTransition(after: date) else { break }
            entries.append(.init(from: next.instant, minutes: zone.secondsFromGMT(for: next) / 60))
            date = next
        }
        return ZoneOffsets(initial: initial, entries)
    }

    private func local(_ text: String) throws -> Int64 {
        try CivilTime(parsing: text).localMilliseconds
    }

    private func date(_ text: String) throws -> Int {
        Int(try local(text + "T00:00:00") / 86_400_000)
    }

    static let nights = ShiftPlan(
        [
            .init("early", from: 360, to: 840), .init("late", from: 840, to: 1_320),
            .init("night", from: 1_320, to: 360),
        ],
        dayBoundary: 360)

    /// T-DST: Berlin's night shift from 22:00 to 06:00, by Foundation, by the table of offsets, and in a
    /// partition.
    @Test(arguments: [("2026-03-28", 420), ("2026-10-24", 540), ("2026-06-10", 480), ("2026-12-31", 480)])
    func aNightShiftIsAsLongAsTheClocksMakeIt(_ day: String, _ length: Int64) throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let noon = try #require(ISO8601DateFormatter().date(from: day + "T11:00:00Z"))
        let start = try #require(calendar.date(bySettingHour: 22, minute: 0, second: 0, of: noon))
        let morning = try #require(calendar.date(byAdding: .day, value: 1, to: noon))
        let end = try #require(calendar.date(bySettingHour: 6, minute: 0, second: 0, of: morning))
        let byFoundation = try Interval(start.instant, end.instant)
        #expect(byFoundation.length == .minutes(Int(length)))

        let first = try date(day)
        let resolved = ProductionCalendar.resolved(
            Self.nights, dates: first..<(first + 1), zone: try zone("Europe/Berlin"))
        #expect(resolved.findings.isEmpty)
        let night = try #require(resolved.value.shifts.first { $0.name == "night" })
        #expect(night.interval == byFoundation && night.productionDay == first)

        let claim = TimeClaim(event: 1, .production, from: byFoundation.start, to: byFoundation.end)
        let partition = TimePartition.of(
            [claim], window: byFoundation, planned: resolved.value.planned, asOf: byFoundation.end
        ).value
        #expect(partition.times.pbt == minutes(length) && partition.times.apt == minutes(length))
    }

    @Test(arguments: [("2026-03-28", 23), ("2026-10-24", 25), ("2026-06-10", 24)])
    func aProductionDayBeginsAtItsBoundary(_ day: String, _ hours: Int64) throws {
        let first = try date(day)
        let calendar = ProductionCalendar.resolved(
            Self.nights, dates: (first - 1)..<(first + 2), zone: try zone("Europe/Berlin")
        ).value
        let production = try #require(calendar.days.first { $0.date == first })
        #expect(production.interval.length.milliseconds == minutes(hours * 60))
        // Shifts of the day fill it, the night to its end.
        let shifts = calendar.shifts.filter { $0.productionDay == first }
        #expect(shifts.map(\.name) == ["early", "late", "night"])
        #expect(IntervalSet(shifts.map(\.interval)).intervals == [production.interval])
        let midnight = production.interval.start + .minutes(19 * 60)
        #expect(calendar.day(at: midnight) == production)
        #expect(calendar.shift(at: midnight)?.name == "night")
        #expect(calendar.day(at: production.interval.end)?.date == first + 1)
        #expect(calendar.day(at: calendar.days[0].interval.start + .minutes(-1)) == nil)
    }

    @Test(arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
    func everyHourOfTheYearIsThatOfFoundation(_ name: String) throws {
        let table = try zone(name)
        let zone = try #require(TimeZone(identifier: name))
        for hour in stride(from: 0, to: 366 * 24, by: 1) {
            let instant = Instant(milliseconds: 1_767_225_600_000 + Int64(hour) * 3_600_000)
            let minutes = zone.secondsFromGMT(for: instant.date) / 60
            #expect(table.minutes(at: instant) == minutes)
            let local = instant.milliseconds + Int64(minutes) * 60_000
            let earlier = table.instant(local: local, repeatedHour: .earlier).value
            let later = table.instant(local: local, repeatedHour: .later).value
            #expect(earlier == instant || later == instant)
        }
    }

    @Test func skippedAndRepeatedTimesAreSaid() throws {
        let berlin = try zone("Europe/Berlin")
        let skipped = berlin.instant(local: try local("2026-03-29T02:30:00"))
        #expect(skipped.value == nil && skipped.findings.map(\.code) == [IndicatorNote.skippedHour])
        let repeated = try local("2026-10-25T02:30:00")
        let earlier = berlin.instant(local: repeated, repeatedHour: .earlier)
        #expect(earlier.value?.description == "2026-10-25T00:30:00Z")
        #expect(earlier.findings.map(\.code) == [IndicatorNote.repeatedHour])
        #expect(
            berlin.instant(local: repeated, repeatedHour: .later).value?.description == "2026-10-25T01:30:00Z"
        )
        #expect(berlin.instant(local: repeated, repeatedHour: .hold).value == nil)
    }

    @Test func shiftsThatCannotBeAreFindings() throws {
        let zone = ZoneOffsets(initial: 0)
        let plan = ShiftPlan([
            .init("a", from: 0, to: 600), .init("b", from: 540, to: 900), .init("c", from: -1, to: 5),
        ])
        let resolved = ProductionCalendar.resolved(plan, dates: 0..<1, zone: zone)
        #expect(
            resolved.findings.map(\.code) == [IndicatorNote.badShift, IndicatorNote.overlappingShifts])
        #expect(
            resolved.value.planned.workingTime(from: Instant(milliseconds: 0), to: .minute(0))
                == .minutes(900))
        // 1970-01-01 was a Thursday.
        let thursdays = ShiftPlan([.init("t", from: 0, to: 1_440, weekdays: [4])])
        let days = ProductionCalendar.resolved(thursdays, dates: -7..<8, zone: zone).value
        #expect(days.shifts.map(\.productionDay) == [-7, 0, 7])
    }
}

extension Date {
    fileprivate var instant: Instant {
        Instant(milliseconds: Int64((timeIntervalSince1970 * 1_000).rounded()))
    }
}

extension Instant {
    fileprivate var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}
