/// What to do with each byte of a text or of an attribute value.
struct Escapes {
    enum Action: UInt8 {
        /// It stands for itself.
        case copy
        /// Write a reference instead.
        case refer
        /// Part of a character beyond ASCII, which is allowed where the text is UTF-8.
        case multibyte
        /// A control character that is not allowed, or the first byte of U+F000 to U+FFFF, of which the last two
        /// are not.
        case inspect
    }

    /// `>` too, for `]]>`; a carriage return would come back as a line feed.
    static let text = Escapes(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"])

    /// White space other than blanks would come back as blanks (XML 1.0, section 3.3.3).
    static let attribute = Escapes([
        "&": "&amp;", "<": "&lt;", "\"": "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
    ])

    let actions: [Action]
    private let references: [[UInt8]]

    private init(_ references: [Unicode.Scalar: String]) {
        var actions = [Action](repeating: .copy, count: 256)
        for byte in 0..<0x20 where byte != 0x09 && byte != 0x0A { actions[byte] = .inspect }
        for byte in 0x80...0xFF { actions[byte] = byte == 0xEF ? .inspect : .multibyte }
        var bytes = [[UInt8]](repeating: [], count: 128)
        for (scalar, reference) in references {
            actions[Int(scalar.value)] = .refer
            bytes[Int(scalar.value)] = Array(reference.utf8)
        }
        self.actions = actions
        self.references = bytes
    }

    /// For a byte whose action is `refer`.
    func reference(_ byte: UInt8) -> [UInt8] { references[Int(byte)] }
}
