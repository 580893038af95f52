/// The closed list of functions that a value can be piped through.
package enum MappingFunction: String, Sendable, CaseIterable {
    case trim, upper, lower, identifier, decimal, zone, table
    case dateTime = "date-time"
    case openEnumeration = "open-enumeration"
    case lexicalType = "lexical-type"

    /// What a value is while it is piped. Its text is kept exactly in every kind.
    package enum Kind: String, Sendable {
        case text, decimal
        case dateTime = "date-time"
    }

    /// The way back of a function.
    package enum Inverse: Hashable, Sendable {
        /// The value is the same both ways.
        case itself
        /// Piping through the other function or table takes it back.
        case by(String)
        /// Something is gone.
        case none(String)
    }

    package var takes: Set<Kind> {
        switch self {
        case .trim, .upper, .lower, .table, .openEnumeration: [.text]
        case .identifier, .lexicalType: [.text, .decimal, .dateTime]
        case .decimal: [.text, .decimal]
        case .dateTime, .zone: [.text, .dateTime]
        }
    }

    package var gives: Kind {
        switch self {
        case .trim, .upper, .lower, .identifier, .table, .openEnumeration, .lexicalType: .text
        case .decimal: .decimal
        case .dateTime, .zone: .dateTime
        }
    }

    /// How many arguments it may have.
    package var arguments: ClosedRange<Int> {
        switch self {
        case .table: 1...1
        case .zone: 0...1
        default: 0...0
        }
    }

    package var inverse: Inverse {
        switch self {
        case .identifier, .decimal, .dateTime, .openEnumeration: .itself
        case .zone: .itself
        case .table: .by("a table with the columns exchanged, when no value stands twice")
        case .trim: .none("the blanks are gone")
        case .upper, .lower: .none("the case is gone")
        case .lexicalType: .none("the value itself is gone")
        }
    }

    package var says: String {
        switch self {
        case .trim: "takes blanks away at both ends"
        case .upper: "makes letters capital"
        case .lower: "makes letters small"
        case .identifier: "keeps the text as it is: leading zeros and blanks too"
        case .decimal: "refuses what is not an XSD decimal; the digits stay as they are"
        case .dateTime: "refuses what is not an XSD dateTime"
        case .zone:
            "gives a local time the offset of the plant's zone (`plant`, given at run time) or of a named one"
        case .table: "looks a code up in a table"
        case .openEnumeration:
            "writes a value that the target's enumeration has not as `Other` with `@OtherValue`, and takes it back"
        case .lexicalType: "`decimal` for a text that is one, else `string`"
        }
    }
}
