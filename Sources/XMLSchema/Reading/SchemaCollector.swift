import Diagnostics
import XMLStream

/// Reads a schema file and all that it includes and imports, and collects their global components.
///
/// *Every* import of a namespace counts, not only the first: the published sets import the extension namespace
/// twice, first in part.
struct SchemaCollector {
    /// A global component with the document whose defaults and prefixes rule it.
    struct Global {
        let element: XSDElement
        let document: SchemaDocument
    }

    /// The symbol spaces of XSD 1.0 Part 1, 2.5. Types of both kinds share one.
    private(set) var elements: [ExpandedName: Global] = [:]
    private(set) var types: [ExpandedName: Global] = [:]
    private(set) var groups: [ExpandedName: Global] = [:]
    private(set) var attributes: [ExpandedName: Global] = [:]
    private(set) var attributeGroups: [ExpandedName: Global] = [:]
    /// In the order in which they were met, so that a compiled schema is the same every time.
    private(set) var elementOrder: [ExpandedName] = []
    private(set) var typeOrder: [ExpandedName] = []

    private let files: any SchemaFiles
    private let replacement: SchemaReplacement?
    private var trees: [String: XSDElement] = [:]
    private var collected: Set<[String]> = []
    /// Of the entry.
    private var ownNamespace = ""
    private var isCollectingReplacement = false
    private var replaced = false

    init(files: any SchemaFiles, replacement: SchemaReplacement?) {
        self.files = files
        self.replacement = replacement
    }

    /// Collects the first file and all that it reaches.
    mutating func collect(entry: String) throws(SchemaError) {
        ownNamespace = try tree(entry, from: nil)["targetNamespace"] ?? ""
        try collect(entry, includedInto: nil, from: nil)
        if let replacement, !replaced {
            throw .unfitting(
                "\(entry) and what it includes import nothing of the namespace \(replacement.namespace), "
                    + "for which \(replacement.entry) was given",
                advice:
                    "Check which set the file is for: its target namespace must be that of the set's extensions."
            )
        }
    }

    /// The target namespace of a file and those that it imports itself.
    mutating func namespaces(of entry: String) throws(SchemaError) -> [String] {
        let root = try tree(entry, from: nil)
        let imports = root.children.filter { $0.construct == "import" }.map { $0["namespace"] ?? "" }
        return [root["targetNamespace"] ?? ""] + imports
    }

    /// The replacement comes before what it replaces, so that its declarations are the first of their names.
    private mutating func collectReplacement(of namespace: String) throws(SchemaError) {
        guard let replacement, replacement.namespace == namespace, !replaced else { return }
        replaced = true
        let found = try tree(replacement.entry, from: nil)["targetNamespace"] ?? ""
        guard found == namespace else {
            throw .unfitting(
                "\(replacement.entry) has the target namespace \"\(found)\", not \"\(namespace)\"",
                advice: "Name the file that declares the site's elements, in the namespace of the extensions."
            )
        }
        isCollectingReplacement = true
        defer { isCollectingReplacement = false }
        try collect(replacement.entry, includedInto: nil, from: nil)
    }

    /// Collects one file; `namespace` is the includer's target namespace, nil for the entry and for imports.
    private mutating func collect(
        _ path: String, includedInto namespace: String?, from place: Place?
    ) throws(SchemaError) {
        let root = try tree(path, from: place)
        let declared = root["targetNamespace"]
        if let declared, let namespace, declared != namespace {
            throw .malformed(
                "\(path) has the target namespace \(declared) and cannot be included into \(namespace)",
                at: place ?? root.place)
        }
        let target = declared ?? namespace ?? ""
        guard collected.insert([path, target]).inserted else { return }
        let document = SchemaDocument(
            path: path, targetNamespace: target, isChameleon: declared == nil,
            isReplacement: isCollectingReplacement,
            qualifiesLocalElements: root["elementFormDefault"] == "qualified",
            qualifiesLocalAttributes: root["attributeFormDefault"] == "qualified",
            blockDefault: root["blockDefault"], finalDefault: root["finalDefault"], root: root)
        for child in root.particles {
            try collect(child, of: document)
        }
    }

