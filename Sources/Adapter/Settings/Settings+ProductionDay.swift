package import Operations

extension Settings {
    /// The production day that contains an instant: it begins with the earliest shift of a day, at midnight without shifts.
    ///
    /// - Parameter instant: of it.
    /// - Returns: 23 or 25 hours when the clocks change in it; nil for an instant beyond the years of a calendar.
    package func productionDay(containing instant: Instant) -> Interval? {
        ShiftCalendar(shifts: calendar.shifts, zone: zone).productionDay(containing: instant)
    }
}
