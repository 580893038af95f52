/// An XSD `dateTime` as it is written: whether it is one, its clock time, and whether it has an offset.
///
/// Source: XSD 1.0 Part 2, 3.2.7.
struct LexicalDateTime {
    /// Seconds since 1970-01-01T00:00:00 on the clock of the document; fractions are cut off.
    let localSeconds: Int
    let hasOffset: Bool

    /// Nil for a text that is no `dateTime`, blanks at its ends included.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        func digits(_ count: Int) -> Int? {
            guard rest.count >= count else { return nil }
            var value = 0
            for byte in rest.prefix(count) {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            rest = rest.dropFirst(count)
            return value
        }
        func take(_ scalar: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: scalar) else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let year = digits(4), year > 0, take("-"), let month = digits(2), (1...12).contains(month),
            take("-"), let day = digits(2), (1...Self.days(month, of: year)).contains(day), take("T"),
            let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2)
        else { return nil }
        var hasFraction = false
        if take(".") {
            let start = rest.count
            while let byte = rest.first, (0x30...0x39).contains(byte) {
                if byte != 0x30 { hasFraction = true }
                rest = rest.dropFirst()
            }
            guard rest.count < start else { return nil }
        }
        let isEndOfDay = hour == 24 && minute == 0 && second == 0 && !hasFraction
        guard hour < 24 || isEndOfDay, minute < 60, second < 60 else { return nil }
        localSeconds = ((Self.dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        if rest.isEmpty {
            hasOffset = false
            return
        }
        hasOffset = true
        if take("Z") {
            guard rest.isEmpty else { return nil }
            return
        }
        guard take("+") || take("-"), let hours = digits(2), take(":"), let minutes = digits(2),
            minutes < 60, hours * 60 + minutes <= 14 * 60, rest.isEmpty
        else { return nil }
    }

    private static func days(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar; the year is counted from March.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
