import Diagnostics
import XMLSchema

/// Writes the rows of a document, those of groups one group after the other; fields are quoted where they must be.
///
/// Source: RFC 4180.
struct DelimitedWriter {
    private let layout: DelimitedLayout
    private let encoding: TextEncoding
    private var bytes: [UInt8] = []
    private var findings: [Finding] = []

    static func write(
        _ root: Node, _ layout: DelimitedLayout, _ encoding: TextEncoding
    ) -> Checked<[UInt8]?> {
        var writer = DelimitedWriter(layout: layout, encoding: encoding)
        if layout.hasHeader { writer.writeLine(layout.columns.map { ($0, root) }) }
        for child in root.children {
            if child.localName == DelimitedLayout.grouped {
                for row in child.children { writer.writeRow(row) }
            } else {
                writer.writeRow(child)
            }
        }
        return Checked(writer.findings.isEmpty ? writer.bytes : nil, writer.findings)
    }

    private init(layout: DelimitedLayout, encoding: TextEncoding) {
        self.layout = layout
        self.encoding = encoding
    }

    private mutating func writeRow(_ row: Node) {
        let fields = Dictionary(row.children.map { ($0.localName, $0) }) { first, _ in first }
        writeLine(
            layout.columns.map { column in
                let field = fields[EscapedName.escape(column)]
                return (field?.text ?? "", field ?? row)
            })
    }

    private mutating func writeLine(_ fields: [(text: String, node: Node)]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: layout.separator)) }
            let text = quoted(field.text, isAlone: fields.count == 1)
            guard let encoded = encoding.bytes(of: text) else {
                report(field.node)
                continue
            }
            bytes += encoded
        }
        bytes += layout.lineEnd.bytes
    }

    /// An empty field alone would be a line without anything.
    private func quoted(_ text: String, isAlone: Bool) -> String {
        let needsQuotes = text.unicodeScalars.contains {
            $0 == layout.separator || $0 == "\"" || $0 == "\n" || $0 == "\r"
        }
        guard needsQuotes || isAlone && text.isEmpty else { return text }
        return text.reduce(into: "\"") { $0 += $1 == "\"" ? "\"\"" : String($1) } + "\""
    }

    private mutating func report(_ node: Node) {
        guard findings.count < FormLimits.findings else { return }
        findings.append(.notEncodable(node, encoding))
    }
}

extension Finding {
    /// A value with a character that the encoding of the form does not have.
    static func notEncodable(_ node: Node, _ encoding: TextEncoding) -> Finding {
        Finding(
            "FORM-VALUE-4", .error, at: Place(path: node.path),
            "\"\(node.text)\" has a character that \(encoding.rawValue) does not have", found: node.text,
            advice: "Replace the character in the mapping, or declare another encoding.")
    }
}
