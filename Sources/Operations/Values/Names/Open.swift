/// A word of a B2MML list that is closed but for `Other`, which carries the sender's own word.
///
/// B2MML: the `…1Type` enumerations with `Other` and `@OtherValue`. Coded as one string: the known word
/// itself, or `Other` or `Other=word`, which no known word begins with.
package enum Open<Known>: Hashable, Sendable, Codable, RawRepresentable
where Known: RawRepresentable<String> & Hashable & Sendable {
    case known(Known)
    case other(String?)

    private static var prefix: String { "Other=" }

    /// - Parameters:
    ///   - text: the element's text. A word that is not in the list is kept as the other value.
    ///   - otherValue: the attribute `OtherValue`, used with the text `Other`.
    package init(text: String, otherValue: String? = nil) {
        if let known = Known(rawValue: text) {
            self = .known(known)
        } else {
            self = .other(text == "Other" ? otherValue : text)
        }
    }

    package init(rawValue: String) {
        if rawValue.hasPrefix(Self.prefix) {
            self = .other(String(rawValue.dropFirst(Self.prefix.count)))
        } else {
            self.init(text: rawValue)
        }
    }

    package var rawValue: String {
        switch self {
        case .known(let known): known.rawValue
        case .other(let value?): Self.prefix + value
        case .other(nil): "Other"
        }
    }

    /// The known word; nil for `Other`.
    package var known: Known? {
        guard case .known(let known) = self else { return nil }
        return known
    }
}

extension Open: CustomStringConvertible {
    package var description: String {
        switch self {
        case .known(let known): known.rawValue
        case .other(let value): value ?? "Other"
        }
    }
}
