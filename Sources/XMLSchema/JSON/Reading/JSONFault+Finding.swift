package import Diagnostics

extension JSONFault {
    /// For a person: what happened, where (in the source by that name), what to do.
    package func finding(source: String?) -> Finding {
        let place = Place(source: source, line: line, column: column, path: path.isEmpty ? nil : path)
        let words = words
        return Finding(
            words.code, .error, at: place, words.message, expected: words.expected, found: words.found,
            advice: words.advice)
    }

    private struct Words {
        let code: Code
        let message: String
        var expected: [String] = []
        var found: String?
        let advice: String
    }

    private var words: Words {
        switch reason {
        case .empty:
            Words(
                code: "JSON-EMPTY-1", message: "the document is empty",
                advice: "Check that the sender writes the document completely before it hands it over.")
        case .unexpected, .afterEnd, .unfinished, .number: syntaxWords
        case .controlCharacter, .escape, .surrogate, .notUTF8, .character: stringWords
        case .duplicate(let name):
            Words(
                code: "JSON-DUPLICATE-1", message: "the member \"\(name)\" stands twice in one object",
                found: name, advice: "Keep one of them; elements that repeat are items of an array.")
        case .limit(let limit, let value):
            Words(
                code: "JSON-LIMIT-1",
                message: "the document exceeds the limit \(limit.rawValue) of \(value) \(limit.unit)",
                expected: ["at most \(value)"],
                advice: "If the document is meant to be like this, raise the limit \(limit.rawValue).")
        }
    }

    private var syntaxWords: Words {
        switch reason {
        case .unexpected(let found, let expected):
            Words(
                code: "JSON-SYNTAX-1", message: "\(found) stands where \(expected) is expected",
                expected: [expected], found: found, advice: "Have the sender's software write JSON.")
        case .afterEnd(let found):
            Words(
                code: "JSON-SYNTAX-3", message: "\(found) stands behind the end of the document",
                found: found,
                advice: "Send one document at a time.")
        case .number(let text):
            Words(
                code: "JSON-NUMBER-1", message: "\"\(text)\" is not a number of JSON", found: text,
                advice: "Write the value as a string: \"\(text)\" in quotation marks.")
        default:
            Words(
                code: "JSON-SYNTAX-2", message: "the document ends where \(unfinished) is expected",
                expected: [unfinished],
                advice: "Check that the sender writes the document completely before it hands it over.")
        }
    }

    private var unfinished: String {
        if case .unfinished(let expected) = reason { expected } else { "more" }
    }

    private var stringWords: Words {
        switch reason {
        case .controlCharacter(let scalar):
            Words(
                code: "JSON-STRING-1", message: "a string holds the control character \(Self.code(scalar))",
                found: Self.code(scalar), advice: "Write it as an escape, such as \\n or \\t.")
        case .escape(let text):
            Words(
                code: "JSON-STRING-2", message: "\"\(text)\" is not an escape of JSON", found: text,
                advice: "Write a backslash as \\\\.")
        case .surrogate:
            Words(
                code: "JSON-STRING-3", message: "one half of a surrogate pair stands alone",
                advice: "Write both halves, or the character itself in UTF-8.")
        case .character(let scalar):
            Words(
                code: "JSON-CHARACTER-1", message: "the character \(Self.code(scalar)) cannot stand in B2MML",
                found: Self.code(scalar),
                advice: "Remove it: XML 1.0 has no control characters but tab, line feed and carriage return."
            )
        default:
            Words(
                code: "JSON-UTF8-1", message: "the document is not in UTF-8 from here on",
                advice: "Send JSON in UTF-8.")
        }
    }

    private static func code(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension JSONLimits.Limit {
    /// What its value counts.
    fileprivate var unit: String {
        switch self {
        case .size, .nameLength: "bytes"
        case .items: "values"
        case .depth: "open objects and arrays"
        case .elementDepth: "open elements"
        case .attributes: "attributes"
        }
    }
}
