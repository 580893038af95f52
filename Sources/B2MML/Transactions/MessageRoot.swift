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
        self.init(root, in: schema, nouns: Self.nouns(of: schema))
    }

    /// As ``init(_:in:)``, for who knows the nouns of the schema.
    init(_ root: ElementDeclaration, in schema: Schema, nouns: @autoclosure () -> Set<NameID>) {
        if schema.names[root.name].local == Self.confirmationName {
            self = .confirmation
        } else if let (verb, noun) = Self.transaction(root, in: schema, EnvelopeNames(schema)) {
            self = .transaction(verb: verb, noun: noun)
        } else if Self.standAlone.contains(schema.names[root.name].local)
            || nouns().contains(root.name)
        {
            self = .noun(schema.names[root.name].local)
        } else {
            self = .fragment
        }
    }

    /// Global elements that no transaction carries and that are sent as documents of their own: the nouns of BatchML,
    /// and entries of nouns, such as one request of a schedule. All other global elements of BatchML are parts that XSD
    /// happens to let stand alone.
    package static let standAlone: Set<String> = [
        "BatchInformation", "BatchList", "ControlRecipe", "EquipmentElement", "GRecipe", "MasterRecipe",
        "RecipeBuildingBlock",
        "InformationObject", "JobOrder", "MasterDataProfile", "OperationsRequest", "OperationsResponse",
        "OperationsSegment", "ProductionRequest", "ProductionResponse", "WorkRequest", "WorkResponse",
    ]

    /// The global elements whose type some transaction carries. Not by name: V0401 calls two nouns `…TestSpec` inside
    /// of transactions and `…TestSpecification` outside.
    package static func nouns(of schema: Schema) -> Set<NameID> {
        let globals = schema.globalElements.compactMap(schema.globalElement)
        let envelope = EnvelopeNames(schema)
        let carried = Set(
            globals.compactMap { global in
                (envelope.dataArea(of: global)?.children.dropFirst().first)
                    .map { schema.elements[Int($0.declaration)].type }
            })
        return Set(globals.filter { carried.contains($0.type) }.map(\.name))
    }

    /// The name under which a transaction is sent: verb and noun, or as the set misspells it; nil where the set has
    /// none.
    package static func transactionName(_ verb: Verb, _ noun: String, in schema: Schema) -> String? {
        let regular = verb.rawValue + noun
        let envelope = EnvelopeNames(schema)
        let matching = schema.globalElements.filter { id in
            guard let root = schema.globalElement(id) else { return false }
            return transaction(root, in: schema, envelope).map { $0 == (verb, noun) } ?? false
        }.map { schema.names[$0].local }
        return matching.first { $0 == regular } ?? matching.first
    }

    /// The local names of all transactions and nouns, sorted, for suggestions.
    package static func names(in schema: Schema) -> [String] {
        let nouns = nouns(of: schema)
        let envelope = EnvelopeNames(schema)
        return schema.globalElements.filter { id in
            guard let root = schema.globalElement(id) else { return false }
            return nouns.contains(id) || standAlone.contains(schema.names[id].local)
                || transaction(root, in: schema, envelope) != nil
                || schema.names[id].local == confirmationName
        }.map { schema.names[$0].local }.sorted()
    }

    private static let confirmationName = "ConfirmBOD"

    private static func transaction(
        _ root: ElementDeclaration, in schema: Schema, _ envelope: EnvelopeNames
    ) -> (Verb, String)? {
        guard let area = envelope.dataArea(of: root), area.children.count >= 2 else { return nil }
        let local = schema.names[root.name].local
        let noun = schema.names[area.children[1].name].local
        let named = Verb.allCases.first { local.hasPrefix($0.rawValue) }
        guard let verb = named ?? Verb(rawValue: schema.names[area.children[0].name].local) else {
            return nil
        }
        return (verb, noun)
    }

}

/// The names of a transaction's two areas, looked up once where many declarations are asked about them.
private struct EnvelopeNames {
    private let schema: Schema
    private let applicationArea: [NameID]
    private let dataArea: [NameID]

    init(_ schema: Schema) {
        self.schema = schema
        applicationArea = schema.names.ids(ofLocal: "ApplicationArea")
        dataArea = schema.names.ids(ofLocal: "DataArea")
    }

    /// What stands in the data area; nil for what is no transaction.
    func dataArea(of root: ElementDeclaration) -> ContentModel? {
        guard let children = schema.contentModel(of: root.type)?.children,
            children.contains(where: { applicationArea.contains($0.name) }),
            let area = children.first(where: { dataArea.contains($0.name) })
        else { return nil }
        return schema.contentModel(of: schema.elements[Int(area.declaration)].type)
    }
}