    private mutating func collect(_ child: XSDElement, of document: SchemaDocument) throws(SchemaError) {
        switch child.construct {
        case "include":
            let path = try location(of: child, in: document)
            try collect(path, includedInto: document.targetNamespace, from: child.place)
        case "import":
            let namespace = child["namespace"] ?? ""
            if !isCollectingReplacement { try collectReplacement(of: namespace) }
            // A site's file is read beside the set that is being loaded, not beside a second copy of it.
            if isCollectingReplacement, namespace == ownNamespace { return }
            guard child["schemaLocation"] != nil else { return }
            let path = try location(of: child, in: document)
            let found = try tree(path, from: child.place)["targetNamespace"] ?? ""
            guard found == namespace else {
                throw .malformed(
                    "\(path) has the target namespace \"\(found)\", the import says \"\(namespace)\"",
                    at: child.place)
            }
            try collect(path, includedInto: nil, from: child.place)
        case "element":
            if try add(child, of: document, to: \.elements, kind: "element") {
                elementOrder.append(ExpandedName(document.targetNamespace, child["name"] ?? ""))
            }
        case "complexType", "simpleType":
            if try add(child, of: document, to: \.types, kind: "type") {
                typeOrder.append(ExpandedName(document.targetNamespace, child["name"] ?? ""))
            }
        case "group":
            _ = try add(child, of: document, to: \.groups, kind: "group")
        case "attribute":
            _ = try add(child, of: document, to: \.attributes, kind: "attribute")
        case "attributeGroup":
            _ = try add(child, of: document, to: \.attributeGroups, kind: "attribute group")
        default:
            throw .unsupported("\(child.label) at the top level of a schema", at: child.place)
        }
    }

    /// Answers false when the very same definition is there already.
    private mutating func add(
        _ element: XSDElement, of document: SchemaDocument,
        to table: WritableKeyPath<SchemaCollector, [ExpandedName: Global]>, kind: String
    ) throws(SchemaError) -> Bool {
        guard let local = element["name"] else {
            throw .malformed("a global \(kind) has no name", at: element.place)
        }
        let name = ExpandedName(document.targetNamespace, local)
        if let first = self[keyPath: table][name] {
            if first.document.isReplacement, !document.isReplacement { return false }
            guard first.element.place == element.place else {
                throw .malformed(
                    "the \(kind) \(name.local) is declared twice, first at \(first.element.place.locator)",
                    at: element.place)
            }
            return false
        }
        self[keyPath: table][name] = Global(element: element, document: document)
        return true
    }

    private func location(of child: XSDElement, in document: SchemaDocument) throws(SchemaError) -> String {
        let text = child["schemaLocation"] ?? ""
        guard let path = resolveLocation(text, from: document.path) else {
            throw .unreadable(text, from: child.place, reason: "it is not the path of a file")
        }
        return path
    }

    private mutating func tree(_ path: String, from place: Place?) throws(SchemaError) -> XSDElement {
        if let known = trees[path] { return known }
        let bytes: [UInt8]
        do {
            bytes = try files.read(path)
        } catch {
            throw .unreadable(path, from: place, reason: "\(error)")
        }
        let root = try parse(bytes, path: path)
        trees[path] = root
        return root
    }

    private func parse(_ bytes: [UInt8], path: String) throws(SchemaError) -> XSDElement {
        let names = NameInterner(table: NameTable([]))
        let reader = XMLReader(names: names, sink: XSDTreeSink(names: names, source: path))
        do {
            try reader.read(bytes)
        } catch {
            let finding = error.finding(source: path)
            throw SchemaError(finding.code, finding.message, at: finding.place, advice: finding.advice)
        }
        guard let root = reader.sink.root, root.construct == "schema" else {
            throw .malformed("\(path) is not an XML Schema", at: Place(source: path, line: 1, column: 1))
        }
        return root
    }
}

extension XSDElement {
    /// How messages call a construct: `xs:all`, or the expanded name of a foreign element.
    var label: String { construct.map { "xs:\($0)" } ?? name.description }
}
