extension LocationPath {
    /// Reads a text that is one path.
    init(parsing text: String) throws(PathProblem) {
        var scanner = TextScanner(text)
        scanner.skipBlanks()
        self = try LocationPath(&scanner)
        try scanner.expectEnd()
    }

    /// Reads the path that begins here.
    init(_ scanner: inout TextScanner) throws(PathProblem) {
        self.init()
        while scanner.take("..") {
            ups += 1
            guard scanner.take("/") else { return }
        }
        if scanner.take(".") {
            guard scanner.take("/") else { return }
        }
        repeat {
            if scanner.take("@") {
                attributeOffset = scanner.offset
                attribute = try Self.nameTest(&scanner)
                return
            }
            let offset = scanner.offset
            var step = Step(name: try Self.nameTest(&scanner), offset: offset)
            while scanner.take("[") {
                step.predicates.append(try Self.predicate(&scanner))
                try scanner.expect("]")
            }
            steps.append(step)
        } while scanner.take("/")
    }

    private static func nameTest(_ scanner: inout TextScanner) throws(PathProblem) -> Name {
        scanner.take("*") ? .any : .named(try scanner.name())
    }

    private static func predicate(_ scanner: inout TextScanner) throws(PathProblem) -> Predicate {
        scanner.skipBlanks()
        let start = scanner.offset
        if let position = scanner.integer() {
            guard position > 0 else {
                throw PathProblem(message: "positions are counted from 1", offset: start)
            }
            scanner.skipBlanks()
            return .position(position)
        }
        var equalities: [Equality] = []
        repeat {
            scanner.skipBlanks()
            equalities.append(try equality(&scanner))
            scanner.skipBlanks()
        } while scanner.takeWord("and")
        return .equals(equalities)
    }

    private static func equality(_ scanner: inout TextScanner) throws(PathProblem) -> Equality {
        var equality = Equality(value: "", offset: scanner.offset)
        if !scanner.take(".") {
            repeat {
                if scanner.take("@") {
                    equality.attribute = try scanner.name()
                    break
                }
                equality.steps.append(try scanner.name())
            } while scanner.take("/")
        }
        try scanner.expect("=")
        scanner.skipBlanks()
        if scanner.take("current()/") {
            equality.join = try LocationPath(&scanner)
        } else {
            equality.value = try scanner.literal()
        }
        return equality
    }
}
