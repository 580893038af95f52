/// Where a named type of V0700 is not the same in its two dialects.
///
/// A document that touches none of these types has the same verdict under both.
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
