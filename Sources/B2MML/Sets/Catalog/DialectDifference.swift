package import XMLSchema

/// Where a named type of V0700 is not the same in its two dialects.
///
/// A document that touches nothing of all this has the same verdict under both.
package struct DialectDifference: Hashable, Sendable {
    /// The local name of the type.
    package let type: String
    /// A child, a value, an extension group, or the base that differs.
    package let part: String
    /// In 7.00.00 of 2020; empty where it is absent.
    package let in2020: String
    /// In 7.0.1; empty where it is absent.
    package let in2023: String

    init(_ row: TableRow) throws(SchemaDataError) {
        let fields = try row.fields(4)
        type = fields[0]
        part = fields[1]
        in2020 = fields[2]
        in2023 = fields[3]
    }

    package init(type: String, part: String, in2020: String, in2023: String) {
        self.type = type
        self.part = part
        self.in2020 = in2020
        self.in2023 = in2023
    }
}

extension SchemaMarks {
    init(_ differences: [DialectDifference]) {
        self.init()
        let types = Dictionary(grouping: differences, by: \.type)
        for (type, differences) in types {
            let parts = differences.map(\.markedPart)
            for case .child(let child) in parts { insert(.child(child), of: type) }
            for case .value(let value) in parts { insert(.value(value), of: type) }
            // Another order alone: nobody has said which child is in another place.
            let isOrderOnly = differences.allSatisfy { $0.part == "(order)" }
            if parts.contains(.whole) || isOrderOnly { insert(.whole, of: type) }
        }
    }
}

extension DialectDifference {
    /// Nil where other rows say it: another order comes from the children that differ, and what the base differs in is
    /// marked there.
    fileprivate var markedPart: SchemaMarks.Part? {
        if part == "(order)" || part == "(base)" { return nil }
        // A site's own elements may stand in the group.
        if part.hasPrefix("Extended:") { return .whole }
        if part.hasPrefix("\""), part.hasSuffix("\"") { return .value(String(part.dropFirst().dropLast())) }
        return .child(part)
    }
}
