package import XMLStream

/// A simple or complex type definition, compiled.
///
/// Source: XSD 1.0 Part 1, 3.4 Complex Type Definitions; Part 2, 4.1 Simple Type Definitions.
package struct TypeDefinition: Sendable {
    package enum Content: Hashable, Sendable {
        case empty
        case simple(SimpleTypeID)
        /// Index of the content automaton.
        case elementOnly(Int32)
        case mixed(Int32)
        /// `xs:anyType`: anything, judged laxly.
        case any

        /// The content automaton; nil where there is none.
        package var model: Int32? {
            switch self {
            case .elementOnly(let model), .mixed(let model): model
            case .empty, .simple, .any: nil
            }
        }
    }

    package enum Derivation: Hashable, Sendable {
        case `extension`, restriction
    }

    /// Nil for an anonymous type.
    package let name: ExpandedName?
    /// What messages call the type: its name, or `Owner/child` for an anonymous one.
    package let label: String
    package let content: Content
    package let attributes: [AttributeUse]
    /// The attributes that may stand beside those; nil for none.
    package let attributeWildcard: Wildcard?
    package let base: TypeID?
    package let derivation: Derivation?
    /// Derivations that `xsi:type` may not use in place of this type.
    package let blocked: Set<Derivation>
    /// Only types derived from it may be used, by `xsi:type`.
    package let isAbstract: Bool

    package init(
        name: ExpandedName?, label: String, content: Content, attributes: [AttributeUse] = [],
        attributeWildcard: Wildcard? = nil, base: TypeID?, derivation: Derivation?,
        blocked: Set<Derivation> = [], isAbstract: Bool = false
    ) {
        self.name = name
        self.label = label
        self.content = content
        self.attributes = attributes
        self.attributeWildcard = attributeWildcard
        self.base = base
        self.derivation = derivation
        self.blocked = blocked
        self.isAbstract = isAbstract
    }
}
