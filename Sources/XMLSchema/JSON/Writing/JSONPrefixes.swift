import XMLStream

/// The prefixes of one document that is written, and the member names made with them.
struct JSONPrefixes {
    let rootNamespace: String
    /// Those that the document declares, in the order in which they were needed.
    private(set) var declared: [(prefix: String, namespace: String)] = []

    init(rootNamespace: String) {
        self.rootNamespace = rootNamespace
    }

    /// Makes sure that the namespace of a name has a prefix where the name needs one.
    mutating func declare(_ name: ExpandedName, isAttribute: Bool) {
        if name.namespace.isEmpty || prefix(of: name.namespace) != nil { return }
        if !isAttribute, name.namespace == rootNamespace { return }
        let isExtension = name.namespace == "\(rootNamespace)-AllExtensions"
        declared.append((isExtension ? "ext" : "ns\(declared.count + 1)", name.namespace))
    }

    private func prefix(of namespace: String) -> String? {
        if let known = declared.first(where: { $0.namespace == namespace }) { return known.prefix }
        return JSONNames.prefixes.first { $0.value == namespace }?.key
    }

    /// The member name of a child of a type of this shape, or of an element without a type.
    func key(_ name: ExpandedName, _ id: NameID, _ shape: ContentShape?, _ schema: Schema) -> String {
        let meant = shape?.member(key: name.local)?.name
        if meant == id { return name.local }
        if name.namespace.isEmpty {
            return rootNamespace.isEmpty && meant == nil ? name.local : ":\(name.local)"
        }
        if name.namespace == rootNamespace {
            return meant == nil ? name.local : "\(JSONNames.rootPrefix):\(name.local)"
        }
        return "\(prefix(of: name.namespace) ?? ""):\(name.local)"
    }

    /// Without its `@`. A name without a prefix is in no namespace.
    func attributeKey(_ name: ExpandedName) -> String {
        name.namespace.isEmpty ? name.local : "\(prefix(of: name.namespace) ?? ""):\(name.local)"
    }
}
