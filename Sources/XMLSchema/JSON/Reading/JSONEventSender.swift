import Diagnostics
import XMLStream

/// Sends a document in JSON as the events of the same document in XML.
///
/// JSON leaves the order of members open, so they are sent in the order of their ranks in the ``ContentShape`` of their
/// parent's type. The sender follows the schema as ``ValidationRun`` does, to know the types; what is wrong by the
/// schema it sends as it is, for the sink to judge. What is wrong as JSON it reports itself.
struct JSONEventSender {
    /// An element whose content is being sent.
    struct Open {
        let name: NameID
        var mode: Frame.Mode
        /// Of the content automaton.
        var state: Int32 = -1
        /// Nil where nothing is judged.
        var type: TypeID?
        var shape: ContentShape?
        var isNil = false
        var children: [JSONElement.Child] = []
        /// Of the child that is being sent.
        var index = 0
    }

    /// Findings beyond this number are not kept.
    static let maximumFindings = 200

    let form: JSONForm
    let schema: Schema
    let source: JSONSource
    let tree: JSONTree
    let names: NameInterner
    let rootNamespace: String
    private(set) var findings: [Finding] = []
    private(set) var open: [Open] = []
    /// Names that no model has, whose nearest was looked for.
    var unknownNames = 0

    init(_ form: JSONForm, _ source: JSONSource, names: NameInterner) {
        self.form = form
        self.source = source
        self.names = names
        schema = form.schema
        tree = source.tree
        rootNamespace = source.namespace ?? form.namespace(ofRoot: source.root)
    }

    // MARK: Elements

    mutating func send<Sink: XMLSink>(to sink: inout Sink) {
        guard let root = name(key: source.tree.key(of: source.rootItem), nil, source.rootItem) else { return }
        open.append(Open(name: root, mode: .document))
        send(source.rootItem, as: root, to: &sink)
        open.removeLast()
    }

    private mutating func send<Sink: XMLSink>(
        _ item: JSONItem, as name: NameID, to sink: inout Sink
    ) {
        let judgement = judge(name)
        open.append(Open(name: name, mode: .skip))
        defer { open.removeLast() }
        guard open.count - 1 <= source.limits.elementDepth else {
            return reportLimit(.elementDepth, item)
        }
        let element = takeApart(item)
        settle(element, by: judgement)
        open[open.count - 1].children = children(of: element)
        start(name, element, item, to: &sink)
        if let value = element.value { send(tree.text(of: value), to: &sink) }
        for index in open[open.count - 1].children.indices where !sink.isFinished {
            open[open.count - 1].index = index
            let child = open[open.count - 1].children[index]
            if let name = child.name {
                send(child.item, as: name, to: &sink)
            } else {
                send(tree.text(of: child.item), to: &sink)
            }
        }
        sink.endElement(endOffset: 0)
    }

    private func send<Sink: XMLSink>(_ text: ArraySlice<UInt8>, to sink: inout Sink) {
        guard !text.isEmpty else { return }
        text.withUnsafeBufferPointer { sink.text($0) }
    }

    private func start<Sink: XMLSink>(
        _ name: NameID, _ element: JSONElement, _ item: JSONItem, to sink: inout Sink
    ) {
        let place = TagPlace(
            offset: Int(item.offset), line: Int(item.line), column: Int(item.column))
        var tag = JSONTag(name: name, place: place)
        for attribute in element.attributes {
            if attribute.isNull {
                tag.add(attribute.name, "true".utf8)
            } else {
                tag.add(attribute.name, tree.text(of: attribute.item))
            }
        }
        if open.count == 2 {
            tag.declare("", rootNamespace)
            for (prefix, namespace) in source.prefixes.sorted(by: { $0.key < $1.key }) where prefix != "xml" {
                tag.declare(prefix, namespace)
            }
        }
        tag.send(to: &sink)
    }

    // MARK: Types

    /// What the innermost open element says about a child; moves its automaton. It is what
    /// ``ValidationRun/judge(_:in:)`` says of a valid document; in others the type is that of the name.
    private mutating func judge(_ name: NameID) -> Int32 {
        let parent = open[open.count - 1]
        if parent.isNil { return Judgement.skip }
        switch parent.mode {
        case .document: return schema.globalDeclarations[name] ?? Judgement.skip
        case .lax: return schema.globalDeclarations[name] ?? Judgement.lax
        case .skip, .simple, .empty: return Judgement.skip
        case .elementOnly, .mixed: break
        }
        if let move = schema.transition(from: parent.state, on: name) {
            open[open.count - 1].state = move.next
            return move.declaration
        }
        guard let move = schema.wildcardMove(from: parent.state, namespace: names[name].namespace) else {
            return parent.shape?.member(name)?.declaration ?? Judgement.skip
        }
        open[open.count - 1].state = move.next
        guard move.wildcard.processContents != .skip else { return Judgement.skip }
        let isLax = move.wildcard.processContents == .lax
        return schema.globalDeclarations[name] ?? (isLax ? Judgement.lax : Judgement.skip)
    }

    /// Sets what the content of the innermost open element is.
    private mutating func settle(_ element: JSONElement, by judgement: Int32) {
        let index = open.count - 1
        guard judgement >= 0 else {
            open[index].mode = judgement == Judgement.lax ? .lax : .skip
            return
        }
        let declared = TypeID(rawValue: schema.tables.elements[Int(judgement)].type)
        let type = instanceType(of: element) ?? declared
        let row = schema.tables.types[Int(type.rawValue)]
        open[index].type = type
        open[index].mode = row.mode
        open[index].state = row.mode == .elementOnly || row.mode == .mixed ? row.content : -1
        open[index].shape = form.shape(of: type)
        open[index].isNil = element.attributes.contains {
            $0.name == schema.xsi.nil
                && ($0.isNull || ["true", "1"].contains(tree.string(of: $0.item).trimmingBlanks))
        }
    }

    private func instanceType(of element: JSONElement) -> TypeID? {
        guard let attribute = element.attributes.first(where: { $0.name == schema.xsi.type }) else {
            return nil
        }
        let parts = tree.string(of: attribute.item).trimmingBlanks
            .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let local = parts.last,
            let namespace = parts.count == 1 ? rootNamespace : source.prefixes[parts[0]]
        else { return nil }
        return schema.type(named: ExpandedName(namespace, local))
    }

    // MARK: Findings

    /// The element that is being sent, with positions as in XML.
    var path: String {
        var path = ""
        for (depth, element) in open.enumerated().dropFirst() {
            path += "/\(names[element.name].local)"
            guard depth > 1 else { continue }
            let parent = open[depth - 1]
            let position = parent.children.prefix(parent.index + 1).count { $0.name == element.name }
            path += "[\(max(position, 1))]"
        }
        return path
    }

    mutating func report(
        _ code: Code, _ item: JSONItem, _ message: String, member: String? = nil, expected: [String] = [],
        found: String? = nil, advice: String
    ) {
        guard findings.count < Self.maximumFindings else { return }
        let place = Place(
            source: source.name, line: Int(item.line), column: Int(item.column),
            path: member.map { "\(path)/\($0)" } ?? path)
        findings.append(
            Finding(code, .error, at: place, message, expected: expected, found: found, advice: advice))
    }

    mutating func reportLimit(_ limit: JSONLimits.Limit, _ item: JSONItem) {
        // A path costs much, and hostile input asks for many.
        guard findings.count < Self.maximumFindings else { return }
        let fault = JSONFault(
            .limit(limit, source.limits[limit]), line: Int(item.line), column: Int(item.column), path: path)
        findings.append(fault.finding(source: source.name))
    }
}
