/// Why JSON text cannot be read further. The input's fault: it becomes a finding, with the place.
package struct JSONFault: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case empty
        /// The text ends where this is missing.
        case unfinished(expected: String)
        case unexpected(found: String, expected: String)
        case afterEnd(found: String)
        case number(String)
        /// A control character that stands in a string as it is.
        case controlCharacter(UInt32)
        case escape(String)
        case surrogate
        case notUTF8
        /// A character that JSON can say and XML cannot carry.
        case character(UInt32)
        case duplicate(String)
        case limit(JSONLimits.Limit, Int)
    }

    package var reason: Reason
    /// Counted from 1.
    package var line: Int
    /// In Unicode scalars, counted from 1.
    package var column: Int
    /// The members that are open there: `/OperationsSchedule/OperationsRequest[2]/ID`.
    package var path: String

    package init(_ reason: Reason, line: Int, column: Int, path: String) {
        self.reason = reason
        self.line = line
        self.column = column
        self.path = path
    }
}
