/// A duration: months and seconds, which no number of days ties together.
///
/// Source: XSD 1.0 Part 2, 3.2.6.
struct DurationValue {
    let months: Int128
    let seconds: SecondsValue

    /// Nil when the text is no duration.
    init?(_ value: UnsafeBufferPointer<UInt8>) {
        guard LexicalForm.isDuration(value) else { return nil }
        var cursor = ByteCursor(value)
        let isNegative = cursor.skip("-")
        _ = cursor.skip("P")
        var isTime = false
        var months: Int128 = 0
        var seconds: Int128 = 0
        var fraction: [UInt8] = []
        while !cursor.isAtEnd {
            if cursor.skip("T") { isTime = true }
            let number = Int128(cursor.cappedNumber())
            if cursor.skip(".") { fraction = cursor.fraction() }
            if cursor.skip("Y") {
                months += number * 12
            } else if cursor.skip("M") {
                if isTime { seconds += number * 60 } else { months += number }
            } else if cursor.skip("D") {
                seconds += number * 86_400
            } else if cursor.skip("H") {
                seconds += number * 3_600
            } else if cursor.skip("S") {
                seconds += number
            }
        }
        let sum = SecondsValue(whole: seconds, fraction: fraction)
        self.months = isNegative ? -months : months
        self.seconds = isNegative ? sum.negated : sum
    }

    /// The same for equal values, and for no others.
    var key: String { "\(months) \(seconds.key)" }

    /// By the four instants to which both are added.
    ///
    /// Source: XSD 1.0 Part 2, 3.2.6.2.
    func compare(_ other: DurationValue) -> ValueOrder {
        if months == other.months { return ValueOrder(seconds, to: other.seconds) }
        var result: ValueOrder?
        for (year, month) in [(1696, 9), (1697, 2), (1903, 3), (1903, 7)] as [(Int128, Int128)] {
            let order = ValueOrder(
                seconds.adding(Self.start(year, month, plus: months)),
                to: other.seconds.adding(Self.start(year, month, plus: other.months)))
            if let result, result != order { return .indeterminate }
            result = order
        }
        return result ?? .indeterminate
    }

    /// Seconds to the first of the month that lies so many months after another.
    private static func start(_ year: Int128, _ month: Int128, plus months: Int128) -> Int128 {
        let sum = year * 12 + (month - 1) + months
        let quotient = sum >= 0 ? sum / 12 : -((11 - sum) / 12)
        return TimelineValue.days(quotient, sum - quotient * 12 + 1, 1) * 86_400
    }
}
