import XMLSchema
import XMLStream

/// A document as lines in document order, one for each element and each attribute. Positions are counted on the way:
/// long lists cost no more than short ones.
struct DocumentOutline {
    struct Line {
        let node: Node
        /// 0 for the document element.
        let level: Int
        /// The last step of the path, without a position where it is the first.
        let label: String
        let path: String
        /// Whether it has a value: a text of its own, or it is an attribute.
        let isValue: Bool
    }

    private(set) var lines: [Line] = []

    init(_ root: Node) {
        add(root, label: root.localName, path: "/\(root.localName)", level: 0)
    }

    private mutating func add(_ node: Node, label: String, path: String, level: Int) {
        let line = lines.count
        lines.append(Line(node: node, level: level, label: label, path: path, isValue: false))
        for attribute in node.attributes where attribute.name.namespace.isEmpty {
            let label = "@\(attribute.localName)"
            let path = "\(path)/\(label)"
            lines.append(
                Line(node: attribute, level: level + 1, label: label, path: path, isValue: true))
        }
        var counts: [String: Int] = [:]
        for child in node.children {
            let name = child.localName
            let position = counts[name, default: 0] + 1
            counts[name] = position
            add(
                child, label: position == 1 ? name : "\(name)[\(position)]",
                path: "\(path)/\(name)[\(position)]", level: level + 1)
        }
        if counts.isEmpty, node.record.valueLength > 0 {
            lines[line] = Line(node: node, level: level, label: label, path: path, isValue: true)
        }
    }
}
