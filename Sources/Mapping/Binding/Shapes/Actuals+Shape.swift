package import Operations

extension PersonnelActual: CanonicalValue {
    /// B2MML: `OpPersonnelActualType`.
    package static let shape: Shape<PersonnelActual> = Shape(
        { PersonnelActual() },
        [
            .one("ID", \.id, .identifier),
            .many("PersonnelClassID", \.classIDs, .identifier),
            .many("PersonID", \.personIDs, .identifier),
            .many("Description", \.descriptions, .description),
            .one("PersonnelUse", \.use, .text),
            .many("Quantity", \.quantities, .quantity(.recorded)),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .many("PersonnelActualProperty", \.properties, .shape(Property.ofPersonnelActual)),
        ],
        check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
}

extension EquipmentActual: CanonicalValue {
    /// B2MML: `OpEquipmentActualType`.
    package static let shape: Shape<EquipmentActual> = Shape(
        { EquipmentActual() },
        [
            .one("ID", \.id, .identifier),
            .many("EquipmentClassID", \.classIDs, .identifier),
            .many("EquipmentID", \.equipmentIDs, .identifier),
            .many("Description", \.descriptions, .description),
            .one("EquipmentUse", \.use, .text),
            .many("Quantity", \.quantities, .quantity(.recorded)),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .many("EquipmentActualProperty", \.properties, .shape(Property.ofEquipmentActual)),
        ],
        check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
}

extension MaterialActual: CanonicalValue {
    /// B2MML: `OpMaterialActualType`.
    package static let shape: Shape<MaterialActual> = Shape(
        { MaterialActual() },
        [
            .one("ID", \.id, .identifier),
            .many("MaterialClassID", \.classIDs, .identifier),
            .many("MaterialDefinitionID", \.definitionIDs, .identifier),
            .many("MaterialLotID", \.lotIDs, .identifier),
            .many("MaterialSubLotID", \.subLotIDs, .identifier),
            .many("Description", \.descriptions, .description),
            .one("MaterialUse", \.use, .word()),
            .one("StorageLocation", \.location, .shape(ResourceLocation.shape)),
            .many("Quantity", \.quantities, .quantity(.recorded)),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .many("MaterialActualProperty", \.properties, .shape(Property.ofMaterialActual)),
        ],
        check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
}
