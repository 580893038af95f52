/// An identified amount of one material.
///
/// B2MML: `MaterialLotType`.
package struct MaterialLot: Hashable, Sendable, Codable {
    package var id: Identifier?
    package var version: Identifier?
    @Repeated package var descriptions: [Description]
    package var hierarchyScope: HierarchyScope?
    package var definitionID: Identifier?
    /// The sender's own word, such as `NotValid`.
    package var status: String?
    package var disposition: Disposition?
    package var location: ResourceLocation?
    /// Several are told apart by their keys.
    @Repeated package var quantities: [Quantity]
    @Repeated package var properties: [Property]
    @Repeated package var subLots: [MaterialSubLot]
    @Repeated package var assemblyLots: [MaterialLot]
    @Repeated package var assemblySubLots: [MaterialSubLot]

    package init(
        id: Identifier? = nil, version: Identifier? = nil, descriptions: [Description] = [],
        hierarchyScope: HierarchyScope? = nil, definitionID: Identifier? = nil, status: String? = nil,
        disposition: Disposition? = nil, location: ResourceLocation? = nil, quantities: [Quantity] = [],
        properties: [Property] = [], subLots: [MaterialSubLot] = [], assemblyLots: [MaterialLot] = [],
        assemblySubLots: [MaterialSubLot] = []
    ) {
        self.id = id
        self.version = version
        self.descriptions = descriptions
        self.hierarchyScope = hierarchyScope
        self.definitionID = definitionID
        self.status = status
        self.disposition = disposition
        self.location = location
        self.quantities = quantities
        self.properties = properties
        self.subLots = subLots
        self.assemblyLots = assemblyLots
        self.assemblySubLots = assemblySubLots
    }
}
