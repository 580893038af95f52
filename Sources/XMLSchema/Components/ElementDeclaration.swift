package import XMLStream

/// Source: XSD 1.0 Part 1, 3.3 Element Declarations.
package struct ElementDeclaration: Hashable, Sendable {
    package let name: NameID
    package let type: TypeID
    package let isNillable: Bool
}
