/// Goes through decoded text and knows where it stands. A line ends with LF, CR LF or CR.
struct TextCursor {
    let bytes: [UInt8]
    private(set) var index = 0
    /// Counted from 1.
    private(set) var line = 1
    /// In Unicode scalars, counted from 1.
    private(set) var column = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func advance() {
        let byte = bytes[index]
        index += 1
        if byte == 0x0A || byte == 0x0D && peek != 0x0A {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        advance()
        return true
    }

    var isAtLineEnd: Bool { peek == 0x0A || peek == 0x0D }

    /// Takes one end of a line.
    mutating func takeLineEnd() -> Bool {
        if take(0x0D) {
            _ = take(0x0A)
            return true
        }
        return take(0x0A)
    }

    /// The rest of the line, without its end, which is taken too; nil at the end of the text.
    mutating func nextLine() -> (text: ArraySlice<UInt8>, line: Int)? {
        guard peek != nil else { return nil }
        let (start, line) = (index, line)
        while peek != nil, !isAtLineEnd { advance() }
        let text = bytes[start..<index]
        _ = takeLineEnd()
        return (text, line)
    }
}
