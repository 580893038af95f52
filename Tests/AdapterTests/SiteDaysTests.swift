import Operations
import Testing

@testable import Adapter

@Suite struct SiteDaysTests {
    private func days(_ dayStart: Int? = 360, shifts: [CalendarSettings.Shift] = []) -> SiteDays {
        var settings = Settings()
        settings.zone = "Europe/Berlin"
        settings.calendar.dayStart = dayStart
        settings.calendar.shifts = shifts
        return SiteDays(settings)
    }

    private func text(_ interval: Interval?) -> String? {
        interval.map { "\($0.start) \($0.end)" }
    }

    private func at(_ text: String) throws -> Instant { try ZonedTime(parsing: text).instant }

    @Test(arguments: [
        ("2026-03-02T05:59:59+01:00", 0, "2026-03-01T05:00:00Z 2026-03-02T05:00:00Z"),
        ("2026-03-02T06:00:00+01:00", 0, "2026-03-02T05:00:00Z 2026-03-03T05:00:00Z"),
        ("2026-03-02T06:00:00+01:00", 1, "2026-03-01T05:00:00Z 2026-03-02T05:00:00Z"),
        // The clocks go forward in the night to the 29th: a day of 23 hours.
        ("2026-03-28T12:00:00+01:00", 0, "2026-03-28T05:00:00Z 2026-03-29T04:00:00Z"),
        ("2026-10-25T12:00:00+01:00", 1, "2026-10-24T04:00:00Z 2026-10-25T05:00:00Z"),
    ])
    func daysBeginAtTheirBoundary(_ now: String, _ back: Int, _ expected: String) throws {
        #expect(text(days().day(containing: try at(now), back: back)) == expected)
    }

    @Test(arguments: [
        ("2026-03-02", "2026-03-02T05:00:00Z 2026-03-03T05:00:00Z"), ("2026-02-30", nil), ("2026-3", nil),
        ("monday", nil), ("2026-03-02-01", nil),
    ])
    func datesAreDays(_ name: String, _ expected: String?) {
        #expect(text(days().day(name)) == expected)
    }

    @Test(arguments: [
        ("2026-03-03T03:00:00+01:00", "2026-03-02T21:00:00Z 2026-03-03T05:00:00Z"),
        ("2026-03-03T09:00:00+01:00", "2026-03-03T05:00:00Z 2026-03-03T13:00:00Z"),
        // Nobody worked on Sunday.
        ("2026-03-08T12:00:00+01:00", "2026-03-06T21:00:00Z 2026-03-07T05:00:00Z"),
    ])
    func theShiftUnderWayOrTheLast(_ now: String, _ expected: String) throws {
        let weekdays = Set(1...5)
        let shifts = [
            CalendarSettings.Shift(weekdays: weekdays, start: 360, end: 840),
            CalendarSettings.Shift(weekdays: weekdays, start: 1320, end: 360),
        ]
        #expect(text(days(shifts: shifts).shift(at: try at(now))) == expected)
        #expect(days().shift(at: try at(now)) == nil)
    }
}
