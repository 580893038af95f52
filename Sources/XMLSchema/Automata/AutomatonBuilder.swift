import XMLStream

/// Compiles one content model to a deterministic automaton: Glushkov's positions, then subsets.
///
/// A model that keeps XSD's unique particle attribution gives one position a subset at nearly every step, so the
/// automaton is about as large as the model.
struct AutomatonBuilder {
    /// What a position takes.
    private enum Symbol {
        case element(declaration: Int32)
        case wildcard(Wildcard)
    }

    /// A piece of the model: which positions can begin and end it, and whether it can be absent.
    private struct Fragment {
        var isNullable: Bool
        var first: [Int]
        var last: [Int]

        static let empty = Fragment(isNullable: true, first: [], last: [])
    }

    /// Name of the ambiguous element; the caller says in which type.
    struct Ambiguity: Error {
        let name: NameID?
    }

    /// More positions than any published set needs; a larger `maxOccurs` is refused.
    static let maximumPositions = 4_096

    /// A state for each set of members that are there already: 4,096 at most.
    static let maximumMembersOfAll = 12

    private let nameOf: (Int32) -> NameID
    private let namespaceOf: (NameID) -> String
    private var symbols: [Symbol] = []
    private var origins: [Int] = []
    private var follow: [[Int]] = []

    init(nameOf: @escaping (Int32) -> NameID, namespaceOf: @escaping (NameID) -> String) {
        self.nameOf = nameOf
        self.namespaceOf = namespaceOf
    }

    /// - Returns: nil when the model needs more than ``maximumPositions``.
    mutating func build(_ particle: Particle) throws(Ambiguity) -> [AutomatonState]? {
        switch particle {
        case .all(let parts), .repeated(.all(let parts), _):
            return try permutations(of: parts, mayBeAbsent: particle.occurrence.min == 0)
        default: break
        }
        let whole = fragment(particle)
        guard symbols.count <= Self.maximumPositions else { return nil }
        return try subsets(of: whole)
    }

    // MARK: Positions

    private mutating func fragment(_ particle: Particle) -> Fragment {
        guard symbols.count <= Self.maximumPositions else { return .empty }
        switch particle {
        case .element(let declaration, let origin):
            return position(.element(declaration: declaration), origin)
        case .wildcard(let wildcard, let origin):
            return position(.wildcard(wildcard), origin)
        case .sequence(let parts):
            return sequence(parts)
        case .choice(let parts):
            return choice(parts)
        case .all(let parts):
            // The schema compiler admits it only as a whole model, which ``build(_:)`` takes apart.
            return sequence(parts)
        case .repeated(let part, let occurrence):
            return repeated(part, occurrence)
        }
    }

    private mutating func position(_ symbol: Symbol, _ origin: Int) -> Fragment {
        let position = symbols.count
        symbols.append(symbol)
        origins.append(origin)
        follow.append([])
        return Fragment(isNullable: false, first: [position], last: [position])
    }

    private mutating func sequence(_ parts: [Particle]) -> Fragment {
        var whole = Fragment.empty
        for part in parts {
            whole = join(whole, fragment(part))
        }
        return whole
    }

    private mutating func join(_ left: Fragment, _ right: Fragment) -> Fragment {
        link(left.last, to: right.first)
        return Fragment(
            isNullable: left.isNullable && right.isNullable,
            first: left.isNullable ? left.first + right.first : left.first,
            last: right.isNullable ? left.last + right.last : right.last)
    }

    private mutating func choice(_ parts: [Particle]) -> Fragment {
        var whole = Fragment(isNullable: parts.isEmpty, first: [], last: [])
        for part in parts {
            let next = fragment(part)
            whole.isNullable = whole.isNullable || next.isNullable
            whole.first += next.first
            whole.last += next.last
        }
        return whole
    }

    /// `p{2,4}` is `p p (p p?)?`; `p{2,*}` is `p p+`.
    private mutating func repeated(_ part: Particle, _ occurrence: Occurrence) -> Fragment {
        guard occurrence.max != 0 else { return .empty }
        var whole = Fragment.empty
        let required = occurrence.max == nil ? max(occurrence.min - 1, 0) : occurrence.min
        for _ in 0..<required {
            whole = join(whole, fragment(part))
            guard symbols.count <= Self.maximumPositions else { return whole }
        }
        guard let maximum = occurrence.max else {
            var loop = fragment(part)
            link(loop.last, to: loop.first)
            loop.isNullable = loop.isNullable || occurrence.min == 0
            return join(whole, loop)
        }
        return join(whole, optional(part, times: maximum - occurrence.min))
    }

