/// Why a reading stopped before its end. The input's fault: it becomes a finding, with the place.
@usableFromInline
package struct XMLFailure: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// The input has no bytes, or none but white space.
        case empty
        /// libxml2's own words, without its trailing newline.
        case notWellFormed(String)
        case doctype
        case limit(XMLLimits.Limit, Int)
        /// The encoding that is declared or recognised, which we do not read.
        case encoding(String)
    }

    package var reason: Reason
    package var line: Int
    package var column: Int

    package init(_ reason: Reason, line: Int, column: Int) {
        self.reason = reason
        self.line = line
        self.column = column
    }
}
