/// What to do about a value that is not in the lexical space of its type: the habits that we know by name, else an
/// example.
enum ValueAdvice {
    /// One sentence.
    static func advice(for value: String, of type: BuiltinType) -> String {
        if value.isEmpty {
            return "Write a value like \(type.example), or leave it out where it may be absent."
        }
        let habit =
            switch type {
            case .decimal: decimal(value)
            case .dateTime: dateTime(value)
            case .duration: duration(value)
            case .boolean: boolean(value)
            case .language: language(value)
            default: String?.none
            }
        return habit ?? "Write it like \(type.example)."
    }

    private static func decimal(_ value: String) -> String? {
        let digits = value.filter(\.isWholeNumber)
        guard !digits.isEmpty else { return nil }
        if value.allSatisfy({ $0.isWholeNumber || "+-.,".contains($0) }), value.contains(",") {
            return "Write a point before the fraction and nothing between thousands, like 1234.5."
        }
        if Double(value) != nil, value.contains(where: { "eE".contains($0) }) {
            return "Write it without an exponent, like 1200 or 0.0012."
        }
        if value.allSatisfy({ $0.isWholeNumber || "+-. ".contains($0) }), value.contains(" ") {
            return "Write the number without blanks in it."
        }
        return nil
    }

    private static func dateTime(_ value: String) -> String? {
        let parts = value.split(separator: "T", omittingEmptySubsequences: false)
        if isDate(value) { return "Add the time of day, like \(value)T06:00:00Z." }
        if value.count > 10, isDate(value.prefix(10)), value.dropFirst(10).first == " " {
            return "Write T between the date and the time."
        }
        if value.contains(",") { return "Write a point before the fraction of a second." }
        if parts.count == 2, isDate(parts[0]), parts[1].count == 5, parts[1].dropFirst(2).first == ":" {
            return "Add the seconds, like \(value):00."
        }
        if parts.count == 2, parts[0].count == 8, parts[0].allSatisfy(\.isWholeNumber) {
            return "Write hyphens in the date and colons in the time, like \(BuiltinType.dateTime.example)."
        }
        if parts.count == 2, isDate(parts[0]) {
            return "A part of it is out of its range or form; write it like \(BuiltinType.dateTime.example)."
        }
        return nil
    }

    /// Four digits, two, two.
    private static func isDate(_ text: some StringProtocol) -> Bool {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false)
        return fields.map(\.count) == [4, 2, 2]
            && fields.allSatisfy { $0.allSatisfy { ("0"..."9").contains($0) } }
    }

    private static func duration(_ value: String) -> String? {
        if !value.isEmpty, value.allSatisfy(\.isWholeNumber) {
            return "Say the unit: PT\(value)S is \(value) seconds, PT\(value)M is \(value) minutes."
        }
        if value.first == "P", !value.contains("T"), value.contains(where: { "HS".contains($0) }) {
            return "Write T before hours, minutes and seconds, like PT1H30M."
        }
        return nil
    }

    private static func boolean(_ value: String) -> String? {
        ["true", "false"].contains(value.lowercased()) ? "Write \(value.lowercased()) in small letters." : nil
    }

    private static func language(_ value: String) -> String? {
        value.contains("_") ? "Write a hyphen, like \(value.replacing("_", with: "-"))." : nil
    }
}