    private mutating func optional(_ part: Particle, times: Int) -> Fragment {
        guard times > 0, symbols.count <= Self.maximumPositions else { return .empty }
        var whole = fragment(part)
        whole = join(whole, optional(part, times: times - 1))
        whole.isNullable = true
        return whole
    }

    private mutating func link(_ from: [Int], to next: [Int]) {
        for position in from {
            follow[position] += next
        }
    }

    // MARK: All

    /// One state for each set of members that have come; the bits of its index are the members.
    private func permutations(
        of parts: [Particle], mayBeAbsent: Bool
    ) throws(Ambiguity) -> [AutomatonState] {
        var members: [(bit: Int, declaration: Int32, isRequired: Bool)] = []
        for part in parts {
            guard case .element(let declaration, _) = part.unrepeated, part.occurrence.max != 0 else {
                continue
            }
            if members.contains(where: { nameOf($0.declaration) == nameOf(declaration) }) {
                throw Ambiguity(name: nameOf(declaration))
            }
            members.append((1 << members.count, declaration, part.occurrence.min > 0))
        }
        members.sort { nameOf($0.declaration) < nameOf($1.declaration) }
        let required = members.reduce(0) { $1.isRequired ? $0 | $1.bit : $0 }
        return (0..<1 << members.count).map { present in
            var state = AutomatonState(
                isAccepting: present & required == required || present == 0 && mayBeAbsent)
            for member in members where present & member.bit == 0 {
                let symbol = AutomatonState.Symbol.element(
                    name: nameOf(member.declaration), declaration: member.declaration)
                state.add(symbol, next: Int32(present | member.bit))
            }
            return state
        }
    }

    // MARK: Subsets

    private func subsets(of whole: Fragment) throws(Ambiguity) -> [AutomatonState] {
        let ends = Set(whole.last)
        var states: [AutomatonState] = [AutomatonState(isAccepting: whole.isNullable)]
        var pending: [(state: Int, candidates: [Int])] = [(0, whole.first)]
        var known: [[Int]: Int] = [:]
        while let (state, candidates) = pending.popLast() {
            for (symbol, subset) in try moves(candidates) {
                var next = known[subset]
                if next == nil {
                    next = states.count
                    known[subset] = next
                    states.append(AutomatonState(isAccepting: subset.contains(where: ends.contains)))
                    pending.append((states.count - 1, subset.flatMap { follow[$0] }))
                }
                states[state].add(symbol, next: Int32(next ?? 0))
            }
        }
        return states
    }

    /// The positions that can be next, by what they take; refuses two different particles that could take the same.
    private func moves(_ candidates: [Int]) throws(Ambiguity) -> [(AutomatonState.Symbol, [Int])] {
        var byName: [NameID: [Int]] = [:]
        var wildcards: [(Wildcard, [Int])] = []
        for position in Set(candidates).sorted() {
            switch symbols[position] {
            case .element(let declaration):
                byName[nameOf(declaration), default: []].append(position)
            case .wildcard(let wildcard):
                if let index = wildcards.firstIndex(where: { origins[$0.1[0]] == origins[position] }) {
                    wildcards[index].1.append(position)
                } else {
                    wildcards.append((wildcard, [position]))
                }
            }
        }
        try refuseAmbiguity(byName, wildcards.map(\.0))
        var moves: [(AutomatonState.Symbol, [Int])] = []
        for (name, positions) in byName.sorted(by: { $0.key < $1.key }) {
            guard case .element(let declaration) = symbols[positions[0]] else { continue }
            moves.append((.element(name: name, declaration: declaration), positions))
        }
        return moves + wildcards.map { (.wildcard($0.0), $0.1) }
    }

    /// Source: XSD 1.0 Part 1, 3.8.6 Unique Particle Attribution.
    private func refuseAmbiguity(_ byName: [NameID: [Int]], _ wildcards: [Wildcard]) throws(Ambiguity) {
        for (name, positions) in byName {
            if Set(positions.map { origins[$0] }).count > 1 { throw Ambiguity(name: name) }
            if wildcards.contains(where: { $0.admits(namespaceOf(name)) }) { throw Ambiguity(name: name) }
        }
        for (index, wildcard) in wildcards.enumerated()
        where wildcards[..<index].contains(where: wildcard.overlaps) {
            throw Ambiguity(name: nil)
        }
    }
}
