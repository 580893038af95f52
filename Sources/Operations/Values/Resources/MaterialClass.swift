/// A kind of materials.
///
/// B2MML: `MaterialClassType`.
package struct MaterialClass: Hashable, Sendable, Codable {
    package var id: Identifier?
    package var version: Identifier?
    @Repeated package var descriptions: [Description]
    package var hierarchyScope: HierarchyScope?
    /// B2MML `MaterialClassBaseID`.
    @Repeated package var baseClassIDs: [Identifier]
    /// B2MML `MaterialDefinitionSourceID`: members.
    @Repeated package var definitionIDs: [Identifier]
    @Repeated package var properties: [Property]
    @Repeated package var assembly: [MaterialClass]

    package init(
        id: Identifier? = nil, version: Identifier? = nil, descriptions: [Description] = [],
        hierarchyScope: HierarchyScope? = nil, baseClassIDs: [Identifier] = [],
        definitionIDs: [Identifier] = [], properties: [Property] = [], assembly: [MaterialClass] = []
    ) {
        self.id = id
        self.version = version
        self.descriptions = descriptions
        self.hierarchyScope = hierarchyScope
        self.baseClassIDs = baseClassIDs
        self.definitionIDs = definitionIDs
        self.properties = properties
        self.assembly = assembly
    }
}
