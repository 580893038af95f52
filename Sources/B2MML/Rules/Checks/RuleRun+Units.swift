import Diagnostics
import XMLSchema
import XMLStream

/// What has been looked up in this document, so that a word costs one lookup in a small table.
struct UnitMemory {
    fileprivate let units: UnitCatalogue
    /// By the hash of the word; nil stands for a code.
    private var known: [UInt64: UnitCatalogue.Meaning] = [:]
    private var lastWord: [UInt8] = []
    private var lastForm = DataTypeForm.any

    /// Words that are remembered; a document with more looks the others up each time.
    private static let capacity = 1_000

    init(units: UnitCatalogue) {
        self.units = units
    }

    mutating func meaning(of word: UnsafeBufferPointer<UInt8>, hash: UInt64) -> UnitCatalogue.Meaning {
        if let meaning = known[hash] { return meaning }
        let meaning = units.meaning(of: word.text)
        if known.count < Self.capacity { known[hash] = meaning }
        return meaning
    }

    /// Most quantities of a document have one data type.
    mutating func form(of word: UnsafeBufferPointer<UInt8>) -> DataTypeForm {
        if word.isEmpty { return .any }
        if word.count == lastWord.count, word.elementsEqual(lastWord) { return lastForm }
        lastWord = Array(word)
        lastForm = DataTypeForm(word: word.text)
        return lastForm
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
        let hash = word.hash(seed: 2)
        switch units.meaning(of: word, hash: hash) {
        case .code: break
        case .alias(let code):
            reportHabit(
                .unitAlias, subject: hash, at: index,
                "\"\(word.text)\" is not a code of Recommendation 20; it is taken for \(code), "
                    + (units.units.codes[code] ?? ""),
                expected: [code], found: word.text, advice: "Write \(code).")
        case .unknown:
            reportHabit(
                .unknownUnit, subject: hash, at: index, "\"\(word.text)\" is not a code of Recommendation 20",
                found: word.text, advice: adviceForUnit(word.text))
        }
    }

    private func adviceForUnit(_ word: String) -> String {
        guard let code = units.units.nearest(to: word), let name = units.units.codes[code] else {
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

    private mutating func code(_ word: UnsafeBufferPointer<UInt8>) -> String {
        if case .alias(let code) = units.meaning(of: word, hash: word.hash(seed: 2)) { return code }
        return word.text
    }
}
