extension LoopState {
    /// What work centres are a part of, by the master data, with all that are below it; in alphabetical order.
    package var lines: [(name: String, units: [String])] {
        var units: [String: [String]] = [:]
        for unit in workCentres.keys.sorted() {
            for line in resourceRegister.ancestors(of: unit, .equipment) where line != unit {
                units[line, default: []].append(unit)
            }
        }
        return units.sorted { $0.key < $1.key }.map { (name: $0.key, units: $0.value) }
    }

    /// The work centres that a name means: itself, else those that are a part of it. Empty when it means none.
    package func workCentres(of name: String) -> [String] {
        if workCentres[name] != nil { return [name] }
        return lines.first { $0.name == name }?.units ?? []
    }
}
