import Diagnostics
import XMLSchema
import XMLStream

/// Makes a document of what was read, as far as the shape knows it; the rest is listed.
struct DocumentMaker {
    private let schema: Schema
    private let source: String
    private let names: NameInterner
    private var validator: Validator<NoRecords>
    /// The elements that are open, with their positions.
    private var path: [(name: String, position: Int)] = []
    private var unknown: [(path: String, place: Place)] = []

    static func make(
        _ root: FormElement, _ shape: FormShape, _ schema: Schema, source: String
    ) -> ForeignDocument {
        var maker = DocumentMaker(schema, source)
        if shape.takes(root) {
            maker.send(root, shape, position: 1)
        } else {
            maker.send(FormElement(name: root.name, line: root.line, column: root.column), shape, position: 1)
            maker.note(root, position: 1)
        }
        let ordered = maker.unknown.enumerated().sorted {
            let (left, right) = ($0.element.place, $1.element.place)
            return (left.line ?? 0, left.column ?? 0, $0.offset)
                < (right.line ?? 0, right.column ?? 0, $1.offset)
        }
        return ForeignDocument(
            document: maker.validator.document, unknown: ordered.map(\.element),
            findings: maker.validator.findings)
    }

    private init(_ schema: Schema, _ source: String) {
        self.schema = schema
        self.source = source
        names = NameInterner(table: schema.names)
        validator = Validator(schema: schema, names: names, source: source)
    }

    // MARK: Elements

    private mutating func send(_ element: FormElement, _ shape: FormShape, position: Int) {
        path.append((element.name, position))
        defer { path.removeLast() }
        start(element, shape)
        if !element.text.isEmpty {
            var text = element.text
            text.withUTF8 { validator.text($0) }
        }
        for child in known(of: element, shape) {
            send(element.children[child.index], shape.children[child.slot], position: child.position)
        }
        validator.endElement(endOffset: 0)
    }

    /// The children that the shape knows, in its order; the others are noted.
    private mutating func known(
        of element: FormElement, _ shape: FormShape
    ) -> [(slot: Int, index: Int, position: Int)] {
        var known: [(slot: Int, index: Int, position: Int)] = []
        var counts: [String: Int] = [:]
        var isSorted = true
        for (index, child) in element.children.enumerated() where !child.isAbsent {
            let position = (counts[child.name] ?? 0) + 1
            counts[child.name] = position
            guard let slot = shape.slot(of: child.name), shape.children[slot].takes(child),
                position == 1 || shape.children[slot].isRepeated
            else {
                note(child, position: position)
                continue
            }
            isSorted = isSorted && slot >= known.last?.slot ?? 0
            known.append((slot, index, position))
        }
        return isSorted ? known : known.sorted { ($0.slot, $0.index) < ($1.slot, $1.index) }
    }

    private mutating func start(_ element: FormElement, _ shape: FormShape) {
        var values: [UInt8] = []
        var ranges: [(name: NameID, range: Range<Int>)] = []
        for attribute in element.attributes {
            let isKnown =
                shape.attributes.contains { $0.local == attribute.name.local }
                && !element.attributes.prefix { $0 != attribute }
                    .contains { $0.name.local == attribute.name.local }
            guard isKnown else {
                noteAttribute(attribute.name.local, of: element)
                continue
            }
            let start = values.count
            values += attribute.value.utf8
            ranges.append((names.intern(ExpandedName("", attribute.name.local)), start..<values.count))
        }
        send(names.intern(ExpandedName(FormSchema.namespace, shape.name)), values, ranges, at: element)
    }

    private mutating func send(
        _ name: NameID, _ values: [UInt8], _ ranges: [(name: NameID, range: Range<Int>)],
        at element: FormElement
    ) {
        let place = TagPlace(offset: 0, line: element.line, column: element.column)
        values.withUnsafeBufferPointer { values in
            let views = ranges.map {
                XMLAttributes.Attribute(name: $0.name, value: UnsafeBufferPointer(rebasing: values[$0.range]))
            }
            views.withUnsafeBufferPointer { views in
                withUnsafePointer(to: place) { place in
                    validator.startElement(
                        StartTag(
                            name: name, attributes: XMLAttributes(views),
                            namespaces: NamespaceDeclarations(UnsafeBufferPointer(start: nil, count: 0)),
                            place: place))
                }
            }
        }
    }

    // MARK: Unknown input

    private mutating func note(_ element: FormElement, position: Int) {
        let here = path.isEmpty ? "/\(element.name)" : "\(pathText)/\(element.name)[\(position)]"
        note(here, element)
    }

    private mutating func noteAttribute(_ name: String, of element: FormElement) {
        note("\(pathText)/@\(name)", element)
    }

    private mutating func note(_ path: String, _ element: FormElement) {
        unknown.append(
            (path, Place(source: source, line: element.line, column: element.column, path: path)))
    }

    private var pathText: String {
        path.enumerated().map {
            $0.offset == 0 ? "/\($0.element.name)" : "/\($0.element.name)[\($0.element.position)]"
        }
        .joined()
    }
}
