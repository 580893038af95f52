/// What a rule's `from` says: a path, a literal or a generator, and the functions its value goes through.
struct Expression: Hashable, Sendable {
    indirect enum Operand: Hashable, Sendable {
        case path(LocationPath)
        case literal(String)
        /// `stable-id(path, …)`.
        case stableID([LocationPath])
        /// `concat(expression, …)`: absent when one of them is.
        case concat([Expression])
        /// `sum(path)`: of the numbers that it finds.
        case sum(LocationPath)
        /// `count(path)`.
        case count(LocationPath)
        /// `position()` or `position(10)`: the number of the element among those of its name, in steps.
        case position(step: Int)
    }

    struct Call: Hashable, Sendable {
        let name: String
        let arguments: [Argument]
        let offset: Int
    }

    /// What stands between the brackets of a function: a text without its quotes, or as it is.
    struct Argument: Hashable, Sendable {
        let text: String
        let offset: Int
    }

    let operand: Operand
    let calls: [Call]

    /// Reads `operand | function | function(argument, …)`.
    init(parsing text: String) throws(PathProblem) {
        var scanner = TextScanner(text)
        self = try Expression(&scanner)
        try scanner.expectEnd()
    }

    private init(_ scanner: inout TextScanner) throws(PathProblem) {
        scanner.skipBlanks()
        operand = try Self.operand(&scanner)
        var calls: [Call] = []
        scanner.skipBlanks()
        while scanner.take("|") {
            scanner.skipBlanks()
            calls.append(try Self.call(&scanner))
            scanner.skipBlanks()
        }
        self.calls = calls
    }

    private static func operand(_ scanner: inout TextScanner) throws(PathProblem) -> Operand {
        if scanner.peek == "'" || scanner.peek == "\"" { return .literal(try scanner.literal()) }
        if scanner.take("stable-id(") {
            return .stableID(
                try list(&scanner) { (scanner: inout TextScanner) throws(PathProblem) in
                    try LocationPath(&scanner)
                })
        }
        if scanner.take("concat(") {
            return .concat(
                try list(&scanner) { (scanner: inout TextScanner) throws(PathProblem) in
                    try Expression(&scanner)
                })
        }
        if scanner.take("sum(") { return .sum(try onePath(&scanner)) }
        if scanner.take("count(") { return .count(try onePath(&scanner)) }
        if scanner.take("position(") {
            scanner.skipBlanks()
            let step = scanner.integer() ?? 1
            try scanner.expect(")")
            guard step > 0 else { throw scanner.problem("a step of at least 1 is expected") }
            return .position(step: step)
        }
        return .path(try LocationPath(&scanner))
    }

    private static func onePath(_ scanner: inout TextScanner) throws(PathProblem) -> LocationPath {
        scanner.skipBlanks()
        let path = try LocationPath(&scanner)
        try scanner.expect(")")
        return path
    }

    /// What stands before a closing bracket, parted by commas.
    private static func list<Item>(
        _ scanner: inout TextScanner, _ read: (inout TextScanner) throws(PathProblem) -> Item
    ) throws(PathProblem) -> [Item] {
        var items: [Item] = []
        repeat {
            scanner.skipBlanks()
            items.append(try read(&scanner))
            scanner.skipBlanks()
        } while scanner.take(",")
        try scanner.expect(")")
        return items
    }

    private static func call(_ scanner: inout TextScanner) throws(PathProblem) -> Call {
        let offset = scanner.offset
        let name = try scanner.name()
        var arguments: [Argument] = []
        if scanner.take("(") {
            repeat {
                scanner.skipBlanks()
                let offset = scanner.offset
                let text = try argument(&scanner)
                if !text.isEmpty { arguments.append(Argument(text: text, offset: offset)) }
                scanner.skipBlanks()
            } while scanner.take(",")
            try scanner.expect(")")
        }
        return Call(name: name, arguments: arguments, offset: offset)
    }

    private static func argument(_ scanner: inout TextScanner) throws(PathProblem) -> String {
        if scanner.peek == "'" || scanner.peek == "\"" {
            let start = scanner.offset
            let literal = try scanner.literal()
            scanner.skipBlanks()
            // A quoted text with functions behind it is an expression.
            guard scanner.peek == "|" else { return literal }
            scanner.back(to: start)
        }
        return scanner.balancedText(until: [",", ")"])
    }
}
