/// Bytes that are the same for two texts of a type when they stand for the same value, and only then.
package enum ValueKey {
    /// The value is in the lexical space of the type and normalised.
    package static func of(_ value: UnsafeBufferPointer<UInt8>, as type: BuiltinType) -> [UInt8] {
        switch type.primitive {
        case .boolean:
            return [value.first == 0x74 || value.first == 0x31 ? 0x31 : 0x30]
        case .decimal:
            return DecimalDigits(value).key
        case .float:
            let number = Float(String(decoding: value, as: UTF8.self)) ?? .nan
            return Array("\(number.isNaN ? "NaN" : "\(number == 0 ? 0 : number)")".utf8)
        case .double:
            let number = Double(String(decoding: value, as: UTF8.self)) ?? .nan
            return Array("\(number.isNaN ? "NaN" : "\(number == 0 ? 0 : number)")".utf8)
        case .duration:
            return DurationValue(value).map { Array($0.key.utf8) } ?? Array(value)
        case .dateTime, .date, .time, .gYearMonth, .gYear, .gMonthDay, .gDay, .gMonth:
            return TimelineValue(value, type).map { Array($0.key.utf8) } ?? Array(value)
        case .hexBinary:
            return value.map { (0x61...0x66).contains($0) ? $0 - 0x20 : $0 }
        case .base64Binary:
            return value.filter { $0 != 0x20 }
        default:
            return Array(value)
        }
    }

    /// In a union values of different primitive types are never the same.
    package static func ofMember(_ value: UnsafeBufferPointer<UInt8>, as type: BuiltinType) -> [UInt8] {
        Array("\(type.primitive.rawValue):".utf8) + of(value, as: type)
    }
}
