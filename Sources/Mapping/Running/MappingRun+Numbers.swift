import Diagnostics
import Operations
import XMLSchema

/// Exact numbers, and durations that are counted.
extension MappingRun {
    mutating func decimal(_ text: String, _ form: NumberForm?, _ node: Node, _ place: Int) -> String? {
        guard let form else { return accepted(text, as: .decimal, node, place) }
        return accepted(form.decimal(text), text, "number with a decimal \(form.rawValue)", node, place)
    }

    mutating func scaled(_ text: String, _ factor: ExactDecimal, _ node: Node, _ place: Int) -> String? {
        number(text, node, place) { (number) throws(DecimalError) in try number.multiplied(by: factor) }
    }

    mutating func rounded(_ text: String, _ digits: Int, _ node: Node, _ place: Int) -> String? {
        number(text, node, place) { (number) throws(DecimalError) in
            try number.rounded(scale: digits, rounding: .halfAwayFromZero)
        }
    }

    private mutating func number(
        _ text: String, _ node: Node, _ place: Int,
        _ change: (ExactDecimal) throws(DecimalError) -> ExactDecimal
    ) -> String? {
        do throws(DecimalError) {
            return try change(try ExactDecimal(parsing: text)).lexicalForm
        } catch {
            reportNumber(text, error, node, place)
            return nil
        }
    }

    mutating func reportNumber(_ text: String, _ error: DecimalError, _ node: Node, _ place: Int) {
        if error == .notADecimal {
            refuse(text, "decimal", node, place)
        } else {
            hold(
                "MAP-RUN-13", node, place, "\"\(text)\" cannot be reckoned with: it has too many digits",
                "Numbers have at most 38 digits.")
        }
    }

    mutating func duration(_ text: String, _ unit: DurationUnit, _ node: Node, _ place: Int) -> String? {
        do throws(DecimalError) {
            return try unit.duration(try ExactDecimal(parsing: text))
        } catch {
            reportNumber(text, error, node, place)
            return nil
        }
    }

    mutating func count(_ text: String, _ unit: DurationUnit, _ node: Node, _ place: Int) -> String? {
        do throws(DecimalError) {
            if let count = try unit.count(Self.trimmed(text)) { return count.lexicalForm }
        } catch {
            reportNumber(text, error, node, place)
            return nil
        }
        refuse(text, "duration of days, hours, minutes and seconds", node, place)
        return nil
    }
}
