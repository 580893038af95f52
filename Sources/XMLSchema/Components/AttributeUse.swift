package import XMLStream

/// Source: XSD 1.0 Part 1, 3.5 Attribute Uses.
package struct AttributeUse: Hashable, Sendable {
    package let name: NameID
    package let type: SimpleTypeID
    package let isRequired: Bool
}
