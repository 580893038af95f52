package import XMLSchema
package import XMLStream

/// What a document element is: a transaction, a bare noun, a confirmation, or no message at all.
package enum MessageRoot: Hashable, Sendable {
    case transaction(verb: Verb, noun: String)
    case noun(String)
    case confirmation
    /// Valid perhaps, as a lone `<ID>` is in BatchML, but nothing that anyone sends.
    case fragment

    /// Reads it from the declarations alone, so that the official misspellings need no table: the data area of a
    /// transaction names its verb and its noun.
    package init(_ root: ElementDeclaration, in schema: Schema) {
        if schema.names[root.name].local == "ConfirmBOD" {
            self = .confirmation
        } else if let (verb, noun) = Self.transaction(root, in: schema) {
            self = .transaction(verb: verb, noun: noun)
        } else if Self.nouns(of: schema).contains(root.name) {
            self = .noun(schema.names[root.name].local)
        } else {
            self = .fragment
        }
    }

    /// The nouns that some transaction of the schema carries.
    package static func nouns(of schema: Schema) -> Set<NameID> {
        var nouns: Set<NameID> = []
        for id in schema.globalElements {
            guard let declaration = schema.globalElement(schema.names[id]),
                let noun = dataArea(of: declaration, in: schema)?.children.dropFirst().first
            else { continue }
            nouns.insert(noun.name)
        }
        return nouns
    }

    /// The local names of all transactions and nouns, sorted, for suggestions.
    package static func names(in schema: Schema) -> [String] {
        schema.globalElements.compactMap { id in
            guard let declaration = schema.globalElement(schema.names[id]) else { return nil }
            return MessageRoot(declaration, in: schema) == .fragment ? nil : schema.names[id].local
        }.sorted()
    }

    private static func transaction(_ root: ElementDeclaration, in schema: Schema) -> (Verb, String)? {
        guard let area = dataArea(of: root, in: schema), area.children.count >= 2 else { return nil }
        let local = schema.names[root.name].local
        let noun = schema.names[area.children[1].name].local
        let named = Verb.allCases.first { local.hasPrefix($0.rawValue) }
        guard let verb = named ?? Verb(rawValue: schema.names[area.children[0].name].local) else {
            return nil
        }
        return (verb, noun)
    }

    private static func dataArea(of root: ElementDeclaration, in schema: Schema) -> ContentModel? {
        guard schema.child("ApplicationArea", of: root) != nil, let area = schema.child("DataArea", of: root)
        else {
            return nil
        }
        return schema.contentModel(of: schema.elements[Int(area.declaration)].type)
    }
}
