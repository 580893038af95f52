import Diagnostics

/// Reads lines whose fields stand at fixed columns. Short lines are as if padded with blanks, blank lines are passed over.
struct FixedWidthReader {
    private let layout: FixedWidthLayout
    private let source: String
    private var findings: [Finding] = []
    private var elements = 0
    /// The records that are open, the innermost last, behind the document itself.
    private var open: [(record: String?, element: FormElement)]

    static func read(
        _ bytes: [UInt8], _ layout: FixedWidthLayout, _ encoding: TextEncoding, source: String
    ) throws(FormFault) -> Checked<FormElement> {
        var cursor = TextCursor(try TextDecoding.decode(bytes, encoding, source: source))
        var reader = FixedWidthReader(layout, source)
        while let (text, line) = cursor.nextLine() {
            try reader.read(Array(String(decoding: text, as: UTF8.self).unicodeScalars), line)
        }
        reader.close(to: 1)
        return Checked(reader.open[0].element, reader.findings)
    }

    private init(_ layout: FixedWidthLayout, _ source: String) {
        self.layout = layout
        self.source = source
        open = [(nil, FormElement(name: FormElement.rootName, line: 1, column: 1))]
    }

    private mutating func read(_ text: [Unicode.Scalar], _ line: Int) throws(FormFault) {
        // Of several beginnings that fit, the longest says most.
        let fitting = layout.records.filter { text.starts(with: $0.starts.unicodeScalars) }
        guard let record = fitting.max(by: { $0.starts.count < $1.starts.count }) else {
            if text.allSatisfy({ $0 == " " || $0 == "\t" }) { return }
            let start = String(String.UnicodeScalarView(text.prefix(8)))
            return report(
                "FORM-FIXED-1", line, "no record begins with \"\(start)\"",
                "Declare the record, or have the sender leave the line out.")
        }
        guard let depth = open.lastIndex(where: { $0.record == record.inside }) else {
            return report(
                "FORM-FIXED-2", line,
                "a record \(record.name) stands here outside of a record \(record.inside ?? "")",
                "Check the order in which the sender writes the lines.")
        }
        close(to: depth + 1)
        elements += record.fields.count + 1
        guard elements <= FormLimits.elements else {
            throw .limit("fields", FormLimits.elements, at: Place(source: source, line: line, column: 1))
        }
        open.append((record.name, element(record, text, line)))
    }

    /// Puts the innermost records into those that they are inside of, until only so many are open.
    private mutating func close(to count: Int) {
        while open.count > count {
            let (_, element) = open.removeLast()
            open[open.count - 1].element.children.append(element)
        }
    }

    private func element(
        _ record: FixedWidthLayout.Record, _ text: [Unicode.Scalar], _ line: Int
    ) -> FormElement {
        var element = FormElement(name: EscapedName.escape(record.name), line: line, column: 1)
        for field in record.fields {
            let value = Self.trimmed(text, field.columns.lowerBound - 1..<field.columns.upperBound)
            guard !value.isEmpty else { continue }
            element.children.append(
                .text(EscapedName.escape(field.name), value, line: line, column: field.columns.lowerBound))
        }
        if let column = firstStray(record, text) {
            let rest = Self.trimmed(text, column - 1..<text.count)
            element.children.append(.text(FormElement.nameless, rest, line: line, column: column))
        }
        return element
    }

    private static func trimmed(_ text: [Unicode.Scalar], _ range: Range<Int>) -> String {
        var slice = text[range.clamped(to: text.indices)]
        while slice.last == " " { slice.removeLast() }
        return String(String.UnicodeScalarView(slice))
    }

    /// The column of the first character, blanks aside, that no field has; it counts from 1.
    private func firstStray(_ record: FixedWidthLayout.Record, _ text: [Unicode.Scalar]) -> Int? {
        let column = text.indices.first { index in
            text[index] != " " && index >= record.starts.unicodeScalars.count
                && !record.fields.contains { $0.columns.contains(index + 1) }
        }
        return column.map { $0 + 1 }
    }

    private mutating func report(_ code: Code, _ line: Int, _ message: String, _ advice: String) {
        guard findings.count < FormLimits.findings else { return }
        let place = Place(source: source, line: line, column: 1)
        findings.append(Finding(code, .error, at: place, message, advice: advice))
    }
}
