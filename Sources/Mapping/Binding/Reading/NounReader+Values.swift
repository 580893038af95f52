import Diagnostics
import Operations
import XMLSchema

extension NounReader {
    // MARK: Numbers

    mutating func decimal(_ text: String, at node: Node, _ code: Code) -> ExactDecimal? {
        do throws(DecimalError) {
            return try ExactDecimal(parsing: text)
        } catch {
            let message =
                error == .notADecimal
                ? "\"\(text)\" is not a decimal number" : "\"\(text)\" has more digits than are kept exactly"
            report(
                code, .error, at: node, message, expected: ["a decimal number such as 12.5"], found: text,
                advice: Self.adviceForNumber(text))
            return nil
        }
    }

    /// A lone comma is a decimal comma, unless three digits follow: then it may as well group thousands.
    private static func adviceForNumber(_ text: String) -> String {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let pointed = parts.joined(separator: ".")
        if parts.count == 2, parts[1].count != 3, (try? ExactDecimal(parsing: pointed)) != nil {
            return "Write \(pointed)."
        }
        return "Write digits with a point before the fraction and without grouping, such as 1234.5."
    }

    mutating func reportMissingNumber(at node: Node) {
        report(
            BindingCode.quantityWithoutNumber, .warning, at: node,
            "The quantity has no number and is left out", expected: ["QuantityString with a decimal number"],
            advice: "Have the sender give the number, or leave the whole quantity out.")
    }

    mutating func reportNegative(_ quantity: Quantity, at node: Node, _ sign: SignRule) {
        guard sign != .free else { return }
        let number = quantity.value.lexicalForm
        report(
            BindingCode.quantityNegative, sign == .required ? .error : .warning, at: node,
            sign == .required
                ? "A required quantity of \(number) is negative" : "A quantity of \(number) is negative",
            expected: ["0 or more"], found: number,
            advice: sign == .required
                ? "Ask for a positive quantity; what flows back is a material of its own with another use."
                : "Check that the sender means a correction.")
    }

    /// Of several quantities in one place the key says which is which; without one, the unit has to.
    mutating func checkKeys(_ quantities: [Quantity], at node: Node) {
        guard quantities.count > 1 else { return }
        struct Mark: Hashable {
            let key: Identifier?
            let unit: UnitOfMeasure?
        }
        var seen: Set<Mark> = []
        for quantity in quantities where !seen.insert(Mark(key: quantity.key, unit: quantity.unit)).inserted {
            let name = quantity.key.map { "the key \"\($0)\"" } ?? "no key"
            report(
                BindingCode.quantityAmbiguous, .warning, at: node,
                "Two quantities have \(name) and the same unit", found: quantity.unit?.rawValue,
                advice: "Give each quantity a Key of its own.")
            return
        }
    }

    // MARK: Words

    mutating func reportUnknownWord(_ text: String, at node: Node, list: [String]) {
        let advice: String
        if text.isEmpty {
            advice = "Write a word of the list, or leave the element out."
        } else if let near = nearestName(to: text, among: list) {
            advice = "Did you mean \"\(near)\"? It is kept as Other."
        } else {
            advice =
                "It is kept as Other; write Other with the attribute OtherValue, or translate it in the mapping."
        }
        report(
            BindingCode.unknownWord, .warning, at: node,
            text.isEmpty
                ? "\(node.localName) is empty and is left out" : "\"\(text)\" is not a \(node.localName)",
            expected: list + ["Other"], found: text, advice: advice)
    }

    // MARK: Times

    mutating func time(_ text: String, at node: Node) -> ZonedTime? {
        let civil: CivilTime
        do throws(TimeError) {
            civil = try CivilTime(parsing: text)
        } catch {
            report(
                BindingCode.timeMalformed, .error, at: node,
                error == .outOfRange
                    ? "\"\(text)\" is outside of the years 0001 to 9999"
                    : "\"\(text)\" is not a date and time",
                expected: ["2026-11-23T06:00:00Z"], found: text,
                advice: "Write year-month-day, T, hours:minutes:seconds, and the offset.")
            return nil
        }
        if Self.isCut(text) { note(BindingCode.timeCut, at: node) }
        if let offset = civil.offsetMinutes {
            return ZonedTime(civil.instant(offsetMinutes: offset), offsetMinutes: offset)
        }
        guard let zone = context.zone else {
            report(
                BindingCode.timeWithoutZone, .error, at: node,
                "\"\(text)\" names no offset, and no zone is known for it", expected: ["\(text)Z"],
                found: text,
                advice:
                    "Set the zone of the mapping, the partner or the site, or have the sender write the offset."
            )
            return nil
        }
        return place(civil, text, in: zone, at: node)
    }

