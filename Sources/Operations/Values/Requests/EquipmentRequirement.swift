/// Equipment that a segment needs, by name or by class.
///
/// B2MML: `OpEquipmentRequirementType`.
package struct EquipmentRequirement: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var classIDs: [Identifier]
    @Repeated package var equipmentIDs: [Identifier]
    package var level: EquipmentLevel?
    @Repeated package var descriptions: [Description]
    package var use: String?
    /// Several are told apart by their keys.
    @Repeated package var quantities: [Quantity]
    package var hierarchyScope: HierarchyScope?
    package var location: ResourceLocation?
    @Repeated package var properties: [Property]
    @Repeated package var children: [EquipmentRequirement]

    package init(
        id: Identifier? = nil, classIDs: [Identifier] = [], equipmentIDs: [Identifier] = [],
        level: EquipmentLevel? = nil, descriptions: [Description] = [], use: String? = nil,
        quantities: [Quantity] = [], hierarchyScope: HierarchyScope? = nil,
        location: ResourceLocation? = nil, properties: [Property] = [],
        children: [EquipmentRequirement] = []
    ) {
        self.id = id
        self.classIDs = classIDs
        self.equipmentIDs = equipmentIDs
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
