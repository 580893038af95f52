/// A physical asset that a segment needs or is about.
///
/// B2MML: `OpPhysicalAssetRequirementType`.
package struct PhysicalAssetRequirement: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var classIDs: [Identifier]
    @Repeated package var assetIDs: [Identifier]
    package var level: EquipmentLevel?
    @Repeated package var descriptions: [Description]
    package var use: String?
    /// Several are told apart by their keys.
    @Repeated package var quantities: [Quantity]
    package var hierarchyScope: HierarchyScope?
    package var location: ResourceLocation?
    @Repeated package var properties: [Property]
    @Repeated package var children: [PhysicalAssetRequirement]

    package init(
        id: Identifier? = nil, classIDs: [Identifier] = [], assetIDs: [Identifier] = [],
        level: EquipmentLevel? = nil, descriptions: [Description] = [], use: String? = nil,
        quantities: [Quantity] = [], hierarchyScope: HierarchyScope? = nil,
        location: ResourceLocation? = nil, properties: [Property] = [],
        children: [PhysicalAssetRequirement] = []
    ) {
        self.id = id
        self.classIDs = classIDs
        self.assetIDs = assetIDs
        self.level = level
        self.descriptions = descriptions
        self.use = use
        self.quantities = quantities
        self.hierarchyScope = hierarchyScope
        self.location = location
        self.properties = properties
        self.children = children
    }
}
