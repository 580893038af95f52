package import XMLStream

/// Questions about one element at a time, for those who read a document that is not valid as it stands.
extension Schema {
    /// Whether a text is a value of the type, after the white space treatment of the type.
    package func allows(_ text: String, as type: SimpleType) -> Bool {
        var bytes = Array(text.utf8)
        return bytes.withUnsafeMutableBufferPointer { buffer in
            let count = type.whiteSpace.normalise(buffer)
            return problem(of: UnsafeBufferPointer(rebasing: buffer[..<count]), type: type) == nil
        }
    }

    /// Whether the content model of an element takes these children in this order, and none more.
    package func allows(_ children: some Sequence<ExpandedName>, in model: ContentModel) -> Bool {
        var state = model.startState
        for name in children {
            if let id = names[name], let move = transition(from: state, on: id) {
                state = move.next
            } else if let move = wildcardMove(from: state, namespace: name.namespace) {
                state = move.next
            } else {
                return false
            }
        }
        return states[Int(state)].isAccepting
    }

    /// How a wildcard of the model treats what it admits; nil when the model has none. Where there are several, the
    /// most tolerant.
    package func wildcardProcessing(in model: ContentModel) -> Wildcard.ProcessContents? {
        guard model.hasWildcard else { return nil }
        let first = Int(model.startState)
        let kinds = states[first..<first + Int(model.stateCount)].flatMap { state in
            guard state.wildcard >= 0 else { return [Wildcard.ProcessContents]() }
            let moves = Int(state.wildcard)..<Int(state.wildcard) + Int(state.wildcardCount)
            return wildcards[moves].map(\.wildcard.processContents)
        }
        return [.skip, .lax, .strict].first { kinds.contains($0) }
    }

    /// The listed values of an enumeration, those of a union's members included; empty when any value is allowed.
    package func listedValues(of type: SimpleType) -> [String] {
        switch type.variety {
        case .atomic: type.enumeration?.values ?? type.patterns.last.flatMap(literals) ?? []
        case .union(let members): members.flatMap { listedValues(of: simpleTypes[Int($0.rawValue)]) }
        }
    }

    /// The alternatives of a pattern such as `true|false`; nil where one of them is more than a literal text.
    private func literals(of pattern: Pattern) -> [String]? {
        let isLiteral = pattern.alternatives.allSatisfy { text in
            !text.contains { #".\?*+{}()[]^$"#.contains($0) }
        }
        return isLiteral ? pattern.alternatives : nil
    }

    /// The built-in type behind a simple type; nil for a union.
    package func builtin(of type: SimpleType) -> BuiltinType? {
        guard case .atomic(let builtin) = type.variety else { return nil }
        return builtin
    }

    package func simpleType(_ id: SimpleTypeID) -> SimpleType { simpleTypes[Int(id.rawValue)] }

    /// The index of a global element's declaration in ``elements``.
    package func globalDeclaration(_ name: NameID) -> Int32? { globalDeclarations[name] }
}
