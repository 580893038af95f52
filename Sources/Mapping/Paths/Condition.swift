/// What a rule's `when` says: `exists PATH`, `PATH = 'text'`, `PATH != 'text'`, with `and`, `or`, `not` and brackets.
indirect enum Condition<Path: Sendable>: Sendable {
    case exists(Path)
    /// True when at least one of the values that the path finds is equal.
    case equals(Path, String)
    case not(Condition)
    case all([Condition])
    case any([Condition])

    func mapPaths<Other, Failure: Error>(
        _ transform: (Path) throws(Failure) -> Other
    ) throws(Failure) -> Condition<Other> {
        switch self {
        case .exists(let path):
            return .exists(try transform(path))
        case .equals(let path, let value):
            return .equals(try transform(path), value)
        case .not(let inner):
            return .not(try inner.mapPaths(transform))
        case .all(let inner):
            return .all(try Self.map(inner, transform))
        case .any(let inner):
            return .any(try Self.map(inner, transform))
        }
    }

    private static func map<Other, Failure: Error>(
        _ conditions: [Condition], _ transform: (Path) throws(Failure) -> Other
    ) throws(Failure) -> [Condition<Other>] {
        var result: [Condition<Other>] = []
        for condition in conditions { result.append(try condition.mapPaths(transform)) }
        return result
    }
}

extension Condition where Path == LocationPath {
    init(parsing text: String) throws(PathProblem) {
        var scanner = TextScanner(text)
        self = try Self.alternatives(&scanner)
        try scanner.expectEnd()
    }

    private static func alternatives(_ scanner: inout TextScanner) throws(PathProblem) -> Condition {
        var parts = [try conjunction(&scanner)]
        scanner.skipBlanks()
        while scanner.takeWord("or") {
            parts.append(try conjunction(&scanner))
            scanner.skipBlanks()
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private static func conjunction(_ scanner: inout TextScanner) throws(PathProblem) -> Condition {
        var parts = [try negation(&scanner)]
        scanner.skipBlanks()
        while scanner.takeWord("and") {
            parts.append(try negation(&scanner))
            scanner.skipBlanks()
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private static func negation(_ scanner: inout TextScanner) throws(PathProblem) -> Condition {
        scanner.skipBlanks()
        if scanner.takeWord("not") { return .not(try negation(&scanner)) }
        if scanner.take("(") {
            let inner = try alternatives(&scanner)
            try scanner.expect(")")
            return inner
        }
        if scanner.takeWord("exists") {
            scanner.skipBlanks()
            return .exists(try LocationPath(&scanner))
        }
        let path = try LocationPath(&scanner)
        scanner.skipBlanks()
        let isNegated = scanner.take("!=")
        if !isNegated { try scanner.expect("=") }
        scanner.skipBlanks()
        let comparison = Condition.equals(path, try scanner.literal())
        return isNegated ? .not(comparison) : comparison
    }
}
