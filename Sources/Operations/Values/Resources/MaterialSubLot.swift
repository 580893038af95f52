/// A separately located part of a lot, such as a container or a serial number; nested.
///
/// B2MML: `MaterialSubLotType`.
package struct MaterialSubLot: Hashable, Sendable, Codable {
    package var id: Identifier?
    package var version: Identifier?
    @Repeated package var descriptions: [Description]
    package var hierarchyScope: HierarchyScope?
    /// Set where the sub-lot stands outside of its lot.
    package var lotID: Identifier?
    /// The sender's own word.
    package var status: String?
    package var disposition: Disposition?
    package var location: ResourceLocation?
    /// Several are told apart by their keys.
    @Repeated package var quantities: [Quantity]
    @Repeated package var properties: [Property]
    @Repeated package var children: [MaterialSubLot]

    package init(
        id: Identifier? = nil, version: Identifier? = nil, descriptions: [Description] = [],
        hierarchyScope: HierarchyScope? = nil, lotID: Identifier? = nil, status: String? = nil,
        disposition: Disposition? = nil, location: ResourceLocation? = nil, quantities: [Quantity] = [],
        properties: [Property] = [], children: [MaterialSubLot] = []
    ) {
        self.id = id
        self.version = version
        self.descriptions = descriptions
        self.hierarchyScope = hierarchyScope
        self.lotID = lotID
        self.status = status
        self.disposition = disposition
        self.location = location
        self.quantities = quantities
        self.properties = properties
        self.children = children
    }
}
