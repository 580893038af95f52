import Diagnostics

extension MappingParser {
    mutating func parseEnd(_ value: YAMLValue) -> EndDraft? {
        guard let keys = map(value) else { return nil }
        if let format = keys["format"] { return parseForm(format, keys).map { .form($0) } }
        check(keys, allowed: ["set", "noun"], of: "an end")
        let set = required("set", keys).flatMap { text($0) }
        let noun = required("noun", keys).flatMap { text($0) }
        guard let set, let noun else { return nil }
        return .noun(set: set, noun: noun)
    }

    private mutating func parseForm(_ value: YAMLValue, _ keys: Keys) -> FormDraft? {
        guard let name = text(value) else { return nil }
        guard let format = ForeignFormat(rawValue: name.text) else {
            let formats = ForeignFormat.allCases.map(\.rawValue)
            expected(formats.joined(separator: ", "), value)
            return nil
        }
        check(keys, allowed: ["format"] + Self.keys(of: format), of: "the form \(format.rawValue)")
        var form = FormDraft(format: format, place: name.place)
        form.samples = keys["sample"].map { texts($0) } ?? []
        form.schema = keys["schema"].flatMap { text($0) }
        form.root = keys["root"].flatMap { text($0) }
        if format == .xml, form.schema != nil { _ = required("root", keys) }
        if let label = keys["encoding"].flatMap({ text($0) }), let value = keys["encoding"] {
            if let encoding = TextEncoding(label: label.text) {
                form.encoding = encoding
            } else {
                expected(TextEncoding.allCases.map(\.rawValue).joined(separator: ", "), value)
            }
        }
        switch format {
        case .csv: form.delimited = parseDelimited(keys)
        case .fixedWidth: form.fixedWidth = parseFixedWidth(keys)
        case .json, .xml, .aqdef: break
        }
        return form
    }

    private static func keys(of format: ForeignFormat) -> [String] {
        switch format {
        case .json: ["sample"]
        case .xml: ["sample", "schema", "root"]
        case .csv: ["separator", "columns", "header", "group", "encoding", "line-end"]
        case .fixedWidth: ["records", "encoding", "line-end"]
        case .aqdef: ["encoding"]
        }
    }

    // MARK: Lines

    private mutating func parseDelimited(_ keys: Keys) -> DelimitedLayout? {
        guard let columns = required("columns", keys) else { return nil }
        var layout = DelimitedLayout(columns: texts(columns).map(\.text))
        layout.group = keys["group"].map { texts($0).map(\.text) } ?? []
        if let header = keys["header"].flatMap({ flag($0) }) { layout.hasHeader = header }
        if let end = parseLineEnd(keys) { layout.lineEnd = end }
        if let value = keys["separator"], let text = text(value) {
            if text.text.unicodeScalars.count == 1, let scalar = text.text.unicodeScalars.first {
                layout.separator = scalar
            } else {
                expected("one character", value)
            }
        }
        return layout
    }

    private mutating func parseLineEnd(_ keys: Keys) -> LineEnd? {
        guard let value = keys["line-end"], let text = text(value) else { return nil }
        if let end = LineEnd(rawValue: text.text) { return end }
        expected("lf or crlf", value)
        return nil
    }

    private mutating func parseFixedWidth(_ keys: Keys) -> FixedWidthLayout? {
        guard let value = required("records", keys) else { return nil }
        var layout = FixedWidthLayout(records: items(value).compactMap { parseRecord($0) })
        if let end = parseLineEnd(keys) { layout.lineEnd = end }
        return layout
    }

    private mutating func parseRecord(_ value: YAMLValue) -> FixedWidthLayout.Record? {
        guard let keys = map(value) else { return nil }
        check(keys, allowed: ["name", "starts", "inside", "fields"], of: "a record")
        let name = required("name", keys).flatMap { text($0) }
        let starts = required("starts", keys).flatMap { text($0) }
        guard let name, let starts, let value = required("fields", keys), let fields = map(value) else {
            return nil
        }
        return FixedWidthLayout.Record(
            name: name.text, starts: starts.text, inside: keys["inside"].flatMap { text($0) }?.text,
            fields: fields.entries.compactMap { parseField($0) })
    }

    /// `OrderNo: 3-14`, columns from 1, both included.
    private mutating func parseField(_ entry: YAMLValue.Entry) -> FixedWidthLayout.Field? {
        guard let text = text(entry.value) else { return nil }
        let ends = text.text.split(separator: "-").map { Int($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first > 0,
            first <= last
        else {
            expected("columns such as 3-14", entry.value)
            return nil
        }
        return FixedWidthLayout.Field(name: entry.key, columns: first...last)
    }
}
