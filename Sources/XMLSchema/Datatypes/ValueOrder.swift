/// How two values of a type lie to each other. The order of times and durations is partial.
///
/// Source: XSD 1.0 Part 2, 4.2.2 ordered.
package enum ValueOrder: Sendable {
    case less, equal, greater, indeterminate

    init<Value: Comparable>(_ left: Value, to right: Value) {
        self = left < right ? .less : left == right ? .equal : .greater
    }

    var reversed: ValueOrder {
        switch self {
        case .less: .greater
        case .greater: .less
        case .equal, .indeterminate: self
        }
    }

    /// Compares two values that are in the lexical space of an ordered type; those of any other are never ordered.
    package static func of(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, as type: BuiltinType
    ) -> ValueOrder {
        switch type.primitive {
        case .decimal:
            return DecimalDigits(left).compare(DecimalDigits(right))
        case .float:
            return floating(Float(text(left)), Float(text(right)))
        case .double:
            return floating(Double(text(left)), Double(text(right)))
        case .duration:
            guard let left = DurationValue(left), let right = DurationValue(right) else {
                return .indeterminate
            }
            return left.compare(right)
        case .dateTime, .date, .time, .gYearMonth, .gYear, .gMonthDay, .gDay, .gMonth:
            guard let left = TimelineValue(left, type), let right = TimelineValue(right, type) else {
                return .indeterminate
            }
            return left.compare(right)
        default:
            return .indeterminate
        }
    }

    /// NaN equals itself and is beside all others.
    ///
    /// Source: XSD 1.0 Part 2, 3.2.4.
    private static func floating<Value: BinaryFloatingPoint>(_ left: Value?, _ right: Value?) -> ValueOrder {
        guard let left, let right else { return .indeterminate }
        if left.isNaN || right.isNaN { return left.isNaN && right.isNaN ? .equal : .indeterminate }
        return ValueOrder(left, to: right)
    }

    private static func text(_ value: UnsafeBufferPointer<UInt8>) -> String {
        String(decoding: value, as: UTF8.self)
    }
}
