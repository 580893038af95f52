import Diagnostics
import XMLSchema
import XMLStream

extension Normalisation {
    mutating func readChildren(_ element: Int32, _ type: TypeID) {
        guard let model = schema.contentModel(of: type) else { return }
        let index = index(of: model)
        if case .elementOnly = schema.type(type).content { dropViewMarks(element) }
        joinIdentifiers(element, index)
        for child in tree.elements(of: element) {
            readChild(child, of: element, index)
        }
        for child in tree.elements(of: element) {
            dropIfEmpty(child, of: element, index)
        }
        fillValue(element, index)
        putInOrder(element, model, index)
    }

    // MARK: Text

    private mutating func dropViewMarks(_ element: Int32) {
        let runs = tree[element].children.filter { tree[$0].isText }
        guard !runs.isEmpty, !tree.elements(of: element).isEmpty, log.accepts(.viewMarks),
            runs.allSatisfy({ tree[$0].text.isViewMarks })
        else { return }
        let text = runs.map { tree[$0].text.trimmingBlanks }.joined(separator: " ")
        tree.remove(runs, from: element)
        add(.viewMarks, element, "\(name(element)) has \(quoted(text)) between its elements", found: text)
    }

    // MARK: Names

    /// `X/ID` as `XID`, where the model has no X.
    private mutating func joinIdentifiers(_ element: Int32, _ index: ModelIndex) {
        guard log.accepts(.nestedIdentifier) else { return }
        for child in tree.elements(of: element) where index.byLocal[name(child)] == nil {
            let outer = name(child)
            let parts = tree.elements(of: child)
            guard isOwn(tree.name(of: child).namespace), !parts.isEmpty, tree[child].attributes.isEmpty,
                tree.text(of: child).trimmingBlanks.isEmpty || !parts.isEmpty,
                parts.allSatisfy({ index.byLocal[outer + name($0)] != nil && tree.elements(of: $0).isEmpty })
            else { continue }
            for part in parts {
                guard let meant = index.byLocal[outer + name(part)] else { continue }
                let inner = name(part)
                tree.rename(part, schema.names[meant.name])
                add(
                    .nestedIdentifier, part,
                    "\(name(element)) has no \(outer), of which this is the \(inner)",
                    found: "\(outer)/\(inner)", assumed: name(part))
            }
            guard let place = tree[element].children.firstIndex(of: child) else { continue }
            tree[element].children.replaceSubrange(place...place, with: parts)
        }
    }

    /// Finds what the schema has for a child and reads it by that, or sets it aside.
    private mutating func readChild(_ child: Int32, of parent: Int32, _ index: ModelIndex) {
        let name = tree.name(of: child)
        if let known = index.byName[name] { return read(child, as: declaration(known)) }
        if index.wildcard != nil, let global = schema.globalElement(name) { return read(child, as: global) }
        let isOwn = isOwn(name.namespace)
        if isOwn, let known = index.byLocal[name.local] {
            return read(child, as: known, .namespaceOfChild)
        }
        switch index.wildcard {
        case .skip, .lax: return
        case .strict, nil: break
        }
        if name.namespace.hasSuffix("-AllExtensions") {
            if log.accepts(.extensionElement) { setAside(child, of: parent, .extensionElement) }
        } else if !isOwn {
            if log.accepts(.foreignElement) { setAside(child, of: parent, .foreignElement) }
        } else if let known = index.byLetters[name.local.lowercased()] {
            read(child, as: known, .nameCase)
        } else if log.accepts(.unknownElement), !isInVocabulary(name.local),
            nearestName(to: name.local, among: index.byLocal.keys) == nil
        {
            setAside(child, of: parent, .unknownElement)
        }
    }

    private mutating func read(_ child: Int32, as known: ContentModel.Child, _ kind: DeviationKind) {
        let found = tree.name(of: child)
        let meant = schema.names[known.name]
        guard log.accepts(kind) else { return }
        tree.rename(child, meant)
        // What was in no namespace as all the document is, has been said once, at its root.
        if kind != .namespaceOfChild || original.name(of: child).namespace != original.name(of: 0).namespace {
            let original = original.name(of: child)
            add(
                kind, child,
                kind == .nameCase
                    ? "\(found.local) is written \(meant.local) in \(set.rawValue)"
                    : original.namespace.isEmpty
                        ? "\(found.local) is in no namespace" : "\(found.local) is in \(original.namespace)",
                found: kind == .nameCase ? found.local : original.namespace,
                assumed: kind == .nameCase ? meant.local : meant.namespace)
        }
        read(child, as: declaration(known))
    }

    private func declaration(_ child: ContentModel.Child) -> ElementDeclaration {
        schema.elements[Int(child.declaration)]
    }

    // MARK: What is empty

    private static let values: Set<String> = ["ValueString", "QuantityString"]
    private static let companions: Set<String> = ["DataType", "UnitOfMeasure"]

