import Operations

/// How a day or a time is written: `dd.MM.yyyy HH:mm`.
///
/// `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss`, `SSS` are digits, one for each letter; everything else stands for itself.
struct CalendarPattern: Hashable, Sendable {
    enum Field: Hashable, Sendable {
        case year, month, day, hour, minute, second, millisecond

        fileprivate static let words: [(text: String, field: Field)] = [
            ("yyyy", .year), ("MM", .month), ("dd", .day), ("HH", .hour), ("mm", .minute), ("ss", .second),
            ("SSS", .millisecond),
        ]

        fileprivate var width: Int {
            switch self {
            case .year: 4
            case .millisecond: 3
            default: 2
            }
        }
    }

    private enum Part: Hashable, Sendable {
        case field(Field)
        case literal(Character)
    }

    private let parts: [Part]

    /// Nil for a letter that is none of these, and for a field that stands twice.
    init?(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let next = rest.first {
            if let word = Field.words.first(where: { rest.hasPrefix($0.text) }) {
                guard !parts.contains(.field(word.field)) else { return nil }
                parts.append(.field(word.field))
                rest = rest.dropFirst(word.text.count)
            } else if next.isLetter, next != "T", next != "Z" {
                return nil
            } else {
                parts.append(.literal(next))
                rest = rest.dropFirst()
            }
        }
        guard !parts.isEmpty else { return nil }
        self.parts = parts
    }

    var hasDay: Bool { [.year, .month, .day].allSatisfy { parts.contains(.field($0)) } }
    var hasTime: Bool { parts.contains(.field(.hour)) }

    /// The values of the fields; nil for a text that is not written like that.
    private func values(_ text: String) -> [Field: Int]? {
        var values: [Field: Int] = [:]
        var rest = text[...]
        for part in parts {
            switch part {
            case .literal(let character):
                guard rest.popFirst() == character else { return nil }
            case .field(let field):
                let digits = rest.prefix(field.width)
                guard digits.count == field.width, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
                else { return nil }
                values[field] = Int(digits)
                rest = rest.dropFirst(field.width)
            }
        }
        return rest.isEmpty ? values : nil
    }

    /// A text in the form of XSD `date`, `time` or `dateTime` without an offset; whether there is such a day or time is
    /// not looked at.
    func read(_ text: String, as kind: MappingFunction.Kind) -> String? {
        guard let values = values(text) else { return nil }
        func digits(_ field: Field) -> String {
            Self.padded(values[field] ?? 0, to: field.width)
        }
        let day = "\(digits(.year))-\(digits(.month))-\(digits(.day))"
        let fraction = values[.millisecond].map { $0 == 0 ? "" : ".\(Self.padded($0, to: 3))" } ?? ""
        let time = "\(digits(.hour)):\(digits(.minute)):\(digits(.second))\(fraction)"
        switch kind {
        case .date: return day
        case .time: return time
        default: return "\(day)T\(time)"
        }
    }

    /// Writes what a clock shows.
    func text(of clock: ClockFields) -> String {
        parts.map { part in
            switch part {
            case .literal(let character): String(character)
            case .field(let field): Self.padded(clock[field], to: field.width)
            }
        }.joined()
    }

    private static func padded(_ value: Int, to width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// What a clock or a calendar shows.
struct ClockFields: Hashable, Sendable {
    private var values: [CalendarPattern.Field: Int] = [:]

    subscript(_ field: CalendarPattern.Field) -> Int { values[field] ?? 0 }

    /// Reads XSD `date`, `time` or `dateTime`; an offset at its end is passed over.
    init?(_ text: String) {
        let parts = text.split(separator: "T", maxSplits: 1)
        let hasDay = parts[0].dropFirst().contains("-") && !parts[0].contains(":")
        if hasDay {
            let day = parts[0].prefix(10).split(separator: "-")
            guard day.count == 3, let year = Int(day[0]), let month = Int(day[1]), let number = Int(day[2])
            else { return nil }
            values = [.year: year, .month: month, .day: number]
        }
        guard let time = hasDay ? parts.dropFirst().first : parts.first else { return }
        let digits = time.prefix { $0.isNumber || $0 == ":" || $0 == "." }.split(separator: ":")
        guard digits.count == 3, let hour = Int(digits[0]), let minute = Int(digits[1]),
            let second = Int(digits[2].prefix(2))
        else { return nil }
        let fraction = (digits[2].dropFirst(3) + "000").prefix(3)
        values[.hour] = hour
        values[.minute] = minute
        values[.second] = second
        values[.millisecond] = Int(fraction) ?? 0
    }
}
