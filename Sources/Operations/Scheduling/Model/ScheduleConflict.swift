/// Why a part of the problem could not be planned as asked, with the names a planner knows.
///
/// A conflict never empties the schedule: the orders it does not touch are planned.
package enum ScheduleConflict: Hashable, Sendable {
    /// No mode is left: none was given, or its units and resources cannot do it. Its job is not planned.
    case noResource(operation: String)
    /// The calendars of all its units have no working time left. Its job is not planned.
    case noWorkingTime(operation: String, unit: String)
    /// The calendars end, or have no interval that is long enough for work in one piece.
    case calendarTooShort(operation: String, unit: String)
    /// The operations wait for one another. Their jobs are not planned.
    case cycle(operations: [String])
    /// Its job is not planned since another one that it waits for is not.
    case waitsForUnplanned(operation: String, before: String)
    /// By so many minutes, rounded up; most of the time lost before the unit named, if any was lost waiting.
    case dueDateMissed(job: String, minutes: Int64, operation: String, unit: String?, waitedMinutes: Int64)
    /// The maximum lag is less than the minimum: no plan can keep it. The minimum is kept.
    case maximumLagImpossible(before: String, after: String)
    /// No plan was found that keeps it: exceeded by so many minutes, rounded up.
    case maximumLagExceeded(before: String, after: String, minutes: Int64)
    /// Its frozen place cannot be kept, since it waits for work that is not settled or has no such mode.
    case frozenPlaceImpossible(operation: String, unit: String)
    /// Two operations are said to run at the same time on one unit.
    case runningTogether(unit: String, operations: [String])
    /// Input that makes no sense; what it belongs to is left out.
    case invalid(what: String, reason: String)
}

extension ScheduleConflict: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noResource(let operation): "\(operation): no unit can do it"
        case .noWorkingTime(let operation, let unit): "\(operation): \(unit) has no working time"
        case .calendarTooShort(let operation, let unit):
            "\(operation): the calendar of \(unit) has no room for it"
        case .cycle(let operations): "\(operations.joined(separator: ", ")): wait for one another"
        case .waitsForUnplanned(let operation, let before):
            "\(operation): waits for \(before), which is not planned"
        case .dueDateMissed(let job, let minutes, let operation, let unit, let waited):
            if let unit {
                "\(job): \(minutes) min late; \(operation) waits \(waited) min for \(unit)"
            } else {
                "\(job): \(minutes) min late; its own work up to \(operation) takes longer"
            }
        case .maximumLagImpossible(let before, let after):
            "\(after): must start before it may, after \(before)"
        case .maximumLagExceeded(let before, let after, let minutes):
            "\(after): starts \(minutes) min too late after \(before)"
        case .frozenPlaceImpossible(let operation, let unit):
            "\(operation): cannot keep its frozen place on \(unit)"
        case .runningTogether(let unit, let operations):
            "\(unit): \(operations.joined(separator: ", ")) are said to run together"
        case .invalid(let what, let reason): "\(what): \(reason)"
        }
    }
}
