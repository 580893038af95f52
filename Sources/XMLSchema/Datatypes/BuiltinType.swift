/// The atomic built-in types of XSD 1.0, but for those that need more of a document than a value: ID, IDREF, ENTITY,
/// NOTATION. Those and the list types are refused when a schema that names them is loaded.
///
/// Source: XSD 1.0 Part 2, 3.2 and 3.3.
package enum BuiltinType: String, Sendable, CaseIterable {
    case anySimpleType, string, normalizedString, token, language
    case anyURI, base64Binary, boolean, decimal, dateTime, duration
    case integer, nonPositiveInteger, negativeInteger, long, int, short, byte
    case nonNegativeInteger, unsignedLong, unsignedInt, unsignedShort, unsignedByte, positiveInteger
    case float, double, date, time, gYearMonth, gYear, gMonthDay, gDay, gMonth, hexBinary
    case name = "Name"
    case ncName = "NCName"
    case nmtoken = "NMTOKEN"
    case qName = "QName"

    package var base: BuiltinType? {
        switch self {
        case .anySimpleType: nil
        case .string, .anyURI, .base64Binary, .boolean, .decimal, .dateTime, .duration, .float, .double,
            .date, .time, .gYearMonth, .gYear, .gMonthDay, .gDay, .gMonth, .hexBinary, .qName:
            .anySimpleType
        case .normalizedString: .string
        case .token: .normalizedString
        case .language, .name, .nmtoken: .token
        case .ncName: .name
        case .integer: .decimal
        case .nonPositiveInteger, .long, .nonNegativeInteger: .integer
        case .negativeInteger: .nonPositiveInteger
        case .int: .long
        case .short: .int
        case .byte: .short
        case .unsignedLong, .positiveInteger: .nonNegativeInteger
        case .unsignedInt: .unsignedLong
        case .unsignedShort: .unsignedInt
        case .unsignedByte: .unsignedShort
        }
    }

    /// The ancestor below `anySimpleType`.
    package var primitive: BuiltinType {
        var type = self
        while let base = type.base, base != .anySimpleType { type = base }
        return type
    }

    package var whiteSpace: WhiteSpace {
        switch self {
        case .anySimpleType, .string: .preserve
        case .normalizedString: .replace
        default: .collapse
        }
    }

    /// Whether two values are equal when their normalised texts are, and only then.
    package var comparesAsText: Bool {
        switch primitive {
        case .anySimpleType, .string, .anyURI: true
        default: false
        }
    }

    /// Whether a value, already normalised, is in the lexical space.
    package func accepts(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .anySimpleType, .string, .normalizedString, .token: true
        case .language: LexicalForm.isLanguage(value)
        case .anyURI: LexicalForm.isURI(value)
        case .base64Binary: LexicalForm.isBase64(value)
        case .hexBinary: LexicalForm.isHexBinary(value)
        case .boolean: LexicalForm.isBoolean(value)
        case .decimal: LexicalForm.isDecimal(value)
        case .integer, .nonPositiveInteger, .negativeInteger, .long, .int, .short, .byte,
            .nonNegativeInteger, .unsignedLong, .unsignedInt, .unsignedShort, .unsignedByte,
            .positiveInteger:
            LexicalForm.isInteger(value) && isInRange(value)
        case .float, .double: LexicalForm.isFloatingPoint(value)
        case .dateTime: LexicalForm.isDateTime(value)
        case .date, .time, .gYearMonth, .gYear, .gMonthDay, .gDay, .gMonth:
            TimelineValue(value, self) != nil
        case .duration: LexicalForm.isDuration(value)
        case .name: LexicalForm.isName(value)
        case .ncName: LexicalForm.isNCName(value)
        case .nmtoken: LexicalForm.isNMTOKEN(value)
        case .qName: LexicalForm.isQName(value)
        }
    }

    /// The ends of an integer type, nil for none.
    ///
    /// Source: XSD 1.0 Part 2, 3.3.13 to 3.3.25.
    package var integerRange: (min: String?, max: String?)? {
        switch self {
        case .integer: (nil, nil)
        case .nonPositiveInteger: (nil, "0")
        case .negativeInteger: (nil, "-1")
        case .long: ("-9223372036854775808", "9223372036854775807")
        case .int: ("-2147483648", "2147483647")
        case .short: ("-32768", "32767")
        case .byte: ("-128", "127")
        case .nonNegativeInteger: ("0", nil)
        case .unsignedLong: ("0", "18446744073709551615")
        case .unsignedInt: ("0", "4294967295")
        case .unsignedShort: ("0", "65535")
        case .unsignedByte: ("0", "255")
        case .positiveInteger: ("1", nil)
        default: nil
        }
    }

    private func isInRange(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let range = integerRange else { return true }
        if var min = range.min, min.withUTF8({ DecimalDigits($0).compare(DecimalDigits(value)) }) == .greater
        {
            return false
        }
        if var max = range.max, max.withUTF8({ DecimalDigits($0).compare(DecimalDigits(value)) }) == .less {
            return false
        }
        return true
    }

    /// An example of the lexical form, for advice.
    package var example: String {
        switch self {
        case .anySimpleType, .string, .normalizedString, .token: "text"
        case .language: "en-GB"
        case .anyURI: "urn:example:1"
        case .base64Binary: "QjJNTUw="
        case .hexBinary: "42324D4D4C"
        case .boolean: "true"
        case .decimal: "12.5"
        case .integer, .long, .int, .short, .byte, .nonNegativeInteger, .unsignedLong, .unsignedInt,
            .unsignedShort, .unsignedByte, .positiveInteger:
            "12"
        case .nonPositiveInteger, .negativeInteger: "-12"
        case .float, .double: "1.25E1"
        case .dateTime: "2026-11-23T06:00:00Z"
        case .date: "2026-11-23"
        case .time: "06:00:00Z"
        case .gYearMonth: "2026-11"
        case .gYear: "2026"
        case .gMonthDay: "--11-23"
        case .gDay: "---23"
        case .gMonth: "--11"
        case .duration: "PT1H30M"
        case .name, .ncName, .nmtoken, .qName: "MaterialLot"
        }
    }
}
