/// Equipment, a person or an asset, or a class of them: who works, and with what.
///
/// B2MML: `EquipmentType`, `EquipmentClassType`, `PersonType`, `PersonnelClassType`, `PhysicalAssetType`,
/// `PhysicalAssetClassType`.
package struct Resource: Hashable, Sendable, Codable {
    package var kind: ResourceKind
    package var id: Identifier?
    package var version: Identifier?
    @Repeated package var descriptions: [Description]
    package var publishedDate: ZonedTime?
    package var effectiveStart: ZonedTime?
    package var effectiveEnd: ZonedTime?
    package var hierarchyScope: HierarchyScope?
    package var level: EquipmentLevel?
    /// Of a person.
    package var name: String?
    package var location: ResourceLocation?
    /// What it is a part of, of the same kind; nil where nothing says so.
    package var parent: Identifier?
    /// The classes that it is a member of; of a class, those that it is made from. A person's are its skills.
    @Repeated package var classIDs: [Identifier]
    /// Of a class, the members that it names itself.
    @Repeated package var memberIDs: [Identifier]
    /// The physical asset that plays the equipment's role.
    package var assetID: Identifier?
    @Repeated package var properties: [Property]

    package init(
        _ kind: ResourceKind, id: Identifier? = nil, version: Identifier? = nil,
        descriptions: [Description] = [], publishedDate: ZonedTime? = nil, effectiveStart: ZonedTime? = nil,
        effectiveEnd: ZonedTime? = nil, hierarchyScope: HierarchyScope? = nil, level: EquipmentLevel? = nil,
        name: String? = nil, location: ResourceLocation? = nil, parent: Identifier? = nil,
        classIDs: [Identifier] = [], memberIDs: [Identifier] = [], assetID: Identifier? = nil,
        properties: [Property] = []
    ) {
        self.kind = kind
        self.id = id
        self.version = version
        self.descriptions = descriptions
        self.publishedDate = publishedDate
        self.effectiveStart = effectiveStart
        self.effectiveEnd = effectiveEnd
        self.hierarchyScope = hierarchyScope
        self.level = level
        self.name = name
        self.location = location
        self.parent = parent
        self.classIDs = classIDs
        self.memberIDs = memberIDs
        self.assetID = assetID
        self.properties = properties
    }

    /// Whether it may be used at an instant.
    package func isEffective(at instant: Instant) -> Bool {
        (effectiveStart.map { $0.instant <= instant } ?? true)
            && (effectiveEnd.map { instant < $0.instant } ?? true)
    }
}

extension ResourceKind {
    /// The kind of its classes; nil for materials, which are kept in another way.
    package var classKind: ResourceKind? {
        switch self {
        case .equipment, .equipmentClass: .equipmentClass
        case .person, .personnelClass: .personnelClass
        case .physicalAsset, .physicalAssetClass: .physicalAssetClass
        case .materialClass, .materialDefinition, .materialLot, .materialSubLot: nil
        }
    }

    /// The kind of its members; nil for what is no class.
    package var memberKind: ResourceKind? {
        switch self {
        case .equipmentClass: .equipment
        case .personnelClass: .person
        case .physicalAssetClass: .physicalAsset
        case .equipment, .person, .physicalAsset, .materialClass, .materialDefinition, .materialLot,
            .materialSubLot:
            nil
        }
    }
}
