import B2MML
import Mapping
import XMLSchema
import XMLStream

/// A way through mappings that can be gone record by record.
struct RecordRoute {
    let mappings: [CompiledMapping]
    /// Local names of the records, in the noun that is sent and in what each mapping makes of it.
    let names: [Set<String>]

    /// - Returns: nil where the noun has to be seen as a whole.
    init?(_ mappings: [CompiledMapping]) {
        let shapes = mappings.map(\.recordShape.targets)
        // What is a record all the way, from the end to the beginning.
        var wanted: Set<String>?
        var names: [Set<String>] = []
        for targets in shapes.reversed() {
            let records = targets.filter { wanted?.isSuperset(of: $0.value) ?? true }
            if names.isEmpty { names = [records.values.reduce(into: Set()) { $0.formUnion($1) }] }
            names.insert(Set(records.keys), at: 0)
            wanted = Set(records.keys)
        }
        // What only some of the records become is no record of the next step either.
        for index in shapes.indices {
            let made = names[index].flatMap { shapes[index][$0] ?? [] }
            names[index + 1].formIntersection(made)
        }
        guard names.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.mappings = mappings
        self.names = names
    }

    func plan(noun: String, _ set: SchemaSet, _ schema: Schema) -> RecordPlan? {
        func id(_ local: String) -> NameID? { schema.names[ExpandedName(set.namespace, local)] }
        guard let noun = id(noun) else { return nil }
        return RecordPlan(noun: noun, records: Set(names[0].compactMap(id)))
    }
}
