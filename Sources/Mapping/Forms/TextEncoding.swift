/// The encoding of a form that does not say it itself. JSON is always UTF-8, XML declares its own.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case iso88591 = "ISO-8859-1"
    case windows1252 = "windows-1252"

    /// By the label that a mapping file has, case ignored.
    package init?(label: String) {
        let found = Self.allCases.first { $0.rawValue.lowercased() == label.lowercased() }
        guard let found else { return nil }
        self = found
    }
}
