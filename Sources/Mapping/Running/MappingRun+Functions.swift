import Diagnostics
import XMLSchema

/// A value on its way through functions.
struct PipedValue {
    var text: String
    /// What `@OtherValue` of the target becomes.
    var otherValue: String?
    /// Whether the source's own `@OtherValue` has become the value.
    var dropsOtherValue = false
}

extension MappingRun {
    /// - Returns: false when a function refuses the value, which is then reported.
    mutating func apply(
        _ functions: [CompiledExpression.Function], to value: inout PipedValue, _ node: Node, _ place: Int
    ) -> Bool {
        for function in functions {
            switch function {
            case .trim:
                value.text = Self.trimmed(value.text)
            case .upper:
                value.text = value.text.uppercased()
            case .lower:
                value.text = value.text.lowercased()
            case .decimal:
                guard let text = accepted(value.text, as: .decimal, node, place) else { return false }
                value.text = text
            case .dateTime:
                guard let text = accepted(value.text, as: .dateTime, node, place) else { return false }
                value.text = text
            case .lexicalType:
                value.text = BuiltinType.decimal.accepts(value.text) ? "decimal" : "string"
            case .zone(let name):
                guard let text = zoned(value.text, name, node, place) else { return false }
                value.text = text
            case .table(let index):
                guard let text = looked(up: value.text, in: mapping.tables[index], node, place) else {
                    return false
                }
                value.text = text
            case .openEnumeration(let enumeration):
                open(&value, enumeration, node)
            }
        }
        return true
    }

    private static func trimmed(_ text: String) -> String {
        var slice = text[...]
        while slice.first?.isWhitespace == true { slice.removeFirst() }
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return String(slice)
    }

    private mutating func accepted(_ text: String, as type: BuiltinType, _ node: Node, _ place: Int)
        -> String?
    {
        let text = Self.trimmed(text)
        if type.accepts(text) { return text }
        hold(
            "MAP-RUN-3", node, place, "\"\(text)\" is not a \(type.rawValue)",
            "Write something like \(type.example).")
        return nil
    }

    // MARK: Tables

    private mutating func looked(
        up code: String, in table: CodeTable, _ node: Node, _ place: Int
    ) -> String? {
        if let value = table.value(for: code, on: context.date) { return value }
        switch table.noMatch {
        case .pass: return code
        case .default(let value): return value
        case .hold:
            hold(
                "MAP-RUN-7", node, place, "the table \(table.name) has no row for \"\(code)\"",
                "Add the code to \(table.file) and let the document through again.")
        case .fail:
            isRefused = true
            report(
                "MAP-RUN-8", .error, node, place, "the table \(table.name) has no row for \"\(code)\"",
                "The document is refused: the code has to be one of \(table.file).")
        }
        return nil
    }

    // MARK: Open enumerations

    /// Source: B2MML, enumerations that a site may extend: `Other` with the site's own value in `@OtherValue`.
    private func open(_ value: inout PipedValue, _ enumeration: EnumerationSet, _ node: Node) {
        if value.text == "Other", let other = node.attribute("OtherValue")?.text {
            if other != "Other", Self.has(enumeration, other) {
                value.text = other
                value.dropsOtherValue = true
            }
        } else if !Self.has(enumeration, value.text) {
            value.otherValue = value.text
            value.text = "Other"
        }
    }

    private static func has(_ enumeration: EnumerationSet, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { enumeration.contains($0) }
    }

    // MARK: Times

    /// Nil when it is no time, or one that the clock change put in doubt. Without a name the zone is the plant's.
    private mutating func zoned(_ text: String, _ name: String?, _ node: Node, _ place: Int) -> String? {
        let text = Self.trimmed(text)
        guard let time = LexicalDateTime(text) else {
            // Years beyond 9999 and before 1 are legal in XSD; such a time has no use in a plant and stays as it is.
            if BuiltinType.dateTime.accepts(text) { return text }
            return accepted(text, as: .dateTime, node, place)
        }
        if time.hasOffset { return text }
        guard let zone = name ?? context.zone?.identifier else { return text }
        guard let clock = clocks[zone] ?? ZoneClock(zone) else {
            hold(
                "MAP-RUN-9", node, place, "there is no time zone \"\(zone)\"",
                "Correct the zone of the \(context.zone?.origin ?? "mapping").")
            return nil
        }
        clocks[zone] = clock
        let origin = name == nil ? context.zone?.origin ?? "site" : "mapping"
        note("\(zone) of the \(origin)", node, place)
        switch clock.answer(localSeconds: time.localSeconds) {
        case .offset(let minutes):
            return text + ZoneClock.text(ofOffset: minutes)
        case .skipped(let earlier, let later):
            return doubtful(text, "did not exist", earlier, later, zone, node, place)
        case .twice(let earlier, let later):
            return doubtful(text, "existed twice", earlier, later, zone, node, place)
        }
    }

    private mutating func doubtful(
        _ text: String, _ what: String, _ earlier: Int, _ later: Int, _ zone: String, _ node: Node,
        _ place: Int
    ) -> String? {
        let message = "the local time \(text) \(what) in \(zone)"
        switch context.doubt {
        case .hold:
            hold("MAP-RUN-10", node, place, message, "Have it sent with an offset, or say earlier or later.")
            return nil
        case .earlier, .later:
            let minutes = context.doubt == .earlier ? earlier : later
            let result = text + ZoneClock.text(ofOffset: minutes)
            report("MAP-RUN-10", .warning, node, place, "\(message); \(result) is taken", nil)
            return result
        }
    }

    private mutating func note(_ zone: String, _ node: Node, _ place: Int) {
        if let index = zoned.firstIndex(where: { $0.zone == zone }) {
            zoned[index].count += 1
        } else {
            zoned.append((zone, 1, node, mapping.places[place]))
        }
    }
}
