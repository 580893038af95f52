import Diagnostics
import Operations
import XMLSchema

extension Field where Owner: DescribedResource {
    /// What resources and classes of all kinds have.
    fileprivate static var common: [Field] {
        [
            .one("ID", \.resource.id, .identifier),
            .one("Version", \.resource.version, .identifier),
            .many("Description", \.resource.descriptions, .description),
            .one("PublishedDate", \.resource.publishedDate, .time),
            .one("EffectiveStartDate", \.resource.effectiveStart, .time),
            .one("EffectiveEndDate", \.resource.effectiveEnd, .time),
            .one("HierarchyScope", \.resource.hierarchyScope, .shape(HierarchyScope.shape)),
        ]
    }
}

extension DescribedResource {
    fileprivate static var check: @Sendable (Self, Node, inout NounReader) -> Void {
        { value, node, reader in
            reader.checkID(value.resource.id, of: node)
            reader.checkOrder(value.resource.effectiveStart, value.resource.effectiveEnd, of: node, .error)
        }
    }
}

extension DescribedEquipment {
    package static let noun = "Equipment"

    /// B2MML: `EquipmentType`.
    package static let shape: Shape<DescribedEquipment> = Shape(
        { DescribedEquipment() },
        Field.common + [
            .one("EquipmentLevel", \.resource.level, .word()),
            .one("PhysicalAssetID", \.resource.assetID, .identifier),
            .one("OperationalLocation", \.resource.location, .shape(ResourceLocation.shape)),
            .many("EquipmentProperty", \.resource.properties, .shape(Property.ofEquipment)),
            .many("EquipmentChild", \.parts, .shape(DescribedEquipment.shape)),
            .many("EquipmentClassID", \.resource.classIDs, .identifier),
        ], check: check)
}

extension DescribedEquipmentClass {
    package static let noun = "EquipmentClass"

    /// B2MML: `EquipmentClassType`.
    package static let shape: Shape<DescribedEquipmentClass> = Shape(
        { DescribedEquipmentClass() },
        Field.common + [
            .one("EquipmentLevel", \.resource.level, .word()),
            .many("EquipmentClassProperty", \.resource.properties, .shape(Property.ofEquipmentClass)),
            .many("EquipmentClassChild", \.parts, .shape(DescribedEquipmentClass.shape)),
            .many("EquipmentClassBaseID", \.resource.classIDs, .identifier),
            .many("EquipmentSourceID", \.resource.memberIDs, .identifier),
        ], check: check)
}

extension DescribedPerson {
    package static let noun = "Person"

    /// B2MML: `PersonType`.
    package static let shape: Shape<DescribedPerson> = Shape(
        { DescribedPerson() },
        Field.common + [
            .one("PersonName", \.resource.name, .text),
            .one("OperationalLocation", \.resource.location, .shape(ResourceLocation.shape)),
            .many("PersonProperty", \.resource.properties, .shape(Property.ofPerson)),
            .many("PersonnelClassID", \.resource.classIDs, .identifier),
        ], check: check)
}

extension DescribedPersonnelClass {
    package static let noun = "PersonnelClass"

    /// B2MML: `PersonnelClassType`.
    package static let shape: Shape<DescribedPersonnelClass> = Shape(
        { DescribedPersonnelClass() },
        Field.common + [
            .many("PersonnelClassBaseID", \.resource.classIDs, .identifier),
            .many("PersonnelClassProperty", \.resource.properties, .shape(Property.ofPersonnelClass)),
            .many("PersonSourceID", \.resource.memberIDs, .identifier),
        ], check: check)
}

extension DescribedPhysicalAsset {
    package static let noun = "PhysicalAsset"

    /// B2MML: `PhysicalAssetType`.
    package static let shape: Shape<DescribedPhysicalAsset> = Shape(
        { DescribedPhysicalAsset() },
        Field.common + [
            .one("PhysicalLocation", \.resource.location, .shape(ResourceLocation.shape)),
            .many("PhysicalAssetProperty", \.resource.properties, .shape(Property.ofPhysicalAsset)),
            .many("PhysicalAssetChild", \.parts, .shape(DescribedPhysicalAsset.shape)),
            .many("PhysicalAssetClassID", \.resource.classIDs, .identifier),
        ], check: check)
}

extension DescribedPhysicalAssetClass {
    package static let noun = "PhysicalAssetClass"

    /// B2MML: `PhysicalAssetClassType`.
    package static let shape: Shape<DescribedPhysicalAssetClass> = Shape(
        { DescribedPhysicalAssetClass() },
        Field.common + [
            .many("PhysicalAssetClassChild", \.parts, .shape(DescribedPhysicalAssetClass.shape)),
            .many("PhysicalAssetClassProperty", \.resource.properties, .shape(Property.ofPhysicalAssetClass)),
            .many("PhysicalAssetClassBaseID", \.resource.classIDs, .identifier),
            .many("PhysicalAssetSourceID", \.resource.memberIDs, .identifier),
        ], check: check)
}
