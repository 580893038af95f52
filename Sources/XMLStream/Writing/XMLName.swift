/// The names that XML allows.
enum XMLName {
    /// Beyond ASCII. Source: XML 1.0, fifth edition, production 4.
    private static let starts: [ClosedRange<UInt32>] = [
        0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
        0x2070...0x218F,
        0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF,
    ]
    /// Beyond ASCII, in addition to `starts`. Source: production 4a.
    private static let others: [ClosedRange<UInt32>] = [0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040]

    /// A name without a colon. Source: Namespaces in XML 1.0, production 4.
    static func isUnqualified(_ name: String) -> Bool {
        var name = name
        let isASCII = name.withUTF8 { utf8 -> Bool? in
            guard let first = utf8.first else { return false }
            var seen: UInt8 = isStart(first) ? 0 : first | 1
            for byte in utf8 where !isInside(byte) { seen |= byte | 1 }
            return seen == 0 ? true : seen < 0x80 ? false : nil
        }
        return isASCII ?? isUnqualifiedBeyondASCII(name)
    }

    @inline(__always)
    private static func isStart(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
    }

    @inline(__always)
    private static func isInside(_ byte: UInt8) -> Bool {
        isStart(byte) || byte &- UInt8(ascii: "0") < 10 || byte == ASCII.hyphen || byte == UInt8(ascii: ".")
    }

    private static func isUnqualifiedBeyondASCII(_ name: String) -> Bool {
        var isFirst = true
        for scalar in name.unicodeScalars {
            let isAllowed =
                if let byte = UInt8(exactly: scalar.value), byte < 0x80 {
                    isFirst ? isStart(byte) : isInside(byte)
                } else {
                    starts.contains { $0.contains(scalar.value) }
                        || !isFirst && others.contains { $0.contains(scalar.value) }
                }
            guard isAllowed else { return false }
            isFirst = false
        }
        return !isFirst
    }
}
