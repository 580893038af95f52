import XMLSchema
import XMLStream

/// The nouns of a set, and which of them others contain. All declarations of the set have to be looked at for it.
struct NounCatalogue: Sendable {
    /// Of the global elements that are nouns.
    let names: Set<NameID>
    /// The types of the children of nouns, without those that a noun has of its own type.
    private let containedTypes: Set<TypeID>

    init(of schema: Schema) {
        names = MessageRoot.nouns(of: schema)
        var contained: Set<TypeID> = []
        for name in names {
            guard let noun = schema.globalElement(name),
                let model = schema.contentModel(of: noun.type)
            else { continue }
            let types = model.children.map { schema.elements[Int($0.declaration)].type }
            contained.formUnion(types.lazy.filter { $0 != noun.type })
        }
        containedTypes = contained
    }

    /// Whether a noun of this type is a part of another noun.
    func isContained(_ type: TypeID) -> Bool { containedTypes.contains(type) }
}
