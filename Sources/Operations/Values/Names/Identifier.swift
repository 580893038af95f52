/// A name that a business partner gave, character for character: leading zeros and blanks are kept.
///
/// Equality is exact. For finding the same object again use ``matchingKey``, since senders pad their names.
package struct Identifier: Hashable, Sendable, Codable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package init(stringLiteral value: String) {
        text = value
    }

    /// The text without blanks at its ends; inner blanks and leading zeros count.
    package var matchingKey: String {
        guard let first = text.utf8.first, let last = text.utf8.last, first <= 0x20 || last <= 0x20 else {
            return text
        }
        let bytes = text.utf8
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
        guard let end = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(text[start...end])
    }

    /// Whether anything is left without the blanks.
    package var isBlank: Bool { matchingKey.isEmpty }

    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
