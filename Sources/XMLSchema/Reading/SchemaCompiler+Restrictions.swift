import Diagnostics
import XMLStream

/// Whether what a restricted type allows is a part of what its base allows, judged on the automata: every move of the
/// derived one is one of the base, to a type that is derived by restriction.
///
/// Source: XSD 1.0 Part 1, 3.9.6 Particle Valid (Restriction), whose cases by the form of the particles come to this.
extension SchemaCompiler {
    /// After all types are compiled.
    func checkRestrictions() throws(SchemaError) {
        for restriction in restrictions {
            guard let derived = types[Int(restriction.derived.rawValue)],
                let base = types[Int(restriction.base.rawValue)]
            else { continue }
            if case .any = base.content { continue }
            guard isPart(derived.content, of: base.content) else {
                throw .malformed(
                    "the content of \(derived.label) is not a restriction of that of its base \(base.label)",
                    at: restriction.place)
            }
        }
    }

    private func isPart(_ derived: TypeDefinition.Content, of base: TypeDefinition.Content) -> Bool {
        switch (derived, base) {
        case (.empty, .empty), (_, .any): true
        case (.empty, .elementOnly(let model)), (.empty, .mixed(let model)):
            tables.states[Int(tables.contentModels[Int(model)].startState)].isAccepting
        case (.elementOnly(let derived), .elementOnly(let base)),
            (.elementOnly(let derived), .mixed(let base)),
            (.mixed(let derived), .mixed(let base)):
            isPart(
                tables.contentModels[Int(derived)].startState, of: tables.contentModels[Int(base)].startState)
        default: false
        }
    }

    private func isPart(_ derived: Int32, of base: Int32) -> Bool {
        struct Pair: Hashable {
            let derived, base: Int32
        }
        var seen: Set<Pair> = [Pair(derived: derived, base: base)]
        var pending = Array(seen)
        func go(_ derived: Int32, _ base: Int32) {
            let pair = Pair(derived: derived, base: base)
            if seen.insert(pair).inserted { pending.append(pair) }
        }
        while let pair = pending.popLast() {
            let row = tables.states[Int(pair.derived)]
            if row.isAccepting, !tables.states[Int(pair.base)].isAccepting { return false }
            for move in elementMoves(row) {
                guard let next = baseState(after: move, from: pair.base) else { return false }
                go(move.next, next)
            }
            for move in wildcardMoves(row) {
                guard
                    let wider = wildcardMoves(tables.states[Int(pair.base)]).first(where: {
                        move.wildcard.isSubset(of: $0.wildcard)
                            && move.wildcard.processContents >= $0.wildcard.processContents
                    })
                else { return false }
                go(move.next, wider.next)
            }
        }
        return true
    }

    private func elementMoves(_ row: Schema.State) -> ArraySlice<Transition> {
        tables.transitions[Int(row.firstTransition)..<Int(row.firstTransition) + Int(row.transitionCount)]
    }

    private func wildcardMoves(_ row: Schema.State) -> ArraySlice<Schema.WildcardMove> {
        guard row.wildcard >= 0 else { return [] }
        return tables.wildcards[Int(row.wildcard)..<Int(row.wildcard) + Int(row.wildcardCount)]
    }

    /// Where the base goes on an element of the derived type; nil where it has none like it.
    private func baseState(after move: Transition, from base: Int32) -> Int32? {
        let row = tables.states[Int(base)]
        if let same = elementMoves(row).first(where: { $0.name == move.name }) {
            let derived = tables.elements[Int(move.declaration)]
            let original = tables.elements[Int(same.declaration)]
            let fits =
                (original.isNillable || !derived.isNillable)
                && derived.blocked.isSuperset(of: original.blocked)
                && isRestriction(derived.type, of: original.type)
            return fits ? same.next : nil
        }
        let namespace = names[Int(move.name.rawValue)].namespace
        return wildcardMoves(row).first { $0.wildcard.admits(namespace) }?.next
    }

    /// Whether a type is another one, or comes from it by restriction only.
    private func isRestriction(_ type: TypeID, of ancestor: TypeID) -> Bool {
        var current: TypeID? = type
        while let id = current, let definition = types[Int(id.rawValue)] {
            if id == ancestor { return true }
            if isSimple(definition), case .simple(let simple) = definition.content,
                let original = types[Int(ancestor.rawValue)], isSimple(original),
                case .simple(let old) = original.content
            {
                return isDerived(simple, from: old)
            }
            guard definition.derivation != .extension else { return false }
            current = definition.base
        }
        return types[Int(ancestor.rawValue)].map { $0.content == .any } ?? false
    }

    /// Whether it is a simple type itself, not a complex one with simple content.
    private func isSimple(_ type: TypeDefinition) -> Bool {
        guard case .simple(let simple) = type.content else { return false }
        guard let name = type.name else {
            return tables.simpleTypes[Int(simple.rawValue)].name == nil && type.attributes.isEmpty
                && type.derivation == .restriction
        }
        return simpleTypeIDs[name] != nil
    }
}
