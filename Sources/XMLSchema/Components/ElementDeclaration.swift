package import XMLStream

/// Source: XSD 1.0 Part 1, 3.3 Element Declarations.
package struct ElementDeclaration: Hashable, Sendable {
    package let name: NameID
    package let type: TypeID
    package let isNillable: Bool
    /// Derivations that `xsi:type` may not use here, beside those that the type itself blocks.
    package let blocked: Set<TypeDefinition.Derivation>

    package init(
        name: NameID, type: TypeID, isNillable: Bool, blocked: Set<TypeDefinition.Derivation> = []
    ) {
        self.name = name
        self.type = type
        self.isNillable = isNillable
        self.blocked = blocked
    }
}