    private mutating func place(_ civil: CivilTime, _ text: String, in zone: LocalZone, at node: Node)
        -> ZonedTime?
    {
        switch zone.place(civil) {
        case .one(let time):
            noteZone(zone, at: node)
            return time
        case .skipped(let earlier, let later):
            return choose(
                earlier, later, in: zone, BindingCode.timeSkipped, at: node, text,
                "\"\(text)\" does not exist in \(zone.identifier): the clock is put forward over it")
        case .twice(let earlier, let later):
            return choose(
                earlier, later, in: zone, BindingCode.timeTwice, at: node, text,
                "\"\(text)\" exists twice in \(zone.identifier): the clock is put back over it")
        }
    }

    private mutating func choose(
        _ earlier: ZonedTime, _ later: ZonedTime, in zone: LocalZone, _ code: Code, at node: Node,
        _ text: String,
        _ message: String
    ) -> ZonedTime? {
        let chosen: ZonedTime? =
            switch zone.transition {
            case .hold: nil
            case .earlier: earlier
            case .later: later
            }
        let advice = "Have the sender write the offset: \(earlier) or \(later)."
        report(
            code, chosen == nil ? .error : .warning, at: node,
            chosen.map { "\(message); taken as \($0)" } ?? message, expected: ["\(earlier)", "\(later)"],
            found: text, advice: chosen == nil ? "\(advice) Or set which one is meant." : advice)
        return chosen
    }

    private mutating func noteZone(_ zone: LocalZone, at node: Node) {
        if notes.count(BindingCode.zoneTaken, path: []) { return }
        let text = "A time without an offset took \(zone.identifier), the zone of the \(zone.source.rawValue)"
        notes.add(BindingCode.zoneTaken, path: [], place: place(of: node), names: text)
    }

    /// Whether there are digits other than 0 after the millisecond.
    private static func isCut(_ text: String) -> Bool {
        guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return false }
        let digits = text.utf8[text.utf8.index(after: point)...].prefix { $0 >= 0x30 && $0 <= 0x39 }
        return digits.dropFirst(3).contains { $0 != 0x30 }
    }

    mutating func duration(_ text: String, at node: Node) -> TimeSpan? {
        do throws(TimeError) {
            return try TimeSpan(parsing: text)
        } catch {
            switch error {
            case .notExact:
                report(
                    BindingCode.durationNotExact, .error, at: node,
                    "\"\(text)\" has no exact length: years, months and fractions of a millisecond are not kept",
                    expected: ["P30D"], found: text, advice: "Write days, hours, minutes and seconds.")
            case .outOfRange:
                report(
                    BindingCode.durationMalformed, .error, at: node, "\"\(text)\" is too long to be kept",
                    found: text,
                    advice: "Check the duration: no work takes that long.")
            case .malformed, .missingOffset:
                report(
                    BindingCode.durationMalformed, .error, at: node, "\"\(text)\" is not a duration",
                    expected: ["PT1H30M"], found: text,
                    advice: "Write P, days as D, T, and hours, minutes and seconds as H, M and S.")
            }
            return nil
        }
    }

    // MARK: Whole values

    mutating func checkID(_ id: Identifier?, of node: Node) {
        guard id?.isBlank ?? true else { return }
        report(
            BindingCode.missingID, .error, at: node,
            "\(node.localName) has no ID and cannot be told apart from others", expected: ["ID"],
            advice: "Have the sender give the ID, or let the mapping take it from a business key.")
    }

    mutating func checkOrder(_ start: ZonedTime?, _ end: ZonedTime?, of node: Node, _ severity: Severity) {
        guard let start, let end, end < start else { return }
        report(
            BindingCode.endsBeforeStart, severity, at: node,
            "\(node.localName) ends at \(end), before it starts at \(start)",
            found: "\(end)", advice: "Check both times, and their offsets.")
    }

    mutating func checkDuration(_ duration: TimeSpan?, of node: Node) {
        guard let duration, duration < .zero else { return }
        report(
            BindingCode.durationNegative, .error, at: node, "The duration \(duration) is negative",
            expected: ["PT0S or more"], found: "\(duration)", advice: "Write how long the work takes.")
    }
}
