import XMLSchema
import XMLStream

/// A line with a K-field: `K1001/1 text`.
struct AQDEFField {
    enum Level {
        case file, part, characteristic, value
    }

    let level: Level
    /// Of the part or characteristic; 0 for all of them, nil where the line has none.
    let number: Int?
    /// Behind a second `/`: which of the values.
    let value: Int?
    let element: FormElement

    /// Nil for a line that is no K-field.
    ///
    /// - Parameters:
    ///   - text: the line from its first character that is no blank, which stands in `column`.
    ///   - line: of the text.
    ///   - column: of the text.
    init?(_ text: ArraySlice<UInt8>, line: Int, column: Int) {
        let key = text.prefix(5)
        guard key.count == 5, key.first.map({ $0 | 0x20 }) == UInt8(ascii: "k"),
            key.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let behind = text.dropFirst(5)
        let index = behind.prefix { $0 != 0x20 && $0 != 0x09 }
        let numbers = index.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        guard index.isEmpty || index.first == UInt8(ascii: "/"), numbers.count <= 2,
            !numbers.contains(where: { ($0 ?? 0) < 0 })
        else { return nil }
        number = numbers.first ?? nil
        value = numbers.count > 1 ? numbers[1] : nil
        let name = "K" + String(decoding: key.dropFirst(), as: UTF8.self)
        level = Self.level(of: name)
        let rest = behind.dropFirst(index.count)
        let blanks = rest.prefix { $0 == 0x20 || $0 == 0x09 }.count
        var element = FormElement.text(
            name, String(decoding: rest, as: UTF8.self).trimmingBlanks, line: line,
            column: column + 5 + index.count + blanks)
        if level == .file, let number, !name.hasPrefix("K0") {
            let name = ExpandedName("", AQDEFShape.index)
            element.attributes = [FormElement.Attribute(name: name, value: String(number))]
        }
        self.element = element
    }

    private static func level(of name: String) -> Level {
        switch name.dropFirst().first {
        case "0" where name.hasPrefix("K01"): .file
        case "0": .value
        case "1": .part
        case "2", "8": .characteristic
        default: .file
        }
    }

    /// Of the fields of a value in their order: value (or sample size and number of errors), attribute, time, events, batch,
    /// nest, operator, machine, process parameter, gauge.
    static func names(countsErrors: Bool) -> [String] {
        let others = ["K0002", "K0004", "K0005", "K0006", "K0007", "K0008", "K0010", "K0011", "K0012"]
        // Nobody says what the third is.
        return (countsErrors ? ["K0020", "K0021", FormElement.nameless] : ["K0001"]) + others
    }
}
