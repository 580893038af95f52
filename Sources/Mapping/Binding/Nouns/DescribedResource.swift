package import Operations

/// A resource with its parts, as one noun carries them; in the loop each is one of its own.
package protocol DescribedResource: CanonicalNoun, Hashable {
    var resource: Resource { get set }
    /// None for what has no parts.
    var parts: [Self] { get }
}

extension DescribedResource {
    /// It and its parts, outer ones first, each with what it is a part of.
    package var all: [Resource] {
        [resource]
            + parts.flatMap { part in
                var part = part
                part.resource.parent = resource.id
                return part.all
            }
    }
}

/// B2MML: `EquipmentType`.
package struct DescribedEquipment: DescribedResource {
    package var resource = Resource(.equipment)
    package var parts: [DescribedEquipment] = []

    package init() {}
}

/// B2MML: `EquipmentClassType`.
package struct DescribedEquipmentClass: DescribedResource {
    package var resource = Resource(.equipmentClass)
    package var parts: [DescribedEquipmentClass] = []

    package init() {}
}

/// B2MML: `PersonType`.
package struct DescribedPerson: DescribedResource {
    package var resource = Resource(.person)
    package var parts: [DescribedPerson] { [] }

    package init() {}
}

/// B2MML: `PersonnelClassType`.
package struct DescribedPersonnelClass: DescribedResource {
    package var resource = Resource(.personnelClass)
    package var parts: [DescribedPersonnelClass] { [] }

    package init() {}
}

/// B2MML: `PhysicalAssetType`.
package struct DescribedPhysicalAsset: DescribedResource {
    package var resource = Resource(.physicalAsset)
    package var parts: [DescribedPhysicalAsset] = []

    package init() {}
}

/// B2MML: `PhysicalAssetClassType`.
package struct DescribedPhysicalAssetClass: DescribedResource {
    package var resource = Resource(.physicalAssetClass)
    package var parts: [DescribedPhysicalAssetClass] = []

    package init() {}
}
