package import Diagnostics

/// When shifts are by the clock of a site, and when its day begins.
package struct ShiftPlan: Hashable, Sendable {
    /// One shift of a week.
    package struct Shift: Hashable, Sendable {
        package var name: Identifier
        /// Minutes after midnight on the clock, 0..<1440.
        package var start: Int
        /// Exclusive, 1...1440; not after `start` when the shift ends on the next day.
        package var end: Int
        /// 1 is Monday, 7 is Sunday: the day on which the shift begins.
        package var weekdays: Set<Int>

        package init(_ name: Identifier, from start: Int, to end: Int, weekdays: Set<Int> = Set(1...7)) {
            self.name = name
            self.start = start
            self.end = end
            self.weekdays = weekdays
        }
    }

    package var shifts: [Shift]
    /// Minutes after midnight at which a production day begins, such as 360 for 06:00.
    package var dayBoundary: Int

    package init(_ shifts: [Shift], dayBoundary: Int = 0) {
        self.shifts = shifts
        self.dayBoundary = dayBoundary
    }
}

/// From one day boundary to the next: 23 or 25 hours long when the clocks change in it.
package struct ProductionDay: Hashable, Sendable {
    /// The date on which it begins, in days since 1970-01-01.
    package var date: Int
    package var interval: Interval
}

/// One shift on one day. A night shift belongs to the production day that contains its start.
package struct ShiftWindow: Hashable, Sendable {
    package var name: Identifier
    package var productionDay: Int
    package var interval: Interval
}

/// The windows that days and shifts come to, as UTC. They may also be resolved elsewhere and given in.
package struct ProductionCalendar: Hashable, Sendable {
    /// By start.
    package let days: [ProductionDay]
    /// By start.
    package let shifts: [ShiftWindow]

    package init(days: [ProductionDay], shifts: [ShiftWindow]) {
        self.days = days.sorted { $0.interval.start < $1.interval.start }
        self.shifts = shifts.sorted {
            ($0.interval.start, $0.interval.end) < ($1.interval.start, $1.interval.end)
        }
    }

    /// The production days that begin on the given dates, and the shifts that begin on them.
    ///
    /// Dates are in days since 1970-01-01; not more than 100 000 of them are taken.
    package static func resolved(
        _ plan: ShiftPlan, dates: Range<Int>, zone: ZoneOffsets,
        repeatedHour: ZoneOffsets.RepeatedHour = .earlier
    ) -> Checked<ProductionCalendar> {
        var findings: [Finding] = []
        let place = { (text: String) in Place(path: text) }
        let usable = plan.shifts.filter { shift in
            let isUsable = (0..<1_440).contains(shift.start) && (1...1_440).contains(shift.end)
            if !isUsable {
                findings.append(
                    Finding(
                        IndicatorNote.badShift, .error, at: place("shift \(shift.name)"),
                        "its times are not within a day", expected: ["0 to 1440 minutes after midnight"]))
            }
            return isUsable
        }
        let boundary = (0..<1_440).contains(plan.dayBoundary) ? plan.dayBoundary : 0
        func instant(_ date: Int, _ minutes: Int) -> Instant? {
            let local = (Int64(date) * 1_440 + Int64(minutes)) * 60_000
            let resolved = zone.instant(local: local, repeatedHour: repeatedHour)
            for finding in resolved.findings where !findings.contains(finding) { findings.append(finding) }
            return resolved.value
        }
        func interval(_ date: Int, _ start: Int, _ end: Int) -> Interval? {
            guard let from = instant(date, start), let to = instant(date, end) else { return nil }
            return try? Interval(from, to)
        }
        var days: [ProductionDay] = []
        var shifts: [ShiftWindow] = []
        let first = max(dates.lowerBound, -1_000_000)
        for date in first..<max(first, min(dates.upperBound, first + 100_000)) {
            if let interval = interval(date, boundary, boundary + 1_440) {
                days.append(ProductionDay(date: date, interval: interval))
            }
            for shift in usable where shift.weekdays.contains(weekday(date)) {
                let end = shift.end > shift.start ? shift.end : shift.end + 1_440
                guard let interval = interval(date, shift.start, end) else { continue }
                let day = shift.start < boundary ? date - 1 : date
                shifts.append(ShiftWindow(name: shift.name, productionDay: day, interval: interval))
            }
        }
        let calendar = ProductionCalendar(days: days, shifts: shifts)
        return Checked(calendar, findings + calendar.overlaps)
    }

    /// 1970-01-01 was a Thursday.
    private static func weekday(_ date: Int) -> Int {
        ((date + 3) % 7 + 7) % 7 + 1
    }

    private var overlaps: [Finding] {
        zip(shifts, shifts.dropFirst()).compactMap { first, second in
            guard second.interval.start < first.interval.end else { return nil }
            return Finding(
                IndicatorNote.overlappingShifts, .warning, at: Place(path: "shift \(second.name)"),
                "it begins at \(second.interval.start), before shift \(first.name) ends",
                advice: "End one shift before the next begins.")
        }
    }

    /// The production day that contains an instant.
    package func day(at instant: Instant) -> ProductionDay? {
        let index = days.partitioningIndex { $0.interval.start > instant }
        guard index > 0, instant < days[index - 1].interval.end else { return nil }
        return days[index - 1]
    }

    /// The shift that contains an instant; the later one of two that overlap.
    package func shift(at instant: Instant) -> ShiftWindow? {
        let index = shifts.partitioningIndex { $0.interval.start > instant }
        return shifts[..<index].last { instant < $0.interval.end }
    }

    /// Planned operation time: all shifts.
    package var planned: WorkCalendar { WorkCalendar(shifts.map(\.interval)) }
}
