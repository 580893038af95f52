extension Unicode.Scalar {
    /// The white space of XML 1.0, production S; no other space is ignored anywhere.
    fileprivate var isBlank: Bool {
        self == " " || self == "\t" || self == "\n" || self == "\r"
    }
}

extension String {
    var isBlank: Bool { unicodeScalars.allSatisfy(\.isBlank) }

    /// The text without the blanks at its two ends; those inside stay.
    package var withoutOuterBlanks: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }
}

/// A text that equals another only when it is the same code for code.
///
/// Swift finds a composed and a decomposed letter equal; XML, SQL and the partners' systems do not, and whether two
/// identifiers are one must not depend on which journal is asked.
struct ExactText: Hashable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for unit in text.utf8 { hasher.combine(unit) }
        hasher.combine(0xFF as UInt8)
    }
}
