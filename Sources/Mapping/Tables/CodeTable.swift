import Diagnostics

/// A table that a person owns and an auditor can read: which code stands for which value, why, and from when to when.
struct CodeTable: Sendable {
    /// What happens to a code that the table has not.
    enum NoMatch: Hashable, Sendable {
        /// The document is refused.
        case fail
        /// The document waits until somebody has added the code.
        case hold
        case `default`(String)
        /// The code itself is the value.
        case pass
    }

    struct Row: Hashable, Sendable {
        let value: String
        /// ISO dates, both inclusive; nil for without end.
        let validFrom: String?
        let validUntil: String?
        let line: Int

        func isValid(on date: String?) -> Bool {
            guard let date else { return true }
            return (validFrom ?? "") <= date && date <= (validUntil ?? "9999-12-31")
        }

        func overlaps(_ other: Row) -> Bool {
            (validFrom ?? "") <= (other.validUntil ?? "9999-12-31")
                && (other.validFrom ?? "") <= (validUntil ?? "9999-12-31")
        }
    }

    static let columns = ["code", "value", "owner", "reason", "valid-from", "valid-until"]

    let name: String
    let file: String
    let noMatch: NoMatch
    private(set) var rows: [String: [Row]] = [:]

    init(name: String, file: String, noMatch: NoMatch) {
        self.name = name
        self.file = file
        self.noMatch = noMatch
    }

    /// The row that is valid on a date, as YYYY-MM-DD; without a date the rows' own dates do not count.
    func row(for code: String, on date: String?) -> Row? {
        rows[code]?.first { $0.isValid(on: date) }
    }

    /// Reads the rows of a CSV file: RFC 4180, the first line names the columns, `code` and `value` are needed.
    mutating func read(_ text: String) -> [Finding] {
        var findings: [Finding] = []
        var records = CommaSeparatedValues(text).records[...]
        guard let header = records.popFirst() else {
            return [problem("the table is empty", line: 1)]
        }
        for column in header.fields where !Self.columns.contains(column) {
            let nearest = suggestion(for: column, among: Self.columns)
            findings.append(
                problem(
                    "a table has no column \"\(column)\"", line: header.line,
                    advice: nearest.map { "Did you mean \"\($0)\"?" }))
        }
        guard let code = header.fields.firstIndex(of: "code"),
            let value = header.fields.firstIndex(of: "value")
        else {
            return findings + [problem("a table needs the columns code and value", line: header.line)]
        }
        let from = header.fields.firstIndex(of: "valid-from")
        let until = header.fields.firstIndex(of: "valid-until")
        for record in records {
            guard record.fields.count == header.fields.count else {
                findings.append(
                    problem(
                        "the row has \(record.fields.count) fields, the first line \(header.fields.count)",
                        line: record.line))
                continue
            }
            let row = Row(
                value: record.fields[value], validFrom: Self.date(record, from),
                validUntil: Self.date(record, until), line: record.line)
            findings += add(row, code: record.fields[code])
        }
        return findings
    }

    private mutating func add(_ row: Row, code: String) -> [Finding] {
        for date in [row.validFrom, row.validUntil].compactMap({ $0 }) where !Self.isDate(date) {
            return [problem("\"\(date)\" is not a date", line: row.line, advice: "Write 2026-01-31.")]
        }
        if let other = rows[code]?.first(where: { $0.overlaps(row) }) {
            return [
                Finding(
                    "MAP-TABLE-4", .error, at: Place(source: file, line: row.line, column: 1),
                    "the code \"\(code)\" stands in line \(other.line) too, and both rows are valid at once",
                    advice: "Keep one of them, or give them dates that do not overlap.")
            ]
        }
        rows[code, default: []].append(row)
        return []
    }

    private func problem(_ message: String, line: Int, advice: String? = nil) -> Finding {
        Finding(
            "MAP-TABLE-3", .error, at: Place(source: file, line: line, column: 1), message,
            advice: advice ?? "A table has the columns \(Self.columns.joined(separator: ",")).")
    }

    private static func date(_ record: CommaSeparatedValues.Record, _ column: Int?) -> String? {
        guard let column, !record.fields[column].isEmpty else { return nil }
        return record.fields[column]
    }

    /// Whether a text is YYYY-MM-DD.
    static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }
}
