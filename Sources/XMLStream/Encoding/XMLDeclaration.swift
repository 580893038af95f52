/// The encoding that a document declares for itself, read before anything else is.
///
/// Lenient where libxml2 will judge anyway: a declaration that is not well-formed just names no encoding.
///
/// Source: XML 1.0, productions 23 and 80.
enum XMLDeclaration: Equatable {
    /// The document does not begin with `<?xml` and white space.
    case absent
    /// More characters are needed.
    case incomplete
    case withoutEncoding
    /// The place is that of the label's first character.
    case encoding(String, line: Int, column: Int)

    private static let opening = Array("<?xml".utf8)

    /// Takes the document's first characters, one byte for each.
    static func parse(_ text: [UInt8]) -> XMLDeclaration {
        let start = text.prefix(opening.count)
        guard opening.starts(with: start) else { return .absent }
        guard text.count > opening.count else { return .incomplete }
        guard ASCII.isSpace(text[opening.count]) else { return .absent }
        guard let end = text.firstIndex(of: ASCII.greater) else { return .incomplete }
        var scanner = Scanner(text: text[..<end], index: opening.count)
        while let (name, value) = scanner.pseudoAttribute() {
            guard text[name].elementsEqual("encoding".utf8) else { continue }
            let before = text[..<value.lowerBound]
            let lines = before.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false)
            return .encoding(
                String(decoding: text[value], as: UTF8.self), line: lines.count,
                column: (lines.last?.count ?? 0) + 1)
        }
        return .withoutEncoding
    }

    private struct Scanner {
        let text: ArraySlice<UInt8>
        var index: Int

        /// The ranges of the next name and of its value without quotes; nil where none stands.
        mutating func pseudoAttribute() -> (name: Range<Int>, value: Range<Int>)? {
            skipSpace()
            let name = index
            while let byte, byte != ASCII.equals, !ASCII.isSpace(byte) { index += 1 }
            let nameEnd = index
            skipSpace()
            guard nameEnd > name, byte == ASCII.equals else { return nil }
            index += 1
            skipSpace()
            guard let quote = byte, quote == ASCII.quote || quote == ASCII.apostrophe else { return nil }
            index += 1
            let value = index
            while let byte, byte != quote { index += 1 }
            guard byte == quote else { return nil }
            index += 1
            return (name..<nameEnd, value..<(index - 1))
        }

        private var byte: UInt8? { index < text.endIndex ? text[index] : nil }

        private mutating func skipSpace() {
            while let byte, ASCII.isSpace(byte) { index += 1 }
        }
    }
}
