import XMLStream

/// Writes one document as its schema says; see ``JSONForm``.
struct JSONDocumentWriter {
    private let form: JSONForm
    private let root: Node
    private let document: Document
    private let schema: Schema
    private let rootNamespace: String
    private let xsi: Schema.InstanceAttributes
    private var text: JSONText
    private var prefixes: JSONPrefixes
    /// So many bytes are handed over at once.
    private let pieceSize: Int
    private var shapes: [ContentShape??]
    private var keys: [JSONKey: [UInt8]] = [:]

    /// A member name depends on the parent's type, but that of an attribute does not.
    private struct JSONKey: Hashable {
        let name: NameID
        /// -1 for attributes and for children of elements without a type.
        let parent: Int32
        let isAttribute: Bool
    }

    /// How the content of an element is written.
    private struct Content {
        let type: TypeID?
        let shape: ContentShape?
        /// Its content can be one text, so that it may be no object at all.
        let isValue: Bool
    }

    init(_ form: JSONForm, _ root: Node, _ layout: JSONLayout, pieceSize: Int) {
        self.form = form
        self.root = root
        self.pieceSize = pieceSize
        document = root.document
        schema = document.schema
        xsi = schema.xsi
        rootNamespace = root.name.namespace
        text = JSONText(layout)
        shapes = Array(repeating: nil, count: schema.types.count)
        prefixes = JSONPrefixes(rootNamespace: rootNamespace)
    }

    /// - Parameters:
    ///   - set: the value of `@set`; nil for none.
    ///   - flush: gets the text, piece by piece.
    /// - Throws: what `flush` throws.
    mutating func write<Failure>(
        set: String?, _ flush: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        declarePrefixes()
        text.beginObject()
        // Also for none: a document that does not say it is in the namespace of its root's name.
        text.member(JSONNames.namespace)
        text.string(rootNamespace)
        for declaration in prefixes.declared {
            text.member("\(JSONNames.namespace):\(declaration.prefix)")
            text.string(declaration.namespace)
        }
        if let set {
            text.member(JSONNames.set)
            text.string(set)
        }
        text.member(root.localName)
        try write(root.index, flush)
        text.endObject()
        text.endText()
        try flush(text.take())
    }

    // MARK: Elements

    private mutating func write<Failure>(
        _ index: Int32, _ flush: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        if text.bytes.count >= pieceSize { try flush(text.take()) }
        let record = document.nodes[Int(index)]
        let content = content(of: record)
        let children = JSONChildren(of: record, in: document)
        guard
            children.hasAttributes || children.hasElements || record.flags.contains(.nilled)
                || !content.isValue
        else { return writeValue(of: record) }
        text.beginObject()
        writeAttributes(of: record)
        if children.hasElements {
            try writeChildren(children, content, flush)
        } else if record.valueLength > 0 || content.isValue && !record.flags.contains(.nilled) {
            text.member(Self.valueKey)
            writeValue(of: record)
        }
        text.endObject()
    }

    private static let valueKey = JSONText.quoted(JSONNames.value)
    private static let contentKey = JSONText.quoted(JSONNames.content)

    private mutating func writeValue(of record: NodeRecord) {
        let start = Int(record.valueOffset)
        withExtendedLifetime(document) {
            text.string(
                UnsafeBufferPointer(rebasing: document.values[start..<start + Int(record.valueLength)]))
        }
    }

    /// How an element is written, by its declaration and its `xsi:type`.
    private mutating func content(of record: NodeRecord) -> Content {
        guard let type = type(of: record) else { return Content(type: nil, shape: nil, isValue: true) }
        let isValue =
            switch schema.tables.types[Int(type.rawValue)].mode {
            case .simple, .mixed, .lax, .skip: true
            case .elementOnly, .empty, .document: false
            }
        return Content(type: type, shape: shape(of: type), isValue: isValue)
    }

    private func type(of record: NodeRecord) -> TypeID? {
        guard record.declaration >= 0 else { return nil }
        var child = record.firstChild
        while child >= 0 {
            let attribute = document.nodes[Int(child)]
            guard attribute.flags.contains(.attribute) else { break }
            if ~attribute.declaration == xsi.type.rawValue,
                let named = form.instanceType(document.node(at: child).text, rootNamespace: rootNamespace)
            {
                return named.type
            }
            child = attribute.nextSibling
        }
        return TypeID(rawValue: schema.tables.elements[Int(record.declaration)].type)
    }

    private mutating func shape(of type: TypeID) -> ContentShape? {
        if let known = shapes[Int(type.rawValue)] { return known }
        let shape = form.shape(of: type)
        shapes[Int(type.rawValue)] = .some(shape)
        return shape
    }

    // MARK: Children

