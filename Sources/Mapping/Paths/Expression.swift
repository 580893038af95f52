/// What a rule's `from` says: a path, a literal or a generator, and the functions its value goes through.
struct Expression: Hashable, Sendable {
    enum Operand: Hashable, Sendable {
        case path(LocationPath)
        case literal(String)
        /// `stable-id(path, …)`.
        case stableID([LocationPath])
    }

    struct Call: Hashable, Sendable {
        let name: String
        let arguments: [String]
        let offset: Int
    }

    let operand: Operand
    let calls: [Call]

    /// Reads `operand | function | function(argument, …)`.
    init(parsing text: String) throws(PathProblem) {
        var scanner = TextScanner(text)
        scanner.skipBlanks()
        if scanner.peek == "'" || scanner.peek == "\"" {
            operand = .literal(try scanner.literal())
        } else if scanner.take("stable-id(") {
            operand = .stableID(try Self.paths(&scanner))
        } else {
            operand = .path(try LocationPath(&scanner))
        }
        var calls: [Call] = []
        scanner.skipBlanks()
        while scanner.take("|") {
            scanner.skipBlanks()
            calls.append(try Self.call(&scanner))
            scanner.skipBlanks()
        }
        try scanner.expectEnd()
        self.calls = calls
    }

    private static func paths(_ scanner: inout TextScanner) throws(PathProblem) -> [LocationPath] {
        var paths: [LocationPath] = []
        repeat {
            scanner.skipBlanks()
            paths.append(try LocationPath(&scanner))
            scanner.skipBlanks()
        } while scanner.take(",")
        try scanner.expect(")")
        return paths
    }

    private static func call(_ scanner: inout TextScanner) throws(PathProblem) -> Call {
        let offset = scanner.offset
        let name = try scanner.name()
        var arguments: [String] = []
        if scanner.take("(") {
            repeat {
                arguments.append(scanner.text(until: [",", ")"]))
            } while scanner.take(",")
            try scanner.expect(")")
        }
        return Call(name: name, arguments: arguments.filter { !$0.isEmpty }, offset: offset)
    }
}
