/// Seconds, exactly: whole ones and the digits of a fraction. Numbers of more than 18 digits count as the largest of 18,
/// which leaves their order to any number of fewer digits right.
struct SecondsValue: Hashable {
    /// Rounded down; the fraction is added to it.
    var whole: Int128
    /// Digits after the point, without trailing zeros.
    var fraction: [UInt8]

    /// The nearest key of the same value.
    var key: String { "\(whole).\(String(decoding: fraction, as: UTF8.self))" }

    func adding(_ seconds: Int128) -> SecondsValue {
        SecondsValue(whole: whole + seconds, fraction: fraction)
    }

    /// Of the other sign: the fraction becomes its complement to one.
    var negated: SecondsValue {
        guard let last = fraction.indices.last else { return SecondsValue(whole: -whole, fraction: []) }
        var digits = fraction.map { 0x39 - $0 + 0x30 }
        digits[last] += 1
        return SecondsValue(whole: -whole - 1, fraction: digits)
    }
}

extension SecondsValue: Comparable {
    static func < (left: SecondsValue, right: SecondsValue) -> Bool {
        left.whole != right.whole
            ? left.whole < right.whole : left.fraction.lexicographicallyPrecedes(right.fraction)
    }
}
