import XMLStream

/// The types that `xsi:type` may name in place of each declared one.
///
/// Source: XSD 1.0 Part 1, 3.3.4 Element Locally Valid (Element), clause 4; 3.14.6, clause 2.2.4 (unions).
struct InstanceTypeTable {
    private struct Entry {
        let type: TypeID
        /// From it to the declared type.
        let steps: Set<TypeDefinition.Derivation>
    }

    private var entries: [TypeID: [Entry]] = [:]
    private let schema: Schema

    init(_ schema: Schema) {
        self.schema = schema
        let unions = Self.unions(of: schema)
        for (_, type) in schema.namedTypes.sorted(by: { $0.key < $1.key }) {
            var steps: Set<TypeDefinition.Derivation> = []
            var ancestor: TypeID? = type
            while let current = ancestor {
                if current != type { entries[current, default: []].append(Entry(type: type, steps: steps)) }
                if case .simple(let simple) = schema.type(current).content {
                    for union in unions[simple] ?? [] where union != type {
                        entries[union, default: []].append(Entry(type: type, steps: steps))
                    }
                }
                if let derivation = schema.type(current).derivation { steps.insert(derivation) }
                ancestor = schema.type(current).base
            }
        }
    }

    /// The unions in which a simple type is a member.
    private static func unions(of schema: Schema) -> [SimpleTypeID: [TypeID]] {
        var unions: [SimpleTypeID: [TypeID]] = [:]
        for index in schema.types.indices {
            let type = TypeID(rawValue: Int32(index))
            guard case .union(let members) = schema.simpleType(of: type)?.variety else { continue }
            for member in members { unions[member, default: []].append(type) }
        }
        return unions
    }

    /// Those derived from the type of an element that the element allows, in the order of their names.
    func substitutes(for element: ElementDeclaration) -> [TypeID] {
        let blocked = schema.type(element.type).blocked.union(element.blocked)
        return (entries[element.type] ?? []).filter {
            $0.steps.isDisjoint(with: blocked) && !schema.type($0.type).isAbstract
        }.map(\.type)
    }
}
