/// Finds out in which encoding a document is, from its first bytes.
///
/// Source: XML 1.0, section 4.3.3 and appendix F (byte order mark, the bytes of `<?`, encoding declaration).
struct EncodingSniffer {
    enum Encoding: Equatable {
        case utf8
        /// The label to show to people, and the name for iconv.
        case transcoded(label: String, charset: String)
    }

    struct Decision: Equatable {
        let encoding: Encoding
        /// Bytes of the byte order mark, which are left out.
        let markLength: Int
    }

    /// How the bytes look, before any declaration is read.
    private enum Family: String {
        case eightBit = "8-bit", utf8 = "UTF-8", utf16Little = "UTF-16LE", utf16Big = "UTF-16BE"

        var width: Int { self == .utf16Little || self == .utf16Big ? 2 : 1 }
    }

    /// Characters within which the XML declaration has to end.
    private static let declarationLength = 4_096

    /// All bytes of the document so far.
    private(set) var head: [UInt8] = []

    /// Takes from the front of the bytes as many as can be needed next.
    mutating func collect(_ bytes: inout UnsafeRawBufferPointer) {
        let size = min(bytes.count, head.isEmpty ? 256 : 1_024)
        head.append(contentsOf: bytes[..<size])
        bytes = UnsafeRawBufferPointer(rebasing: bytes[size...])
    }

    /// - Parameter atEnd: no bytes will follow.
    /// - Returns: nil while more bytes are needed.
    /// - Throws: `encoding` for one that we do not read, `notWellFormed` where label and bytes contradict.
    func decide(atEnd: Bool) throws(XMLFailure) -> Decision? {
        if head.count < 4, !atEnd { return nil }
        let (family, markLength) = try recognise()
        let text = characters(of: family, from: markLength)
        switch XMLDeclaration.parse(text) {
        case .incomplete:
            if atEnd { return decision(family, markLength) }
            if text.count < Self.declarationLength { return nil }
            throw XMLFailure(
                .notWellFormed(
                    "The XML declaration does not end within \(Self.declarationLength) characters"),
                line: 1, column: 1)
        case .absent, .withoutEncoding:
            return decision(family, markLength)
        case .encoding(let label, let line, let column):
            return try decision(family, markLength, label: label, line: line, column: column)
        }
    }

    private func recognise() throws(XMLFailure) -> (Family, markLength: Int) {
        if let name = Self.unread.first(where: { head.starts(with: $0.bytes) })?.name {
            throw XMLFailure(.encoding(name), line: 1, column: 1)
        }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16Big, 2) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16Little, 2) }
        if head.starts(with: [0x00, 0x3C, 0x00, 0x3F]) { return (.utf16Big, 0) }
        if head.starts(with: [0x3C, 0x00, 0x3F, 0x00]) { return (.utf16Little, 0) }
        return (.eightBit, 0)
    }

    /// Before the others: the mark of UTF-32LE begins with that of UTF-16LE.
    private static let unread: [(bytes: [UInt8], name: String)] = [
        ([0x00, 0x00, 0xFE, 0xFF], "UTF-32BE"), ([0xFF, 0xFE, 0x00, 0x00], "UTF-32LE"),
        ([0x00, 0x00, 0x00, 0x3C], "UTF-32BE"), ([0x3C, 0x00, 0x00, 0x00], "UTF-32LE"),
        ([0x4C, 0x6F, 0xA7, 0x94], "EBCDIC"),
    ]

    /// One byte for each of the first characters; 0xFF for those that a declaration cannot have.
    private func characters(of family: Family, from markLength: Int) -> [UInt8] {
        let bytes = head[markLength...].prefix(Self.declarationLength * family.width)
        guard family.width == 2 else { return Array(bytes) }
        var text: [UInt8] = []
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (high, low) =
                family == .utf16Big
                ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
            text.append(high == 0 ? low : 0xFF)
            index += 2
        }
        return text
    }

    private func decision(_ family: Family, _ markLength: Int) -> Decision {
        let isWide = family.width == 2
        let encoding = isWide ? Encoding.transcoded(label: "UTF-16", charset: family.rawValue) : .utf8
        return Decision(encoding: encoding, markLength: markLength)
    }

    private func decision(
        _ family: Family, _ markLength: Int, label: String, line: Int, column: Int
    ) throws(XMLFailure) -> Decision {
        guard let charset = Charset.named(label) else {
            throw XMLFailure(.encoding(label), line: line, column: column)
        }
        switch (family, charset) {
        case (.utf8, "UTF-8"), (.eightBit, "UTF-8"):
            return decision(family, markLength)
        case (.utf16Little, "UTF-16"), (.utf16Little, "UTF-16LE"), (.utf16Big, "UTF-16"),
            (.utf16Big, "UTF-16BE"):
            return decision(family, markLength)
        case (.eightBit, let charset) where !charset.hasPrefix("UTF-16"):
            return Decision(encoding: .transcoded(label: label, charset: charset), markLength: markLength)
        default:
            let seen = family == .eightBit ? "in an 8-bit encoding" : "\(family.rawValue)"
            throw XMLFailure(
                .notWellFormed("The encoding declaration says \(label), but the bytes are \(seen)"),
                line: line, column: column)
        }
    }
}
