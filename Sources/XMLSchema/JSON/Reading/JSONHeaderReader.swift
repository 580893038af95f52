import Diagnostics

/// Reads the members of the outermost object.
struct JSONHeaderReader {
    let tree: JSONTree
    let source: String?
    private(set) var findings: [Finding] = []
    private var namespace: String?
    private var set: String?
    private var prefixes = JSONNames.prefixes
    private var roots: [JSONItem] = []

    init(tree: JSONTree, source: String?) {
        self.tree = tree
        self.source = source
    }

    /// Nil where anything is wrong.
    mutating func read(_ limits: JSONLimits) -> JSONSource? {
        let top = tree.items[0]
        guard top.kind == .object else {
            report(
                "JSON-ROOT-1", top, "the document is no object",
                advice: "Write an object whose member is the root element: {\"OperationsSchedule\": {…}}.")
            return nil
        }
        for item in tree.children(of: top) { read(item) }
        if roots.isEmpty {
            report(
                "JSON-ROOT-2", top, "the document has no root element",
                advice: "Write it as a member: {\"OperationsSchedule\": {…}}.")
        }
        for root in roots.dropFirst() {
            report(
                "JSON-ROOT-3", root, "\"\(key(root))\" is a second root element", found: key(root),
                advice: "Send one document for each.")
        }
        guard let root = roots.first, findings.isEmpty else { return nil }
        return JSONSource(
            root: key(root), namespace: namespace, set: set, prefixes: prefixes, tree: tree, rootItem: root,
            limits: limits, name: source)
    }

    private mutating func read(_ item: JSONItem) {
        let key = key(item)
        guard key.hasPrefix("@") || key.hasPrefix("$") else { return roots.append(item) }
        let isPrefix = key.hasPrefix("\(JSONNames.namespace):")
        guard isPrefix || key == JSONNames.namespace || key == JSONNames.set else {
            return report(
                "JSON-MEMBER-1", item, "\"\(key)\" means nothing beside the root element", found: key,
                advice: "Write attributes inside of the element.")
        }
        guard item.kind == .string else {
            return report(
                "JSON-VALUE-1", item, "\"\(key)\" is no string", found: item.words,
                advice: "Write it in quotation marks.")
        }
        let text = tree.string(of: item)
        if isPrefix {
            declare(String(key.dropFirst(JSONNames.namespace.utf8.count + 1)), text, item)
        } else if key == JSONNames.set {
            set = text
        } else {
            namespace = text
        }
    }

    /// Source: Namespaces in XML 1.0, section 3: `xml` and `xmlns` are reserved, a prefix has a namespace.
    private mutating func declare(_ prefix: String, _ namespace: String, _ item: JSONItem) {
        var name = prefix
        let isName = name.withUTF8 { LexicalForm.isNCName($0) }
        let isReserved = ["xml", "xsi", JSONNames.rootPrefix].contains(prefix)
        guard isName, !namespace.isEmpty, !isReserved || JSONNames.prefixes[prefix] == namespace else {
            return report(
                "JSON-PREFIX-2", item, "\"\(prefix)\" cannot be a prefix of this namespace", found: prefix,
                advice: "Choose another prefix that is a name, and a namespace that is not empty.")
        }
        prefixes[prefix] = namespace
    }

    private func key(_ item: JSONItem) -> String { String(decoding: tree.key(of: item), as: UTF8.self) }

    private mutating func report(
        _ code: Code, _ item: JSONItem, _ message: String, found: String? = nil, advice: String
    ) {
        guard findings.count < JSONEventSender.maximumFindings else { return }
        let place = Place(
            source: source, line: Int(item.line), column: Int(item.column), path: "/\(key(item))")
        findings.append(Finding(code, .error, at: place, message, found: found, advice: advice))
    }
}
