import Diagnostics

/// Makes UTF-8 of text in a declared encoding, strictly: what is no character of it, or none that a document can carry,
/// is refused and never replaced. A byte order mark is passed over.
struct TextDecoding {
    private let encoding: TextEncoding
    /// Control characters that the form uses beside tabs and line ends.
    private let controls: Set<UInt8>
    private let source: String
    private var decoded: [UInt8] = []

    static func decode(
        _ bytes: [UInt8], _ encoding: TextEncoding, controls: Set<UInt8> = [], source: String
    ) throws(FormFault) -> [UInt8] {
        try FormLimits.refuseLarge(bytes, source)
        var decoding = TextDecoding(encoding: encoding, controls: controls, source: source)
        decoding.decoded.reserveCapacity(bytes.count)
        let hasMark = encoding == .utf8 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
        try decoding.decode(hasMark ? bytes[3...] : bytes[...])
        return decoding.decoded
    }

    private init(encoding: TextEncoding, controls: Set<UInt8>, source: String) {
        self.encoding = encoding
        self.controls = controls
        self.source = source
    }

    private mutating func decode(_ bytes: ArraySlice<UInt8>) throws(FormFault) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte >= 0x20, byte < 0x7F {
                decoded.append(byte)
                index += 1
            } else if byte < 0x80 {
                guard Self.isText(byte) || controls.contains(byte) else { throw control(byte) }
                decoded.append(byte)
                index += 1
            } else {
                guard let (scalar, length) = scalar(in: bytes, at: index) else { throw invalid(byte) }
                guard scalar.value != 0xFFFE, scalar.value != 0xFFFF else { throw invalid(byte) }
                decoded += UTF8.encode(scalar).map(Array.init) ?? []
                index += length
            }
        }
    }

    private static func isText(_ byte: UInt8) -> Bool {
        [0x09, 0x0A, 0x0D, 0x7F].contains(byte)
    }

    /// The character beyond ASCII that begins here.
    private func scalar(in bytes: ArraySlice<UInt8>, at index: Int) -> (Unicode.Scalar, length: Int)? {
        switch encoding {
        case .utf8:
            var decoder = UTF8()
            var next = bytes[index...].prefix(4).makeIterator()
            guard case .scalarValue(let scalar) = decoder.decode(&next) else { return nil }
            return (scalar, UTF8.width(scalar))
        case .iso88591: return (Unicode.Scalar(bytes[index]), 1)
        case .windows1252: return Windows1252.scalar(bytes[index]).map { ($0, 1) }
        }
    }

    // MARK: Faults

    /// Behind what is decoded.
    private var place: Place {
        var cursor = TextCursor(decoded)
        while cursor.peek != nil { cursor.advance() }
        return Place(source: source, line: cursor.line, column: cursor.column)
    }

    private func invalid(_ byte: UInt8) -> FormFault {
        let code = String(byte, radix: 16, uppercase: true)
        return FormFault(
            "FORM-TEXT-1", at: place, "the byte \(code) is no character in \(encoding.rawValue)",
            expected: [encoding.rawValue], found: code,
            advice: "Declare the encoding that the sender uses, or have it send \(encoding.rawValue).")
    }

    private func control(_ byte: UInt8) -> FormFault {
        let digits = String(byte, radix: 16, uppercase: true)
        let code = "U+\(String(repeating: "0", count: 4 - digits.count))\(digits)"
        return FormFault(
            "FORM-TEXT-2", at: place, "the control character \(code) cannot stand in the text", found: code,
            advice: "Have the sender remove it.")
    }
}
