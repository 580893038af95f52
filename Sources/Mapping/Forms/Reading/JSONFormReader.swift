import Diagnostics

/// Reads JSON of any shape, strictly: no comments, no trailing commas, no name twice in one object.
///
/// Source: RFC 8259; section 4 leaves it open what a repeated name means, so it is refused.
struct JSONFormReader {
    private static let item = "item"

    private var cursor: TextCursor
    private let source: String
    private var elements = 0
    /// The names of the members that are open, for findings.
    private var path: [String] = []
    private var depth = 0

    /// - Returns: the document: an object, an array whose items are `item`, or a value alone.
    static func read(_ bytes: [UInt8], source: String) throws(FormFault) -> FormElement {
        let text = try TextDecoding.decode(bytes, .utf8, source: source)
        var reader = JSONFormReader(text, source)
        return try reader.document()
    }

    private init(_ text: [UInt8], _ source: String) {
        cursor = TextCursor(text)
        self.source = source
    }

    private mutating func document() throws(FormFault) -> FormElement {
        skipBlanks()
        let document = try value(FormElement.rootName)
        skipBlanks()
        guard cursor.peek == nil else { throw unexpected("the end of the document") }
        return document
    }

    // MARK: Objects and arrays

    private mutating func value(_ name: String) throws(FormFault) -> FormElement {
        elements += 1
        guard elements <= FormLimits.elements else {
            throw .limit("values", FormLimits.elements, at: place)
        }
        var element = FormElement(name: name, line: cursor.line, column: cursor.column)
        switch cursor.peek {
        case UInt8(ascii: "{"):
            element.content = .object
            element.children = try members()
        case UInt8(ascii: "["):
            element.content = .array
            try items(Self.item, into: &element.children)
        case UInt8(ascii: "\""):
            element.content = .text(.string)
            element.text = try string()
        default: try word(of: &element)
        }
        return element
    }

    private mutating func members() throws(FormFault) -> [FormElement] {
        var members: [FormElement] = []
        var names: Set<String> = []
        try open()
        while try next(isFirst: names.isEmpty, end: UInt8(ascii: "}")) {
            guard cursor.peek == UInt8(ascii: "\"") else { throw unexpected("a name in quotation marks") }
            let start = place
            let name = EscapedName.escape(try string())
            guard name.utf8.count <= FormLimits.nameLength else {
                throw .limit("bytes in a name", FormLimits.nameLength, at: start)
            }
            guard names.insert(name).inserted else { throw duplicate(name, at: start) }
            path.append(name)
            skipBlanks()
            guard cursor.take(UInt8(ascii: ":")) else { throw unexpected("\":\"") }
            skipBlanks()
            if cursor.peek == UInt8(ascii: "[") {
                try items(name, into: &members)
            } else {
                members.append(try value(name))
            }
            path.removeLast()
        }
        return members
    }

    /// Appends the items of an array; for one without any what stands for it.
    private mutating func items(_ name: String, into items: inout [FormElement]) throws(FormFault) {
        var empty = FormElement(name: name, line: cursor.line, column: cursor.column)
        var isEmpty = true
        try open()
        while try next(isFirst: isEmpty, end: UInt8(ascii: "]")) {
            isEmpty = false
            var item = try value(name)
            item.isItem = true
            items.append(item)
        }
        empty.content = .emptyArray
        if isEmpty { items.append(empty) }
    }

    private mutating func open() throws(FormFault) {
        depth += 1
        guard depth <= FormLimits.depth else {
            throw .limit("open objects and arrays", FormLimits.depth, at: place)
        }
        cursor.advance()
    }

    /// Goes to the next member or item, or takes the end.
    private mutating func next(isFirst: Bool, end: UInt8) throws(FormFault) -> Bool {
        skipBlanks()
        if cursor.take(end) {
            depth -= 1
            return false
        }
        if !isFirst {
            guard cursor.take(UInt8(ascii: ",")) else {
                throw unexpected("\",\" or \"\(Character(Unicode.Scalar(end)))\"")
            }
            skipBlanks()
        }
        return true
    }

