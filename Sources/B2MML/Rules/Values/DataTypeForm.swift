import XMLSchema

/// What a value has to look like when its `DataType` is one of the words of B2MML.
///
/// The list mixes the core component types of UN/CEFACT (`Amount`, `Quantity`, `DateTime`) with built-in types of XML
/// Schema, some of them of its drafts. Source: B2MML `DataType1Type`; XSD 1.0 Part 2.
enum DataTypeForm: Hashable, Sendable {
    /// Anything is a value of it, or what is one is not settled.
    case any
    case decimal
    /// Binary floating point: with an exponent if need be, INF and NaN.
    case float
    /// Whole numbers between two bounds; nil for none.
    case integer(Int128?, Int128?)
    case boolean
    case dateTime, date, time, duration, month, year
    case uri, language

    private static let words: [String: DataTypeForm] = [
        "decimal": .decimal, "Amount": .decimal, "Measure": .decimal, "Numeric": .decimal,
        "Quantity": .decimal,
        "float": .float, "double": .float, "integer": .integer(nil, nil), "positiveInteger": .integer(1, nil),
        "negativeInteger": .integer(nil, -1), "nonNegativeInteger": .integer(0, nil),
        "nonPositiveInteger": .integer(nil, 0), "byte": .integer(-128, 127), "unsignedByte": .integer(0, 255),
        "short": .integer(-32_768, 32_767), "unsignedShort": .integer(0, 65_535),
        "int": .integer(-2_147_483_648, 2_147_483_647), "unsignedInt": .integer(0, 4_294_967_295),
        "long": .integer(Int128(Int64.min), Int128(Int64.max)),
        "unsignedLong": .integer(0, Int128(UInt64.max)), "boolean": .boolean,
        "Indicator": .boolean, "dateTime": .dateTime, "DateTime": .dateTime, "timeInstant": .dateTime,
        "date": .date, "time": .time, "duration": .duration, "month": .month, "year": .year,
        "uriReference": .uri, "language": .language,
    ]

    init(word: String) {
        self = Self.words[word] ?? .any
    }

    var isNumeric: Bool {
        switch self {
        case .decimal, .float, .integer: true
        default: false
        }
    }

    /// Whether a value without blanks at its ends is one of the type.
    func accepts(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .any: true
        case .decimal: BuiltinType.decimal.accepts(value)
        case .float: Self.isFloat(value)
        case .integer(let low, let high): Self.isInteger(value, low, high)
        case .boolean: BuiltinType.boolean.accepts(value)
        case .dateTime: BuiltinType.dateTime.accepts(value)
        case .date: Self.isPart(value, before: "", after: "T00:00:00")
        case .time: Self.isPart(value, before: "2000-01-01T", after: "")
        case .month: Self.isPart(value, before: "", after: "-01T00:00:00")
        case .year: Self.isPart(value, before: "", after: "-01-01T00:00:00")
        case .duration: BuiltinType.duration.accepts(value)
        case .uri: BuiltinType.anyURI.accepts(value)
        case .language: BuiltinType.language.accepts(value)
        }
    }

    /// One example, for advice.
    var example: String {
        switch self {
        case .any: "text"
        case .decimal: "12.5"
        case .float: "1.25E1"
        case .integer(_, let high): high.map { $0 < 12 ? "\($0)" : "12" } ?? "12"
        case .boolean: "true"
        case .dateTime: "2026-11-23T06:00:00Z"
        case .date: "2026-11-23"
        case .time: "06:00:00Z"
        case .month: "2026-11"
        case .year: "2026"
        case .duration: "PT1H30M"
        case .uri: "urn:example:1"
        case .language: "en-GB"
        }
    }

    /// A date, time, month or year is a dateTime of which a part is missing; its zone stands at the end.
    private static func isPart(_ value: UnsafeBufferPointer<UInt8>, before: String, after: String) -> Bool {
        guard value.count < 40 else { return false }
        var text = Array(value)
        var zone: ArraySlice<UInt8> = []
        if text.last == 0x5A {
            zone = [0x5A]
            text.removeLast()
        } else if text.count > 6, text[text.count - 3] == 0x3A, [0x2B, 0x2D].contains(text[text.count - 6]) {
            zone = text.suffix(6)
            text.removeLast(6)
        }
        let whole = Array(before.utf8) + text + Array(after.utf8) + zone
        return whole.withUnsafeBufferPointer(BuiltinType.dateTime.accepts)
    }

    /// Source: XSD 1.0 Part 2, 3.2.4.1.
    static func isFloat(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        if value.elementsEqual("INF".utf8) || value.elementsEqual("-INF".utf8)
            || value.elementsEqual("NaN".utf8)
        {
            return true
        }
        return isScientific(value) || BuiltinType.decimal.accepts(value)
    }

    /// A decimal, `E` and a whole number.
    static func isScientific(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let mark = value.firstIndex(where: { $0 | 0x20 == 0x65 }) else { return false }
        let exponent = UnsafeBufferPointer(rebasing: value[(mark + 1)...])
        return BuiltinType.decimal.accepts(UnsafeBufferPointer(rebasing: value[..<mark]))
            && !exponent.contains(0x2E) && BuiltinType.decimal.accepts(exponent)
    }

    private static func isInteger(_ value: UnsafeBufferPointer<UInt8>, _ low: Int128?, _ high: Int128?)
        -> Bool
    {
        guard !value.contains(0x2E), BuiltinType.decimal.accepts(value) else { return false }
        guard low != nil || high != nil else { return true }
        let isNegative = value.first == 0x2D
        let digits = value.drop { $0 == 0x2D || $0 == 0x2B || $0 == 0x30 }
        // More digits than any bound has.
        guard digits.count < 30 else { return isNegative ? low == nil : high == nil }
        let magnitude = digits.reduce(Int128(0)) { $0 * 10 + Int128($1 &- 0x30) }
        let number = isNegative ? -magnitude : magnitude
        return (low.map { number >= $0 } ?? true) && (high.map { number <= $0 } ?? true)
    }
}
