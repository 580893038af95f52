import Diagnostics
import XMLSchema

/// Writes a line for each record, padded with blanks to the end of its last field. Nothing is aligned or cut.
struct FixedWidthWriter {
    private let layout: FixedWidthLayout
    private let encoding: TextEncoding
    private let records: [String: FixedWidthLayout.Record]
    private var bytes: [UInt8] = []
    private var findings: [Finding] = []

    static func write(
        _ root: Node, _ layout: FixedWidthLayout, _ encoding: TextEncoding
    ) -> Checked<[UInt8]?> {
        var writer = FixedWidthWriter(layout, encoding)
        for child in root.children { writer.write(child) }
        return Checked(writer.findings.isEmpty ? writer.bytes : nil, writer.findings)
    }

    private init(_ layout: FixedWidthLayout, _ encoding: TextEncoding) {
        self.layout = layout
        self.encoding = encoding
        records = Dictionary(layout.records.map { (EscapedName.escape($0.name), $0) }) { first, _ in first }
    }

    /// Its line, and behind it those of the records inside of it.
    private mutating func write(_ node: Node) {
        guard let record = records[node.localName] else { return }
        let start = Array(record.starts.unicodeScalars)
        var line = start
        let width = record.fields.map(\.columns.upperBound).max() ?? 0
        line += [Unicode.Scalar](repeating: " ", count: max(0, width - line.count))
        let fields = Dictionary(record.fields.map { (EscapedName.escape($0.name), $0) }) { first, _ in first }
        for child in node.children {
            if let field = fields[child.localName] { place(child, field, in: &line) }
        }
        if !line.starts(with: start) {
            let words =
                "a field takes the place of \"\(record.starts)\", which a line of \(record.name) begins with"
            report("FORM-VALUE-5", node, words, "Give the field the same value, or none.")
        }
        append(line, node)
        for child in node.children where fields[child.localName] == nil { write(child) }
    }

    private mutating func place(
        _ node: Node, _ field: FixedWidthLayout.Field, in line: inout [Unicode.Scalar]
    ) {
        let value = Array(node.text.unicodeScalars)
        guard value.count <= field.columns.count else {
            let words =
                "\"\(node.text)\" has \(value.count) characters, and \(field.name) has room for \(field.columns.count)"
            return report("FORM-VALUE-3", node, words, "Shorten the value in the mapping.")
        }
        guard !value.contains(where: { $0 == "\n" || $0 == "\r" }) else {
            return report(
                "FORM-VALUE-6", node, "the value has several lines, and \(field.name) stands in one",
                "Join the lines in the mapping.")
        }
        let start = field.columns.lowerBound - 1
        line.replaceSubrange(start..<start + value.count, with: value)
    }

    private mutating func append(_ line: [Unicode.Scalar], _ node: Node) {
        guard let encoded = encoding.bytes(of: String(String.UnicodeScalarView(line))) else {
            let culprit = node.children.first { encoding.bytes(of: $0.text) == nil }
            if findings.count < FormLimits.findings {
                findings.append(.notEncodable(culprit ?? node, encoding))
            }
            return
        }
        bytes += encoded + layout.lineEnd.bytes
    }

    private mutating func report(_ code: Code, _ node: Node, _ message: String, _ advice: String) {
        guard findings.count < FormLimits.findings else { return }
        findings.append(
            Finding(code, .error, at: Place(path: node.path), message, found: node.text, advice: advice))
    }
}
