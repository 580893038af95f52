import Diagnostics
import XMLStream

/// Takes JSON apart as elements, attributes and texts.
extension JSONEventSender {
    mutating func takeApart(_ item: JSONItem) -> JSONElement {
        var element = JSONElement()
        switch item.kind {
        case .object:
            for member in tree.children(of: item) { add(member, to: &element) }
        case .null:
            element.attributes.append(.init(name: schema.xsi.nil, item: item, isNull: true))
        case .array:
            report(
                "JSON-ARRAY-2", item, "an array stands where one element is expected", found: item.words,
                advice: "Write the items of both arrays in one.")
        case .string, .number, .true, .false:
            element.value = item
        }
        return element
    }

    private mutating func add(_ member: JSONItem, to element: inout JSONElement) {
        let key = tree.key(of: member)
        switch key.first {
        case UInt8(ascii: "@"): addAttribute(member, key.dropFirst(), to: &element)
        case UInt8(ascii: "$") where key.elementsEqual(JSONNames.value.utf8):
            if isText(member) { element.value = member }
        case UInt8(ascii: "$") where key.elementsEqual(JSONNames.content.utf8):
            if member.kind == .array {
                element.list = member
            } else {
                report(
                    "JSON-CONTENT-1", member, "\"$content\" is no array", member: JSONNames.content,
                    found: member.words, advice: "Write the children in their order: [{\"ID\": \"1\"}, …].")
            }
        case UInt8(ascii: "$"):
            let name = String(decoding: key, as: UTF8.self)
            report(
                "JSON-MEMBER-1", member, "\"\(name)\" means nothing", member: name, found: name,
                advice: "A value is the member \"$\", children in order are \"$content\".")
        default: element.members.append(member)
        }
    }

    private mutating func isText(_ member: JSONItem) -> Bool {
        if member.isScalar { return true }
        let key = String(decoding: tree.key(of: member), as: UTF8.self)
        report(
            "JSON-VALUE-1", member, "\"\(key)\" is \(member.words) and must be a text", member: key,
            expected: ["a string"], found: member.words, advice: "Write a string.")
        return false
    }

    private mutating func addAttribute(
        _ member: JSONItem, _ key: ArraySlice<UInt8>, to element: inout JSONElement
    ) {
        guard !key.elementsEqual("xmlns".utf8), !key.starts(with: "xmlns:".utf8) else {
            let name = "@\(String(decoding: key, as: UTF8.self))"
            return report(
                "JSON-MEMBER-1", member, "\"\(name)\" may only stand beside the root element", member: name,
                found: name, advice: "Declare all namespaces in the outermost object.")
        }
        guard element.attributes.count < source.limits.attributes else {
            return reportLimit(.attributes, member)
        }
        guard isText(member), let name = attributeName(key, member) else { return }
        guard !element.attributes.contains(where: { $0.name == name }) else {
            return reportTwice(names[name].local, member)
        }
        element.attributes.append(.init(name: name, item: member, isNull: false))
    }

    private mutating func reportTwice(_ name: String, _ member: JSONItem) {
        report(
            "JSON-DUPLICATE-1", member, "the name \(name) is written in two ways in one object", member: name,
            found: name, advice: "Keep one of the two members.")
    }

    // MARK: Children

    /// In the order in which they are sent.
    mutating func children(of element: JSONElement) -> [JSONElement.Child] {
        guard !element.members.isEmpty || element.list != nil else { return [] }
        let shape = open[open.count - 1].shape
        var children: [JSONElement.Child] = []
        var known: Set<NameID> = []
        var rank = 0
        for member in element.members {
            let key = tree.key(of: member)
            guard let name = name(key: key, shape, member) else { continue }
            if key.contains(0x3A) || !known.isEmpty {
                if known.isEmpty { known = Set(children.compactMap(\.name)) }
                guard known.insert(name).inserted else {
                    reportTwice(names[name].local, member)
                    continue
                }
            }
            let place = shape?.member(name)
            rank = place?.rank ?? nearestRank(names[name].local, shape) ?? rank
            children += items(of: member, name, repeats: place.map(\.repeats) ?? true, rank: rank)
        }
        if shape != nil || element.list != nil { refuseLostOrder(children, element, shape) }
        children += listed(in: element, shape)
        return inOrder(children, shape)
    }

    private mutating func items(
        of member: JSONItem, _ name: NameID, repeats: Bool, rank: Int
    ) -> [JSONElement.Child] {
        guard member.kind == .array else { return [JSONElement.Child(name: name, item: member, rank: rank)] }
        let items = tree.children(of: member).map { JSONElement.Child(name: name, item: $0, rank: rank) }
        // Of more than one item the schema's judgement is enough.
        if !repeats, items.count < 2 {
            let local = names[name].local
            report(
                "JSON-ARRAY-1", member, "\(local) may stand only once and is no array", member: local,
                found: member.words, advice: "Write the item without its brackets.")
        }
        return items
    }

