import XMLSchema
import XMLStream

/// What a mapping file says of a foreign form; its samples are read already.
struct ForeignFormDeclaration: Sendable {
    var format: ForeignFormat
    /// Of json and of xml without a schema; all of them together give the shape.
    var samples: [(file: String, bytes: [UInt8])] = []
    /// Of xml with a schema; then samples are not looked at.
    var schema: (schema: Schema, root: ExpandedName)?
    /// Of csv.
    var delimited: DelimitedLayout?
    /// Of fixed-width.
    var fixedWidth: FixedWidthLayout?
    /// Of csv, fixed-width and aqdef.
    var encoding = TextEncoding.utf8
}

/// What ends a line that is written.
package enum LineEnd: String, Sendable, CaseIterable {
    case lf, crlf

    var bytes: [UInt8] { self == .lf ? [0x0A] : [0x0D, 0x0A] }
}

/// The lines of a form in comma-separated values.
struct DelimitedLayout: Hashable, Sendable {
    /// What paths call a row, and rows with equal values.
    static let row = "row"
    static let grouped = "group"

    /// One ASCII character; no quotation mark and no line end.
    var separator: Unicode.Scalar = ","
    var columns: [String]
    /// Whether the first line names the columns.
    var hasHeader = true
    /// Columns whose equal values make rows one `group`; empty for none.
    var group: [String] = []
    var lineEnd = LineEnd.lf
}

/// The lines of a form whose fields stand at fixed columns.
struct FixedWidthLayout: Hashable, Sendable {
    /// One kind of line.
    struct Record: Hashable, Sendable {
        var name: String
        /// What its lines begin with.
        var starts: String
        /// The name of the record in which it stands; nil for one at the top.
        var inside: String?
        var fields: [Field]
    }

    struct Field: Hashable, Sendable {
        var name: String
        /// In characters from 1, both ends included.
        var columns: ClosedRange<Int>
    }

    var records: [Record]
    var lineEnd = LineEnd.lf
}
