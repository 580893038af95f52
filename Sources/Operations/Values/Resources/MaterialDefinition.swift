/// A material as master data knows it.
///
/// B2MML: `MaterialDefinitionType`.
package struct MaterialDefinition: Hashable, Sendable, Codable {
    package var id: Identifier?
    package var version: Identifier?
    @Repeated package var descriptions: [Description]
    package var hierarchyScope: HierarchyScope?
    @Repeated package var classIDs: [Identifier]
    /// B2MML `MaterialLotSourceID`.
    @Repeated package var lotIDs: [Identifier]
    @Repeated package var properties: [Property]
    @Repeated package var assembly: [MaterialDefinition]

    package init(
        id: Identifier? = nil, version: Identifier? = nil, descriptions: [Description] = [],
        hierarchyScope: HierarchyScope? = nil, classIDs: [Identifier] = [], lotIDs: [Identifier] = [],
        properties: [Property] = [], assembly: [MaterialDefinition] = []
    ) {
        self.id = id
        self.version = version
        self.descriptions = descriptions
        self.hierarchyScope = hierarchyScope
        self.classIDs = classIDs
        self.lotIDs = lotIDs
        self.properties = properties
        self.assembly = assembly
    }
}
