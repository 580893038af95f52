/// Material that was used, made or scrapped.
///
/// B2MML: `OpMaterialActualType`.
package struct MaterialActual: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var classIDs: [Identifier]
    @Repeated package var definitionIDs: [Identifier]
    @Repeated package var lotIDs: [Identifier]
    @Repeated package var subLotIDs: [Identifier]
    @Repeated package var descriptions: [Description]
    package var use: MaterialUse?
    package var location: ResourceLocation?
    /// Several are told apart by their keys.
    @Repeated package var quantities: [Quantity]
    package var hierarchyScope: HierarchyScope?
    @Repeated package var properties: [Property]

    package init(
        id: Identifier? = nil, classIDs: [Identifier] = [], definitionIDs: [Identifier] = [],
        lotIDs: [Identifier] = [], subLotIDs: [Identifier] = [], descriptions: [Description] = [],
        use: MaterialUse? = nil, location: ResourceLocation? = nil, quantities: [Quantity] = [],
        hierarchyScope: HierarchyScope? = nil, properties: [Property] = []
    ) {
        self.id = id
        self.classIDs = classIDs
        self.definitionIDs = definitionIDs
        self.lotIDs = lotIDs
        self.subLotIDs = subLotIDs
        self.descriptions = descriptions
        self.use = use
        self.location = location
        self.quantities = quantities
        self.hierarchyScope = hierarchyScope
        self.properties = properties
    }
}
