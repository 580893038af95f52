/// People that a segment needs, by name or by class.
///
/// B2MML: `OpPersonnelRequirementType`.
package struct PersonnelRequirement: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var classIDs: [Identifier]
    @Repeated package var personIDs: [Identifier]
    @Repeated package var descriptions: [Description]
    package var use: String?
    /// Several are told apart by their keys.
    @Repeated package var quantities: [Quantity]
    package var hierarchyScope: HierarchyScope?
    package var location: ResourceLocation?
    @Repeated package var properties: [Property]
    @Repeated package var children: [PersonnelRequirement]

    package init(
        id: Identifier? = nil, classIDs: [Identifier] = [], personIDs: [Identifier] = [],
        descriptions: [Description] = [], use: String? = nil, quantities: [Quantity] = [],
        hierarchyScope: HierarchyScope? = nil, location: ResourceLocation? = nil,
        properties: [Property] = [], children: [PersonnelRequirement] = []
    ) {
        self.id = id
        self.classIDs = classIDs
        self.personIDs = personIDs
        self.descriptions = descriptions
        self.use = use
        self.quantities = quantities
        self.hierarchyScope = hierarchyScope
        self.location = location
        self.properties = properties
        self.children = children
    }
}
