extension OperationsRequest {
    /// Every resource that it names, in the order of the document; one may come several times.
    var resourceNames: [ResourceName] {
        segments.flatMap(\.withDescendants).flatMap { segment in
            segment.equipment.flatMap(\.resourceNames) + segment.personnel.flatMap(\.resourceNames)
                + segment.physicalAssets.flatMap(\.resourceNames) + segment.materials.flatMap(\.resourceNames)
        }
    }
}

private func names(_ kind: ResourceKind, _ ids: [Identifier]) -> [ResourceName] {
    ids.map { ResourceName(kind: kind, name: $0.matchingKey) }
}

extension EquipmentRequirement {
    fileprivate var resourceNames: [ResourceName] {
        names(.equipmentClass, classIDs) + names(.equipment, equipmentIDs) + children.flatMap(\.resourceNames)
    }
}

extension PersonnelRequirement {
    fileprivate var resourceNames: [ResourceName] {
        names(.personnelClass, classIDs) + names(.person, personIDs) + children.flatMap(\.resourceNames)
    }
}

extension PhysicalAssetRequirement {
    fileprivate var resourceNames: [ResourceName] {
        names(.physicalAssetClass, classIDs) + names(.physicalAsset, assetIDs)
            + children.flatMap(\.resourceNames)
    }
}

extension MaterialRequirement {
    fileprivate var resourceNames: [ResourceName] {
        let place = location.flatMap { $0.namesEquipment ? [Identifier($0.text)] : nil } ?? []
        return names(.materialClass, classIDs) + names(.materialDefinition, definitionIDs)
            + names(.materialLot, lotIDs) + names(.materialSubLot, subLotIDs) + names(.equipment, place)
            + assembly.flatMap(\.resourceNames)
    }
}
