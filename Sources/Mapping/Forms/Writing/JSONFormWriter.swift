import Diagnostics
import XMLSchema

/// Writes a document as JSON of the sample's shape: what is an array there is one here, also with one item; what is
/// absent is left out.
struct JSONFormWriter {
    private var text: [UInt8] = []
    private var findings: [Finding] = []
    private var depth = 0

    static func write(_ root: Node, _ shape: FormShape) -> Checked<[UInt8]?> {
        var writer = JSONFormWriter()
        writer.write(root, shape)
        writer.text.append(0x0A)
        return Checked(writer.findings.isEmpty ? writer.text : nil, writer.findings)
    }

    private mutating func write(_ node: Node, _ shape: FormShape) {
        if node.isNil {
            text += "null".utf8
        } else if shape.isArray, !shape.isObject {
            writeItems(Array(node.children), shape.children.first)
        } else if shape.isObject, shape.value == nil || node.children.contains(where: { _ in true }) {
            writeMembers(node, shape)
        } else {
            writeValue(node, shape)
        }
    }

    // MARK: Objects and arrays

    /// The children stand in the order of the shape, so those of a name follow each other.
    private mutating func writeMembers(_ node: Node, _ shape: FormShape) {
        var isEmpty = true
        begin("{")
        var children = Array(node.children)[...]
        while let first = children.first {
            let same = Array(children.prefix { $0.nameID == first.nameID })
            children = children.dropFirst(same.count)
            guard let slot = shape.slot(of: first.localName) else { continue }
            separate(isEmpty)
            isEmpty = false
            writeString(EscapedName.unescape(first.localName))
            text += ": ".utf8
            let member = shape.children[slot]
            if member.isRepeated { writeItems(same, member) } else { write(first, member) }
        }
        end("}", isEmpty)
    }

    private mutating func writeItems(_ items: [Node], _ shape: FormShape?) {
        begin("[")
        for (index, item) in items.enumerated() {
            separate(index == 0)
            if let shape { write(item, shape) }
        }
        end("]", items.isEmpty)
    }

    private mutating func begin(_ bracket: String) {
        text += bracket.utf8
        depth += 1
    }

    private mutating func separate(_ isFirst: Bool) {
        if !isFirst { text += ",".utf8 }
        breakLine()
    }

    private mutating func end(_ bracket: String, _ isEmpty: Bool) {
        depth -= 1
        if !isEmpty { breakLine() }
        text += bracket.utf8
    }

    private mutating func breakLine() {
        text.append(0x0A)
        text += [UInt8](repeating: 0x20, count: 2 * depth)
    }

    // MARK: Values

    private mutating func writeValue(_ node: Node, _ shape: FormShape) {
        let value = node.text
        switch shape.value {
        case .number:
            guard let number = JSONNumber.text(value) else {
                return report("FORM-VALUE-1", node, "\"\(value)\" is not a number", "12.5")
            }
            text += number.utf8
        case .boolean:
            let words = ["true": "true", "1": "true", "false": "false", "0": "false"]
            guard let word = words[value.trimmingBlanks] else {
                return report("FORM-VALUE-2", node, "\"\(value)\" is neither true nor false", "true")
            }
            text += word.utf8
        case .string, nil: writeString(value)
        }
    }

    /// Source: RFC 8259, section 7.
    private mutating func writeString(_ string: String) {
        text.append(0x22)
        for byte in string.utf8 {
            switch byte {
            case 0x22, 0x5C: text += [0x5C, byte]
            case 0x0A: text += "\\n".utf8
            case 0x0D: text += "\\r".utf8
            case 0x09: text += "\\t".utf8
            case ..<0x20:
                let digits = String(byte, radix: 16)
                text += "\\u00\(digits.utf8.count < 2 ? "0" : "")\(digits)".utf8
            default: text.append(byte)
            }
        }
        text.append(0x22)
    }

    private mutating func report(_ code: Code, _ node: Node, _ message: String, _ expected: String) {
        guard findings.count < FormLimits.findings else { return }
        findings.append(
            Finding(
                code, .error, at: Place(path: node.path), message, expected: [expected], found: node.text,
                advice: "Convert the value in the mapping; the sample has such a value here."))
    }
}
