package import XMLStream

/// Index of a simple type in ``Schema/simpleTypes``.
package struct SimpleTypeID: Hashable, Sendable {
    package let rawValue: Int32

    @inlinable
    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

/// A simple type with all facets that hold for its values, those of its bases included. Plain values throughout, so
/// that a compiled schema can be written to a file.
///
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
    /// That of the innermost restriction that has one, which is a part of those of its bases.
    package let enumeration: EnumerationSet?
    /// One for each restriction step that has any; a value matches all of them.
    package let patterns: [Pattern]
    /// Nil where none of them is set.
    package let bounds: BoundingFacets?

    package init(
        name: ExpandedName?, label: String, variety: Variety, whiteSpace: WhiteSpace,
        enumeration: EnumerationSet? = nil, patterns: [Pattern] = [], bounds: BoundingFacets? = nil
    ) {
        self.name = name
        self.label = label
        self.variety = variety
        self.whiteSpace = whiteSpace
        self.enumeration = enumeration
        self.patterns = patterns
        self.bounds = bounds
    }
}
