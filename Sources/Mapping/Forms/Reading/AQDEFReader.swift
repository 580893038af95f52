import Diagnostics
import XMLSchema

/// Reads files in the Q-DAS ASCII transfer format: K-fields, and lines of measured values.
///
/// A field with the number 0 counts for all parts, characteristics or values that do not have it themselves; one of
/// values only for the last value of each characteristic. A value begins with a field that the value before it has.
///
/// Source: Q-DAS ASCII transfer format (AQDEF): K-fields `Knnnn/index text`; measured values of one part in a line, those
/// of two characteristics separated by SI, their fields by DC4.
struct AQDEFReader {
    private struct Characteristic {
        let number: Int
        /// K2004; nil where it has none of its own.
        var kind: String?
        /// Among ``parts``.
        let part: Int
        var element: FormElement
        var values: [FormElement] = []
    }

    private static let betweenCharacteristics: UInt8 = 0x0F
    private static let betweenFields: UInt8 = 0x14
    /// The field with the kind of a characteristic.
    private static let kind = "K2004"

    private let source: String
    private var findings: [Finding] = []
    private var elements = 0
    private var root = FormElement(name: FormElement.rootName, line: 1, column: 1)
    private var parts: [(number: Int, element: FormElement)] = []
    /// Among ``parts``, by number.
    private var partPositions: [Int: Int] = [:]
    private var currentPart = 1
    private var characteristics: [Characteristic] = []
    /// Among ``characteristics``, by number.
    private var positions: [Int: Int] = [:]
    /// What counts for all parts, and for all characteristics.
    private var common: (part: [FormElement], characteristic: [FormElement]) = ([], [])
    /// K2004 of all characteristics.
    private var commonKind: String?

    static func read(
        _ bytes: [UInt8], _ encoding: TextEncoding, source: String
    ) throws(FormFault) -> Checked<FormElement> {
        let controls: Set = [betweenCharacteristics, betweenFields]
        var cursor = TextCursor(
            try TextDecoding.decode(bytes, encoding, controls: controls, source: source))
        var reader = AQDEFReader(source: source)
        while let (text, line) = cursor.nextLine() { try reader.read(text, line) }
        return Checked(try reader.finish(), reader.findings)
    }

    private init(source: String) {
        self.source = source
    }

    private mutating func read(_ text: ArraySlice<UInt8>, _ line: Int) throws(FormFault) {
        let content = text.drop { $0 == 0x20 || $0 == 0x09 }
        guard !content.isEmpty else { return }
        if let field = AQDEFField(content, line: line, column: text.count - content.count + 1) {
            try add(field)
        } else if Self.isValues(content) {
            try readValues(text, line)
        } else {
            report(
                "FORM-AQDEF-1", line, 1, "the line is neither a K-field nor measured values",
                "Check that the file is in the Q-DAS ASCII transfer format.")
        }
    }

    // MARK: Fields

    private mutating func add(_ field: AQDEFField) throws(FormFault) {
        guard !field.element.text.isEmpty else { return }
        try count(1, field.element)
        switch field.level {
        case .file: root.children.append(field.element)
        case .part where field.number == 0: common.part.append(field.element)
        case .part:
            currentPart = field.number ?? 1
            let position = part(currentPart, field.element)
            parts[position].element.children.append(field.element)
        case .characteristic where field.number == 0:
            common.characteristic.append(field.element)
            if field.element.name == Self.kind { commonKind = commonKind ?? field.element.text }
        case .characteristic:
            let position = characteristic(field.number ?? 1, field.element)
            characteristics[position].element.children.append(field.element)
            let kind = characteristics[position].kind
            if field.element.name == Self.kind { characteristics[position].kind = kind ?? field.element.text }
        case .value where field.number == 0:
            try count(characteristics.count, field.element)
            for position in characteristics.indices { addToLast(field.element, of: position) }
        case .value: addValue(field)
        }
    }

    /// The position of a part, which is made where it is not there yet.
    private mutating func part(_ number: Int, _ first: FormElement) -> Int {
        if let known = partPositions[number] { return known }
        partPositions[number] = parts.count
        parts.append((number, FormElement(name: AQDEFShape.part, line: first.line, column: first.column)))
        return parts.count - 1
    }

    private mutating func characteristic(_ number: Int, _ first: FormElement) -> Int {
        if let known = positions[number] { return known }
        let element = FormElement(name: AQDEFShape.characteristic, line: first.line, column: first.column)
        characteristics.append(
            Characteristic(number: number, part: part(currentPart, first), element: element))
        positions[number] = characteristics.count - 1
        return characteristics.count - 1
    }

    // MARK: Values

    private mutating func addValue(_ field: AQDEFField) {
        guard let position = positions[field.number ?? 1] else {
            return reportNoCharacteristic(field.number ?? 1, field.element)
        }
        let values = characteristics[position].values
        if let number = field.value {
            guard number > 0, number <= values.count + 1 else {
                return report(
                    "FORM-AQDEF-3", field.element.line, 1, "the value before number \(number) is not there",
                    "Check that the file is complete.")
            }
            if number > values.count { beginValue(of: position, at: field.element) }
            characteristics[position].values[number - 1].children.append(field.element)
            return
        }
        let isThere = values.last?.children.contains { $0.name == field.element.name } ?? true
        if isThere { beginValue(of: position, at: field.element) }
        addToLast(field.element, of: position)
    }

