import Diagnostics
import XMLSchema
import XMLStream

/// Reads one message of a tree as a document of one set, step by step: each step is a deviation that the profile
/// accepts, and is named. What no step covers stays as it is, for the validator to find.
struct Normalisation {
    static let xsi = "http://www.w3.org/2001/XMLSchema-instance"

    let schema: Schema
    let set: SchemaSet
    let source: String?
    /// The document as it was sent.
    let original: SourceTree
    var tree: SourceTree
    var log: DeviationLog
    var setAside: [SetAside] = []

    private var models: [Int32: ModelIndex] = [:]
    private let vocabulary: Set<String>
    private let maximumSetAside = 200

    init(_ tree: SourceTree, schema: Schema, set: SchemaSet, profile: Profile, source: String?) {
        self.schema = schema
        self.set = set
        self.source = source
        original = tree
        self.tree = tree
        log = DeviationLog(profile: profile)
        vocabulary = Set(schema.names.names.map(\.local))
    }

    mutating func read(_ payload: Payload) {
        assumeNamespace(payload)
        guard let root = schema.globalElement(tree.name(of: payload.element)) else { return }
        read(payload.element, as: root)
    }

    // MARK: The set

    private mutating func assumeNamespace(_ payload: Payload) {
        let kind: DeviationKind
        let found = tree.name(of: payload.element).namespace
        switch payload.match {
        case .exact: return
        case .nearMiss: kind = .namespaceNearMiss
        case .noNamespace: kind = .namespaceMissing
        }
        guard log.accepts(kind) else { return }
        rename(payload.element, from: found)
        add(
            kind, payload.element,
            found.isEmpty
                ? "\(name(payload.element)) is in no namespace"
                : "the namespace \(found) is none of B2MML's",
            found: found.isEmpty ? nil : found, assumed: set.namespace)
    }

    private mutating func rename(_ element: Int32, from namespace: String) {
        let name = tree.name(of: element)
        if name.namespace == namespace { tree.rename(element, ExpandedName(set.namespace, name.local)) }
        for child in tree.elements(of: element) { rename(child, from: namespace) }
    }

    /// Whether a namespace is, or resembles, one of B2MML's, none included.
    func isOwn(_ namespace: String) -> Bool {
        namespace.isEmpty || namespace == original.name(of: 0).namespace
            || !SchemaSet.sets(of: namespace).isEmpty || !NearNamespace(namespace).sets.isEmpty
    }

    /// Whether a name occurs anywhere in the set, so that it is B2MML's, at whichever place.
    func isInVocabulary(_ local: String) -> Bool { vocabulary.contains(local) }

    // MARK: Elements

    mutating func read(_ element: Int32, as declaration: ElementDeclaration) {
        let type = instanceType(element) ?? declaration.type
        readAttributes(element, type)
        if isNil(element) { return }
        switch schema.type(type).content {
        case .simple(let simple): readValue(element, schema.simpleType(simple), type)
        case .elementOnly, .mixed: readChildren(element, type)
        case .empty, .any: break
        }
    }

    private func isNil(_ element: Int32) -> Bool {
        let text = tree.attribute(ExpandedName(Self.xsi, "nil"), of: element)?.trimmingBlanks
        return text == "true" || text == "1"
    }

    /// The type of `xsi:type`, its prefix bound to the assumed set; nil where there is none or it is not known.
    private mutating func instanceType(_ element: Int32) -> TypeID? {
        let attribute = ExpandedName(Self.xsi, "type")
        guard let text = tree.attribute(attribute, of: element)?.trimmingBlanks else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let local = parts.last,
            let declared = original.namespace(ofPrefix: parts.count == 2 ? parts[0] : "", at: element)
        else { return nil }
        let namespace = isOwn(declared) ? set.namespace : declared
        guard let type = schema.type(named: ExpandedName(namespace, local)) else { return nil }
        tree.setAttribute(attribute, "t:\(local)", of: element)
        tree.declare("t", namespace, at: element)
        return type
    }

    // MARK: Attributes

    private mutating func readAttributes(_ element: Int32, _ type: TypeID) {
        let uses = schema.type(type).attributes
        for attribute in tree[element].attributes {
            let name = tree.names[Int(attribute.name)]
            guard name.namespace != Self.xsi else { continue }
            if let use = uses.first(where: { schema.names[$0.name] == name }) {
                readAttribute(name, attribute.value, schema.simpleType(use.type), element)
            } else if log.accepts(.foreignAttribute) {
                setAttributeAside(name, attribute.value, element)
            }
        }
        for use in uses where use.isRequired && schema.names[use.name].local == "releaseID" {
            let name = schema.names[use.name]
            guard tree.attribute(name, of: element) == nil, log.accepts(.releaseMissing) else { continue }
            tree.setAttribute(name, "", of: element)
            add(.releaseMissing, element, "\(self.name(element)) has no releaseID", assumed: "an empty one")
        }
    }

