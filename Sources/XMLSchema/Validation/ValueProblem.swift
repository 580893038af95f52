/// Why a value is not one of its simple type.
enum ValueProblem {
    case notInEnumeration
    case notInPattern
    /// Not in the lexical space of this built-in type.
    case lexical(BuiltinType)
    case noMember
}

extension Schema {
    /// What is wrong with a value that is already normalised as its type says; nil when nothing is.
    func problem(of value: UnsafeBufferPointer<UInt8>, type: SimpleType) -> ValueProblem? {
        switch type.variety {
        case .atomic(let builtin):
            if let enumeration = type.enumeration, !enumeration.contains(value) { return .notInEnumeration }
            if !type.patterns.isEmpty, !type.patterns.allSatisfy({ $0.automaton.matches(value) }) {
                return .notInPattern
            }
            return builtin.accepts(value) ? nil : .lexical(builtin)
        case .union(let members):
            return members.contains { accepts(value, as: simpleTypes[Int($0.rawValue)]) } ? nil : .noMember
        }
    }

    private func accepts(_ value: UnsafeBufferPointer<UInt8>, as type: SimpleType) -> Bool {
        var copy = Array(value)
        return copy.withUnsafeMutableBufferPointer { buffer in
            let count = type.whiteSpace.normalise(buffer)
            return problem(of: UnsafeBufferPointer(rebasing: buffer[..<count]), type: type) == nil
        }
    }
}
