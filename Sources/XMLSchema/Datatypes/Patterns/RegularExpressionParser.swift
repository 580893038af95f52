/// Reads the regular expressions of XSD. They are anchored at both ends; `^` and `$` are ordinary characters.
///
/// Source: XSD 1.0 Part 2, appendix F, productions 1 to 37.
struct RegularExpressionParser {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var depth = 0
    /// Groups and classes inside each other; more is no pattern that a person wrote.
    private static let maximumDepth = 100

    private init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// - Returns: the top-level branches, and each as it is written.
    static func branches(
        of text: String
    ) throws(RegularExpression.Problem) -> [(text: String, RegularExpression)] {
        var parser = RegularExpressionParser(text)
        var result: [(String, RegularExpression)] = []
        repeat {
            let start = parser.index
            let branch = try parser.branch()
            var text = String.UnicodeScalarView()
            text.append(contentsOf: parser.scalars[start..<parser.index])
            result.append((String(text), branch))
        } while parser.skip("|")
        if parser.index < parser.scalars.count { throw parser.problem("there is a ) without a (") }
        return result
    }

    private func problem(_ message: String) -> RegularExpression.Problem {
        RegularExpression.Problem(message: "\(message), at character \(index + 1)")
    }

    private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private func peek(_ offset: Int) -> Unicode.Scalar? {
        index + offset < scalars.count ? scalars[index + offset] : nil
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        index += 1
        return true
    }

    private mutating func deeper<Result>(
        _ body: (inout RegularExpressionParser) throws(RegularExpression.Problem) -> Result
    ) throws(RegularExpression.Problem) -> Result {
        guard depth < Self.maximumDepth else {
            throw problem("more than \(Self.maximumDepth) groups are inside each other")
        }
        depth += 1
        let result = try body(&self)
        depth -= 1
        return result
    }

    // MARK: Branches and pieces

