import Diagnostics
import XMLSchema
import XMLStream

/// Reads XML of any shape. Names count without their namespaces; `xsi:nil` is like absent, other attributes of
/// `xsi:` say nothing about the business.
enum XMLFormReader {
    static func read(_ bytes: [UInt8], source: String) throws(FormFault) -> FormElement {
        try FormLimits.refuseLarge(bytes, source)
        var limits = XMLLimits()
        limits.depth = FormLimits.depth
        let names = NameInterner(table: NameTable([]))
        let sink: FormTreeSink
        do throws(XMLFailure) {
            sink = try XMLReader(names: names, limits: limits, sink: FormTreeSink(names: names)).read(bytes)
        } catch {
            throw FormFault(error.finding(source: source))
        }
        guard let root = sink.root else {
            throw .limit("elements", FormLimits.elements, at: Place(source: source))
        }
        return root
    }

    /// Reads XML that a schema judges, with this root element.
    static func read(_ bytes: [UInt8], _ schema: Schema, _ root: ExpandedName, source: String)
        -> ForeignDocument
    {
        let names = NameInterner(table: schema.names)
        let sink = Validator(schema: schema, names: names, source: source)
        do throws(XMLFailure) {
            let validator = try XMLReader(names: names, sink: sink).read(bytes)
            let document = ForeignDocument(document: validator.document, findings: validator.findings)
            // What is no element of the schema has its finding already.
            guard let sent = document.document?.root, sent.declaration != nil, sent.name != root else {
                return document
            }
            return ForeignDocument(findings: [Self.wrongRoot(sent, root, source)])
        } catch {
            return ForeignDocument(findings: [error.finding(source: source)])
        }
    }

    private static func wrongRoot(_ sent: Node, _ expected: ExpandedName, _ source: String) -> Finding {
        Finding(
            "FORM-XML-1", .error, at: sent.place(in: source),
            "the root element is \(sent.name) and not \(expected)", expected: [expected.description],
            found: sent.name.description, advice: "Check that the document is one of this form.")
    }
}

/// Builds the tree of a document. It stops at ``FormLimits/elements``, and then has no root.
private struct FormTreeSink: XMLSink {
    private static let instance = "http://www.w3.org/2001/XMLSchema-instance"

    private let names: NameInterner
    private var open: [(element: FormElement, text: [UInt8])] = []
    private var elements = 0
    private(set) var root: FormElement?
    var isFinished: Bool { elements > FormLimits.elements }

    init(names: NameInterner) {
        self.names = names
    }

    mutating func startElement(_ tag: StartTag) {
        elements += 1
        let name = names[tag.name]
        let place = tag.place
        var element = FormElement(
            name: name.local, namespace: name.namespace, line: place.line, column: place.column)
        for index in 0..<tag.attributes.count {
            let attribute = tag.attributes[index]
            let name = names[attribute.name]
            if name.namespace != Self.instance {
                element.attributes.append(FormElement.Attribute(name: name, value: attribute.text))
            } else if name.local == "nil", ["true", "1"].contains(attribute.text) {
                element.content = .null
            }
        }
        open.append((element, []))
    }

    mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        guard !open.isEmpty else { return }
        open[open.count - 1].text += utf8
    }

    mutating func endElement(endOffset: Int) {
        guard let (begun, text) = open.popLast() else { return }
        var element = begun
        let isBlank = text.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if element.children.isEmpty {
            element.text = String(decoding: text, as: UTF8.self)
            if !text.isEmpty { element.content = .text(.string) }
        } else if !isBlank {
            let words = String(decoding: text, as: UTF8.self)
            element.children.append(
                .text(FormElement.nameless, words, line: element.line, column: element.column))
        }
        if open.isEmpty {
            root = isFinished ? nil : element
        } else {
            open[open.count - 1].element.children.append(element)
        }
    }
}