    private mutating func listed(in element: JSONElement, _ shape: ContentShape?) -> [JSONElement.Child] {
        guard let list = element.list else { return [] }
        let rank = shape?.block?.lowerBound ?? 0
        var children: [JSONElement.Child] = []
        for item in tree.children(of: list) {
            if item.isScalar {
                children.append(JSONElement.Child(name: nil, item: item, rank: rank))
            } else if let child = onlyMember(of: item),
                let name = name(key: tree.key(of: child), shape, child)
            {
                children.append(JSONElement.Child(name: name, item: child, rank: rank))
            }
        }
        return children
    }

    /// The element that an item of a list is.
    private mutating func onlyMember(of item: JSONItem) -> JSONItem? {
        var members = tree.children(of: item).makeIterator()
        if item.kind == .object, let member = members.next(), members.next() == nil { return member }
        report(
            "JSON-CONTENT-2", item, "an item of \"$content\" is no element", member: JSONNames.content,
            expected: ["an object with one member", "a string"], found: item.words,
            advice: "Write an object with one member, the element: {\"ID\": \"1\"}.")
        return nil
    }

    /// Members of a block are in no order that could be told, but for one name alone; nor are members beside a list that
    /// has no place among them.
    private mutating func refuseLostOrder(
        _ children: [JSONElement.Child], _ element: JSONElement, _ shape: ContentShape?
    ) {
        var open = Set<NameID>()
        for child in children {
            guard let name = child.name else { continue }
            let isOpen = shape.map { $0.block?.contains(child.rank) ?? (element.list != nil) } ?? true
            if isOpen { open.insert(name) }
        }
        guard open.count > 1 || !open.isEmpty && element.list != nil else { return }
        let words = open.map { names[$0].local }.sorted().joined(separator: ", ")
        report(
            "JSON-ORDER-1", element.members.first ?? element.list ?? source.rootItem,
            "the order of \(words) is not told", found: words,
            advice: "Write them as items of \"$content\", in their order.")
    }

    /// Those of a block keep the order in which they came.
    private func inOrder(
        _ children: [JSONElement.Child], _ shape: ContentShape?
    ) -> [JSONElement.Child] {
        var children = children
        if let block = shape?.block {
            for index in children.indices where block.contains(children[index].rank) {
                children[index].rank = block.lowerBound
            }
        }
        let isSorted = zip(children, children.dropFirst()).allSatisfy { $0.rank <= $1.rank }
        if isSorted { return children }
        return children.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element)
    }

    // MARK: Names

    /// What a member name means below a type of this shape; nil, and a finding, where it means nothing.
    mutating func name(key: ArraySlice<UInt8>, _ shape: ContentShape?, _ item: JSONItem) -> NameID? {
        guard let colon = key.firstIndex(of: 0x3A) else {
            if let shape, let member = shape.member(key: String(decoding: key, as: UTF8.self)) {
                return member.name
            }
            return intern(key, rootNamespace, item)
        }
        let prefix = String(decoding: key[..<colon], as: UTF8.self)
        let local = key[(colon + 1)...]
        if prefix.isEmpty { return intern(local, "", item) }
        if prefix == JSONNames.rootPrefix { return intern(local, rootNamespace, item) }
        guard let namespace = source.prefixes[prefix] else {
            reportPrefix(prefix, item)
            return nil
        }
        return intern(local, namespace, item)
    }

    /// A name without a prefix is in no namespace.
    private mutating func attributeName(_ key: ArraySlice<UInt8>, _ item: JSONItem) -> NameID? {
        guard let colon = key.firstIndex(of: 0x3A) else { return intern(key, "", item) }
        let prefix = String(decoding: key[..<colon], as: UTF8.self)
        guard let namespace = source.prefixes[prefix] else {
            reportPrefix(prefix, item)
            return nil
        }
        return intern(key[(colon + 1)...], namespace, item)
    }

    private mutating func intern(
        _ local: ArraySlice<UInt8>, _ namespace: String, _ item: JSONItem
    ) -> NameID? {
        var namespace = namespace
        let table = names.table
        let known = local.withUnsafeBufferPointer { local in
            namespace.withUTF8 { table.id(local: local, namespace: $0) }
        }
        if let known { return known }
        guard local.withUnsafeBufferPointer({ LexicalForm.isNCName($0) }) else {
            let text = String(decoding: tree.key(of: item), as: UTF8.self)
            report(
                "JSON-NAME-1", item, "\"\(text)\" is no name of an element or attribute", member: text,
                found: text, advice: "Use the names of the schema.")
            return nil
        }
        return names.intern(ExpandedName(namespace, String(decoding: local, as: UTF8.self)))
    }

    private mutating func reportPrefix(_ prefix: String, _ item: JSONItem) {
        report(
            "JSON-PREFIX-1", item, "the prefix \"\(prefix)\" is not declared",
            member: String(decoding: tree.key(of: item), as: UTF8.self), found: prefix,
            advice: "Declare it beside the root element: \"@xmlns:\(prefix)\": \"urn:…\".")
    }

    /// The rank of the child that a misspelt name may mean, so that it is judged at its place.
    private mutating func nearestRank(_ local: String, _ shape: ContentShape?) -> Int? {
        guard let shape, unknownNames < Self.maximumFindings else { return nil }
        unknownNames += 1
        return nearestName(to: local, among: shape.members.map(\.key)).flatMap { shape.member(key: $0)?.rank }
    }
}
