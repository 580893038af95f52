import XMLSchema
import XMLStream

/// A document as text, for comparison and for other validators.
enum Serialisation {
    /// - Parameters:
    ///   - node: the topmost element.
    ///   - indent: one element a line; otherwise all in one line.
    ///   - isLeftOut: elements and attributes that are not written.
    /// - Returns: the text, without an XML declaration.
    static func text(
        _ node: Node?, indent: Bool = true, leavingOut isLeftOut: (Node) -> Bool = { _ in false }
    ) -> String {
        guard let node else { return "" }
        var text = ""
        write(node, depth: 0, root: true, indent: indent, isLeftOut, to: &text)
        return text
    }

    private static func write(
        _ node: Node, depth: Int, root: Bool, indent: Bool, _ isLeftOut: (Node) -> Bool, to text: inout String
    ) {
        let margin = indent ? String(repeating: "  ", count: depth) : ""
        text += "\(margin)<\(node.localName)"
        if root {
            text += " xmlns=\"\(node.name.namespace)\""
            text += " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        }
        let attributes = node.attributes.filter { $0.name.namespace.isEmpty && !isLeftOut($0) }
            .sorted { $0.localName < $1.localName }
        for attribute in attributes {
            text += " \(attribute.localName)=\"\(escaped(attribute.text))\""
        }
        if node.isNil { text += " xsi:nil=\"true\"" }
        let children = node.children.filter { !isLeftOut($0) }
        if children.isEmpty {
            text += ">\(escaped(node.text))</\(node.localName)>"
        } else {
            text += indent ? ">\n" : ">"
            for child in children {
                write(child, depth: depth + 1, root: false, indent: indent, isLeftOut, to: &text)
            }
            text += "\(margin)</\(node.localName)>"
        }
        if indent { text += "\n" }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\r", "\t": result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
