extension String {
    /// With control characters, and those that turn the direction of text, as `\u{9B}`: what a document says must not
    /// command the terminal that shows it, nor hide in it.
    package var visible: String {
        guard unicodeScalars.contains(where: Self.isCommand) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if Self.isCommand(scalar) {
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    /// Control characters, line and paragraph separators, and the bidirectional controls of Unicode's annex 9.
    private static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
