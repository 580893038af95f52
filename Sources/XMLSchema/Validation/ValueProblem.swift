/// Why a value is not one of its simple type.
enum ValueProblem {
    case notInEnumeration
    case notInPattern
    /// Not in the lexical space of this built-in type.
    case lexical(BuiltinType)
    case outOfBounds(BoundingFacets.Violation)
    case noMember
}

extension Schema {
    /// What is wrong with a value that is already normalised as its type says; nil when nothing is.
    func problem(of value: UnsafeBufferPointer<UInt8>, type: SimpleType) -> ValueProblem? {
        simpleTypes.problem(of: value, type: type)
    }
}