    private mutating func skipBlanks() {
        while let byte = cursor.peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { cursor.advance() }
    }

    // MARK: Values

    /// A number, `true`, `false` or `null`.
    private mutating func word(of element: inout FormElement) throws(FormFault) {
        let start = cursor
        while let byte = cursor.peek, Self.isOfWord(byte) { cursor.advance() }
        let bytes = cursor.bytes[start.index..<cursor.index]
        let text = String(decoding: bytes.prefix(FormLimits.nameLength), as: UTF8.self)
        switch text {
        case "null": element.content = .null
        case "true", "false": element.content = .text(.boolean)
        default:
            guard JSONNumber.isNumber(bytes) else {
                cursor = start
                throw unexpected("a value", found: text.isEmpty ? nil : text)
            }
            element.content = .text(.number)
        }
        if element.content != .null { element.text = String(decoding: bytes, as: UTF8.self) }
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
        default: false
        }
    }

    private mutating func string() throws(FormFault) -> String {
        var text: [UInt8] = []
        cursor.advance()
        while let byte = cursor.peek {
            switch byte {
            case UInt8(ascii: "\""):
                cursor.advance()
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escape()
            case ..<0x20: throw badString("a string holds a tab or line end", "Write it as \\t or \\n.")
            default:
                text.append(byte)
                cursor.advance()
            }
        }
        throw unexpected("the end of a string")
    }

    private mutating func escape() throws(FormFault) -> [UInt8] {
        let start = cursor
        cursor.advance()
        let letter = cursor.peek
        if letter != nil { cursor.advance() }
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter ?? 0]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            guard let scalar = unicodeEscape(), Self.isCharacter(scalar) else { break }
            return UTF8.encode(scalar).map(Array.init) ?? []
        default: break
        }
        cursor = start
        throw badString(
            "a string holds an escape that is no character of a document",
            "Write characters as they are, in UTF-8; control characters cannot be sent.")
    }

    /// Behind `\u`: four digits, or both halves of a surrogate pair.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let first = codeUnit() else { return nil }
        guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) }
        guard cursor.take(UInt8(ascii: "\\")), cursor.take(UInt8(ascii: "u")), let second = codeUnit(),
            (0xDC00...0xDFFF).contains(second)
        else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func codeUnit() -> UInt32? {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = cursor.peek,
                let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
            else { return nil }
            unit = unit << 4 | UInt32(digit)
            cursor.advance()
        }
        return unit
    }

    /// Source: XML 1.0, production 2.
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xFFFD, 0x10000...: true
        default: false
        }
    }

    // MARK: Faults

    private var place: Place {
        Place(
            source: source, line: cursor.line, column: cursor.column,
            path: path.isEmpty ? nil : "/\(path.joined(separator: "/"))")
    }

    private func unexpected(_ expected: String, found: String? = nil) -> FormFault {
        guard let byte = cursor.peek else {
            return FormFault(
                "FORM-JSON-1", at: place, "the document ends where \(expected) is expected",
                expected: [expected], advice: "Check that the sender writes the document completely.")
        }
        let character = byte < 0x80 ? String(Character(Unicode.Scalar(byte))) : "a character beyond ASCII"
        let words = found ?? character
        return FormFault(
            "FORM-JSON-1", at: place, "\"\(words)\" stands where \(expected) is expected",
            expected: [expected], found: words, advice: "Have the sender's software write JSON.")
    }

    private func badString(_ message: String, _ advice: String) -> FormFault {
        FormFault("FORM-JSON-2", at: place, message, advice: advice)
    }

    private func duplicate(_ name: String, at place: Place) -> FormFault {
        FormFault(
            "FORM-JSON-3", at: place, "the member \"\(name)\" stands twice in one object", found: name,
            advice: "Keep one of them; what repeats is an array.")
    }
}
