/// A time of one of the types dateTime, date, time, gYearMonth, gYear, gMonthDay, gDay and gMonth: the instant at which
/// it begins, what it leaves open filled in with the same values for all.
///
/// Source: XSD 1.0 Part 2, 3.2.7 to 3.2.14.
struct TimelineValue {
    /// Of the Gregorian calendar carried on to both sides, years as they are written: UTC with a zone, else local.
    let instant: SecondsValue
    let hasZone: Bool

    /// Nil when the text is not in the lexical space of the type.
    init?(_ value: UnsafeBufferPointer<UInt8>, _ type: BuiltinType) {
        var cursor = ByteCursor(value)
        var fields = Fields()
        guard fields.read(type, &cursor), let zone = Self.zone(&cursor), cursor.isAtEnd,
            fields.isDay
        else { return nil }
        let days = Self.days(fields.year, fields.month, fields.day)
        hasZone = zone.isGiven
        // A time is one of every day: the hour 24 is the hour 0.
        let ofDay = type == .time ? fields.seconds % 86_400 : fields.seconds
        instant = SecondsValue(whole: days * 86_400 + ofDay - zone.seconds, fraction: fields.fraction)
    }

    /// The same for equal values, and for no others.
    var key: String { (hasZone ? "Z " : "") + instant.key }

    /// A time without a zone may be up to 14 hours either way of one with.
    ///
    /// Source: XSD 1.0 Part 2, 3.2.7.4.
    func compare(_ other: TimelineValue) -> ValueOrder {
        if hasZone == other.hasZone { return ValueOrder(instant, to: other.instant) }
        if !hasZone { return other.compare(self).reversed }
        let reach: Int128 = 14 * 3_600
        if instant < other.instant.adding(-reach) { return .less }
        if instant > other.instant.adding(reach) { return .greater }
        return .indeterminate
    }

    // MARK: Fields

    private struct Fields {
        var year: Int128 = 1972
        var month: Int128 = 1
        var day: Int128 = 1
        var seconds: Int128 = 0
        var fraction: [UInt8] = []

        mutating func read(_ type: BuiltinType, _ cursor: inout ByteCursor) -> Bool {
            switch type {
            case .dateTime:
                readYear(&cursor) && cursor.skip("-") && readMonth(&cursor) && cursor.skip("-")
                    && readDay(&cursor) && cursor.skip("T") && readTime(&cursor)
            case .date:
                readYear(&cursor) && cursor.skip("-") && readMonth(&cursor) && cursor.skip("-")
                    && readDay(&cursor)
            case .time: readTime(&cursor)
            case .gYearMonth: readYear(&cursor) && cursor.skip("-") && readMonth(&cursor)
            case .gYear: readYear(&cursor)
            case .gMonthDay:
                cursor.skip("-") && cursor.skip("-") && readMonth(&cursor) && cursor.skip("-")
                    && readDay(&cursor)
            case .gDay: cursor.skip("-") && cursor.skip("-") && cursor.skip("-") && readDay(&cursor)
            case .gMonth: cursor.skip("-") && cursor.skip("-") && readMonth(&cursor)
            default: false
            }
        }

        /// Whether the month has the day.
        var isDay: Bool { day <= Self.length(of: month, year) }

        private static func length(of month: Int128, _ year: Int128) -> Int128 {
            switch month {
            case 4, 6, 9, 11: 30
            case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
            default: 31
            }
        }

        /// At least four digits, no leading zero beyond four, not 0000.
        private mutating func readYear(_ cursor: inout ByteCursor) -> Bool {
            let isNegative = cursor.skip("-")
            let startsWithZero = cursor.peek == 0x30
            let start = cursor.offset
            let number = Int128(cursor.cappedNumber())
            let digits = cursor.offset - start
            guard digits >= 4, digits == 4 || !startsWithZero, number != 0 else { return false }
            year = isNegative ? -number : number
            return true
        }

        private mutating func readMonth(_ cursor: inout ByteCursor) -> Bool {
            guard let number = cursor.number(2), 1...12 ~= number else { return false }
            month = Int128(number)
            return true
        }

        private mutating func readDay(_ cursor: inout ByteCursor) -> Bool {
            guard let number = cursor.number(2), 1...31 ~= number else { return false }
            day = Int128(number)
            return true
        }

        private mutating func readTime(_ cursor: inout ByteCursor) -> Bool {
            guard let hour = cursor.number(2), cursor.skip(":"), let minute = cursor.number(2),
                cursor.skip(":"), let second = cursor.number(2), minute < 60, second < 60
            else { return false }
            if cursor.skip(".") {
                guard let digit = cursor.peek, digit &- 0x30 < 10 else { return false }
                fraction = cursor.fraction()
            }
            guard hour < 24 || hour == 24 && minute == 0 && second == 0 && fraction.isEmpty else {
                return false
            }
            seconds = Int128(hour * 3_600 + minute * 60 + second)
            return true
        }
    }

    /// Nil when what follows is no zone; zero seconds where nothing follows.
    private static func zone(_ cursor: inout ByteCursor) -> (isGiven: Bool, seconds: Int128)? {
        if cursor.isAtEnd { return (false, 0) }
        if cursor.skip("Z") { return (true, 0) }
        let isWest = cursor.peek == 0x2D
        guard cursor.skip("+") || cursor.skip("-"), let hour = cursor.number(2), cursor.skip(":"),
            let minute = cursor.number(2), hour < 14 && minute < 60 || hour == 14 && minute == 0
        else { return nil }
        let seconds = Int128(hour * 3_600 + minute * 60)
        return (true, isWest ? -seconds : seconds)
    }

    /// Days since the first of March of year 0.
    static func days(_ year: Int128, _ month: Int128, _ day: Int128) -> Int128 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    }
}
