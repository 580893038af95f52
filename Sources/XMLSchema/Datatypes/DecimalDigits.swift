/// A decimal in its text: sign and significant digits, without a limit on their number.
///
/// Source: XSD 1.0 Part 2, 3.2.3.
struct DecimalDigits {
    let isNegative: Bool
    /// Without leading zeros.
    let integer: Slice<UnsafeBufferPointer<UInt8>>
    /// Without trailing zeros.
    let fraction: Slice<UnsafeBufferPointer<UInt8>>

    /// The value is in the lexical space of `decimal`.
    init(_ value: UnsafeBufferPointer<UInt8>) {
        let isSigned = value.first == 0x2D || value.first == 0x2B
        let digits = value.dropFirst(isSigned ? 1 : 0)
        let point = digits.firstIndex(of: 0x2E) ?? digits.endIndex
        integer = digits[..<point].drop { $0 == 0x30 }
        var fraction = digits[min(point + 1, digits.endIndex)...]
        while fraction.last == 0x30 { fraction.removeLast() }
        self.fraction = fraction
        isNegative = value.first == 0x2D && !(integer.isEmpty && fraction.isEmpty)
    }

    /// All digits that matter: those of the integer and those after the point.
    var totalDigits: Int { integer.isEmpty ? fraction.count : integer.count + fraction.count }

    /// The same for equal values, and for no others.
    var key: [UInt8] {
        (isNegative ? [0x2D] : []) + integer + (fraction.isEmpty ? [] : [0x2E] + fraction)
    }

    func compare(_ other: DecimalDigits) -> ValueOrder {
        guard isNegative == other.isNegative else { return isNegative ? .less : .greater }
        let order = compareMagnitude(other)
        return isNegative ? order.reversed : order
    }

    private func compareMagnitude(_ other: DecimalDigits) -> ValueOrder {
        if integer.count != other.integer.count { return ValueOrder(integer.count, to: other.integer.count) }
        if integer.lexicographicallyPrecedes(other.integer) { return .less }
        if other.integer.lexicographicallyPrecedes(integer) { return .greater }
        if fraction.lexicographicallyPrecedes(other.fraction) { return .less }
        return other.fraction.lexicographicallyPrecedes(fraction) ? .greater : .equal
    }
}
