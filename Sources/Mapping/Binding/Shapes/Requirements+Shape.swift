package import Operations

extension PersonnelRequirement: CanonicalValue {
    /// B2MML: `OpPersonnelRequirementType`.
    package static let shape: Shape<PersonnelRequirement> = Shape(
        { PersonnelRequirement() },
        [
            .one("ID", \.id, .identifier),
            .many("PersonnelClassID", \.classIDs, .identifier),
            .many("PersonID", \.personIDs, .identifier),
            .many("Description", \.descriptions, .description),
            .one("PersonnelUse", \.use, .text),
            .many("Quantity", \.quantities, .quantity(.required)),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("OperationalLocation", \.location, .shape(ResourceLocation.shape)),
            .many("PersonnelRequirementChild", \.children, .shape(PersonnelRequirement.shape)),
            .many("PersonnelRequirementProperty", \.properties, .shape(Property.ofPersonnelRequirement)),
        ],
        check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
}

extension EquipmentRequirement: CanonicalValue {
    /// B2MML: `OpEquipmentRequirementType`.
    package static let shape: Shape<EquipmentRequirement> = Shape(
        { EquipmentRequirement() },
        [
            .one("ID", \.id, .identifier),
            .many("EquipmentClassID", \.classIDs, .identifier),
            .many("EquipmentID", \.equipmentIDs, .identifier),
            .one("EquipmentLevel", \.level, .word()),
            .many("Description", \.descriptions, .description),
            .one("EquipmentUse", \.use, .text),
            .many("Quantity", \.quantities, .quantity(.required)),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("OperationalLocation", \.location, .shape(ResourceLocation.shape)),
            .many("EquipmentRequirementChild", \.children, .shape(EquipmentRequirement.shape)),
            .many("EquipmentRequirementProperty", \.properties, .shape(Property.ofEquipmentRequirement)),
        ],
        check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
}

extension PhysicalAssetRequirement: CanonicalValue {
    /// B2MML: `OpPhysicalAssetRequirementType`.
    package static let shape: Shape<PhysicalAssetRequirement> = Shape(
        { PhysicalAssetRequirement() },
        [
            .one("ID", \.id, .identifier),
            .many("PhysicalAssetClassID", \.classIDs, .identifier),
            .many("PhysicalAssetID", \.assetIDs, .identifier),
            .many("Description", \.descriptions, .description),
            .one("PhysicalAssetUse", \.use, .text),
            .many("Quantity", \.quantities, .quantity(.required)),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("PhysicalLocation", \.location, .shape(ResourceLocation.shape)),
            .one("EquipmentLevel", \.level, .word()),
            .many("PhysicalAssetRequirementChild", \.children, .shape(PhysicalAssetRequirement.shape)),
            .many(
                "PhysicalAssetRequirementProperty", \.properties,
                .shape(Property.ofPhysicalAssetRequirement)),
        ],
        check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
}

extension MaterialRequirement: CanonicalValue {
    /// B2MML: `OpMaterialRequirementType`.
    package static let shape: Shape<MaterialRequirement> = Shape(
        { MaterialRequirement() },
        [
            .one("ID", \.id, .identifier),
            .many("MaterialClassID", \.classIDs, .identifier),
            .many("MaterialDefinitionID", \.definitionIDs, .identifier),
            .many("MaterialLotID", \.lotIDs, .identifier),
            .many("MaterialSubLotID", \.subLotIDs, .identifier),
            .many("Description", \.descriptions, .description),
            .one("MaterialUse", \.use, .word()),
            .one("StorageLocation", \.location, .shape(ResourceLocation.shape)),
            .many("Quantity", \.quantities, .quantity(.required)),
            .many("AssemblyRequirement", \.assembly, .shape(MaterialRequirement.shape)),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .many("MaterialRequirementProperty", \.properties, .shape(Property.ofMaterialRequirement)),
        ],
        check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
}