    private mutating func readAttribute(
        _ name: ExpandedName, _ text: String, _ type: SimpleType, _ element: Int32
    ) {
        guard !schema.allows(text, as: type),
            let reading = ValueReading(text, type, schema: schema, accepts: log.accepts)
        else { return }
        tree.setAttribute(name, reading.text, of: element)
        for kind in reading.kinds {
            add(
                kind, element, "\(name.local) of \(self.name(element)) is \(quoted(text))", found: text,
                assumed: quoted(reading.text))
        }
    }

    private mutating func setAttributeAside(_ name: ExpandedName, _ value: String, _ element: Int32) {
        tree.removeAttribute(name, of: element)
        add(
            .foreignAttribute, element, "\(self.name(element)) has no attribute \(name)", found: "\(name)")
        guard setAside.count < maximumSetAside else { return }
        setAside.append(
            SetAside(
                kind: .foreignAttribute, place: place(element), namespace: name.namespace,
                name: "@\(name.local)", content: value))
    }

    // MARK: Values

    private mutating func readValue(_ element: Int32, _ type: SimpleType, _ complex: TypeID) {
        let text = tree.text(of: element)
        guard tree.elements(of: element).isEmpty, !schema.allows(text, as: type) else { return }
        if let reading = ValueReading(text, type, schema: schema, accepts: log.accepts) {
            tree.setText(reading.text, of: element)
            for kind in reading.kinds {
                add(
                    kind, element, "\(name(element)) is \(quoted(text))", found: text,
                    assumed: quoted(reading.text))
            }
        } else if log.accepts(.enumerationOther), !text.trimmingBlanks.isEmpty,
            schema.listedValues(of: type).contains("Other"),
            // A misspelt value is never passed over.
            nearestName(to: text.trimmingBlanks, among: schema.listedValues(of: type)) == nil,
            let use = schema.type(complex).attributes.first(where: {
                schema.names[$0.name].local == "OtherValue"
            }), tree.attribute(schema.names[use.name], of: element) == nil
        {
            tree.setText("Other", of: element)
            tree.setAttribute(schema.names[use.name], text.trimmingBlanks, of: element)
            add(
                .enumerationOther, element, "\(quoted(text)) is not a value of \(type.label)", found: text,
                assumed: "Other with the OtherValue \(quoted(text.trimmingBlanks))")
        }
    }

    // MARK: Words

    func name(_ element: Int32) -> String { tree.name(of: element).local }

    func quoted(_ text: String) -> String {
        "\"\(text.count > 80 ? "\(text.prefix(77))…" : text)\""
    }

    /// In the document as it was sent. What a step has added stands where its parent stands.
    func place(_ element: Int32) -> Place {
        original.place(of: origin(element), in: source)
    }

    /// The element as it was sent; of what a step has added, its parent.
    func origin(_ element: Int32) -> Int32 {
        Int(element) < original.items.count ? element : tree[element].parent
    }

    mutating func add(
        _ kind: DeviationKind, _ element: Int32, _ message: String, found: String? = nil,
        assumed: String? = nil
    ) {
        log.add(
            kind, at: place(element), kindPath: tree.kindPath(of: element), message, found: found,
            assumed: assumed)
    }

    /// Takes an element out of its parent, and keeps it for those who want to know.
    mutating func setAside(_ element: Int32, of parent: Int32, _ kind: DeviationKind) {
        let name = original.name(of: element)
        tree.remove([element], from: parent)
        add(
            kind, element,
            "\(self.name(parent)) of \(set.rawValue) has no \(name.local)"
                + (name.namespace.isEmpty ? "" : " of \(name.namespace)"),
            found: name.description)
        guard setAside.count < maximumSetAside else { return }
        setAside.append(
            SetAside(
                kind: kind, place: place(element), namespace: name.namespace, name: name.local,
                content: original.xml(of: element)))
    }

    mutating func index(of model: ContentModel) -> ModelIndex {
        if let known = models[model.startState] { return known }
        let index = ModelIndex(model, schema: schema)
        models[model.startState] = index
        return index
    }
}

/// The children of a content model by name.
struct ModelIndex {
    let byName: [ExpandedName: ContentModel.Child]
    let byLocal: [String: ContentModel.Child]
    /// By local name in lower case; without those that are not unique there.
    let byLetters: [String: ContentModel.Child]
    let wildcard: Wildcard.ProcessContents?

    init(_ model: ContentModel, schema: Schema) {
        let named = model.children.map { (schema.names[$0.name], $0) }
        byName = Dictionary(named, uniquingKeysWith: { first, _ in first })
        byLocal = Dictionary(named.map { ($0.0.local, $0.1) }, uniquingKeysWith: { first, _ in first })
        let groups = Dictionary(grouping: named) { $0.0.local.lowercased() }
        byLetters = groups.filter { $0.value.count == 1 }.compactMapValues { $0.first?.1 }
        wildcard = schema.wildcardProcessing(in: model)
    }
}
