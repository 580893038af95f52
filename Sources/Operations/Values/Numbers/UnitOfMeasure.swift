/// A unit by its code, exactly as written: `KG` and `kg` are two codes, and which of them mean the same is
/// the business of a mapping's table.
///
/// B2MML: `UnitOfMeasure`; an empty element is no unit.
package struct UnitOfMeasure: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    /// Nil when the text is empty or only blanks.
    package init?(text: String?) {
        guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
        self.init(rawValue: text)
    }

    package var description: String { rawValue }
}
