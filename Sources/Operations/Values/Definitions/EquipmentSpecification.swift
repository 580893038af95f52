/// Equipment that a step of a definition needs.
///
/// B2MML: `OpEquipmentSpecificationType`.
package struct EquipmentSpecification: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var classIDs: [Identifier]
    @Repeated package var equipmentIDs: [Identifier]
    package var level: EquipmentLevel?
    @Repeated package var descriptions: [Description]
    package var use: String?
    /// Several are told apart by their keys.
    @Repeated package var quantities: [Quantity]
    @Repeated package var properties: [Property]

    package init(
        id: Identifier? = nil, classIDs: [Identifier] = [], equipmentIDs: [Identifier] = [],
        level: EquipmentLevel? = nil, descriptions: [Description] = [], use: String? = nil,
        quantities: [Quantity] = [], properties: [Property] = []
    ) {
        self.id = id
        self.classIDs = classIDs
        self.equipmentIDs = equipmentIDs
        self.level = level
        self.descriptions = descriptions
        self.use = use
        self.quantities = quantities
        self.properties = properties
    }
}