    private mutating func expression() throws(RegularExpression.Problem) -> RegularExpression {
        var branches = [try branch()]
        while skip("|") { branches.append(try branch()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func branch() throws(RegularExpression.Problem) -> RegularExpression {
        var pieces: [RegularExpression] = []
        while let next = peek, next != "|", next != ")" { pieces.append(try piece()) }
        return pieces.count == 1 ? pieces[0] : .sequence(pieces)
    }

    private mutating func piece() throws(RegularExpression.Problem) -> RegularExpression {
        let atom = try atom()
        guard let next = peek else { return atom }
        switch next {
        case "?": index += 1; return .repeated(atom, min: 0, max: 1)
        case "*": index += 1; return .repeated(atom, min: 0, max: nil)
        case "+": index += 1; return .repeated(atom, min: 1, max: nil)
        case "{": index += 1; return try counted(atom)
        default: return atom
        }
    }

    private mutating func counted(
        _ atom: RegularExpression
    ) throws(RegularExpression.Problem) -> RegularExpression {
        let minimum = try number()
        var maximum: Int? = minimum
        if skip(",") { maximum = peek == "}" ? nil : try number() }
        guard skip("}") else { throw problem("a counter is {n}, {n,} or {n,m}") }
        if let maximum, maximum < minimum { throw problem("the counter's end is before its start") }
        return .repeated(atom, min: minimum, max: maximum)
    }

    private mutating func number() throws(RegularExpression.Problem) -> Int {
        var value = 0
        var digits = 0
        while let digit = peek, ("0"..."9").contains(digit) {
            value = min(value * 10 + Int(digit.value - 0x30), 1 << 20)
            digits += 1
            index += 1
        }
        guard digits > 0 else { throw problem("a counter needs a number") }
        return value
    }

    private mutating func atom() throws(RegularExpression.Problem) -> RegularExpression {
        guard let next = peek else { throw problem("something is missing") }
        switch next {
        case "(":
            index += 1
            let inner = try deeper { (parser) throws(RegularExpression.Problem) in try parser.expression() }
            guard skip(")") else { throw problem("a ) is missing") }
            return inner
        case "[":
            index += 1
            return .set(try characterClass())
        case ".":
            index += 1
            return .set(ScalarSet("\n", "\r").complement)
        case "\\":
            return .set(try escape().set)
        case "?", "*", "+", "{", "}", "]":
            throw problem("\(next) stands for itself only after a \\")
        default:
            index += 1
            return .set(ScalarSet(next))
        }
    }

    // MARK: Classes

    /// After the `[`.
    private mutating func characterClass() throws(RegularExpression.Problem) -> ScalarSet {
        let isNegated = skip("^")
        var set = ScalarSet.empty
        var isFirst = true
        while true {
            guard let next = peek else { throw problem("a ] is missing") }
            if next == "]", !isFirst { break }
            if next == "-", peek(1) == "[" {
                if isFirst { throw problem("a subtraction needs something to subtract from") }
                index += 2
                let other = try deeper { (parser) throws(RegularExpression.Problem) in
                    try parser.characterClass()
                }
                guard peek == "]" else { throw problem("nothing may follow a subtraction in its class") }
                index += 1
                return (isNegated ? set.complement : set).subtracting(other)
            }
            set = set.union(try member())
            isFirst = false
        }
        index += 1
        return isNegated ? set.complement : set
    }

    /// A character, a range or an escape in a class.
    private mutating func member() throws(RegularExpression.Problem) -> ScalarSet {
        guard let next = peek else { throw problem("a ] is missing") }
        if next == "-" {
            // The text of F.1 wants it first or last; its grammar, and other validators, have it anywhere.
            if peek(1) == "-", let third = peek(2), third != "]", third != "[" {
                throw problem("a range that begins with - is written \\-")
            }
            index += 1
            return ScalarSet("-")
        }
        guard let low = try single() else { return try escape().set }
        guard peek == "-", let after = peek(1), after != "]", after != "[" else { return ScalarSet(low) }
        index += 1
        if after == "-" {
            guard peek(1) == "[" else { throw problem("a - in the middle of a class is written \\-") }
            // `[a--[b]]` ends with a dash that is subtracted from.
            return ScalarSet(low, "-")
        }
        guard let high = try single() else { throw problem("a range ends with a single character") }
        guard low.value <= high.value else { throw problem("the range's end is before its start") }
        return ScalarSet([low.value...high.value])
    }

    /// One character, written as itself or escaped; nil, and nothing is read, at an escape that stands for many.
    private mutating func single() throws(RegularExpression.Problem) -> Unicode.Scalar? {
        guard let next = peek else { throw problem("a ] is missing") }
        switch next {
        case "[", "]": throw problem("\(next) stands for itself only after a \\")
        case "\\":
            let start = index
            let escape = try escape()
            if escape.single == nil { index = start }
            return escape.single
        default:
            index += 1
            return next
        }
    }

    // MARK: Escapes

    private struct Escape {
        let set: ScalarSet
        var single: Unicode.Scalar?

        init(_ single: Unicode.Scalar) {
            set = ScalarSet(single)
            self.single = single
        }

        init(_ set: ScalarSet, isComplement: Bool) {
            self.set = isComplement ? set.complement : set
        }
    }

    /// From the `\` on.
    private mutating func escape() throws(RegularExpression.Problem) -> Escape {
        index += 1
        guard let letter = peek else { throw problem("nothing follows the last \\") }
        index += 1
        switch letter {
        case "n": return Escape("\n")
        case "r": return Escape("\r")
        case "t": return Escape("\t")
        case "\\", "|", ".", "-", "^", "?", "*", "+", "{", "}", "(", ")", "[", "]": return Escape(letter)
        case "s", "S": return Escape(ScalarSet(" ", "\t", "\n", "\r"), isComplement: letter == "S")
        case "i", "I": return Escape(XMLNameCharacters.first, isComplement: letter == "I")
        case "c", "C": return Escape(XMLNameCharacters.all, isComplement: letter == "C")
        case "d", "D": return Escape(try category("Nd"), isComplement: letter == "D")
        case "w", "W":
            let others = try category("P").union(category("Z")).union(category("C"))
            return Escape(others, isComplement: letter == "w")
        case "p", "P": return Escape(try property(), isComplement: letter == "P")
        default:
            index -= 1
            throw problem("\\\(letter) is no escape of XSD")
        }
    }

    /// The braces and what stands between them.
    private mutating func property() throws(RegularExpression.Problem) -> ScalarSet {
        guard skip("{") else { throw problem("a property is written in braces") }
        let start = index
        while let next = peek, next != "}" { index += 1 }
        var name = String.UnicodeScalarView()
        name.append(contentsOf: scalars[start..<index])
        guard skip("}") else { throw problem("a } is missing") }
        let text = String(name)
        guard text.hasPrefix("Is") else { return try category(text) }
        guard let block = UnicodeBlocks.named(String(text.dropFirst(2))) else {
            throw problem("there is no block \(text)")
        }
        return block
    }

    private func category(_ name: String) throws(RegularExpression.Problem) -> ScalarSet {
        guard let set = UnicodeCategories.named(name) else {
            throw problem("there is no category \"\(name)\"")
        }
        return set
    }
}
