import Diagnostics
import Operations
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
        if let row = table.row(for: code, on: context.date) {
            notes?.tableRow = Place(source: table.file, line: row.line, column: 1)
            return row.value
        }
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
        guard BuiltinType.dateTime.accepts(text) else { return accepted(text, as: .dateTime, node, place) }
        // Years beyond 9999 and before 1 are legal in XSD; such a time has no use in a plant and stays as it is.
        guard let time = try? CivilTime(parsing: text), time.offsetMinutes == nil else { return text }
        guard let zone = name ?? context.zone?.identifier else { return text }
        let origin = name == nil ? context.zone?.origin ?? "site" : "mapping"
        guard let clock = zones[zone] ?? LocalZone(identifier: zone, source: .mapping) else {
            hold(
                "MAP-RUN-9", node, place, "there is no time zone \"\(zone)\"",
                "Correct the zone of the \(origin).")
            return nil
        }
        zones[zone] = clock
        note("\(zone) of the \(origin)", node, place)
        switch clock.place(time) {
        case .one(let placed):
            return text + Self.offset(of: time, at: placed)
        case .skipped(let earlier, let later):
            return doubtful(text, time, "did not exist in \(zone)", earlier, later, node, place)
        case .twice(let earlier, let later):
            return doubtful(text, time, "existed twice in \(zone)", earlier, later, node, place)
        }
    }

    private mutating func doubtful(
        _ text: String, _ time: CivilTime, _ what: String, _ earlier: ZonedTime, _ later: ZonedTime,
        _ node: Node, _ place: Int
    ) -> String? {
        let message = "the local time \(text) \(what)"
        switch context.doubt {
        case .hold:
            hold("MAP-RUN-10", node, place, message, "Have it sent with an offset, or say earlier or later.")
            return nil
        case .earlier, .later:
            let result = text + Self.offset(of: time, at: context.doubt == .earlier ? earlier : later)
            report("MAP-RUN-10", .warning, node, place, "\(message); \(result) is taken", nil)
            return result
        }
    }

    /// With which a clock that shows this time means this instant: `Z`, `+02:00`, `-04:30`.
    private static func offset(of time: CivilTime, at placed: ZonedTime) -> String {
        let minutes = (time.localMilliseconds - placed.instant.milliseconds) / 60_000
        guard minutes != 0 else { return "Z" }
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (minutes < 0 ? "-" : "+") + padded(abs(minutes) / 60) + ":" + padded(abs(minutes) % 60)
    }

    private mutating func note(_ zone: String, _ node: Node, _ place: Int) {
        if let index = zoned.firstIndex(where: { $0.zone == zone }) {
            zoned[index].count += 1
        } else {
            zoned.append((zone, 1, node, mapping.places[place]))
        }
    }
}
