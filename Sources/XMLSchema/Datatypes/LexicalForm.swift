/// Lexical spaces of the built-in types, over normalised UTF-8 values.
///
/// Source: XSD 1.0 Part 2, second edition.
enum LexicalForm {
    /// 3.2.2.1
    static func isBoolean(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        switch value.count {
        case 1: value[0] == 0x30 || value[0] == 0x31
        case 4: value.elementsEqual("true".utf8)
        case 5: value.elementsEqual("false".utf8)
        default: false
        }
    }

    /// 3.2.3.1: sign, digits, point, digits; a digit on at least one side of the point.
    static func isDecimal(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var cursor = ByteCursor(value)
        if !cursor.skip("-") { _ = cursor.skip("+") }
        var digits = cursor.digits()
        if cursor.skip(".") { digits += cursor.digits() }
        return digits > 0 && cursor.isAtEnd
    }

    /// 3.3.13.1
    static func isInteger(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var cursor = ByteCursor(value)
        if !cursor.skip("-") { _ = cursor.skip("+") }
        return cursor.digits() > 0 && cursor.isAtEnd
    }

    /// 3.2.4.1 and 3.2.5.1: a decimal, an exponent if need be; or one of the words, of which INF has no plus sign.
    static func isFloatingPoint(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        if ["INF", "-INF", "NaN"].contains(where: { value.elementsEqual($0.utf8) }) { return true }
        guard let mark = value.firstIndex(where: { $0 | 0x20 == 0x65 }) else { return isDecimal(value) }
        return isDecimal(UnsafeBufferPointer(rebasing: value[..<mark]))
            && isInteger(UnsafeBufferPointer(rebasing: value[(mark + 1)...]))
    }

    /// 3.2.15.1: pairs of hexadecimal digits.
    static func isHexBinary(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        value.count.isMultiple(of: 2) && value.allSatisfy(isHexDigit)
    }

    // MARK: Names

    /// XML 1.0 (second edition), production 5.
    static func isName(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = String(decoding: value, as: UTF8.self).unicodeScalars
        guard let first = text.first, XMLNameCharacters.first.contains(first.value) else { return false }
        return text.allSatisfy { XMLNameCharacters.all.contains($0.value) }
    }

    /// Namespaces in XML, production 4.
    static func isNCName(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        isName(value) && !value.contains(0x3A)
    }

    /// XML 1.0 (second edition), production 7.
    static func isNMTOKEN(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = String(decoding: value, as: UTF8.self).unicodeScalars
        return !text.isEmpty && text.allSatisfy { XMLNameCharacters.all.contains($0.value) }
    }

    /// Namespaces in XML, production 6.
    static func isQName(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let colon = value.firstIndex(of: 0x3A) else { return isNCName(value) }
        return isNCName(UnsafeBufferPointer(rebasing: value[..<colon]))
            && isNCName(UnsafeBufferPointer(rebasing: value[(colon + 1)...]))
    }

    // MARK: Times

    /// 3.2.7.1: `'-'? yyyy '-' mm '-' dd 'T' hh ':' mm ':' ss ('.' s+)? (zzzzzz)?`, with the day of its month, and
    /// 24:00:00 as the end of a day.
    static func isDateTime(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var cursor = ByteCursor(value)
        guard let year = year(&cursor), cursor.skip("-"), let month = cursor.number(2), 1...12 ~= month,
            cursor.skip("-"), let day = cursor.number(2), 1...days(of: month, year: year) ~= day,
            cursor.skip("T")
        else { return false }
        return isTime(&cursor) && isZone(&cursor) && cursor.isAtEnd
    }

    /// At least four digits, no leading zero beyond four, not 0000. For the day of February only the last 18 digits
    /// count, which decide leap years as well as all would.
    private static func year(_ cursor: inout ByteCursor) -> Int? {
        _ = cursor.skip("-")
        let startsWithZero = cursor.peek == 0x30
        let digits = cursor.digits()
        let year = cursor.numberBefore(digits)
        guard digits >= 4, digits == 4 || !startsWithZero, digits > 4 || year != 0 else { return nil }
        return year
    }

