import Diagnostics
import XMLSchema
import XMLStream

/// What has been looked up in this document, so that a word costs one comparison.
struct UnitMemory {
    fileprivate let units: UnitCatalogue
    /// By a hash of the word; a newer word takes the place of an older one.
    private var slots = [Slot](repeating: Slot(), count: 64)
    private var forms = [(word: UInt64, form: DataTypeForm)](repeating: (0, .any), count: 64)

    /// A word of at most eight bytes.
    fileprivate struct Slot {
        var word: UInt64 = 0
        /// -1 for a code, which needs no finding; else what to count.
        var habit = -1
    }

    init(units: UnitCatalogue) {
        self.units = units
    }

    /// Nil for a longer word.
    fileprivate static func packed(_ word: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard 1...8 ~= word.count else { return nil }
        return word.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func slot(of word: UInt64) -> Int {
        Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 58)
    }

    /// Nil for a word that is not remembered.
    fileprivate func habit(of word: UInt64) -> Int? {
        let slot = slots[Self.slot(of: word)]
        return slot.word == word ? slot.habit : nil
    }

    fileprivate mutating func remember(_ word: UInt64, habit: Int) {
        slots[Self.slot(of: word)] = Slot(word: word, habit: habit)
    }

    /// What a `DataType` says; the words of most documents are few.
    mutating func form(of word: UnsafeBufferPointer<UInt8>) -> DataTypeForm {
        guard let packed = Self.packed(word) else {
            return word.isEmpty ? .any : DataTypeForm(word: word.text)
        }
        let slot = Self.slot(of: packed)
        if forms[slot].word != packed { forms[slot] = (packed, DataTypeForm(word: word.text)) }
        return forms[slot].form
    }
}

extension RuleRun {
    /// The unit of an amount of money is a currency, which is not of this list.
    mutating func checkUnit(_ view: NodeView, _ index: Int32, isAmount: Bool) {
        let word = view.value(index).trimmed
        guard !word.isEmpty, !isAmount, isOn(.unknownUnit) || isOn(.unitAlias), !namesOtherList(view, index)
        else {
            return
        }
        let packed = UnitMemory.packed(word)
        if let packed, let habit = units.habit(of: packed) {
            if habit >= 0 { report.count(habit: habit) }
            return
        }
        let habit = judgeUnit(word, at: index)
        // What there was no room for is looked up again, so that it is counted.
        if let packed, let habit { units.remember(packed, habit: habit) }
    }

    /// - Returns: what to count when the word comes again, -1 for nothing; nil when it has to be judged again.
    private func judgeUnit(_ word: UnsafeBufferPointer<UInt8>, at index: Int32) -> Int? {
        let hash = word.hash(seed: 2)
        var habit = -1
        switch units.units.meaning(of: word.text) {
        case .code: return -1
        case .alias(let code):
            guard isOn(.unitAlias) else { return -1 }
            habit = self.habit(
                .unitAlias, subject: hash, at: index,
                "\"\(word.text)\" is not a code of Recommendation 20; it is taken for \(code), "
                    + (units.units.name(of: code) ?? ""),
                expected: [code], found: word.text, advice: "Write \(code).")
        case .unknown:
            guard isOn(.unknownUnit) else { return -1 }
            habit = self.habit(
                .unknownUnit, subject: hash, at: index, "\"\(word.text)\" is not a code of Recommendation 20",
                found: word.text, advice: adviceForUnit(word.text))
        }
        return habit >= 0 ? habit : nil
    }

    private func adviceForUnit(_ word: String) -> String {
        guard let code = units.units.nearest(to: word), let name = units.units.name(of: code) else {
            return "Write a code of UN/ECE Recommendation 20, or name the list in listID or listURI."
        }
        return "Did you mean \(code), \(name)?"
    }

    /// A unit that says which list it is from, or that is a URI, is not judged by this list.
    private func namesOtherList(_ view: NodeView, _ index: Int32) -> Bool {
        let value = view.value(index)
        if value.count > 8, value.contains(0x3A), value.contains(0x2F) { return true }
        guard view.hasAttributes(index), let document else { return false }
        let list = document.node(at: index).attributes.first {
            ["listID", "listURI", "listAgencyID", "listSchemaURI", "codeListURI"].contains($0.localName)
        }
        guard let list else { return false }
        let text = list.text.lowercased()
        return !text.contains("rec20") && !text.contains("rec 20") && !text.contains("unece") && text != "6"
    }

    /// `unitCode` of a number and `UnitOfMeasure` beside it say the same.
    mutating func checkUnitCode(_ view: NodeView, _ text: Int32, _ unit: Int32) {
        let attribute = view.attribute(of: text, binding.unitCode)
        guard attribute >= 0, unit >= 0 else { return }
        let (left, right) = (view.value(attribute).trimmed, view.value(unit).trimmed)
        guard !left.isEmpty, !right.isEmpty, !left.equals(right), code(left) != code(right) else { return }
        report(
            .contradictingUnits, at: attribute,
            "unitCode says \"\(left.text)\" and UnitOfMeasure says \"\(right.text)\"", expected: [right.text],
            found: left.text, advice: "Leave unitCode out, or write the same in both.")
    }

    private func code(_ word: UnsafeBufferPointer<UInt8>) -> String {
        if case .alias(let code) = units.units.meaning(of: word.text) { return code }
        return word.text
    }
}
