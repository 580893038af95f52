/// A value of a union, as the member that accepts it first sees it.
///
/// Source: XSD 1.0 Part 2, 2.5.1.3 and, for the white space, 4.3.6.
struct UnionValue {
    /// Normalised as the member says.
    let bytes: [UInt8]
    let builtin: BuiltinType
}

extension [SimpleType] {
    /// What is wrong with a value that is already normalised as its type says; nil when nothing is.
    func problem(of value: UnsafeBufferPointer<UInt8>, type: SimpleType) -> ValueProblem? {
        switch type.variety {
        case .atomic(let builtin): return type.problem(of: value, as: builtin)
        case .union(let members):
            guard let active = activeMember(of: value, among: members) else { return .noMember }
            return active.bytes.withUnsafeBufferPointer { bytes in
                if !type.matchesPatterns(bytes) { return .notInPattern }
                guard let enumeration = type.enumeration else { return nil }
                let key = ValueKey.ofMember(bytes, as: active.builtin)
                return key.withUnsafeBufferPointer(enumeration.contains) ? nil : .notInEnumeration
            }
        }
    }

    /// Nil when no member accepts the value.
    func activeMember(
        of value: UnsafeBufferPointer<UInt8>, among members: [SimpleTypeID]
    ) -> UnionValue? {
        for member in members {
            let type = self[Int(member.rawValue)]
            var bytes = Array<UInt8>(value)
            let count = bytes.withUnsafeMutableBufferPointer { type.whiteSpace.normalise($0) }
            bytes.removeLast(bytes.count - count)
            guard bytes.withUnsafeBufferPointer({ problem(of: $0, type: type) }) == nil else { continue }
            switch type.variety {
            case .atomic(let builtin): return UnionValue(bytes: bytes, builtin: builtin)
            case .union(let inner):
                return bytes.withUnsafeBufferPointer { activeMember(of: $0, among: inner) }
            }
        }
        return nil
    }
}
