package import Operations

extension MaterialInformation: CanonicalNoun {
    package static let noun = "MaterialInformation"

    /// B2MML: `MaterialInformationType`.
    package static let shape: Shape<MaterialInformation> = Shape(
        { MaterialInformation() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("PublishedDate", \.publishedDate, .time),
            .many("MaterialClass", \.classes, .shape(MaterialClass.shape)),
            .many("MaterialDefinition", \.definitions, .shape(MaterialDefinition.shape)),
            .many("MaterialLot", \.lots, .shape(MaterialLot.shape)),
            .many("MaterialSubLot", \.subLots, .shape(MaterialSubLot.shape)),
        ])
}

extension MaterialClass: CanonicalNoun {
    package static let noun = "MaterialClass"

    /// B2MML: `MaterialClassType`.
    package static let shape: Shape<MaterialClass> = Shape(
        { MaterialClass() },
        [
            .one("ID", \.id, .identifier),
            .one("Version", \.version, .identifier),
            .many("Description", \.descriptions, .description),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .many("MaterialClassBaseID", \.baseClassIDs, .identifier),
            .many("MaterialClassProperty", \.properties, .shape(Property.ofMaterialClass)),
            .many("MaterialDefinitionSourceID", \.definitionIDs, .identifier),
            .many("AssemblyClass", \.assembly, .shape(MaterialClass.shape)),
        ],
        check: { value, node, reader in reader.checkID(value.id, of: node) })
}

extension MaterialDefinition: CanonicalNoun {
    package static let noun = "MaterialDefinition"

    /// B2MML: `MaterialDefinitionType`.
    package static let shape: Shape<MaterialDefinition> = Shape(
        { MaterialDefinition() },
        [
            .one("ID", \.id, .identifier),
            .one("Version", \.version, .identifier),
            .many("Description", \.descriptions, .description),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .many("MaterialDefinitionProperty", \.properties, .shape(Property.ofMaterialDefinition)),
            .many("MaterialClassID", \.classIDs, .identifier),
            .many("MaterialLotSourceID", \.lotIDs, .identifier),
            .many("AssemblyDefinition", \.assembly, .shape(MaterialDefinition.shape)),
        ],
        check: { value, node, reader in reader.checkID(value.id, of: node) })
}

extension MaterialLot: CanonicalNoun {
    package static let noun = "MaterialLot"

    /// B2MML: `MaterialLotType`.
    package static let shape: Shape<MaterialLot> = Shape(
        { MaterialLot() },
        [
            .one("ID", \.id, .identifier),
            .one("Version", \.version, .identifier),
            .many("Description", \.descriptions, .description),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("MaterialDefinitionID", \.definitionID, .identifier),
            .one("Status", \.status, .text),
            .one("Disposition", \.disposition, .word()),
            .many("MaterialLotProperty", \.properties, .shape(Property.ofMaterialLot)),
            .many("MaterialSubLot", \.subLots, .shape(MaterialSubLot.shape)),
            .one("StorageLocation", \.location, .shape(ResourceLocation.shape)),
            .many("Quantity", \.quantities, .quantity(.recorded)),
            .many("AssemblyLot", \.assemblyLots, .shape(MaterialLot.shape)),
            .many("AssemblySubLot", \.assemblySubLots, .shape(MaterialSubLot.shape)),
        ],
        check: { value, node, reader in
            reader.checkID(value.id, of: node)
            reader.checkKeys(value.quantities, at: node)
        })
}

extension MaterialSubLot: CanonicalNoun {
    package static let noun = "MaterialSubLot"

    /// B2MML: `MaterialSubLotType`.
    package static let shape: Shape<MaterialSubLot> = Shape(
        { MaterialSubLot() },
        [
            .one("ID", \.id, .identifier),
            .one("Version", \.version, .identifier),
            .many("Description", \.descriptions, .description),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("Status", \.status, .text),
            .one("Disposition", \.disposition, .word()),
            .many("MaterialLotProperty", \.properties, .shape(Property.ofMaterialLot)),
            .one("StorageLocation", \.location, .shape(ResourceLocation.shape)),
            .many("Quantity", \.quantities, .quantity(.recorded)),
            .many("MaterialSubLotChild", \.children, .shape(MaterialSubLot.shape)),
            .one("MaterialLotID", \.lotID, .identifier),
        ],
        check: { value, node, reader in
            reader.checkID(value.id, of: node)
            reader.checkKeys(value.quantities, at: node)
        })
}
