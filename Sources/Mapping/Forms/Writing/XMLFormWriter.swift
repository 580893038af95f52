import Diagnostics
import XMLSchema
import XMLStream

/// Writes a document as XML with the names and namespaces of the sample.
struct XMLFormWriter {
    private static let xml = "http://www.w3.org/XML/1998/namespace"
    private static let instance = "http://www.w3.org/2001/XMLSchema-instance"

    private var writer = XMLWriter(.indented)

    static func write(_ root: Node, _ shape: FormShape) -> Checked<[UInt8]?> {
        var form = XMLFormWriter()
        do {
            try form.writer.declaration()
            try form.write(root, shape, default: "")
            return Checked(try form.writer.finish())
        } catch {
            return Checked(nil, [error.finding])
        }
    }

    // `namespace` is the default one where the element stands.
    private mutating func write(
        _ node: Node, _ shape: FormShape, default namespace: String
    ) throws(XMLWriterError) {
        try writer.startElement(node.localName)
        if shape.namespace != namespace { try writer.namespace(shape.namespace) }
        if node.isNil {
            try writer.namespace(Self.instance, prefix: "xsi")
            try writer.attribute("nil", prefix: "xsi", "true")
        }
        try writeAttributes(of: node, shape)
        var hasChildren = false
        for child in node.children {
            guard let slot = shape.slot(of: child.localName) else { continue }
            hasChildren = true
            try write(child, shape.children[slot], default: shape.namespace)
        }
        if !hasChildren { try writer.text(node.text) }
        try writer.endElement()
    }

    private mutating func writeAttributes(of node: Node, _ shape: FormShape) throws(XMLWriterError) {
        for (index, attribute) in node.attributes.enumerated() {
            let name = shape.attributes.first { $0.local == attribute.localName }
            guard let name, !name.namespace.isEmpty else {
                if name != nil { try writer.attribute(attribute.localName, attribute.text) }
                continue
            }
            let prefix = name.namespace == Self.xml ? "xml" : "a\(index)"
            if prefix != "xml" { try writer.namespace(name.namespace, prefix: prefix) }
            try writer.attribute(name.local, prefix: prefix, attribute.text)
        }
    }
}
