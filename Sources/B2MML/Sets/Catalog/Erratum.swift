/// A spelling or structure of a published set that looks like a mistake, and by which messages are written.
package struct Erratum: Encodable, Sendable {
    /// What kind of name it is about.
    package enum Kind: String, Codable, Sendable {
        /// A child of `place`.
        case child
        /// A global element.
        case root
        /// A value of the enumeration of `place`.
        case value
        /// An attribute of `place`.
        case attribute
        case namespace
    }

    package let sets: [SchemaSet]
    package let kind: Kind
    /// A global element or a type, perhaps with children behind it: `SyncX/DataArea`; empty for roots and namespaces.
    package let place: String
    /// As published; nil where the set has nothing.
    package let published: String?
    /// What one would write, and what the set refuses.
    package let expected: String
    package let remark: String

    init(_ row: TableRow) throws(SchemaDataError) {
        let fields = try row.fields(6)
        var sets: [SchemaSet] = []
        for name in fields[0].split(separator: " ") {
            guard let set = SchemaSet(rawValue: String(name)) else {
                throw .wrong("sets in its first column, not \"\(name)\"", at: row.place)
            }
            sets.append(set)
        }
        guard let kind = Kind(rawValue: fields[1]) else {
            throw .wrong("a kind in its second column, not \"\(fields[1])\"", at: row.place)
        }
        guard !sets.isEmpty, !fields[4].isEmpty else {
            throw .wrong("a set and an expected spelling", at: row.place)
        }
        self.sets = sets
        self.kind = kind
        place = fields[2]
        published = fields[3].isEmpty ? nil : fields[3]
        expected = fields[4]
        remark = fields[5]
    }

    private enum Key: String, CodingKey {
        case sets, kind, place, published, expected, remark
    }

    /// All keys are always there; what is not known is null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(sets, forKey: .sets)
        try container.encode(kind, forKey: .kind)
        try container.encode(place, forKey: .place)
        try container.encode(published, forKey: .published)
        try container.encode(expected, forKey: .expected)
        try container.encode(remark, forKey: .remark)
    }
}
