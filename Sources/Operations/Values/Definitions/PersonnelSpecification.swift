/// People that a step of a definition needs.
///
/// B2MML: `OpPersonnelSpecificationType`.
package struct PersonnelSpecification: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var classIDs: [Identifier]
    @Repeated package var personIDs: [Identifier]
    @Repeated package var descriptions: [Description]
    package var use: String?
    /// Several are told apart by their keys.
    @Repeated package var quantities: [Quantity]
    @Repeated package var properties: [Property]

    package init(
        id: Identifier? = nil, classIDs: [Identifier] = [], personIDs: [Identifier] = [],
        descriptions: [Description] = [], use: String? = nil, quantities: [Quantity] = [],
        properties: [Property] = []
    ) {
        self.id = id
        self.classIDs = classIDs
        self.personIDs = personIDs
        self.descriptions = descriptions
        self.use = use
        self.quantities = quantities
        self.properties = properties
    }
}
