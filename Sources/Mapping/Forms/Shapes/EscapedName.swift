/// Names of any characters as names of XML, and back.
///
/// A character that cannot stand in a name is written `_x0040_`, one beyond the basic plane with six digits; an
/// underscore before an `x` is written so too, which keeps it reversible. The empty name is `_x_`.
///
/// Source: ISO 9075-14, 9.1 (mapping SQL identifiers to XML names), partially escaped.
enum EscapedName {
    static func escape(_ name: String) -> String {
        let scalars = Array(name.unicodeScalars)
        guard !scalars.isEmpty else { return "_x_" }
        var escaped = ""
        for (index, scalar) in scalars.enumerated() {
            let opensEscape = scalar == "_" && index + 1 < scalars.count && scalars[index + 1] == "x"
            let isPlain = isStart(scalar) || index > 0 && isInside(scalar)
            if isPlain, !opensEscape {
                escaped.unicodeScalars.append(scalar)
            } else {
                escaped += "_x\(digits(of: scalar))_"
            }
        }
        return escaped
    }

    static func unescape(_ name: String) -> String {
        guard name != "_x_" else { return "" }
        var rest = Array(name.unicodeScalars)[...]
        var plain = ""
        while let next = rest.first {
            if let (scalar, length) = escapedScalar(rest) {
                plain.unicodeScalars.append(scalar)
                rest = rest.dropFirst(length)
            } else {
                plain.unicodeScalars.append(next)
                rest = rest.dropFirst()
            }
        }
        return plain
    }

    private static func escapedScalar(_ text: ArraySlice<Unicode.Scalar>) -> (Unicode.Scalar, length: Int)? {
        guard text.starts(with: ["_", "x"]) else { return nil }
        let digits = text.dropFirst(2).prefix { $0.properties.isASCIIHexDigit }
        guard digits.count == 4 || digits.count == 6, text.dropFirst(2 + digits.count).first == "_" else {
            return nil
        }
        let number = UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
        return number.flatMap(Unicode.Scalar.init).map { ($0, digits.count + 3) }
    }

    private static func digits(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let width = scalar.value > 0xFFFF ? 6 : 4
        return String(repeating: "0", count: width - digits.count) + digits
    }

    private static func isStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_": true
        default: letters.contains { $0.contains(scalar.value) }
        }
    }

    private static func isInside(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "-", ".": true
        default: false
        }
    }

    /// Letters beyond ASCII of the scripts that senders use; all others are escaped. Each is a letter in all editions of
    /// XML 1.0.
    private static let letters: [ClosedRange<UInt32>] = [
        0xC0...0xD6, 0xD8...0xF6, 0xF8...0x131, 0x134...0x13E, 0x141...0x148, 0x14A...0x17E,
        0x388...0x38A, 0x38E...0x3A1, 0x3A3...0x3CE, 0x401...0x40C, 0x40E...0x44F, 0x451...0x45C,
        0x3041...0x3094, 0x30A1...0x30FA, 0x4E00...0x9FA5, 0xAC00...0xD7A3,
    ]
}
