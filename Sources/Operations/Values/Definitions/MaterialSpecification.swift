/// Material that a step of a definition is about.
///
/// B2MML: `OpMaterialSpecificationType`.
package struct MaterialSpecification: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var classIDs: [Identifier]
    @Repeated package var definitionIDs: [Identifier]
    @Repeated package var descriptions: [Description]
    package var use: MaterialUse?
    /// Several are told apart by their keys.
    @Repeated package var quantities: [Quantity]
    @Repeated package var properties: [Property]

    package init(
        id: Identifier? = nil, classIDs: [Identifier] = [], definitionIDs: [Identifier] = [],
        descriptions: [Description] = [], use: MaterialUse? = nil, quantities: [Quantity] = [],
        properties: [Property] = []
    ) {
        self.id = id
        self.classIDs = classIDs
        self.definitionIDs = definitionIDs
        self.descriptions = descriptions
        self.use = use
        self.quantities = quantities
        self.properties = properties
    }
}
