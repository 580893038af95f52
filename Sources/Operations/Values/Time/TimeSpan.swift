/// A length of time in milliseconds; may be negative.
///
/// B2MML: `DurationType`. Years and months have no fixed length and are refused, as are fractions of a
/// millisecond: a duration is either carried exactly or not at all.
package struct TimeSpan: Hashable, Sendable, Codable, Comparable {
    package let milliseconds: Int64

    package static let zero = TimeSpan(milliseconds: 0)
    /// The longest that is read, more than 30 000 years: sums with any instant stay far from overflow.
    static let longest: Int64 = 1_000_000_000_000_000

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

/// Why a text is not a time.
package enum TimeError: Error, Hashable, Sendable, Codable {
    /// Not in the XSD form.
    case malformed
    /// A year or month part, or a fraction of a millisecond: it has no exact length.
    case notExact
    /// Outside what is kept: the years 0001 to 9999, and durations that a 64-bit count of milliseconds holds.
    case outOfRange
    /// A point in time needs an offset here, such as `Z` or `+02:00`.
    case missingOffset
}

extension TimeSpan {
    /// Reads XSD `duration`, such as `PT1H30M` or `-P1DT0.5S`. A day is 24 hours.
    package init(parsing text: some StringProtocol) throws(TimeError) {
        var bytes = Array(text.utf8)[...]
        let negative = bytes.first == UInt8(ascii: "-")
        if negative { bytes.removeFirst() }
        guard bytes.popFirst() == UInt8(ascii: "P") else { throw .malformed }
        var designators = "YMD".utf8.map { $0 }[...]
        var total: Int64 = 0
        var inTime = false
        var seen = false
        while let byte = bytes.first {
            if byte == UInt8(ascii: "T"), !inTime {
                inTime = true
                seen = false
                designators = "HMS".utf8.map { $0 }[...]
                bytes.removeFirst()
                continue
            }
            let (whole, fraction) = try Self.number(&bytes)
            guard let designator = bytes.popFirst(), let index = designators.firstIndex(of: designator) else {
                throw .malformed
            }
            designators = designators[(index + 1)...]
            seen = true
            let unit = inTime ? designator : designator | 0x20
            total = try Self.adding(whole, fraction, unit: unit, to: total)
        }
        guard seen else { throw .malformed }
        guard total <= Self.longest else { throw .outOfRange }
        milliseconds = negative ? -total : total
    }

    /// Digits and, with a point, the digits after it.
    private static func number(_ bytes: inout ArraySlice<UInt8>) throws(TimeError)
        -> (whole: Int64, fraction: [UInt8]?)
    {
        let isDigit: (UInt8) -> Bool = { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let digits = bytes.prefix(while: isDigit)
        guard !digits.isEmpty else { throw .malformed }
        bytes = bytes[digits.endIndex...]
        guard let whole = Int64(String(decoding: digits, as: UTF8.self)) else { throw .outOfRange }
        guard bytes.first == UInt8(ascii: ".") else { return (whole, nil) }
        bytes.removeFirst()
        let fraction = bytes.prefix(while: isDigit)
        guard !fraction.isEmpty else { throw .malformed }
        bytes = bytes[fraction.endIndex...]
        return (whole, Array(fraction))
    }

    /// `unit` is the designator: upper case in the time part, lower case in the date part.
    private static func adding(_ whole: Int64, _ fraction: [UInt8]?, unit: UInt8, to total: Int64)
        throws(TimeError) -> Int64
    {
        let factor: Int64
        switch unit {
        case UInt8(ascii: "y"), UInt8(ascii: "m"):
            guard whole == 0, fraction == nil else { throw .notExact }
            factor = 0
        case UInt8(ascii: "d"): factor = 86_400_000
        case UInt8(ascii: "H"): factor = 3_600_000
        case UInt8(ascii: "M"): factor = 60_000
        default: factor = 1_000
        }
        guard fraction == nil || unit == UInt8(ascii: "S") else { throw .malformed }
        let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
        let (sum, overflow2) = total.addingReportingOverflow(product)
        let (result, overflow3) = sum.addingReportingOverflow(try thousandths(fraction ?? []))
        guard !overflow, !overflow2, !overflow3 else { throw .outOfRange }
        return result
    }

    private static func thousandths(_ digits: [UInt8]) throws(TimeError) -> Int64 {
        guard digits.dropFirst(3).allSatisfy({ $0 == UInt8(ascii: "0") }) else { throw .notExact }
        var value: Int64 = 0
        for index in 0..<3 {
            value = value * 10 + (index < digits.count ? Int64(digits[index] - UInt8(ascii: "0")) : 0)
        }
        return value
    }
}

extension TimeSpan: CustomStringConvertible {
    /// XSD `duration` in days, hours, minutes and seconds.
    package var description: String {
        guard milliseconds != 0 else { return "PT0S" }
        let magnitude = milliseconds.magnitude
        var text = milliseconds < 0 ? "-P" : "P"
        let days = magnitude / 86_400_000
        if days > 0 { text += "\(days)D" }
        let rest = magnitude % 86_400_000
        guard rest > 0 else { return text }
        text += "T"
        let (hours, minutes, seconds) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60)
        if hours > 0 { text += "\(hours)H" }
        if minutes > 0 { text += "\(minutes)M" }
        let fraction = rest % 1_000
        if seconds > 0 || fraction > 0 { text += "\(seconds)\(CivilTime.fraction(Int(fraction)))S" }
        return text
    }
}

extension Instant {
    /// Saturates at the ends of the representable time, which no plant reaches.
    package static func + (instant: Instant, span: TimeSpan) -> Instant {
        let (sum, overflow) = instant.milliseconds.addingReportingOverflow(span.milliseconds)
        return Instant(milliseconds: overflow ? (span.milliseconds > 0 ? .max : .min) : sum)
    }

    package static func - (end: Instant, start: Instant) -> TimeSpan {
        let (difference, overflow) = end.milliseconds.subtractingReportingOverflow(start.milliseconds)
        return TimeSpan(milliseconds: overflow ? (end > start ? .max : .min) : difference)
    }
}
