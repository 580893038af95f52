/// The general categories that `\p{…}` names, from the Unicode data of the Swift library.
///
/// Source: XSD 1.0 Part 2, F.1.1, the table of character properties.
enum UnicodeCategories {
    /// A category such as `Lu`, or all that begin with a letter, such as `L`; nil for a name that XSD does not have.
    static func named(_ name: String) -> ScalarSet? {
        if let one = all[name] { return one }
        guard name.count == 1 else { return nil }
        let members = all.filter { $0.key.hasPrefix(name) }.map(\.value)
        guard !members.isEmpty else { return nil }
        return ScalarSet(members.flatMap(\.ranges))
    }

    /// One pass over all assigned planes, when a pattern first asks.
    private static let all: [String: ScalarSet] = {
        var ranges: [String: [ClosedRange<UInt32>]] = [
            "Cn": [0x40000...0xDFFFF, 0xE1000...0xEFFFF], "Co": [0xF0000...0x10FFFF],
        ]
        for (first, last) in [(0, 0x3FFFF), (0xE0000, 0xE0FFF)] as [(UInt32, UInt32)] {
            var start = first
            var category = abbreviation(first)
            for value in first...last {
                let next = abbreviation(value)
                if next == category { continue }
                if let category { ranges[category, default: []].append(start...(value - 1)) }
                start = value
                category = next
            }
            if let category { ranges[category, default: []].append(start...last) }
        }
        return ranges.mapValues { ScalarSet($0) }
    }()

    /// Nil for surrogates, which are no characters.
    private static func abbreviation(_ value: UInt32) -> String? {
        guard let scalar = Unicode.Scalar(value) else { return nil }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .privateUse: "Co"
        case .surrogate: nil
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }
}
