/// Year, month, day and time of day as a document writes them, with or without an offset: not yet an instant.
///
/// XSD `dateTime`. Proleptic Gregorian calendar, years 0001 to 9999; `24:00:00` is midnight of the next day;
/// digits beyond the millisecond are cut off.
package struct CivilTime: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00 on the clock that the document read.
    package let localMilliseconds: Int64
    /// East of UTC; nil when the document names none. At most 14 hours either way.
    package let offsetMinutes: Int?

    package init(localMilliseconds: Int64, offsetMinutes: Int?) {
        self.localMilliseconds = localMilliseconds
        self.offsetMinutes = offsetMinutes
    }

    /// The point in time when the clock stood `offset` minutes east of UTC.
    package func instant(offsetMinutes offset: Int) -> Instant {
        Instant(milliseconds: localMilliseconds - Int64(offset) * 60_000)
    }
}

extension CivilTime {
    /// Reads XSD `dateTime`, such as `2026-08-25T06:00:00+07:00`; a blank instead of `T` is read too.
    package init(parsing text: some StringProtocol) throws(TimeError) {
        var reader = Reader(bytes: Array(text.utf8)[...])
        let year = try reader.digits(4)
        try reader.expect("-")
        let month = try reader.digits(2)
        try reader.expect("-")
        let day = try reader.digits(2)
        guard reader.take("T") || reader.take(" ") else { throw .malformed }
        let hour = try reader.digits(2)
        try reader.expect(":")
        let minute = try reader.digits(2)
        try reader.expect(":")
        let second = try reader.digits(2)
        let fraction = try reader.milliseconds()
        let offset = try reader.offset()
        guard reader.bytes.isEmpty else { throw .malformed }
        guard year >= 1 else { throw .outOfRange }
        guard (1...12).contains(month), (1...Self.days(month, of: year)).contains(day) else {
            throw .malformed
        }
        let isEndOfDay = hour == 24 && minute == 0 && second == 0 && fraction == 0
        guard hour < 24 || isEndOfDay, minute < 60, second < 60 else { throw .malformed }
        let seconds = ((Self.dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        self.init(localMilliseconds: Int64(seconds) * 1_000 + Int64(fraction), offsetMinutes: offset)
    }

    private struct Reader {
        var bytes: ArraySlice<UInt8>

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard bytes.first == UInt8(ascii: character) else { return false }
            bytes.removeFirst()
            return true
        }

        mutating func expect(_ character: Unicode.Scalar) throws(TimeError) {
            guard take(character) else { throw .malformed }
        }

        mutating func digits(_ count: Int) throws(TimeError) -> Int {
            var value = 0
            for _ in 0..<count {
                guard let byte = bytes.popFirst(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                else {
                    throw .malformed
                }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }

        mutating func milliseconds() throws(TimeError) -> Int {
            guard take(".") else { return 0 }
            var value = 0
            var count = 0
            while let byte = bytes.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                if count < 3 { value = value * 10 + Int(byte - UInt8(ascii: "0")) }
                count += 1
                bytes.removeFirst()
            }
            guard count > 0 else { throw .malformed }
            for _ in min(count, 3)..<3 { value *= 10 }
            return value
        }

        /// `Z`, `+hh:mm`, `-hh:mm` or nothing.
        mutating func offset() throws(TimeError) -> Int? {
            if take("Z") { return 0 }
            let negative = bytes.first == UInt8(ascii: "-")
            guard take("+") || take("-") else { return nil }
            let hours = try digits(2)
            try expect(":")
            let minutes = try digits(2)
            guard minutes < 60, hours * 60 + minutes <= 14 * 60 else { throw .malformed }
            return (negative ? -1 : 1) * (hours * 60 + minutes)
        }
    }
}

extension CivilTime {
    /// Days since 1970-01-01 of a day of the proleptic Gregorian calendar.
    ///
    /// Counted in years that begin with March, so that the leap day is the last of its year; 146 097 days are
    /// 400 years.
    static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The inverse of ``dayNumber(_:_:_:)``.
    static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func days(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `.250` for 250 ms, nothing for 0.
    static func fraction(_ milliseconds: Int) -> String {
        guard milliseconds > 0 else { return "" }
        var digits = padded(milliseconds, 3)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "." + digits
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension CivilTime: CustomStringConvertible {
    /// XSD `dateTime`; without an offset when there is none.
    package var description: String {
        let (seconds, milliseconds) = Self.floored(Int(localMilliseconds), by: 1_000)
        let (days, second) = Self.floored(seconds, by: 86_400)
        let date = Self.date(ofDay: days)
        var text = "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))T"
        text += "\(Self.padded(second / 3_600, 2)):\(Self.padded(second / 60 % 60, 2)):"
        text += "\(Self.padded(second % 60, 2))\(Self.fraction(milliseconds))"
        guard let offset = offsetMinutes else { return text }
        guard offset != 0 else { return text + "Z" }
        let magnitude = abs(offset)
        return text + (offset < 0 ? "-" : "+") + Self.padded(magnitude / 60, 2) + ":"
            + Self.padded(magnitude % 60, 2)
    }

    private static func floored(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
        let remainder = ((value % divisor) + divisor) % divisor
        return ((value - remainder) / divisor, remainder)
    }
}
