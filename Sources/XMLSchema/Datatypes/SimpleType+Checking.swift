extension SimpleType {
    /// What is wrong with a value of this atomic type that is already normalised; nil when nothing is.
    func problem(of value: UnsafeBufferPointer<UInt8>, as builtin: BuiltinType) -> ValueProblem? {
        if builtin.comparesAsText, let enumeration, !enumeration.contains(value) { return .notInEnumeration }
        if !matchesPatterns(value) { return .notInPattern }
        guard builtin.accepts(value) else { return .lexical(builtin) }
        if !builtin.comparesAsText, let enumeration {
            let isListed = ValueKey.of(value, as: builtin).withUnsafeBufferPointer(enumeration.contains)
            if !isListed { return .notInEnumeration }
        }
        return bounds?.violation(by: value, of: builtin).map { .outOfBounds($0) }
    }

    func matchesPatterns(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        patterns.allSatisfy { $0.automaton.matches(value) }
    }
}
