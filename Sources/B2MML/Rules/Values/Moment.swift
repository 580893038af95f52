/// An `xs:dateTime` as a point on a line, exact to 10^-18 of a second.
///
/// Source: XSD 1.0 Part 2, 3.2.7.
struct Moment: Sendable {
    /// Since 0000-03-01T00:00:00 of the proleptic Gregorian calendar; of UTC where the time has a zone.
    let seconds: Int64
    /// In units of 10^-18 of a second; digits beyond are not looked at.
    let fraction: UInt64
    let hasZone: Bool
    let year: Int64

    /// Nil for what is not in the lexical space. The value has no blanks.
    init?(_ value: UnsafeBufferPointer<UInt8>) {
        var reader = DigitReader(value)
        let isNegative = reader.skip(0x2D)
        guard let years = reader.number(), reader.skip(0x2D), let month = reader.number(), reader.skip(0x2D),
            let day = reader.number(), reader.skip(0x54), let hour = reader.number(), reader.skip(0x3A),
            let minute = reader.number(), reader.skip(0x3A), let second = reader.number(),
            years < 100_000_000_000, 1...12 ~= month
        else { return nil }
        year = isNegative ? -years : years
        fraction = reader.skip(0x2E) ? reader.fraction() : 0
        var seconds = Self.days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
        hasZone = !reader.isAtEnd
        if !reader.skip(0x5A), !reader.isAtEnd {
            let sign: Int64 = reader.skip(0x2D) ? 1 : -1
            if sign < 0 { _ = reader.skip(0x2B) }
            guard let hours = reader.number(), reader.skip(0x3A), let minutes = reader.number() else {
                return nil
            }
            seconds += sign * (hours * 3_600 + minutes * 60)
        }
        self.seconds = seconds
    }

    /// Days since 0000-03-01, so that the leap day is the last of its year.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month > 2 ? month - 3 : month + 9
        let year = month > 2 ? year : year - 1
        let era = (year >= 0 ? year : year - 399) / 400
        let ofEra = year - era * 400
        let ofYear = (153 * shifted + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear
    }

    /// Whether this time is surely before the other one by more than a margin: of two times of which one has no zone
    /// that is so when they are more than 14 hours apart.
    ///
    /// Source: XSD 1.0 Part 2, 3.2.7.4.
    func isBefore(_ other: Moment, by margin: Int64 = 0) -> Bool {
        let margin = margin + (hasZone == other.hasZone ? 0 : 14 * 3_600)
        let distance = other.seconds - seconds
        return distance > margin || distance == margin && fraction < other.fraction
    }
}

/// Digits and separators of a value.
struct DigitReader {
    private let value: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ value: UnsafeBufferPointer<UInt8>) {
        self.value = value
    }

    var isAtEnd: Bool { position >= value.count }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard position < value.count, value[position] == byte else { return false }
        position += 1
        return true
    }

    /// Nil without a digit, and for a number of more than 17 digits.
    mutating func number() -> Int64? {
        let start = position
        var number: Int64 = 0
        while position < value.count, value[position] &- 0x30 < 10 {
            guard position - start < 17 else { return nil }
            number = number * 10 + Int64(value[position] &- 0x30)
            position += 1
        }
        return position > start ? number : nil
    }

    /// The digits after a point, as if there were 18.
    mutating func fraction() -> UInt64 {
        var fraction: UInt64 = 0
        var scale: UInt64 = 100_000_000_000_000_000
        while position < value.count, value[position] &- 0x30 < 10 {
            fraction += UInt64(value[position] &- 0x30) * scale
            scale /= 10
            position += 1
        }
        return fraction
    }
}

/// An `xs:duration`.
///
/// Source: XSD 1.0 Part 2, 3.2.6.
struct DurationValue: Sendable {
    let isNegative: Bool
    /// Whole seconds; nil for a duration of months or years, which have no fixed length.
    let seconds: Int64?
    let isZero: Bool

    init(_ value: UnsafeBufferPointer<UInt8>) {
        var reader = DigitReader(value)
        isNegative = reader.skip(0x2D)
        isZero = !value.contains { 0x31...0x39 ~= $0 }
        guard !value.contains(0x59), !value.prefix(while: { $0 != 0x54 }).contains(0x4D) else {
            seconds = nil
            return
        }
        var total: Int64 = 0
        _ = reader.skip(0x50)
        _ = reader.skip(0x54)
        while let number = reader.number(), number < 1_000_000_000 {
            if reader.skip(0x2E) { _ = reader.fraction() }
            let unit: Int64 =
                reader.skip(0x44) ? 86_400 : reader.skip(0x48) ? 3_600 : reader.skip(0x4D) ? 60 : 1
            if unit == 1 { _ = reader.skip(0x53) }
            total += number * unit
            _ = reader.skip(0x54)
        }
        seconds = isNegative ? -total : total
    }
}