    private mutating func addToLast(_ field: FormElement, of position: Int) {
        if characteristics[position].values.isEmpty { beginValue(of: position, at: field) }
        let last = characteristics[position].values.count - 1
        characteristics[position].values[last].children.append(field)
    }

    private mutating func beginValue(of position: Int, at first: FormElement) {
        characteristics[position].values.append(
            FormElement(name: AQDEFShape.value, line: first.line, column: first.column))
    }

    private static func isValues(_ text: ArraySlice<UInt8>) -> Bool {
        if text.contains(betweenCharacteristics) || text.contains(betweenFields) { return true }
        let isNumber = text.allSatisfy { "0123456789+-.,eE \t".utf8.contains($0) }
        return isNumber && text.contains { (0x30...0x39).contains($0) }
    }

    private mutating func readValues(_ text: ArraySlice<UInt8>, _ line: Int) throws(FormFault) {
        var column = 1
        let portions = text.split(
            separator: Self.betweenCharacteristics, omittingEmptySubsequences: false)
        for (index, portion) in portions.enumerated() {
            try readValue(portion, of: index + 1, line, column)
            column += Self.width(portion) + 1
        }
    }

    private mutating func readValue(
        _ portion: ArraySlice<UInt8>, of number: Int, _ line: Int, _ column: Int
    ) throws(FormFault) {
        let texts = portion.split(separator: Self.betweenFields, omittingEmptySubsequences: false)
        guard texts.contains(where: { !$0.isEmpty }) else { return }
        var value = FormElement(name: AQDEFShape.value, line: line, column: column)
        guard let position = positions[number] else { return reportNoCharacteristic(number, value) }
        let names = AQDEFField.names(countsErrors: countsErrors(position, fields: texts.count))
        var column = column
        for (index, text) in texts.enumerated() {
            let name = index < names.count ? names[index] : FormElement.nameless
            let words = String(decoding: text, as: UTF8.self).trimmingBlanks
            if !words.isEmpty { value.children.append(.text(name, words, line: line, column: column)) }
            column += Self.width(text) + 1
        }
        try count(value.children.count + 1, value)
        characteristics[position].values.append(value)
    }

    /// Whether the values of a characteristic are numbers of errors and not measured: by its kind, or else by how many
    /// fields a value has.
    ///
    /// Source: K2004: 1 is attributive, 5 and 6 are error log sheets.
    private func countsErrors(_ position: Int, fields: Int) -> Bool {
        let kind = characteristics[position].kind ?? commonKind
        return kind.map { ["1", "5", "6"].contains($0) } ?? (fields > 10)
    }

    private static func width(_ text: ArraySlice<UInt8>) -> Int { text.count { $0 & 0xC0 != 0x80 } }

    // MARK: The whole

    private mutating func finish() throws(FormFault) -> FormElement {
        try count(common.part.count * parts.count, root)
        try count(common.characteristic.count * characteristics.count, root)
        if parts.isEmpty, let first = common.part.first { _ = part(1, first) }
        // What counts for all characteristics of a file without any is nobody's.
        if characteristics.isEmpty { root.children += common.characteristic }
        for characteristic in characteristics.sorted(by: { $0.number < $1.number }) {
            var element = characteristic.element
            Self.complete(&element, with: common.characteristic)
            element.children += characteristic.values
            parts[characteristic.part].element.children.append(element)
        }
        for (_, part) in parts.sorted(by: { $0.number < $1.number }) {
            var part = part
            Self.complete(&part, with: common.part)
            root.children.append(part)
        }
        return root
    }

    /// Adds the fields that the element does not have itself.
    private static func complete(_ element: inout FormElement, with common: [FormElement]) {
        let own = Set(element.children.map(\.name))
        element.children += common.filter { !own.contains($0.name) }
    }

    // MARK: Findings

    private mutating func count(_ more: Int, _ element: FormElement) throws(FormFault) {
        elements += more
        guard elements <= FormLimits.elements else {
            throw .limit("fields", FormLimits.elements, at: Place(source: source, line: element.line))
        }
    }

    private mutating func reportNoCharacteristic(_ number: Int, _ element: FormElement) {
        report(
            "FORM-AQDEF-2", element.line, element.column,
            "a value of characteristic \(number) stands here, which the file does not describe",
            "Check that the K-fields of all characteristics stand before the values.")
    }

    private mutating func report(
        _ code: Code, _ line: Int, _ column: Int, _ message: String, _ advice: String
    ) {
        guard findings.count < FormLimits.findings else { return }
        let place = Place(source: source, line: line, column: column)
        findings.append(Finding(code, .error, at: place, message, advice: advice))
    }
}
