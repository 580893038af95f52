import Diagnostics
import XMLSchema
import XMLStream

extension RuleRun {
    /// The parts of a quantity or value, -1 for what is absent.
    private struct Parts {
        var text: Int32 = -1
        var dataType: Int32 = -1
        var unit: Int32 = -1
        var interpretation: Int32 = -1
    }

    private func parts(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) -> Parts {
        var parts = Parts()
        var child = view.firstChild(of: index)
        while child >= 0 {
            switch traits[Int(view[child].declaration)].role {
            case .quantityString, .valueString: parts.text = child
            case .dataType: parts.dataType = child
            case .unit: parts.unit = child
            case .interpretation: parts.interpretation = child
            default: break
            }
            child = view.nextSibling(of: child)
        }
        return parts
    }

    mutating func checkValue(
        _ view: NodeView, _ index: Int32, _ interest: ElementTraits.Interest,
        _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let parts = parts(view, index, traits)
        let word = parts.dataType < 0 ? UnsafeBufferPointer(start: nil, count: 0) : view.value(parts.dataType)
        let form = units.form(of: word)
        if parts.unit >= 0 { checkUnit(view, parts.unit, isAmount: word.equals("Amount")) }
        guard parts.text >= 0, !view.isNil(parts.text), !message.isQuery else { return }
        if view.hasAttributes(parts.text) { checkUnitCode(view, parts.text, parts.unit) }
        let value = view.value(parts.text).trimmed
        if interest.contains(.quantity) {
            checkQuantity(view, index, value, form, parts, traits)
        } else if !value.isEmpty, form != .any, isConstant(view, parts.interpretation) {
            checkValue(view, value, form, at: parts.text)
        }
    }

    /// Of a parameter of a recipe: a formula or the name of another parameter is no constant.
    private func isConstant(_ view: NodeView, _ interpretation: Int32) -> Bool {
        interpretation < 0 || view.value(interpretation).equals("Constant")
    }

    // MARK: Quantities

    private mutating func checkQuantity(
        _ view: NodeView, _ index: Int32, _ value: UnsafeBufferPointer<UInt8>, _ form: DataTypeForm,
        _ parts: Parts, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        guard !value.isEmpty else {
            return reportHabit(
                .quantityWithoutNumber, subject: UInt64(UInt32(bitPattern: view[index].declaration)),
                at: parts.text,
                "\(name(of: index)) has no number", expected: ["a decimal number"],
                advice: "Write the number, or leave the whole quantity out.")
        }
        guard BuiltinType.decimal.accepts(value) else {
            let hasUnit = parts.unit >= 0 && !view.value(parts.unit).trimmed.isEmpty
            return reportNotANumber(value, form, hasUnit: hasUnit, at: parts.text)
        }
        if form.isNumeric, !form.accepts(value) {
            report(
                .quantityOutsideDataType, at: parts.text,
                "\(value.text) is no \(view.value(parts.dataType).text)",
                found: value.text, advice: "Correct the number or its DataType; decimal holds any.")
        }
        if value.first == 0x2D, value.contains(where: { 0x31...0x39 ~= $0 }) {
            reportNegative(view, index, value, at: parts.text)
        }
        if parts.unit < 0 || view.value(parts.unit).trimmed.isEmpty { reportMissingUnit(view, index, traits) }
    }

    private mutating func reportNotANumber(
        _ value: UnsafeBufferPointer<UInt8>, _ form: DataTypeForm, hasUnit: Bool, at index: Int32
    ) {
        if let pointed = Self.withPoint(value) {
            report(
                .quantityWithComma, at: index, "\"\(value.text)\" has a comma in it",
                expected: ["a decimal number"],
                found: value.text, advice: pointed)
        } else if DataTypeForm.isScientific(value) {
            guard form != .float else { return }
            reportHabit(
                .quantityWithExponent, subject: 0, at: index, "\(value.text) is in scientific notation",
                found: value.text, advice: "Write all digits, or float or double as the DataType.")
        } else if form == .any && !hasUnit || form != .any && !form.isNumeric && form.accepts(value) {
            report(
                .quantityOfOtherKind, at: index,
                "\"\(value.text)\" is no number, and nothing says that it should be one",
                found: value.text, advice: "Send what is no number as a property or a parameter.")
        } else {
            report(
                .quantityNotANumber, at: index, "\"\(value.text)\" is no number",
                expected: ["a decimal number"],
                found: value.text, advice: "Write digits with a point before the fraction, such as 1234.5.")
        }
    }

    /// Advice for a number that would be one without its commas; nil for any other text.
    private static func withPoint(_ value: UnsafeBufferPointer<UInt8>) -> String? {
        guard value.contains(0x2C), value.allSatisfy({ $0 &- 0x30 < 10 || "+-,. ".utf8.contains($0) }),
            value.contains(where: { $0 &- 0x30 < 10 })
        else { return nil }
        let parts = value.text.split(separator: ",", omittingEmptySubsequences: false)
        // Three digits behind a lone comma may as well be a group of thousands.
        guard parts.count == 2, parts[1].count != 3, !value.contains(0x2E) else {
            return "Write digits with a point before the fraction and without groups, such as 1234.5."
        }
        return "Write \(parts.joined(separator: "."))."
    }

