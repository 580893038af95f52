/// Reads the small texts of a mapping character by character.
struct TextScanner {
    private let characters: [Character]
    private(set) var offset = 0

    init(_ text: String) {
        characters = Array(text)
    }

    var isAtEnd: Bool { offset >= characters.count }
    var peek: Character? { isAtEnd ? nil : characters[offset] }

    mutating func skipBlanks() {
        while let next = peek, next.isWhitespace { offset += 1 }
    }

    mutating func take(_ character: Character) -> Bool {
        guard peek == character else { return false }
        offset += 1
        return true
    }

    mutating func take(_ text: String) -> Bool {
        let wanted = Array(text)
        guard offset + wanted.count <= characters.count,
            characters[offset..<offset + wanted.count].elementsEqual(wanted)
        else { return false }
        offset += wanted.count
        return true
    }

    /// Takes a word that is not the beginning of a longer name.
    mutating func takeWord(_ word: String) -> Bool {
        let start = offset
        guard take(word) else { return false }
        if let next = peek, Self.isNameCharacter(next) || next == "/" || next == "[" {
            offset = start
            return false
        }
        return true
    }

    mutating func expect(_ character: Character) throws(PathProblem) {
        skipBlanks()
        guard take(character) else { throw problem("\"\(character)\" is expected") }
    }

    mutating func expectEnd() throws(PathProblem) {
        skipBlanks()
        guard isAtEnd else { throw problem("nothing more is expected") }
    }

    /// An XML name without a colon.
    mutating func name() throws(PathProblem) -> String {
        let start = offset
        while let next = peek, Self.isNameCharacter(next) || next == "." && isDotInside { offset += 1 }
        let text = String(characters[start..<offset])
        guard let first = text.first, first.isLetter || first == "_" else {
            offset = start
            throw problem("a name is expected")
        }
        return text
    }

    /// A name may end in a dot in XML, but never does here: that is a step of its own.
    private var isDotInside: Bool {
        offset + 1 < characters.count && Self.isNameCharacter(characters[offset + 1])
    }

    mutating func integer() -> Int? {
        let start = offset
        while let next = peek, next.isASCII, next.isNumber { offset += 1 }
        return start == offset ? nil : Int(String(characters[start..<offset]))
    }

    /// A text in single or double quotes; a quote cannot stand inside its own kind.
    mutating func literal() throws(PathProblem) -> String {
        guard let quote = peek, quote == "'" || quote == "\"" else {
            throw problem("a text in quotes is expected")
        }
        offset += 1
        let start = offset
        while let next = peek, next != quote { offset += 1 }
        guard !isAtEnd else { throw PathProblem(message: "the quote is not closed", offset: start - 1) }
        offset += 1
        return String(characters[start..<offset - 1])
    }

    /// Everything up to one of these characters, without blanks at its ends; what stands in brackets or quotes does not
    /// end it.
    mutating func balancedText(until stops: Set<Character>) -> String {
        let start = offset
        var depth = 0
        var quote: Character?
        while let next = peek {
            if let open = quote {
                if next == open { quote = nil }
            } else if next == "'" || next == "\"" {
                quote = next
            } else if next == "(" || next == "[" {
                depth += 1
            } else if depth == 0, stops.contains(next) {
                break
            } else if next == ")" || next == "]" {
                depth -= 1
            }
            offset += 1
        }
        var slice = characters[start..<offset]
        while slice.first?.isWhitespace == true { slice.removeFirst() }
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return String(slice)
    }

    /// To a place that was passed.
    mutating func back(to offset: Int) {
        self.offset = min(offset, self.offset)
    }

    func problem(_ expectation: String) -> PathProblem {
        let found = peek.map { "but \"\($0)\" stands here" } ?? "but the text ends"
        return PathProblem(message: "\(expectation), \(found)", offset: offset)
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }
}
