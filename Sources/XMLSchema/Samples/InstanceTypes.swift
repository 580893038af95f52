import XMLStream

/// The types that `xsi:type` may name in place of a declared one.
///
/// Source: XSD 1.0 Part 1, 3.3.4 Element Locally Valid (Element), clause 4.
struct InstanceTypes {
    struct Named {
        let type: TypeID
        /// With the prefix that ``SampleElement/document(target:)`` declares.
        let name: String
    }

    private var byDeclared: [TypeID: [Named]] = [:]

    init(_ schema: Schema, target: String) {
        for (name, type) in schema.namedTypes.sorted(by: { $0.key < $1.key }) {
            guard let prefix = Self.prefix(of: name, target) else { continue }
            let named = Named(type: type, name: prefix + name.local)
            var steps: Set<TypeDefinition.Derivation> = []
            var ancestor: TypeID? = type
            while let current = ancestor {
                let definition = schema.type(current)
                if steps.isDisjoint(with: definition.blocked) {
                    byDeclared[current, default: []].append(named)
                }
                if let derivation = definition.derivation { steps.insert(derivation) }
                ancestor = definition.base
            }
        }
    }

    /// The type itself and those derived from it, in the order of their names.
    func named(for declared: TypeID) -> [Named] { byDeclared[declared] ?? [] }

    private static func prefix(of name: ExpandedName, _ target: String) -> String? {
        switch name.namespace {
        case target: "b:"
        case "http://www.w3.org/2001/XMLSchema": "xs:"
        default: nil
        }
    }
}