    private mutating func reportNegative(
        _ view: NodeView, _ index: Int32, _ value: UnsafeBufferPointer<UInt8>, at text: Int32
    ) {
        let parent = view[index].parent
        guard parent >= 0 else { return }
        let owner = name(of: parent)
        if owner.hasSuffix("Requirement") || owner.hasSuffix("Specification") || owner.hasSuffix("Bill")
            || owner.hasSuffix("BillItem")
        {
            report(
                .negativeRequirement, at: text, "\(owner) asks for \(value.text), less than nothing",
                expected: ["0 or more"], found: value.text,
                advice: "What flows back is a material of its own with another use.")
        } else if owner.hasSuffix("Actual") || owner.hasSuffix("Lot") {
            report(
                .negativeActual, at: text, "\(owner) has the quantity \(value.text)", expected: ["0 or more"],
                found: value.text, advice: "Check that a correction is meant.")
        }
    }

    private mutating func reportMissingUnit(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let parent = view[index].parent
        guard isOn(.missingUnit), parent >= 0 else { return }
        let owner = name(of: parent)
        // Numbers of people and machines need no unit.
        guard owner.hasPrefix("Material"), !owner.hasSuffix("Property") else { return }
        reportHabit(
            .missingUnit, subject: UInt64(UInt32(bitPattern: view[parent].declaration)), at: index,
            "The quantity of \(owner) has no unit",
            advice: "Write UnitOfMeasure; pieces are H87, what has no unit at all is C62.")
    }

    // MARK: Values

    private mutating func checkValue(
        _ view: NodeView, _ raw: UnsafeBufferPointer<UInt8>, _ form: DataTypeForm, at index: Int32
    ) {
        // A range is written with what compares: <=300.
        guard !form.accepts(raw), name(of: view[index].parent) != "Range" else { return }
        let text = raw.text
        switch form {
        case .decimal, .float, .integer:
            if let advice = Self.withPoint(raw) {
                return report(
                    .valueWithComma, at: index, "\"\(text)\" has a comma in it", expected: [form.example],
                    found: text, advice: advice)
            }
        case .boolean where ["true", "false", "yes", "no"].contains(text.lowercased()):
            return reportHabit(
                .booleanSpelling, subject: raw.hash(seed: 1), at: index,
                "\"\(text)\" is not how a boolean is written", expected: ["true", "false", "1", "0"],
                found: text,
                advice: "Write true or false in small letters.")
        case .dateTime, .date, .time:
            if raw.first.map({ $0 &- 0x30 < 10 }) ?? false {
                return report(
                    .localDate, at: index, "\"\(text)\" is a date or time in a notation of its own",
                    expected: [form.example], found: text,
                    advice: "Write it as ISO 8601 has it, or leave it out where there is none.")
            }
        case .duration where BuiltinType.decimal.accepts(raw):
            return reportHabit(
                .durationAsNumber, subject: 0, at: index, "The duration is written as the number \(text)",
                expected: [form.example], found: text,
                advice: "Write it as ISO 8601 has it, or a number as the DataType and its unit beside it.")
        default: break
        }
        report(
            .valueNotOfDataType, at: index, "\"\(text)\" is not of its DataType", expected: [form.example],
            found: text, advice: "Correct the value or its DataType.")
    }

    // MARK: Several quantities

    /// Of several quantities in one place the key says which is which; without one, the unit has to.
    mutating func checkKeys(
        _ view: NodeView, _ index: Int32, _ traits: UnsafeBufferPointer<ElementTraits>
    ) {
        let first = view.child(of: index, .quantity, traits)
        guard first >= 0 else { return }
        var second = view.nextSibling(of: first)
        while second >= 0, traits[Int(view[second].declaration)].role != .quantity {
            second = view.nextSibling(of: second)
        }
        guard second >= 0 else { return }
        var seen: Set<[UInt8]> = []
        var child = first
        while child >= 0 {
            if traits[Int(view[child].declaration)].role == .quantity {
                check(
                    key: view.child(of: child, .key, traits), view.child(of: child, .unit, traits), &seen,
                    view, child)
            }
            child = view.nextSibling(of: child)
        }
    }

    /// The same for a quantity that is a record by itself.
    mutating func checkRecordKey(_ view: NodeView, _ index: Int32) {
        guard view[index].declaration >= 0 else { return }
        binding.traits.withUnsafeBufferPointer { traits in
            guard traits[Int(view[index].declaration)].role == .quantity else { return }
            var keys = siblings.keys
            check(
                key: view.child(of: index, .key, traits), view.child(of: index, .unit, traits), &keys, view,
                index)
            siblings.keys = keys
        }
    }

    private mutating func check(
        key: Int32, _ unit: Int32, _ seen: inout Set<[UInt8]>, _ view: NodeView, _ quantity: Int32
    ) {
        let word = key < 0 ? [] : Array(view.value(key).trimmed)
        if !word.isEmpty {
            guard !seen.insert([1] + word).inserted else { return }
            report(
                .repeatedKey, at: quantity,
                "Two quantities in one place have the key \"\(view.value(key).text)\"",
                found: view.value(key).text, advice: "Give each quantity a Key of its own.")
        } else if !seen.insert([0] + (unit < 0 ? [] : Array(view.value(unit)))).inserted {
            report(
                .missingKey, at: quantity, "Two quantities in one place have no key and the same unit",
                advice: "Give each quantity a Key of its own.")
        }
    }
}
