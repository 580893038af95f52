/// A text for people, with its language when the sender named one.
///
/// B2MML: `DescriptionType` with `@languageID`. The language is the sender's word (`F`, `Z`, `en-GB`), not
/// checked.
package struct Description: Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    package var text: String
    package var language: String?

    package init(_ text: String, language: String? = nil) {
        self.text = text
        self.language = language
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }
}
