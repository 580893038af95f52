import Operations
import XMLSchema

/// The units that a duration is counted in where it is a number.
enum DurationUnit: Int, Sendable {
    case seconds = 1
    case minutes = 60
    case hours = 3600

    /// XSD `duration` of so many units: `PT90M`; what is no whole number of them in seconds, `PT5400.5S`.
    func duration(_ count: ExactDecimal) throws(DecimalError) -> String {
        let sign = count.isNegative ? "-" : ""
        let magnitude = count.isNegative ? try count.negated() : count
        if magnitude.reduced.scale == 0 {
            return "\(sign)PT\(magnitude.reduced.lexicalForm)\(letter)"
        }
        let seconds = try magnitude.multiplied(by: ExactDecimal(rawValue)).reduced
        return "\(sign)PT\(seconds.lexicalForm)S"
    }

    private var letter: String {
        switch self {
        case .seconds: "S"
        case .minutes: "M"
        case .hours: "H"
        }
    }

    /// How many units an XSD `duration` has; nil for one with years or months, whose length differs.
    func count(_ duration: String) throws(DecimalError) -> ExactDecimal? {
        guard BuiltinType.duration.accepts(duration) else { return nil }
        var seconds = ExactDecimal.zero
        var isTime = false
        var number = ""
        for character in duration where character != " " && character != "-" {
            switch character {
            case "P": continue
            case "T": isTime = true
            case "0"..."9", ".": number.append(character)
            default:
                guard let factor = Self.factor(character, isTime: isTime) else {
                    guard number.allSatisfy({ $0 == "0" }) else { return nil }
                    number = ""
                    continue
                }
                let value = try ExactDecimal(parsing: number)
                seconds = try seconds.adding(try value.multiplied(by: ExactDecimal(factor)))
                number = ""
            }
        }
        let exact = try seconds.divided(by: ExactDecimal(rawValue), scale: 6, rounding: .halfAwayFromZero)
        let count = exact.reduced
        return duration.contains("-") ? try count.negated() : count
    }

    private static func factor(_ letter: Character, isTime: Bool) -> Int? {
        switch (letter, isTime) {
        case ("W", false): 604_800
        case ("D", false): 86_400
        case ("H", true): 3_600
        case ("M", true): 60
        case ("S", true): 1
        default: nil
        }
    }
}