    private mutating func writeChildren<Failure>(
        _ children: JSONChildren, _ content: Content, _ flush: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let nodes = children.nodes
        let plan = JSONChildPlan(
            nodes.map { node in
                let record = document.nodes[Int(node)]
                return record.flags.contains(.text) ? nil : content.shape?.member(name(of: record))
            }, content.shape)
        try writeMembers(nodes[..<plan.list.lowerBound], content, flush)
        if !plan.list.isEmpty { try writeList(nodes[plan.list], content, flush) }
        try writeMembers(nodes[plan.list.upperBound...], content, flush)
    }

    private mutating func writeMembers<Failure>(
        _ nodes: ArraySlice<Int32>, _ content: Content, _ flush: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var open: NameID?
        for node in nodes {
            let name = name(of: document.nodes[Int(node)])
            if name != open {
                if open != nil { text.endArray() }
                open = nil
                text.member(key(name, content))
                if content.shape?.member(name)?.repeats ?? false {
                    text.beginArray()
                    open = name
                }
            }
            if open != nil { text.item() }
            try write(node, flush)
        }
        if open != nil { text.endArray() }
    }

    private mutating func writeList<Failure>(
        _ nodes: ArraySlice<Int32>, _ content: Content, _ flush: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        text.member(Self.contentKey)
        text.beginArray()
        for node in nodes {
            let record = document.nodes[Int(node)]
            text.item()
            if record.flags.contains(.text) {
                writeValue(of: record)
            } else {
                text.beginObject()
                text.member(key(name(of: record), content))
                try write(node, flush)
                text.endObject()
            }
        }
        text.endArray()
    }

    // MARK: Attributes

    private mutating func writeAttributes(of record: NodeRecord) {
        var saysNil = false
        var child = record.firstChild
        while child >= 0 {
            let attribute = document.nodes[Int(child)]
            guard attribute.flags.contains(.attribute) else { break }
            let name = NameID(rawValue: ~attribute.declaration)
            saysNil = saysNil || name == xsi.nil
            text.member(attributeKey(name))
            if name == xsi.type, record.declaration >= 0 {
                text.string(typeName(document.node(at: child).text))
            } else {
                writeValue(of: attribute)
            }
            child = attribute.nextSibling
        }
        guard record.flags.contains(.nilled), !saysNil else { return }
        text.member(attributeKey(xsi.nil))
        text.string("true")
    }

    /// As a type is named in JSON; the text as it is where no type of the schema is meant.
    private func typeName(_ text: String) -> String {
        guard let named = form.instanceType(text, rootNamespace: rootNamespace) else { return text }
        return named.name.namespace == rootNamespace ? named.name.local : "xs:\(named.name.local)"
    }

    // MARK: Names

    private func name(of record: NodeRecord) -> NameID {
        record.declaration < 0
            ? NameID(rawValue: ~record.declaration)
            : schema.tables.elements[Int(record.declaration)].name
    }

    private mutating func key(_ name: NameID, _ content: Content) -> [UInt8] {
        let key = JSONKey(name: name, parent: content.type?.rawValue ?? -1, isAttribute: false)
        if let known = keys[key] { return known }
        let quoted = JSONText.quoted(
            prefixes.key(document.name(of: name), name, content.shape, schema))
        keys[key] = quoted
        return quoted
    }

    private mutating func attributeKey(_ name: NameID) -> [UInt8] {
        let key = JSONKey(name: name, parent: -1, isAttribute: true)
        if let known = keys[key] { return known }
        let quoted = JSONText.quoted("@\(prefixes.attributeKey(document.name(of: name)))")
        keys[key] = quoted
        return quoted
    }

    /// Finds the namespaces that need a prefix, in the order of the document: they stand before everything else.
    private mutating func declarePrefixes() {
        guard document.hasNames(beyond: rootNamespace) else { return }
        for index in document.nodes.indices {
            let record = document.nodes[index]
            if record.flags.contains(.text) { continue }
            let id = name(of: record)
            let name = document.name(of: id)
            if record.flags.contains(.attribute) {
                prefixes.declare(name, isAttribute: true)
            } else if record.parent >= 0 {
                let parent = content(of: document.nodes[Int(record.parent)])
                if parent.shape?.member(key: name.local)?.name != id {
                    prefixes.declare(name, isAttribute: false)
                }
            }
        }
    }
}

extension Document {
    /// Whether any name may need a prefix: one in a namespace other than this one, and an attribute in any.
    fileprivate func hasNames(beyond namespace: String) -> Bool {
        let own: Set = [namespace, Schema.InstanceAttributes.namespace, ""]
        var isKnown = Array(repeating: false, count: schema.names.count + extraNames.count)
        return nodes.contains { record in
            let id =
                record.declaration < 0
                ? ~record.declaration : schema.tables.elements[Int(record.declaration)].name.rawValue
            if isKnown[Int(id)] { return false }
            let name = name(of: NameID(rawValue: id))
            if record.flags.contains(.attribute) {
                return name.namespace == namespace && !namespace.isEmpty || !own.contains(name.namespace)
            }
            isKnown[Int(id)] = true
            return !own.contains(name.namespace)
        }
    }
}
