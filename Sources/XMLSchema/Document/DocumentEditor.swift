import Diagnostics
package import XMLStream

/// Builds a document from its declarations: children may be added in any order and stand in schema order at the end.
package struct DocumentEditor {
    /// An element of the document that is being built; good for the editor that gave it.
    package struct Element: Hashable, Sendable {
        fileprivate let index: Int
    }

    /// What cannot be built, by local names.
    package enum Refusal: Error, Hashable, Sendable {
        case noGlobalElement(String)
        case noChild(String, of: String, nearest: String?)
        case noAttribute(String, of: String, nearest: String?)
        /// More elements or text than one document can hold.
        case tooLarge
    }

    private struct Draft {
        let declaration: Int32
        let name: NameID
        let parent: Int
        let slot: Int
        let order: Int32
        var text = ""
        var attributes: [(name: NameID, value: String)] = []
        var children: [Int] = []
        var flags: NodeRecord.Flags = []
    }

    package let schema: Schema
    private var drafts: [Draft] = []
    private let index: ChildIndex
    /// Where in another document that which is added next comes from. It decides among the parts of a group that
    /// repeats: what stood together there stands together here, whatever was added first.
    package var order: Int32 = 0
    /// Of all texts and attribute values that were set, in bytes.
    private var textSize = 0

    /// Far enough below what the indices and offsets of a ``Document`` can hold.
    private static let maximumElements = 1 << 30
    private static let maximumText = 1 << 31

    /// - Throws: ``Refusal/noGlobalElement(_:)`` when the schema has no such element.
    package init(schema: Schema, root: ExpandedName) throws(Refusal) {
        self.schema = schema
        index = schema.childIndex
        guard let id = schema.names[root], let declaration = schema.globalDeclarations[id] else {
            throw .noGlobalElement(root.local)
        }
        drafts.append(Draft(declaration: declaration, name: id, parent: -1, slot: 0, order: 0))
    }

    package var root: Element { Element(index: 0) }

    package func declaration(of element: Element) -> ElementDeclaration {
        schema.element(drafts[element.index].declaration)
    }

    /// Adds one more child of this local name.
    package mutating func append(_ local: String, to element: Element) throws(Refusal) -> Element {
        let declaration = declaration(of: element)
        guard drafts.count < Self.maximumElements, textSize <= Self.maximumText else { throw .tooLarge }
        guard let child = child(local, of: declaration.type) else {
            let names = schema.childNames(of: declaration)
            throw .noChild(
                local, of: schema.names[declaration.name].local, nearest: nearestName(to: local, among: names)
            )
        }
        return add(child, to: element)
    }

    /// Adds one more of a child that is known to belong to the element's type.
    package mutating func append(
        _ child: ContentModel.Child, to element: Element
    ) throws(Refusal) -> Element {
        guard drafts.count < Self.maximumElements, textSize <= Self.maximumText else { throw .tooLarge }
        return add(child, to: element)
    }

    private mutating func add(_ child: ContentModel.Child, to element: Element) -> Element {
        let index = drafts.count
        let type = schema.element(drafts[element.index].declaration).type
        drafts.append(
            Draft(
                declaration: child.declaration, name: child.name, parent: element.index, slot: child.slot,
                order: repeatsGroup(type) ? order : 0))
        drafts[element.index].children.append(index)
        return Element(index: index)
    }

    private func child(_ local: String, of type: TypeID) -> ContentModel.Child? {
        index.child(local, of: type)
    }

    private func repeatsGroup(_ type: TypeID) -> Bool { index.repeating.contains(type) }

    /// The last child of this local name, or a new one when there is none.
    package mutating func lastOrNew(_ local: String, of element: Element) throws(Refusal) -> Element {
        if let known = children(local, of: element).last { return known }
        return try append(local, to: element)
    }

    /// In the order in which they were added.
    package func children(_ local: String, of element: Element) -> [Element] {
        drafts[element.index].children.filter { schema.names[drafts[$0].name].local == local }.map(
            Element.init)
    }

    /// The last child of a name that is as wanted.
    package func lastChild(
        _ name: NameID, of element: Element, where isWanted: (Element) -> Bool
    ) -> Element? {
        for child in drafts[element.index].children.reversed()
        where drafts[child].name == name && isWanted(Element(index: child)) {
            return Element(index: child)
        }
        return nil
    }

    package func children(of element: Element) -> [Element] {
        drafts[element.index].children.map(Element.init)
    }

    package func localName(of element: Element) -> String {
        schema.names[drafts[element.index].name].local
    }

    package func text(of element: Element) -> String { drafts[element.index].text }

    package func isEmpty(_ element: Element) -> Bool {
        let draft = drafts[element.index]
        return draft.text.isEmpty && draft.children.isEmpty && draft.attributes.isEmpty
            && draft.flags.isEmpty
    }

    package mutating func setText(_ text: String, of element: Element) {
        textSize += text.utf8.count
        drafts[element.index].text = text
    }

    package mutating func setNil(_ element: Element) {
        drafts[element.index].flags.insert(.nilled)
    }

    package func isNil(_ element: Element) -> Bool {
        drafts[element.index].flags.contains(.nilled)
    }

    /// Marks what was derived by a declared rule rather than sent by anyone.
    package mutating func markDerived(_ element: Element) {
        drafts[element.index].flags.insert(.derived)
    }

    package mutating func setAttribute(_ local: String, _ value: String, of element: Element) throws(Refusal)
    {
        let declaration = declaration(of: element)
        let uses = schema.type(declaration.type).attributes
        guard let use = uses.first(where: { schema.names[$0.name].local == local }) else {
            throw .noAttribute(
                local, of: schema.names[declaration.name].local,
                nearest: nearestName(to: local, among: schema.attributeNames(of: declaration)))
        }
        textSize += value.utf8.count
        drafts[element.index].attributes.removeAll { $0.name == use.name }
        drafts[element.index].attributes.append((use.name, value))
    }

    package func attribute(_ local: String, of element: Element) -> String? {
        drafts[element.index].attributes.first { schema.names[$0.name].local == local }?.value
    }

    /// Takes an element with all below it away again.
    package mutating func remove(_ element: Element) {
        let parent = drafts[element.index].parent
        guard parent >= 0 else { return }
        drafts[parent].children.removeAll { $0 == element.index }
    }

    /// Copies a node with all below it as a child of an element, attributes included. Names are matched by local
    /// name; what the schema does not have is left out and answered. `note` is told of each element that is copied, and
    /// what it became.
    package mutating func copy(
        _ node: Node, into element: Element, note: (Node, Element) -> Void = { _, _ in }
    ) -> [Node] {
        guard let child = try? append(node.localName, to: element) else { return [node] }
        return copyContent(of: node, to: child, note: note)
    }

    /// Like ``copy(_:into:note:)`` for what is inside the node.
    package mutating func copyContent(
        of node: Node, to element: Element, note: (Node, Element) -> Void = { _, _ in }
    ) -> [Node] {
        note(node, element)
        var left: [Node] = []
        for attribute in node.attributes where attribute.name.namespace.isEmpty {
            do {
                try setAttribute(attribute.localName, attribute.text, of: element)
            } catch {
                left.append(attribute)
            }
        }
        var hasChildren = false
        for child in node.children {
            hasChildren = true
            left += copy(child, into: element, note: note)
        }
        if !hasChildren { setText(node.text, of: element) }
        if node.isNil { setNil(element) }
        if node.record.flags.contains(.derived) { markDerived(element) }
        return left
    }

    /// The document, its children in the order of the schema; those of one particle keep the order in which they
    /// were added.
    package func finish() -> Document { finishWithPlaces().document }

    /// Like ``finish()``.
    ///
    /// - Returns: also which node each element has become; -1 for what was taken away.
    package func finishWithPlaces() -> (document: Document, places: Places) {
        var builder = DocumentBuilder()
        var nodes = [Int32](repeating: -1, count: drafts.count)
        add(0, parent: -1, previous: -1, to: &builder, &nodes)
        let document = Document(schema: schema, storage: builder.take(), extraNames: [])
        return (document, Places(nodes: nodes))
    }

    /// Which node each element of an editor has become.
    package struct Places: Sendable {
        fileprivate let nodes: [Int32]

        package subscript(_ element: Element) -> Int32 { nodes[element.index] }
    }

    @discardableResult
    private func add(
        _ index: Int, parent: Int32, previous: Int32, to builder: inout DocumentBuilder,
        _ nodes: inout [Int32]
    ) -> Int32 {
        let draft = drafts[index]
        let node = builder.append(
            declaration: draft.declaration, parent: parent, previous: previous, at: (0, 0),
            flags: draft.flags)
        nodes[index] = node
        var last: Int32 = -1
        for attribute in draft.attributes {
            last = builder.append(
                declaration: ~attribute.name.rawValue, parent: node, previous: last, at: (0, 0),
                flags: .attribute)
            builder.setValue(attribute.value, of: last)
        }
        builder.setValue(draft.text, of: node)
        for child in ordered(draft.children, of: draft) {
            last = add(child, parent: node, previous: last, to: &builder, &nodes)
        }
        return node
    }

    /// By slots; but where one name stands in a group that repeats and outside of it too, slots cannot say where it
    /// belongs: then as it was elsewhere, if the schema allows that.
    private func ordered(_ children: [Int], of draft: Draft) -> [Int] {
        guard children.count > 1 else { return children }
        let type = schema.element(draft.declaration).type
        if index.repeating.contains(type) {
            let sent = children.enumerated().sorted {
                (drafts[$0.element].order, $0.offset) < (drafts[$1.element].order, $1.offset)
            }.map(\.element)
            if accepts(sent, type) { return sent }
        }
        if areOrdered(children) { return children }
        return children.enumerated().sorted {
            let (one, other) = (drafts[$0.element], drafts[$1.element])
            return (one.slot, one.order, $0.offset) < (other.slot, other.order, $1.offset)
        }.map(\.element)
    }

    private func areOrdered(_ children: [Int]) -> Bool {
        for (one, other) in zip(children, children.dropFirst()) {
            let (one, other) = (drafts[one], drafts[other])
            if (other.slot, other.order) < (one.slot, one.order) { return false }
        }
        return true
    }

    private func accepts(_ children: [Int], _ type: TypeID) -> Bool {
        guard let model = schema.contentModel(of: type) else { return false }
        var state = model.startState
        for child in children {
            let move = schema.moves(from: state).first { $0.declaration == drafts[child].declaration }
            guard let move else { return false }
            state = move.next
        }
        return schema.states[Int(state)].isAccepting
    }
}