    private mutating func dropIfEmpty(_ child: Int32, of parent: Int32, _ index: ModelIndex) {
        guard let known = index.byName[tree.name(of: child)],
            let kind = emptiness(child, declaration(known)), log.accepts(kind)
        else { return }
        let name = tree[child].name
        let alike = tree[parent].children.count { tree[$0].name == name }
        guard alike > known.occurrence.min else { return }
        let text = tree.text(of: child).trimmingBlanks
        tree.remove([child], from: parent)
        switch kind {
        case .initialDate: add(kind, child, "\(self.name(child)) is \(quoted(text))", found: text)
        case .valueWithoutValue:
            let names = tree.elements(of: child).map { self.name($0) }.joined(separator: ", ")
            add(kind, child, "\(self.name(child)) has only \(names)", found: names)
        default: add(kind, child, "\(self.name(child)) is empty", found: "")
        }
    }

    /// Why an element may be left out; nil when it says something, or may be empty.
    private func emptiness(_ element: Int32, _ declaration: ElementDeclaration) -> DeviationKind? {
        let children = tree.elements(of: element)
        guard tree[element].attributes.isEmpty else { return nil }
        if let simple = schema.simpleType(of: declaration.type) {
            let text = tree.text(of: element)
            guard children.isEmpty, !schema.allows(text, as: simple) else { return nil }
            if text.trimmingBlanks.isEmpty { return .emptyElement }
            return schema.builtin(of: simple) == .dateTime && text.isDateOfZeros ? .initialDate : nil
        }
        guard let model = schema.contentModel(of: declaration.type),
            tree.text(of: element).trimmingBlanks.isEmpty
        else { return nil }
        if children.isEmpty { return schema.allows([], in: model) ? nil : .emptyElement }
        let required = model.children.contains {
            $0.occurrence.min > 0 && Self.values.contains(schema.names[$0.name].local)
        }
        let isOnlyCompanions = children.allSatisfy { Self.companions.contains(name($0)) }
        return required && isOnlyCompanions ? .valueWithoutValue : nil
    }

    /// Adds the DataType and UnitOfMeasure that V0401 requires beside a value, as nil.
    private mutating func fillValue(_ element: Int32, _ index: ModelIndex) {
        let children = tree.elements(of: element)
        guard children.contains(where: { Self.values.contains(name($0)) }), log.accepts(.unitOrTypeMissing)
        else { return }
        for local in Self.companions.sorted() {
            guard let known = index.byLocal[local], known.occurrence.min > 0, declaration(known).isNillable
            else { continue }
            let present = children.first { name($0) == local }
            if let present {
                guard emptiness(present, declaration(known)) == .emptyElement else { continue }
                tree[present].children = []
                tree.setAttribute(ExpandedName(Self.xsi, "nil"), "true", of: present)
            } else {
                insertNil(schema.names[known.name], into: element)
            }
            add(
                .unitOrTypeMissing, present ?? element,
                present == nil ? "\(name(element)) has no \(local)" : "\(local) is empty", assumed: "nil")
        }
    }

    private mutating func insertNil(_ name: ExpandedName, into parent: Int32) {
        let place = tree[parent]
        let item = SourceTree.Item(
            name: tree.intern(name), parent: parent, line: place.line, column: place.column, position: 1)
        let added = tree.append(item)
        tree.setAttribute(ExpandedName(Self.xsi, "nil"), "true", of: added)
        tree[parent].children.append(added)
    }

    // MARK: Order

    private mutating func putInOrder(_ element: Int32, _ model: ContentModel, _ index: ModelIndex) {
        let children = tree.elements(of: element)
        guard children.count == tree[element].children.count, log.accepts(.order) || isFilled(children),
            !schema.allows(children.map { tree.name(of: $0) }, in: model)
        else { return }
        let slots = children.map { index.byName[tree.name(of: $0)]?.slot }
        guard !slots.contains(nil) else { return }
        let sorted = zip(children, slots).enumerated().sorted {
            ($0.element.1 ?? 0, $0.offset) < ($1.element.1 ?? 0, $1.offset)
        }.map(\.element.0)
        guard schema.allows(sorted.map { tree.name(of: $0) }, in: model) else { return }
        tree[element].children = sorted
        let sent = children.filter { Int($0) < original.items.count }
        let meant = sorted.filter { Int($0) < original.items.count }
        guard sent != meant else { return }
        guard log.accepts(.order) else {
            tree[element].children = children
            return
        }
        let moved = zip(sent, meant).first { $0 != $1 }?.0 ?? element
        add(
            .order, moved, "the children of \(name(element)) are in another order than the schema's",
            found: listed(sent), assumed: listed(meant))
    }

    /// Whether a step of ours has added children, which stand last and belong elsewhere.
    private func isFilled(_ children: [Int32]) -> Bool {
        children.contains { Int($0) >= original.items.count }
    }

    /// The names in their order, repeats once, shortened.
    private func listed(_ elements: [Int32]) -> String {
        var names: [String] = []
        for element in elements where names.last != name(element) { names.append(name(element)) }
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }
}
