package import XMLStream

/// Index of a simple type in ``Schema/simpleTypes``.
package struct SimpleTypeID: Hashable, Sendable {
    package let rawValue: Int32

    @inlinable
    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

/// Source: XSD 1.0 Part 2, 4.1 Simple Type Definition.
package struct SimpleType: Sendable {
    package enum Variety: Sendable {
        case atomic(BuiltinType)
        /// The members in order: the first that accepts a value decides.
        case union([SimpleTypeID])
    }

    package let name: ExpandedName?
    package let label: String
    package let variety: Variety
    package let whiteSpace: WhiteSpace
    package let enumeration: EnumerationSet?
    /// Each restriction step is a list of alternatives of which one must match. Literal texts.
    package let patterns: [[String]]
}
