/// The built-in simple types that the B2MML sets use. Another one in a schema is refused when it is loaded.
///
/// Source: XSD 1.0 Part 2, 3.2 and 3.3.
package enum BuiltinType: String, Sendable, CaseIterable {
    case anySimpleType, string, normalizedString, token, language
    case anyURI, base64Binary, boolean, decimal, dateTime, duration

    package var base: BuiltinType? {
        switch self {
        case .anySimpleType: nil
        case .string, .anyURI, .base64Binary, .boolean, .decimal, .dateTime, .duration: .anySimpleType
        case .normalizedString: .string
        case .token: .normalizedString
        case .language: .token
        }
    }

    package var whiteSpace: WhiteSpace {
        switch self {
        case .anySimpleType, .string: .preserve
        case .normalizedString: .replace
        case .token, .language, .anyURI, .base64Binary, .boolean, .decimal, .dateTime, .duration: .collapse
        }
    }

    /// Whether a value, already normalised, is in the lexical space.
    package func accepts(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .anySimpleType, .string, .normalizedString, .token: true
        case .language: LexicalForm.isLanguage(value)
        case .anyURI: LexicalForm.isURI(value)
        case .base64Binary: LexicalForm.isBase64(value)
        case .boolean: LexicalForm.isBoolean(value)
        case .decimal: LexicalForm.isDecimal(value)
        case .dateTime: LexicalForm.isDateTime(value)
        case .duration: LexicalForm.isDuration(value)
        }
    }

    /// An example of the lexical form, for advice.
    package var example: String {
        switch self {
        case .anySimpleType, .string, .normalizedString, .token: "text"
        case .language: "en-GB"
        case .anyURI: "urn:example:1"
        case .base64Binary: "QjJNTUw="
        case .boolean: "true"
        case .decimal: "12.5"
        case .dateTime: "2026-11-23T06:00:00Z"
        case .duration: "PT1H30M"
        }
    }
}
