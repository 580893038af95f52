/// The words of JSON text and where they stand.
struct JSONScanner {
    let input: [UInt8]
    private(set) var decoded: [UInt8] = []
    private var index = 0
    private var line: UInt32 = 1
    private var lineStart = 0
    /// Bytes of this line that only continue a character.
    private var continuations = 0

    init(_ input: [UInt8]) {
        self.input = input
    }

    var peek: UInt8? { index < input.count ? input[index] : nil }

    mutating func advance() { index += 1 }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    mutating func skipByteOrderMark() {
        guard input.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
        index = 3
        lineStart = 3
    }

    mutating func skipBlanks() {
        while index < input.count, isBlank(input[index]) {
            if input[index] == 0x0A {
                line += 1
                lineStart = index + 1
                continuations = 0
            }
            index += 1
        }
    }

    // MARK: Places

    /// An item that begins here.
    func item(_ kind: JSONItem.Kind) -> JSONItem {
        JSONItem(
            kind: kind, line: line, column: UInt32(clamping: column), offset: UInt32(clamping: index))
    }

    private var column: Int { index - lineStart - continuations + 1 }

    func fault(_ reason: JSONFault.Reason) -> JSONFault {
        JSONFault(reason, line: Int(line), column: column, path: "")
    }

    func unexpected(_ expected: String) -> JSONFault {
        guard let byte = peek else { return fault(.unfinished(expected: expected)) }
        if byte >= 0x80, UTF8Scalar(input, at: index) == nil { return fault(.notUTF8) }
        return fault(.unexpected(found: found, expected: expected))
    }

    /// The character that stands here, for messages.
    var found: String {
        guard let byte = peek else { return "the end" }
        if byte < 0x80 { return "\"\(Character(Unicode.Scalar(byte)))\"" }
        return UTF8Scalar(input, at: index).map { "\"\(Character($0.scalar))\"" } ?? "an invalid byte"
    }

    func text(_ text: JSONItem.Text, isDecoded: Bool) -> ArraySlice<UInt8> {
        let range = Int(text.offset)..<Int(text.offset) + Int(text.count)
        return isDecoded ? decoded[range] : input[range]
    }

    // MARK: Words and numbers

    mutating func word(_ word: String) throws(JSONFault) -> JSONItem.Text {
        guard input[index...].starts(with: word.utf8) else { throw unexpected("a value") }
        let text = JSONItem.Text(offset: UInt32(index), count: UInt32(word.utf8.count))
        index += word.utf8.count
        return text
    }

    /// Source: RFC 8259, section 6.
    mutating func number() throws(JSONFault) -> JSONItem.Text {
        let start = index
        while let byte = peek, Self.isOfNumber(byte) { index += 1 }
        guard Self.isNumber(input[start..<index]) else {
            let text = String(decoding: input[start..<index].prefix(40), as: UTF8.self)
            index = start
            throw fault(.number(text))
        }
        return JSONItem.Text(offset: UInt32(start), count: UInt32(index - start))
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
        default: false
        }
    }

    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if rest.first == 0x2D { rest = rest.dropFirst() }
        let whole = rest.prefix(while: isDigit)
        guard !whole.isEmpty, whole.first != 0x30 || whole.count == 1 else { return false }
        rest = rest.dropFirst(whole.count)
        if rest.first == 0x2E {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            guard !fraction.isEmpty else { return false }
            rest = rest.dropFirst(fraction.count + 1)
        }
        guard rest.first == 0x65 || rest.first == 0x45 else { return rest.isEmpty }
        rest = rest.dropFirst()
        if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    // MARK: Strings

    /// Reads a string that begins here: a part of the input, or of what is decoded where it has escapes.
    mutating func string() throws(JSONFault) -> (JSONItem.Text, isDecoded: Bool) {
        index += 1
        let start = index
        try plainCharacters()
        if take(0x22) {
            return (JSONItem.Text(offset: UInt32(start), count: UInt32(index - 1 - start)), false)
        }
        let decodedStart = decoded.count
        decoded += input[start..<index]
        while !take(0x22) {
            if peek == 0x5C { try escape() }
            let next = index
            try plainCharacters()
            decoded += input[next..<index]
        }
        return (
            JSONItem.Text(
                offset: UInt32(clamping: decodedStart), count: UInt32(decoded.count - decodedStart)), true
        )
    }

    /// Up to the next quotation mark or backslash.
    private mutating func plainCharacters() throws(JSONFault) {
        while let byte = peek {
            switch byte {
            case 0x22, 0x5C: return
            case ..<0x20: throw fault(.controlCharacter(UInt32(byte)))
            case ..<0x80: index += 1
            default: try character()
            }
        }
        throw fault(.unfinished(expected: "the end of a string"))
    }

    private mutating func character() throws(JSONFault) {
        guard let character = UTF8Scalar(input, at: index) else { throw fault(.notUTF8) }
        let scalar = character.scalar.value
        if scalar == 0xFFFE || scalar == 0xFFFF { throw fault(.character(scalar)) }
        index += character.count
        continuations += character.count - 1
    }

    private mutating func escape() throws(JSONFault) {
        guard index + 1 < input.count else { throw fault(.unfinished(expected: "an escape")) }
        let byte: UInt8
        switch input[index + 1] {
        case 0x22, 0x5C, 0x2F: byte = input[index + 1]
        case UInt8(ascii: "n"): byte = 0x0A
        case UInt8(ascii: "r"): byte = 0x0D
        case UInt8(ascii: "t"): byte = 0x09
        case UInt8(ascii: "b"): throw fault(.character(0x08))
        case UInt8(ascii: "f"): throw fault(.character(0x0C))
        case UInt8(ascii: "u"): return try unicodeEscape()
        default:
            throw fault(.escape(String(decoding: input[index..<min(index + 2, input.count)], as: UTF8.self)))
        }
        decoded.append(byte)
        index += 2
    }

    /// Source: RFC 8259, section 7: a character beyond the basic plane is a pair of surrogates.
    private mutating func unicodeEscape() throws(JSONFault) {
        let first = try codeUnit(at: index)
        var scalar = UInt32(first)
        var count = 6
        if (0xD800...0xDBFF).contains(first) {
            guard input[(index + 6)...].starts(with: [0x5C, UInt8(ascii: "u")]) else {
                throw fault(.surrogate)
            }
            let second = try codeUnit(at: index + 6)
            guard (0xDC00...0xDFFF).contains(second) else { throw fault(.surrogate) }
            scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
            count = 12
        }
        guard let character = Unicode.Scalar(scalar) else { throw fault(.surrogate) }
        let isAllowed =
            scalar >= 0x20 && scalar != 0xFFFE && scalar != 0xFFFF || [0x09, 0x0A, 0x0D].contains(scalar)
        guard isAllowed else { throw fault(.character(scalar)) }
        decoded += UTF8.encode(character).map { Array($0) } ?? []
        index += count
    }

    /// The four digits behind `\u`.
    private func codeUnit(at start: Int) throws(JSONFault) -> UInt16 {
        let digits = input[min(start + 2, input.count)..<min(start + 6, input.count)]
        let isHex =
            digits.count == 4 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
        guard isHex, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw fault(.escape(String(decoding: input[start..<min(start + 6, input.count)], as: UTF8.self)))
        }
        return unit
    }
}
