package import Operations

/// The plant's weekly working time, in the site's zone.
package struct CalendarSettings: Sendable, Hashable {
    /// A stretch of work on some days of the week. One that ends at or before its start ends on the next day.
    package struct Shift: Sendable, Hashable {
        /// 1 is Monday.
        package var weekdays: Set<Int>
        /// Minutes after midnight, 0 to 1,439.
        package var start: Int
        /// Minutes after midnight, 1 to 1,440.
        package var end: Int

        package init(weekdays: Set<Int>, start: Int, end: Int) {
            self.weekdays = weekdays
            self.start = start
            self.end = end
        }
    }

    /// Without shifts the plant is always open.
    package var shifts: [Shift] = []
    /// Minutes after midnight at which a production day begins, 0 to 1,439; nil: with the earliest shift.
    package var dayStart: Int?

    package init() {}
}
