package import XMLStream

/// An element of a made-up document: a tree that can be changed at will, right or wrong.
package final class SampleElement {
    package var name: ExpandedName
    /// Written as they are: the prefixes are those of ``document(target:)``.
    package var attributes: [(name: String, value: String)] = []
    package var text: String
    package var children: [SampleElement] = []
    /// Written behind the last child.
    package var tail = ""

    package init(_ name: ExpandedName, text: String = "") {
        self.name = name
        self.text = text
    }

    /// This element and all below it, in document order.
    package var all: [SampleElement] { [self] + children.flatMap(\.all) }

    package func copy() -> SampleElement {
        let copy = SampleElement(name, text: text)
        copy.attributes = attributes
        copy.tail = tail
        copy.children = children.map { $0.copy() }
        return copy
    }

    /// A document with this root, in UTF-8. The target namespace has the prefix `b`, that of extensions `e`.
    package func document(target: String) -> String {
        var text = ""
        let declarations =
            " xmlns:b=\"\(target)\" xmlns:e=\"\(target)-AllExtensions\" xmlns:f=\"urn:foreign\" "
            + "xmlns:xsi=\"\(Schema.InstanceAttributes.namespace)\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
        write(to: &text, declarations: declarations, target: target)
        return text
    }

    private func write(to output: inout String, declarations: String, target: String) {
        let prefixes = ["": "", target: "b:", "\(target)-AllExtensions": "e:"]
        let tag = (prefixes[name.namespace] ?? "f:") + name.local
        output += "<\(tag)\(declarations)"
        for attribute in attributes {
            output += " \(attribute.name)=\"\(Self.escaped(attribute.value))\""
        }
        output += ">\(Self.escaped(text))"
        for child in children { child.write(to: &output, declarations: "", target: target) }
        output += "\(Self.escaped(tail))</\(tag)>"
    }

    private static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "\t", "\n", "\r": output += "&#\(scalar.value);"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
