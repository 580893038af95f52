/// A rule of the problem that a schedule breaks.
package struct ScheduleViolation: Hashable, Sendable {
    package enum Rule: String, Hashable, Sendable, CaseIterable {
        /// An assignment names an operation that does not exist.
        case unknownOperation
        case missing
        case placedTwice
        /// Not one of the operation's modes, or not the unit of that mode.
        case illegalMode
        /// The working time from start to end is not the mode's duration.
        case duration
        /// Starts, ends or is set up outside working time, or is interrupted where it must not be.
        case calendar
        /// Before the plan, the job's release, its material, or the unit's availability.
        case release
        case overlap
        /// Too little working time for the change of family.
        case setup
        case minimumLag
        case maximumLag
        case capacity
        /// A frozen operation has lost its unit or its order.
        case frozen
        /// A running operation is not where and when it runs.
        case running
    }

    package let rule: Rule
    /// `job/operation`.
    package let operation: String
    /// The other operation of the rule, or the cumulative resource.
    package let other: String?
    package let unit: String?
    /// How much is missing or too much; 0 where that has no meaning.
    package let milliseconds: Int64

    package init(
        _ rule: Rule, _ operation: String, other: String? = nil, unit: String? = nil, milliseconds: Int64 = 0
    ) {
        self.rule = rule
        self.operation = operation
        self.other = other
        self.unit = unit
        self.milliseconds = milliseconds
    }
}

extension ScheduleViolation: CustomStringConvertible {
    package var description: String {
        var text = "\(operation): \(rule.rawValue)"
        if let other { text += " against \(other)" }
        if let unit { text += " on \(unit)" }
        if milliseconds != 0 { text += " by \(milliseconds) ms" }
        return text
    }
}
