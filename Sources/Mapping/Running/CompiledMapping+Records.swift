import XMLSchema
import XMLStream

extension CompiledMapping {
    /// Local names of the noun's children that become some of these children of the target noun, one by one: the
    /// records of a document. Empty when there are none; then the noun itself is the record.
    package func recordElements(into targets: Set<String>) -> Set<String> {
        guard let noun = scopes.first else { return [] }
        var names: Set<String> = []
        for case .copy(let pairs, _) in noun.rules {
            for pair in pairs where targets.contains(pair.target) {
                names.insert(sourceSchema.names[pair.source].local)
            }
        }
        for case .each(let rule) in noun.rules where rule.source.ups == 0 && rule.source.steps.count == 1 {
            guard let target = rule.target?.steps.first, targets.contains(target.local),
                let name = rule.source.steps[0].name
            else { continue }
            names.insert(sourceSchema.names[name].local)
        }
        return names
    }
}
