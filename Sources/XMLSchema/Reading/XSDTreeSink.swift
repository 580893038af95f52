import Diagnostics
import XMLStream

/// Builds the tree of a schema file. Schema files are small: clarity before speed.
struct XSDTreeSink: XMLSink {
    private let names: NameInterner
    private let source: String
    private var open: [XSDElement] = []
    private(set) var root: XSDElement?

    init(names: NameInterner, source: String) {
        self.names = names
        self.source = source
    }

    mutating func startElement(_ tag: StartTag) {
        var namespaces = open.last?.namespaces ?? ["xml": "http://www.w3.org/XML/1998/namespace"]
        for index in 0..<tag.namespaces.count {
            namespaces[tag.namespaces[index].prefix] = tag.namespaces[index].name
        }
        var attributes: [ExpandedName: String] = [:]
        for index in 0..<tag.attributes.count {
            attributes[names[tag.attributes[index].name]] = tag.attributes[index].text
        }
        open.append(
            XSDElement(
                name: names[tag.name], attributes: attributes, namespaces: namespaces,
                place: Place(source: source, line: tag.line, column: tag.column)))
    }

    mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        guard open.last?.construct == "documentation" else { return }
        open[open.count - 1].text += String(decoding: utf8, as: UTF8.self)
    }

    mutating func endElement(endOffset: Int) {
        guard let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(element)
        }
    }
}
