import Diagnostics
import XMLSchema

/// Reads rows of fields.
///
/// Fields keep their blanks, lines without anything are passed over, and a quotation mark inside of a field that is not
/// quoted stands for itself. Empty fields behind the last column are passed over too: spreadsheets write them.
///
/// Source: RFC 4180.
struct DelimitedReader {
    private struct Field {
        var text: [UInt8]
        let line: Int
        let column: Int
        var isQuoted = false

        /// Alone in its row, it is a line without anything.
        var isNothing: Bool { text.isEmpty && !isQuoted }
        var string: String { String(decoding: text, as: UTF8.self) }
    }

    private let layout: DelimitedLayout
    private let source: String
    private let separator: UInt8
    private var cursor: TextCursor
    private var findings: [Finding] = []
    private var elements = 0
    /// Of which column each field of a row is, by its name as paths show it; nil for one that is none.
    private var columns: [String?] = []
    /// Columns of the header that the layout does not know, until a row has a value there.
    private var unknown: [Int: Field] = [:]

    static func read(
        _ bytes: [UInt8], _ layout: DelimitedLayout, _ encoding: TextEncoding, source: String
    ) throws(FormFault) -> Checked<FormElement> {
        let text = try TextDecoding.decode(bytes, encoding, source: source)
        var reader = DelimitedReader(layout, text, source)
        let rows = try reader.rows()
        let root = FormElement(
            name: FormElement.rootName, line: 1, column: 1, children: reader.grouped(rows))
        return Checked(root, reader.findings)
    }

    private init(_ layout: DelimitedLayout, _ text: [UInt8], _ source: String) {
        self.layout = layout
        self.source = source
        separator = UInt8(ascii: layout.separator)
        cursor = TextCursor(text)
        columns = layout.columns.map(EscapedName.escape)
    }

    // MARK: Rows

    private mutating func rows() throws(FormFault) -> [FormElement] {
        var rows: [FormElement] = []
        var isHeader = layout.hasHeader
        while cursor.peek != nil {
            let fields = try record()
            guard fields.count > 1 || !fields[0].isNothing else { continue }
            if isHeader {
                readHeader(fields)
                isHeader = false
            } else {
                rows.append(row(fields))
            }
        }
        if isHeader {
            report(
                "FORM-CSV-3", Place(source: source), "the document has no header",
                "Send a line with the names.")
        }
        return rows
    }

    private mutating func row(_ fields: [Field]) -> FormElement {
        var row = FormElement(
            name: DelimitedLayout.row, line: fields[0].line, column: fields[0].column)
        for (index, field) in fields.enumerated() {
            if let name = index < columns.count ? columns[index] : nil {
                // Nothing between two separators is no value; an empty text is written in quotation marks.
                guard !field.isNothing else { continue }
                row.children.append(.text(name, field.string, line: field.line, column: field.column))
            } else if !field.text.isEmpty, let header = unknown.removeValue(forKey: index) {
                let name = EscapedName.escape(header.string)
                row.children.append(.text(name, field.string, line: header.line, column: header.column))
            }
        }
        checkCount(fields)
        return row
    }

    private mutating func checkCount(_ fields: [Field]) {
        let extra = fields.dropFirst(columns.count).first { !$0.text.isEmpty }
        if let extra {
            report(
                "FORM-CSV-5", extra,
                "the row has \(fields.count) fields, and there are \(columns.count) columns",
                "Have the sender put fields that hold the separator in quotation marks.")
        } else if fields.count < columns.count {
            report(
                "FORM-CSV-6", fields[0],
                "the row has \(fields.count) of \(columns.count) fields",
                "Check that the sender writes all fields, also the empty ones.")
        }
    }

    /// Rows with the same values in the columns of the group stand in one, in the order in which they are first seen.
    private func grouped(_ rows: [FormElement]) -> [FormElement] {
        guard !layout.group.isEmpty else { return rows }
        let names = layout.group.map(EscapedName.escape)
        var groups: [FormElement] = []
        var known: [[String]: Int] = [:]
        for row in rows {
            let key = names.map { name in row.children.first { $0.name == name }?.text ?? "" }
            if let index = known[key] {
                groups[index].children.append(row)
            } else {
                known[key] = groups.count
                groups.append(
                    FormElement(
                        name: DelimitedLayout.grouped, line: row.line, column: row.column, children: [row]))
            }
        }
        return groups
    }

    // MARK: Header

    private mutating func readHeader(_ fields: [Field]) {
        columns = []
        var seen: Set<String> = []
        for (index, field) in fields.enumerated() {
            let name = field.string.trimmingBlanks
            let isDeclared = layout.columns.contains(name)
            columns.append(isDeclared && !seen.contains(name) ? EscapedName.escape(name) : nil)
            if isDeclared, !seen.insert(name).inserted {
                report(
                    "FORM-CSV-4", field, "the column \"\(name)\" stands twice in the header", "Remove one.")
            }
            if columns[index] == nil {
                unknown[index] = Field(text: Array(name.utf8), line: field.line, column: field.column)
            }
        }
        for column in layout.columns where !seen.contains(column) {
            let near = nearestName(to: column, among: fields.map(\.string))
            report(
                "FORM-CSV-3", fields[0], "the header has no column \"\(column)\"",
                near.map { "Is it the column \"\($0)\"?" }
                    ?? "Have the sender write it, or correct \"columns\".")
        }
    }

    // MARK: Fields

    /// One row, which quoted line ends can make several lines long.
    private mutating func record() throws(FormFault) -> [Field] {
        var fields: [Field] = []
        repeat {
            elements += 1
            guard elements <= FormLimits.elements else {
                throw .limit("fields", FormLimits.elements, at: place)
            }
            fields.append(try field())
        } while cursor.take(separator)
        _ = cursor.takeLineEnd()
        return fields
    }

    private mutating func field() throws(FormFault) -> Field {
        var field = Field(text: [], line: cursor.line, column: cursor.column)
        if cursor.peek == 0x22 {
            field.text = try quoted()
            field.isQuoted = true
            guard cursor.peek == nil || cursor.peek == separator || cursor.isAtLineEnd else {
                throw FormFault(
                    "FORM-CSV-1", at: place, "text follows the quotation mark that ends a field",
                    advice: "Have the sender write quotation marks inside of a field twice.")
            }
            return field
        }
        while let byte = cursor.peek, byte != separator, !cursor.isAtLineEnd {
            field.text.append(byte)
            cursor.advance()
        }
        return field
    }

    private mutating func quoted() throws(FormFault) -> [UInt8] {
        let start = place
        var text: [UInt8] = []
        cursor.advance()
        while let byte = cursor.peek {
            cursor.advance()
            if byte == 0x22, !cursor.take(0x22) { return text }
            text.append(byte)
        }
        throw FormFault(
            "FORM-CSV-2", at: start, "the quotation mark that begins here is not closed",
            advice:
                "Check that the sender writes the document completely, and quotation marks in a field twice.")
    }

    // MARK: Findings

    private var place: Place { Place(source: source, line: cursor.line, column: cursor.column) }

    private mutating func report(_ code: Code, _ field: Field, _ message: String, _ advice: String) {
        report(code, Place(source: source, line: field.line, column: field.column), message, advice)
    }

    private mutating func report(_ code: Code, _ place: Place, _ message: String, _ advice: String) {
        guard findings.count < FormLimits.findings else { return }
        findings.append(Finding(code, .error, at: place, message, advice: advice))
    }
}
