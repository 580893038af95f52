/// What a request of a domain is about, and how it is found in its segments.
package enum Subject: String, Sendable, Hashable {
    /// The material that comes out.
    case producedMaterial
    /// The lot, else the material, that is tested.
    case testedMaterial
    /// The physical asset, else the equipment, that is looked after.
    case asset
    /// The lot, else the material, and where it lies.
    case storedLot

    /// The subject's name; nil when the segments do not say.
    package func name(in segments: [SegmentRequirement]) -> String? {
        switch self {
        case .producedMaterial:
            segments.firstMaterial { $0.use?.known == .produced }?.definitionIDs.first?.matchingKey
        case .testedMaterial:
            segments.firstMaterial { $0.use?.known != .consumable }.flatMap(Self.lotOrMaterial)
        case .asset:
            segments.firstNamed { $0.physicalAssets.lazy.flatMap(\.assetIDs).first }
                ?? segments.firstNamed { $0.equipment.lazy.flatMap(\.equipmentIDs).first }
        case .storedLot:
            segments.firstMaterial { _ in true }.flatMap { material in
                Self.lotOrMaterial(material).map { name in
                    material.location.map { "\(name)@\(Identifier($0.text).matchingKey)" } ?? name
                }
            }
        }
    }

    private static func lotOrMaterial(_ material: MaterialRequirement) -> String? {
        (material.lotIDs.first ?? material.definitionIDs.first)?.matchingKey
    }
}

extension [SegmentRequirement] {
    /// The first requirement, outer segments before inner ones, for which the predicate holds.
    fileprivate func firstMaterial(where holds: (MaterialRequirement) -> Bool) -> MaterialRequirement? {
        for segment in self {
            if let found = segment.materials.first(where: holds)
                ?? segment.children.firstMaterial(where: holds)
            {
                return found
            }
        }
        return nil
    }

    fileprivate func firstNamed(_ name: (SegmentRequirement) -> Identifier?) -> String? {
        for segment in self {
            if let found = name(segment)?.matchingKey ?? segment.children.firstNamed(name) { return found }
        }
        return nil
    }
}
