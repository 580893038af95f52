import Foundation
package import Operations

/// Days and shifts as the site means them: by the clock of its zone, from one day boundary to the next.
package struct SiteDays: Sendable {
    private let shifts: [CalendarSettings.Shift]
    private let dayStart: Int
    private let calendar: Calendar

    package init(_ settings: Settings) {
        shifts = settings.calendar.shifts
        dayStart = settings.calendar.dayStart ?? settings.calendar.shifts.map(\.start).min() ?? 0
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = settings.zone.flatMap { TimeZone(identifier: $0) } ?? .gmt
        self.calendar = calendar
    }

    /// The production day that contains an instant, or one before it: 23 or 25 hours long when the clocks change in it.
    package func day(containing instant: Instant, back days: Int = 0) -> Interval? {
        let date = calendar.startOfDay(for: instant.date)
        guard let start = boundary(of: date),
            let earlier = calendar.date(byAdding: .day, value: -1, to: date),
            let day = calendar.date(byAdding: .day, value: -days, to: instant < start ? earlier : date)
        else { return nil }
        return interval(of: day)
    }

    /// The production day that begins on a date such as `2026-03-02`; nil for what is no date.
    package func day(_ text: String) -> Interval? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], year >= 1900
        else {
            return nil
        }
        let components = DateComponents(year: year, month: month, day: day)
        guard components.isValidDate(in: calendar), let date = calendar.date(from: components) else {
            return nil
        }
        return interval(of: date)
    }

    /// The shift that was under way at an instant, else the last one that ended before it, of the last two weeks; nil
    /// when the site has none.
    package func shift(at instant: Instant) -> Interval? {
        let dates = (0..<15).compactMap {
            calendar.date(byAdding: .day, value: -$0, to: calendar.startOfDay(for: instant.date))
        }
        let resolver = ShiftCalendar(shifts: shifts, calendar: calendar)
        let begun = dates.flatMap { date in shifts.compactMap { resolver.interval($0, on: date) } }
            .filter { $0.start <= instant }
        return begun.max { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    private func interval(of date: Date) -> Interval? {
        guard let next = calendar.date(byAdding: .day, value: 1, to: date), let start = boundary(of: date),
            let end = boundary(of: next)
        else { return nil }
        return try? Interval(start, end)
    }

    private func boundary(of date: Date) -> Instant? {
        calendar.date(bySettingHour: dayStart / 60, minute: dayStart % 60, second: 0, of: date)?.instant
    }
}
