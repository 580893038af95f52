package import Diagnostics
package import XMLSchema
import XMLStream

/// A mapping that has been checked against both schemas and can be run. Immutable and shared.
package final class CompiledMapping: Sendable {
    /// Its path below the folder of mappings, without `.yaml`.
    package let name: String
    package let version: String
    /// Who answers for it.
    package let owner: String
    /// ISO dates, both inclusive; nil for without end.
    package let effectiveFrom: String?
    package let effectiveUntil: String?
    package let from: MappingEnd
    package let to: MappingEnd
    /// Nil where it is a noun of a set.
    package let sourceForm: ForeignForm?
    package let targetForm: ForeignForm?
    /// Rules that have no way back, with the reason.
    package let irreversible: [(rule: Place, reason: String)]

    /// Under which the documents that it takes were read.
    package let sourceSchema: Schema
    package let targetSchema: Schema

    let sourceRoot: ExpandedName
    let targetRoot: ExpandedName
    let scopes: [Scope]
    let tables: [CodeTable]
    /// Names of those that a rule asks.
    let usedTables: Set<String>
    let places: [Place]
    let reasons: [Int: String]
    /// Of each type of the target, the children that it requires, by local name.
    let required: [[(name: NameID, local: String)]]

    init(_ parts: MappingCompilation, draft: MappingDraft, ends: MappingEnds) {
        name = draft.name.text
        version = draft.version ?? ""
        owner = draft.owner ?? ""
        effectiveFrom = draft.effectiveFrom
        effectiveUntil = draft.effectiveUntil
        from = ends.source.name
        to = ends.target.name
        sourceForm = ends.source.form
        targetForm = ends.target.form
        sourceRoot = ends.source.root
        targetRoot = ends.target.root
        sourceSchema = parts.source
        targetSchema = parts.target
        scopes = parts.scopes
        tables = parts.tables
        usedTables = Set(parts.usedTables.map { parts.tables[$0].name })
        places = parts.places
        reasons = parts.reasons
        irreversible = parts.irreversible
        let schema = parts.target
        required = schema.types.indices.map { index in
            let model = schema.contentModel(of: TypeID(rawValue: Int32(index)))
            return (model?.children ?? []).filter { $0.occurrence.min > 0 }
                .map { ($0.name, schema.names[$0.name].local) }
        }
    }

    /// Whether it is in force on a day, written as YYYY-MM-DD.
    package func isEffective(on date: String) -> Bool {
        (effectiveFrom ?? "") <= date && date <= (effectiveUntil ?? "9999-12-31")
    }

    /// Whether a document was read under the schema that the mapping was compiled for, or one with the same names.
    func takes(_ schema: Schema) -> Bool {
        schema === sourceSchema || schema.names.names == sourceSchema.names.names
    }
}

extension CompiledMapping {
    /// Translates one noun element, with one of its records or with all of them. Two runs give the same bytes.
    ///
    /// - Parameters:
    ///   - noun: an element of ``from``, in a document that was read under ``sourceSchema``.
    ///   - context: what is known besides the document.
    /// - Returns: nil when the element is not of ``from``, or was read under a schema with other names.
    package func run(_ noun: Node, context: MappingContext) -> MappingResult? {
        guard noun.localName == sourceRoot.local, noun.declaration != nil, takes(noun.document.schema),
            var run = MappingRun(self, noun, context)
        else { return nil }
        return run.run(noun)
    }
}
