import Operations

extension HierarchyScope {
    /// B2MML: `HierarchyScopeType`. The older of the two names of the level is read and not written.
    static let shape: Shape<HierarchyScope> = Shape(
        { HierarchyScope("") },
        [
            .required("EquipmentID", \.equipmentID, .identifier),
            .one("EquipmentLevel", also: ["EquipmentElementLevel"], \.level, .word()),
            .many("HierarchyScopeChild", \.child, .shape(HierarchyScope.shape)),
        ])
}

extension ResourceLocation {
    /// B2MML: `ResourceLocationType`.
    static let shape: Shape<ResourceLocation> = Shape(
        { ResourceLocation("") },
        [
            .required("Location", \.text, .text),
            .one("LocationType", \.type, .word()),
            .lost("level", when: { $0.level != nil }),
            .many("LocationChild", \.children, .shape(ResourceLocation.shape)),
        ])
}
