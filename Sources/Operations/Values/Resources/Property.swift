/// A named characteristic of a resource, a requirement or an actual; nested.
///
/// B2MML: `MaterialRequirementProperty`, `MaterialLotProperty` and their like.
package struct Property: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    @Repeated package var values: [Value]
    @Repeated package var quantities: [Quantity]
    @Repeated package var children: [Property]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], values: [Value] = [],
        quantities: [Quantity] = [], children: [Property] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.values = values
        self.quantities = quantities
        self.children = children
    }
}
