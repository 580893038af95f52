package import XMLStream

/// Writes a document, or a part of one, as XML in UTF-8: what a reader makes the same document of again.
///
/// The root's namespace is the default one. Others are declared where they are used; `xsi` at the root. Documents are
/// indented, but one with mixed content is not: the indentation would become part of its text.
package struct DocumentSerialiser {
    private let root: Node
    private let xsi: Schema.InstanceAttributes
    private var writer: XMLWriter
    /// What the start tags that are open have declared, the innermost last; the empty prefix is the default.
    private var scope: [(prefix: String, namespace: String)] = []
    /// Children that are left out; see ``pieces(of:leavingOut:in:)``.
    private var omitted: (parent: Int32, names: Set<String>)?
    private var pieces: [Piece] = []

    private init(_ root: Node, within depth: Int = 0) {
        self.root = root
        xsi = root.document.schema.xsi
        let isMixed = root.document.nodes.indices.contains { Self.isMixedText(Int32($0), root.document) }
        writer = XMLWriter(isMixed ? .compact : .indented, within: depth)
        if depth > 0 { scope = [("", root.name.namespace)] }
    }

    /// A part of a document that is put together later.
    package enum Piece: Sendable {
        case bytes([UInt8])
        /// Where the children of this local name stand.
        case elements(String)
    }

    /// - Throws: ``XMLWriterError`` when a value has a character that XML cannot carry.
    package static func bytes(of document: Document) throws(XMLWriterError) -> [UInt8] {
        guard let root = document.root else { throw .misplaced("A document without a root element") }
        return try bytes(of: root)
    }

    /// - Throws: ``XMLWriterError`` when a value has a character that XML cannot carry.
    package static func bytes(of element: Node) throws(XMLWriterError) -> [UInt8] {
        var serialiser = DocumentSerialiser(element)
        try serialiser.writer.declaration()
        try serialiser.write(element)
        return try serialiser.writer.finish()
    }

    /// An element as it stands in a document of its namespace, without what stands around it.
    ///
    /// - Parameters:
    ///   - element: what is written.
    ///   - depth: how many elements it stands in, at least one.
    /// - Returns: its bytes, beginning with the end of the line before.
    /// - Throws: ``XMLWriterError`` when a value has a character that XML cannot carry.
    package static func bytes(of element: Node, within depth: Int) throws(XMLWriterError) -> [UInt8] {
        var serialiser = DocumentSerialiser(element, within: depth)
        try serialiser.write(element)
        return serialiser.writer.takeBytes()
    }

    /// A document without some children of one of its elements, and where they stood.
    ///
    /// - Parameters:
    ///   - document: it has at least one child of each of the names that are to be found.
    ///   - names: local names of the children.
    ///   - parent: the element that they stand in.
    /// - Returns: the pieces in their order.
    /// - Throws: ``XMLWriterError`` when a value has a character that XML cannot carry.
    package static func pieces(
        of document: Document, leavingOut names: Set<String>, in parent: Node
    ) throws(XMLWriterError) -> [Piece] {
        guard let root = document.root else { throw .misplaced("A document without a root element") }
        var serialiser = DocumentSerialiser(root)
        serialiser.omitted = (parent.index, names)
        try serialiser.writer.declaration()
        try serialiser.write(root)
        let rest = try serialiser.writer.finish()
        return serialiser.pieces + [.bytes(rest)]
    }

    /// Notes where a child stood, once for each name.
    private mutating func leaveOut(_ child: Node) throws(XMLWriterError) {
        try writer.leaveRoomForElements()
        if case .elements(child.localName)? = pieces.last, writer.bytes.isEmpty { return }
        pieces += [.bytes(writer.takeBytes()), .elements(child.localName)]
    }

    // MARK: Elements

    private mutating func write(_ element: Node) throws(XMLWriterError) {
        let outer = scope.count
        let name = element.name
        let prefix = prefix(of: name.namespace, isElement: true)
        try writer.startElement(name.local, prefix: prefix)
        try declare(name.namespace, prefix)
        if element == root, usesInstanceAttributes { try declare(Schema.InstanceAttributes.namespace, "xsi") }
        try writeAttributes(of: element)
        try writeContent(of: element)
        try writer.endElement()
        scope.removeLast(scope.count - outer)
    }

    private mutating func writeContent(of element: Node) throws(XMLWriterError) {
        let document = element.document
        var hasElements = false
        var child = element.record.firstChild
        while child >= 0 {
            let record = document.nodes[Int(child)]
            if record.flags.contains(.text) {
                if Self.isMixedText(child, document) { try writer.text(document.node(at: child).text) }
            } else if !record.flags.contains(.attribute) {
                hasElements = true
                let node = document.node(at: child)
                if let omitted, omitted.parent == element.index, omitted.names.contains(node.localName) {
                    try leaveOut(node)
                } else {
                    try write(node)
                }
            }
            child = record.nextSibling
        }
        if !hasElements { try writer.text(element.text) }
    }

    /// Text beside elements; blanks there are layout. The text of an element without child elements is its value too.
    private static func isMixedText(_ index: Int32, _ document: Document) -> Bool {
        let record = document.nodes[Int(index)]
        guard record.flags.contains(.text), record.parent >= 0 else { return false }
        let parent = document.node(at: record.parent)
        return !document.node(at: index).text.utf8.allSatisfy(isBlank)
            && parent.children.contains { _ in true }
    }

    // MARK: Attributes

    private mutating func writeAttributes(of element: Node) throws(XMLWriterError) {
        var saysNil = false
        for attribute in element.attributes {
            let name = attribute.name
            let prefix = name.namespace.isEmpty ? "" : prefix(of: name.namespace, isElement: false)
            if !name.namespace.isEmpty { try declare(name.namespace, prefix) }
            saysNil = saysNil || attribute.nameID == xsi.nil
            let value = attribute.nameID == xsi.type ? try typeName(attribute.text) : attribute.text
            try writer.attribute(name.local, prefix: prefix, value)
        }
        if element.isNil, !saysNil { try writer.attribute("nil", prefix: "xsi", "true") }
    }

    private var usesInstanceAttributes: Bool {
        root.document.nodes.contains { record in
            record.flags.contains(.nilled)
                || record.flags.contains(.attribute) && xsi.contains(NameID(rawValue: ~record.declaration))
        }
    }

    /// A type's qualified name with a prefix of ours. The prefix that a sender chose is not kept in the document, so
    /// the type is looked for in the root's namespace, then among the built-in ones.
    private mutating func typeName(_ text: String) throws(XMLWriterError) -> String {
        let local = text.trimmingBlanks.split(separator: ":").last.map(String.init) ?? ""
        let namespaces = [root.name.namespace, XSDElement.namespace]
        let known = namespaces.first {
            root.document.schema.type(named: ExpandedName($0, local)) != nil
        }
        guard let known else { return text }
        // The default namespace may be another one here: that of an element in none.
        let isDefault = scope.last { $0.prefix.isEmpty }?.namespace == known
        let prefix = isDefault ? "" : prefix(of: known, isElement: false)
        try declare(known, prefix)
        return prefix.isEmpty ? local : "\(prefix):\(local)"
    }

    // MARK: Namespaces

    /// The prefix under which a name of the namespace is written, declared or not. An attribute needs one.
    private func prefix(of namespace: String, isElement: Bool) -> String {
        if namespace == "http://www.w3.org/XML/1998/namespace" { return "xml" }
        if isElement, namespace.isEmpty || namespace == root.name.namespace { return "" }
        if let known = scope.last(where: { $0.namespace == namespace && !$0.prefix.isEmpty }) {
            return known.prefix
        }
        switch namespace {
        case Schema.InstanceAttributes.namespace: return "xsi"
        case XSDElement.namespace: return "xs"
        case "\(root.name.namespace)-AllExtensions": return "ext"
        default: return "ns\(Set(scope.map(\.prefix)).count)"
        }
    }

    /// Declares what the running start tag needs and no open one has declared.
    private mutating func declare(_ namespace: String, _ prefix: String) throws(XMLWriterError) {
        let declared = scope.last { $0.prefix == prefix }?.namespace ?? ""
        guard declared != namespace, prefix != "xml" else { return }
        try writer.namespace(namespace, prefix: prefix)
        scope.append((prefix, namespace))
    }
}
