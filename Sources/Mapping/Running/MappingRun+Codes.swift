import B2MML
import Diagnostics
import XMLSchema

/// Tables, units and enumerations.
extension MappingRun {
    // MARK: Tables

    mutating func looked(
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

    // MARK: Units

    mutating func unit(_ text: String, _ units: UnitCatalogue, _ node: Node, _ place: Int) -> String? {
        switch units.meaning(of: text) {
        case .code: return text
        case .alias(let code): return code
        case .unknown:
            let nearest = units.nearest(to: text)
            hold(
                "MAP-RUN-11", node, place, "\"\(text)\" is no unit of UN/ECE Recommendation 20",
                nearest.map { "Did the sender mean \"\($0)\"? A table can say so." }
                    ?? "Say in a table which code it is.")
            return nil
        }
    }

    // MARK: Open enumerations

    /// Source: B2MML, enumerations that a site may extend: `Other` with the site's own value in `@OtherValue`.
    func open(_ value: inout PipedValue, _ enumeration: EnumerationSet, _ node: Node) {
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
}
