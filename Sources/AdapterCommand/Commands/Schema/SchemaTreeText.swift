import B2MML
import Diagnostics

/// A content tree as lines: indented by depth, in columns of name, occurrence and type.
struct SchemaTreeText {
    /// One for each row.
    let lines: [String]

    /// Longer enumerations are cut where they are not what was asked for.
    private static let shownValues = 8
    private static let shownUses = 6

    init(_ rows: [SchemaRow]) {
        let inner = rows.dropFirst()
        let width = inner.map { $0.depth * 2 + Self.label($0).count }.max() ?? 0
        let occurrences = inner.map { $0.occurs.count }.max() ?? 0
        lines = rows.map { row in
            guard row.depth > 0 else { return Self.head(row) }
            let name = String(repeating: " ", count: row.depth * 2) + Self.label(row)
            var line = Self.pad(name, width) + "  " + Self.pad(row.occurs, occurrences)
            line += "  " + Self.details(row)
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }

    private static func head(_ row: SchemaRow) -> String {
        var line = "\(row.set.rawValue) \(row.path)"
        if let type = row.type { line += ": \(type)" }
        if let primitive = row.primitive, primitive != row.type { line += " (\(primitive))" }
        if row.isNillable { line += ", nillable" }
        if let file = row.place.source, let number = row.place.line { line += ", \(file):\(number)" }
        if let documentation = row.documentation { line += "\n\(documentation)" }
        if !row.values.isEmpty { line += "\nValues: \(row.values.joined(separator: ", "))" }
        if !row.usedIn.isEmpty { line += "\nIn: \(cut(row.usedIn, shownUses))" }
        return line
    }

    private static func details(_ row: SchemaRow) -> String {
        var text = row.type ?? ""
        if let primitive = row.primitive, primitive != row.type { text += " (\(primitive))" }
        if row.isNillable { text += ", nillable" }
        if row.isRecursive { text += ", as above" }
        if !row.values.isEmpty { text += ": \(cut(row.values, shownValues))" }
        return text
    }

    private static func label(_ row: SchemaRow) -> String {
        switch row.kind {
        case .element, .attribute, .type: row.name
        case .choice: "one of"
        case .sequence: "together"
        case .group: "group \(row.name)"
        case .extension: "elements of the site (\(row.name))"
        case .any: "any element (\(row.name))"
        }
    }

    private static func cut(_ names: [String], _ limit: Int) -> String {
        guard names.count > limit + 1 else { return names.joined(separator: ", ") }
        return names.prefix(limit).joined(separator: ", ") + " and \(names.count - limit) more"
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
