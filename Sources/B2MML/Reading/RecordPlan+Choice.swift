import XMLSchema
import XMLStream

extension RecordPlan {
    /// The records of a document with this root, for those who only look at them one by one.
    ///
    /// A noun that other nouns contain, such as a MaterialLot, is a record by itself where a transaction carries it:
    /// there may be any number of them. Of a noun that contains others, and of a bare root, the children that repeat
    /// are the records. Everything is read from the declarations, so that all sets are treated alike.
    init(of root: ElementDeclaration, _ message: MessageRoot, in schema: Schema, nouns: NounCatalogue) {
        switch message {
        case .transaction, .confirmation:
            self.init(carriedBy: root, in: schema, nouns: nouns)
        case .noun, .fragment:
            // The root is never a record itself: what is asked of the document is asked of its root.
            let records = Self.repeated(in: root.type, schema)
            self.init(noun: root.name, records: records.isEmpty ? [root.name] : records)
        }
    }

    private init(carriedBy transaction: ElementDeclaration, in schema: Schema, nouns: NounCatalogue) {
        guard let area = schema.child("DataArea", of: transaction),
            let children = schema.contentModel(of: schema.elements[Int(area.declaration)].type)?.children,
            let noun = children.last
        else {
            self.init(noun: transaction.name, records: [])
            return
        }
        let type = schema.elements[Int(noun.declaration)].type
        self.init(
            noun: noun.name,
            records: nouns.isContained(type) ? [] : Self.repeated(in: type, schema))
    }

    /// The children that may come any number of times and have children themselves.
    private static func repeated(in type: TypeID, _ schema: Schema) -> Set<NameID> {
        let children = schema.contentModel(of: type)?.children ?? []
        return Set(
            children.filter { child in
                child.occurrence.max == nil
                    && schema.contentModel(of: schema.elements[Int(child.declaration)].type) != nil
            }.map(\.name))
    }
}
