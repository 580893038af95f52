import Foundation
import Operations

/// Weekly shifts in a zone, resolved to working intervals.
struct ShiftCalendar {
    private let shifts: [CalendarSettings.Shift]
    private let calendar: Calendar

    /// The zone is an IANA name; nil and an unknown one stand for UTC.
    init(shifts: [CalendarSettings.Shift], zone: String?) {
        self.shifts = shifts
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = zone.flatMap { TimeZone(identifier: $0) } ?? .gmt
        self.calendar = calendar
    }

    init(shifts: [CalendarSettings.Shift], calendar: Calendar) {
        self.shifts = shifts
        self.calendar = calendar
    }

    /// From the beginning of the local day before `start`, so that a night shift under way is in it.
    func resolved(from start: Instant, until end: Instant) -> WorkCalendar {
        var intervals: [Interval] = []
        var day = calendar.startOfDay(for: start.date.addingTimeInterval(-86_400))
        while day < end.date {
            intervals += shifts.compactMap { interval($0, on: day) }
            guard let next = calendar.date(byAdding: .day, value: 1, to: day) else { break }
            day = calendar.startOfDay(for: next)
        }
        return WorkCalendar(intervals)
    }

    /// Whether the next fortnight would be another one than the loop knows.
    func differs(from known: WorkCalendar, at now: Instant) -> Bool {
        let end = Instant(milliseconds: now.milliseconds + 14 * 86_400_000)
        guard let window = try? Interval(now, end), !known.isAlwaysOpen else { return true }
        return known.working(in: window) != resolved(from: now, until: end).working(in: window)
    }

    /// Wall-clock times: a night shift is an hour shorter or longer when the clocks change in it.
    func interval(_ shift: CalendarSettings.Shift, on day: Date) -> Interval? {
        // ISO weekday: 1 is Monday; Foundation counts from Sunday.
        let weekday = (calendar.component(.weekday, from: day) + 5) % 7 + 1
        guard shift.weekdays.contains(weekday), let start = time(shift.start, on: day),
            let endDay = shift.end > shift.start ? day : calendar.date(byAdding: .day, value: 1, to: day),
            let end = time(shift.end, on: endDay)
        else { return nil }
        return try? Interval(start, end)
    }

    private func time(_ minutes: Int, on day: Date) -> Instant? {
        guard minutes < 1_440 else {
            return calendar.date(byAdding: .day, value: 1, to: day).map {
                calendar.startOfDay(for: $0).instant
            }
        }
        return calendar.date(bySettingHour: minutes / 60, minute: minutes % 60, second: 0, of: day)?.instant
    }
}
