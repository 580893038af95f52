/// Where a resource is, by the name of an equipment or a location, or in words.
///
/// B2MML: `StorageLocation` and `OperationalLocation` (V0700), `Location` with `EquipmentID` (V0401).
package struct ResourceLocation: Hashable, Sendable, Codable {
    package var text: String
    /// What the text names; nil when the sender's set cannot say it.
    package var type: LocationType?
    /// The level of the equipment named, where the sender's set has one.
    package var level: EquipmentLevel?
    @Repeated package var children: [ResourceLocation]

    package init(
        _ text: String, type: LocationType? = nil, level: EquipmentLevel? = nil,
        children: [ResourceLocation] = []
    ) {
        self.text = text
        self.type = type
        self.level = level
        self.children = children
    }
}
