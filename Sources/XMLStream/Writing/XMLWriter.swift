/// Writes one document as UTF-8 into a buffer. What comes out is well-formed, namespaces included: what would not be
/// is refused, and a call that throws has written nothing.
///
///     var writer = XMLWriter(.indented)
///     try writer.declaration()
///     try writer.startElement("ID")
///     try writer.text("0004711")
///     try writer.endElement()
///     let bytes = try writer.finish()
package struct XMLWriter {
    package enum Layout: Hashable, Sendable {
        case compact
        /// Two spaces for each level, where no text stands and `xml:space` does not forbid it.
        case indented
    }

    private struct OpenElement {
        /// Where its name begins in `openNames`.
        let nameStart: Int
        /// How many declarations are in scope outside of it.
        let outerScope: Int
        var hasElements = false
        var hasText = false
        var keepsSpace: Bool
    }

    private struct Binding {
        let prefix: String
        let namespace: String
    }

    private struct WrittenName: Hashable {
        let prefix: String
        let local: String
    }

    private static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"
    private static let xmlnsNamespace = "http://www.w3.org/2000/xmlns/"

    /// What is written and not yet taken.
    package private(set) var bytes: [UInt8] = []

    private let layout: Layout
    /// Elements around what is written here, which others write.
    private let outerDepth: Int
    private let textEscapes = Escapes.text
    private let attributeEscapes = Escapes.attribute
    private var stack: [OpenElement] = []
    /// The names of the open elements, one after the other, as they are written.
    private var openNames: [UInt8] = []
    private var bindings: [Binding] = []
    private var isInStartTag = false
    /// Of the running start tag; checked when it ends, because declarations may follow their use.
    private var elementPrefix = ""
    private var attributes: [WrittenName] = []
    private var hasRoot = false
    private var hasWritten = false

    /// - Parameters:
    ///   - layout: of the text.
    ///   - outerDepth: elements that are open around it, in a document that is put together later.
    package init(_ layout: Layout = .compact, within outerDepth: Int = 0) {
        self.layout = layout
        self.outerDepth = outerDepth
    }

    /// Elements open at once.
    package var depth: Int { stack.count }

    // MARK: Events

    /// Writes the XML declaration, which can only come first.
    package mutating func declaration() throws(XMLWriterError) {
        guard !hasWritten else { throw .misplaced("The XML declaration") }
        hasWritten = true
        bytes.append(contentsOf: #"<?xml version="1.0" encoding="UTF-8"?>"#.utf8)
        bytes.append(ASCII.lineFeed)
    }

    package mutating func startElement(_ name: String, prefix: String = "") throws(XMLWriterError) {
        try check(name, prefix)
        if prefix == "xmlns" { throw .namespace(prefix: prefix, name: Self.xmlnsNamespace) }
        guard !stack.isEmpty || !hasRoot else { throw .misplaced("The second root element \(name)") }
        try endStartTag()
        if let parent = stack.indices.last {
            stack[parent].hasElements = true
            if indents(stack[parent]) { newLine(stack.count) }
        } else if outerDepth > 0, layout == .indented {
            newLine(0)
        }
        stack.append(
            OpenElement(
                nameStart: openNames.count, outerScope: bindings.count,
                keepsSpace: stack.last?.keepsSpace ?? false))
        if !prefix.isEmpty {
            openNames.append(contentsOf: prefix.utf8)
            openNames.append(ASCII.colon)
        }
        openNames.append(contentsOf: name.utf8)
        bytes.append(ASCII.less)
        appendInnermostName()
        isInStartTag = true
        elementPrefix = prefix
        if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
        hasRoot = true
        hasWritten = true
    }

    /// Declares a namespace in the running start tag; an empty prefix makes it the default.
    package mutating func namespace(_ name: String, prefix: String = "") throws(XMLWriterError) {
        guard isInStartTag, let element = stack.last else { throw .misplaced("A namespace declaration") }
        let isBindable = prefix.isEmpty ? name != Self.xmlNamespace : !name.isEmpty && prefix != "xmlns"
        guard isBindable, name != Self.xmlnsNamespace, (prefix == "xml") == (name == Self.xmlNamespace) else {
            throw .namespace(prefix: prefix, name: name)
        }
        if !prefix.isEmpty { try check(prefix, "") }
        if bindings[element.outerScope...].contains(where: { $0.prefix == prefix }) {
            throw .duplicateAttribute(prefix.isEmpty ? "xmlns" : "xmlns:\(prefix)")
        }
        try appendAttribute(prefix.isEmpty ? "xmlns" : prefix, prefix.isEmpty ? "" : "xmlns", name)
        bindings.append(Binding(prefix: prefix, namespace: name))
    }

    /// Writes an attribute into the running start tag.
    package mutating func attribute(
        _ name: String, prefix: String = "", _ value: String
    ) throws(XMLWriterError) {
        guard isInStartTag else { throw .misplaced("The attribute \(name)") }
        try check(name, prefix)
        let written = WrittenName(prefix: prefix, local: name)
        if prefix == "xmlns" || prefix.isEmpty && name == "xmlns" { throw .name(Self.qualified(written)) }
        if attributes.contains(written) { throw .duplicateAttribute(Self.qualified(written)) }
        try appendAttribute(name, prefix, value)
        attributes.append(written)
        if prefix == "xml", name == "space", let last = stack.indices.last {
            stack[last].keepsSpace = value == "preserve"
        }
    }

    package mutating func text(_ text: String) throws(XMLWriterError) {
        var text = text
        let failure = text.withUTF8 { utf8 in
            Result { () throws(XMLWriterError) in try self.text(utf8, unchecked: false) }
        }
        try failure.get()
    }

    /// Writes character data that is UTF-8 already, such as an event of ``XMLReader``.
    package mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) throws(XMLWriterError) {
        try text(utf8, unchecked: true)
    }

    private mutating func text(
        _ utf8: UnsafeBufferPointer<UInt8>, unchecked: Bool
    ) throws(XMLWriterError) {
        guard let element = stack.last else { throw .misplaced("Text outside of the root element") }
        if utf8.isEmpty { return }
        if element.hasElements, indents(element) {
            throw .textBesideIndentedElements(innermostName)
        }
        let before = (length: bytes.count, isInStartTag: isInStartTag)
        try endStartTag()
        do throws(XMLWriterError) {
            try append(utf8, textEscapes, unchecked: unchecked)
        } catch {
            bytes.removeSubrange(before.length...)
            isInStartTag = before.isInStartTag
            throw error
        }
        stack[stack.count - 1].hasText = true
    }

    /// Ends the innermost open element; one without content becomes an empty-element tag.
    package mutating func endElement() throws(XMLWriterError) {
        guard let element = stack.last else { throw .misplaced("An end tag") }
        if isInStartTag {
            try checkStartTag()
            isInStartTag = false
            bytes.append(ASCII.slash)
        } else {
            if element.hasElements, indents(element) { newLine(stack.count - 1) }
            bytes.append(ASCII.less)
            bytes.append(ASCII.slash)
            appendInnermostName()
        }
        bytes.append(ASCII.greater)
        stack.removeLast()
        openNames.removeLast(openNames.count - element.nameStart)
        if bindings.count > element.outerScope { bindings.removeSubrange(element.outerScope...) }
    }

    /// Ends the document.
    ///
    /// - Returns: the bytes that were not taken before.
    /// - Throws: ``XMLWriterError/openElement(_:)``, or ``XMLWriterError/misplaced(_:)`` when there is no root.
    package mutating func finish() throws(XMLWriterError) -> [UInt8] {
        guard stack.isEmpty else { throw .openElement(innermostName) }
        guard hasRoot else { throw .misplaced("The end of a document without a root element") }
        if layout == .indented { bytes.append(ASCII.lineFeed) }
        return takeBytes()
    }

    /// Says that elements follow here, which others write.
    package mutating func leaveRoomForElements() throws(XMLWriterError) {
        guard let parent = stack.indices.last else {
            throw .misplaced("Elements outside of the root element")
        }
        try endStartTag()
        stack[parent].hasElements = true
    }

    /// The bytes so far, which then are no longer in the buffer: to write a large document piece by piece.
    package mutating func takeBytes() -> [UInt8] {
        let taken = bytes
        bytes = []
        return taken
    }

    // MARK: Start tags

    private mutating func endStartTag() throws(XMLWriterError) {
        guard isInStartTag else { return }
        try checkStartTag()
        isInStartTag = false
        bytes.append(ASCII.greater)
    }

    /// Whether the prefixes of the running start tag are declared, and its attributes differ also by namespace.
    private mutating func checkStartTag() throws(XMLWriterError) {
        if !elementPrefix.isEmpty { _ = try namespace(of: elementPrefix) }
        guard attributes.contains(where: { !$0.prefix.isEmpty }) else { return }
        var expanded: Set<ExpandedName> = []
        for attribute in attributes where !attribute.prefix.isEmpty {
            let name = ExpandedName(try namespace(of: attribute.prefix), attribute.local)
            guard expanded.insert(name).inserted else { throw .duplicateAttribute(Self.qualified(attribute)) }
        }
    }

    private func namespace(of prefix: String) throws(XMLWriterError) -> String {
        if prefix == "xml" { return Self.xmlNamespace }
        guard let binding = bindings.last(where: { $0.prefix == prefix }) else {
            throw .undeclaredPrefix(prefix)
        }
        return binding.namespace
    }

    private func check(_ name: String, _ prefix: String) throws(XMLWriterError) {
        guard XMLName.isUnqualified(name) else { throw .name(name) }
        guard prefix.isEmpty || XMLName.isUnqualified(prefix) else { throw .name(prefix) }
    }

    private mutating func appendAttribute(
        _ name: String, _ prefix: String, _ value: String
    ) throws(XMLWriterError) {
        let before = bytes.count
        bytes.append(ASCII.space)
        if !prefix.isEmpty {
            bytes.append(contentsOf: prefix.utf8)
            bytes.append(ASCII.colon)
        }
        bytes.append(contentsOf: name.utf8)
        bytes.append(ASCII.equals)
        bytes.append(ASCII.quote)
        var value = value
        do throws(XMLWriterError) {
            try value.withUTF8 { utf8 in
                Result { () throws(XMLWriterError) in try append(utf8, attributeEscapes, unchecked: false) }
            }.get()
        } catch {
            bytes.removeSubrange(before...)
            throw error
        }
        bytes.append(ASCII.quote)
    }

    private static func qualified(_ name: WrittenName) -> String {
        name.prefix.isEmpty ? name.local : "\(name.prefix):\(name.local)"
    }

    private var innermostName: String {
        String(decoding: openNames[(stack.last?.nameStart ?? 0)...], as: UTF8.self)
    }

    private mutating func appendInnermostName() {
        let start = stack.last?.nameStart ?? 0
        openNames.withUnsafeBufferPointer { names in
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: names[start...]))
        }
    }

    // MARK: White space

    private func indents(_ element: OpenElement) -> Bool {
        layout == .indented && !element.hasText && !element.keepsSpace
    }

    private mutating func newLine(_ level: Int) {
        bytes.append(ASCII.lineFeed)
        for _ in 0..<(level + outerDepth) {
            bytes.append(ASCII.space)
            bytes.append(ASCII.space)
        }
    }

    // MARK: Characters

    /// Appends runs of bytes that stand for themselves at once. Writes nothing when it throws.
    ///
    /// A `String`'s bytes are known to be UTF-8; others are `unchecked`.
    private mutating func append(
        _ utf8: UnsafeBufferPointer<UInt8>, _ escapes: Escapes, unchecked: Bool
    ) throws(XMLWriterError) {
        let before = bytes.count
        var runStart = 0
        var index = 0
        while let action = Self.next(utf8, &index, escapes.actions, unchecked: unchecked) {
            if action == .refer {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[runStart..<index]))
                bytes.append(contentsOf: escapes.reference(utf8[index]))
                index += 1
                runStart = index
            } else if let length = Self.lengthOfScalar(utf8, at: index) {
                index += length
            } else {
                bytes.removeSubrange(before...)
                throw Self.fault(in: utf8, at: index)
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[runStart...]))
    }

    /// Moves `index` to the next byte that may not be copied as it is, and returns why; nil at the end.
    private static func next(
        _ utf8: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ actions: [Escapes.Action], unchecked: Bool
    ) -> Escapes.Action? {
        actions.withUnsafeBufferPointer { actions in
            while index < utf8.count {
                let action = actions[Int(utf8[index])]
                if action != .copy, unchecked || action != .multibyte { return action }
                index += 1
            }
            return nil
        }
    }

    /// Of a scalar that XML can carry; nil for one that it cannot, and where no scalar stands.
    private static func lengthOfScalar(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        guard let (scalar, length) = decode(utf8, at: index) else { return nil }
        return isCharacter(scalar) ? length : nil
    }

    /// XML 1.0, production 2.
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xFFFD, 0x10000...: true
        default: false
        }
    }

    private static func decode(
        _ utf8: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        var decoder = UTF8()
        var bytes = utf8[index...].prefix(4).makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return nil }
        return (scalar, UTF8.width(scalar))
    }

    private static func fault(in utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> XMLWriterError {
        guard let (scalar, _) = decode(utf8, at: index) else { return .notUTF8(index: index) }
        return .character(scalar, index: utf8[..<index].count { $0 & 0xC0 != 0x80 })
    }
}
