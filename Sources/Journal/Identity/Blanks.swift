extension Unicode.Scalar {
    /// The white space of XML 1.0, production S; no other space is ignored anywhere.
    fileprivate var isBlank: Bool {
        self == " " || self == "\t" || self == "\n" || self == "\r"
    }
}

extension StringProtocol {
    var isBlank: Bool { unicodeScalars.allSatisfy(\.isBlank) }

    /// The text without the blanks at its two ends; those inside stay.
    var withoutOuterBlanks: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }
}
