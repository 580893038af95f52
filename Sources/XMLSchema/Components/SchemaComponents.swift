import XMLStream

/// The parts of a schema that have names and words, for whoever asks about them.
final class SchemaComponents: Sendable {
    let types: [TypeDefinition]
    let simpleTypes: [SimpleType]
    let contentModels: [ContentModel]
    let globalElements: [NameID]
    let wildcards: [Schema.WildcardMove]
    let globalAttributes: [NameID: SimpleTypeID]
    let namedTypes: [ExpandedName: TypeID]

    init(
        types: [TypeDefinition], simpleTypes: [SimpleType], contentModels: [ContentModel],
        globalElements: [NameID], wildcards: [Schema.WildcardMove],
        globalAttributes: [NameID: SimpleTypeID], namedTypes: [ExpandedName: TypeID]
    ) {
        self.types = types
        self.simpleTypes = simpleTypes
        self.contentModels = contentModels
        self.globalElements = globalElements
        self.wildcards = wildcards
        self.globalAttributes = globalAttributes
        self.namedTypes = namedTypes
    }
}