    private static func days(of month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        default: 31
        }
    }

    private static func isTime(_ cursor: inout ByteCursor) -> Bool {
        guard let hour = cursor.number(2), cursor.skip(":"), let minute = cursor.number(2), cursor.skip(":"),
            let second = cursor.number(2)
        else { return false }
        var hasFraction = false
        if cursor.skip(".") {
            let digits = cursor.digits()
            guard digits > 0 else { return false }
            hasFraction = !cursor.isZeroBefore(digits)
        }
        if hour == 24 { return minute == 0 && second == 0 && !hasFraction }
        return hour < 24 && minute < 60 && second < 60
    }

    private static func isZone(_ cursor: inout ByteCursor) -> Bool {
        if cursor.isAtEnd || cursor.skip("Z") { return true }
        guard cursor.skip("+") || cursor.skip("-"), let hour = cursor.number(2), cursor.skip(":"),
            let minute = cursor.number(2)
        else { return false }
        return hour < 14 && minute < 60 || hour == 14 && minute == 0
    }

    /// 3.2.6.1: `'-'? 'P' nY nM nD ('T' nH nM n(.n)S)?`, at least one part, and one after a `T`.
    static func isDuration(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var cursor = ByteCursor(value)
        _ = cursor.skip("-")
        guard cursor.skip("P"), let dateParts = parts(of: ("Y", "M", "D"), &cursor) else {
            return false
        }
        guard cursor.skip("T") else { return dateParts > 0 && cursor.isAtEnd }
        guard let timeParts = parts(of: ("H", "M", "S"), &cursor) else { return false }
        return timeParts > 0 && cursor.isAtEnd
    }

    /// Reads `number letter` pairs whose letters come in the order given, and answers how many there were; nil when a
    /// pair is malformed. Only seconds have a fraction.
    private static func parts(
        of letters: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar), _ cursor: inout ByteCursor
    ) -> Int? {
        var count = 0
        var last = 0
        while cursor.digits() > 0 {
            let hasFraction = cursor.skip(".")
            if hasFraction, cursor.digits() == 0 { return nil }
            if last < 1, cursor.skip(letters.0) {
                last = 1
            } else if last < 2, cursor.skip(letters.1) {
                last = 2
            } else if last < 3, cursor.skip(letters.2) {
                last = 3
            } else {
                return nil
            }
            if hasFraction, last < 3 || letters.2 != "S" { return nil }
            count += 1
        }
        return count
    }

    /// 3.3.3: `[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*`
    static func isLanguage(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var run = 0
        var isFirst = true
        for byte in value {
            if byte == 0x2D {
                guard 1...8 ~= run else { return false }
                run = 0
                isFirst = false
            } else {
                guard isLetter(byte) || !isFirst && byte &- 0x30 < 10 else { return false }
                run += 1
            }
        }
        return 1...8 ~= run
    }

    /// 3.2.17 leaves nearly every text a URI reference; what RFC 2396, amended by RFC 2732, cannot mend by escaping is
    /// refused: a `%` that is not followed by two hexadecimal digits, a second `#`, a first segment with a colon that
    /// ends no scheme, and square brackets in the path.
    static func isURI(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var path = value.prefix { !"?#".utf8.contains($0) }
        if let colon = path.firstIndex(where: { ":/".utf8.contains($0) }), path[colon] == 0x3A {
            guard isScheme(path[..<colon]) else { return false }
            path = path[(colon + 1)...]
        }
        if path.starts(with: "//".utf8) { path = path.dropFirst(2).drop { $0 != 0x2F } }
        if path.contains(where: { "[]".utf8.contains($0) }) { return false }
        var fragments = 0
        for index in value.indices {
            if value[index] == 0x23 {
                fragments += 1
                if fragments > 1 { return false }
            }
            guard value[index] == 0x25 else { continue }
            guard index + 2 < value.count, isHexDigit(value[index + 1]), isHexDigit(value[index + 2]) else {
                return false
            }
        }
        return true
    }

    /// RFC 2396, 3.1: a letter, then letters, digits, `+`, `-` and `.`.
    private static func isScheme(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = value.first, isLetter(first) else { return false }
        return value.allSatisfy { isLetter($0) || $0 &- 0x30 < 10 || "+-.".utf8.contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26
    }

    /// 3.2.16: groups of four characters of the alphabet, single blanks anywhere between; the bits that padding
    /// leaves unused are zero.
    static func isBase64(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var count = 0
        var padding = 0
        var last = 0
        for byte in value where byte != 0x20 {
            if byte == 0x3D {
                padding += 1
            } else {
                guard padding == 0, let digit = base64Digit(byte) else { return false }
                last = digit
            }
            count += 1
        }
        guard count.isMultiple(of: 4) else { return false }
        switch padding {
        case 0: return true
        case 1: return last & 0b11 == 0
        case 2: return last & 0b1111 == 0
        default: return false
        }
    }

    private static func base64Digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x41...0x5A: Int(byte) - 0x41
        case 0x61...0x7A: Int(byte) - 0x61 + 26
        case 0x30...0x39: Int(byte) - 0x30 + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
    }
}
