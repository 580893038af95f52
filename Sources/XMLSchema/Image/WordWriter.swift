import XMLStream

/// Writes the parts of a schema that have names and words as a sequence of 32-bit words; texts are written once and
/// named by their number.
///
/// What is written in which order is part of the image's format: see ``SchemaImage/formatVersion``.
struct WordWriter {
    private(set) var words: [Int32] = []
    private(set) var texts: [NameTable.TextRange] = []
    private var known: [String: Int32] = [:]
    private var bytes: [UInt8]

    /// - Parameter bytes: where the texts are appended.
    init(appendingTo bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func put(_ word: Int32) {
        words.append(word)
    }

    mutating func put(_ flag: Bool) {
        words.append(flag ? 1 : 0)
    }

    mutating func put(_ text: String) {
        if let number = known[text] {
            words.append(number)
            return
        }
        let number = Int32(texts.count)
        known[text] = number
        texts.append(NameTable.TextRange(offset: UInt32(bytes.count), count: UInt32(text.utf8.count)))
        bytes += text.utf8
        words.append(number)
    }

    mutating func put(_ words: [Int32]) {
        put(words) { $0.put($1) }
    }

    /// The number of elements, then each.
    mutating func put<Element>(_ elements: [Element], _ write: (inout WordWriter, Element) -> Void) {
        words.append(Int32(elements.count))
        for element in elements { write(&self, element) }
    }

    mutating func put<Element: ImageCodable>(_ elements: [Element]) {
        put(elements) { $1.write(to: &$0) }
    }

    mutating func put<Element: ImageCodable>(_ element: Element?) {
        put(element != nil)
        element?.write(to: &self)
    }

    /// The texts' bytes, with all that stood before them.
    var text: [UInt8] { bytes }
}

/// Reads what a ``WordWriter`` has written, in the same order. A block has been verified before anything is read of it,
/// so whatever is there is what was written.
struct WordReader {
    private let words: UnsafeBufferPointer<Int32>
    private let texts: [String]
    private var position = 0

    init(_ words: UnsafeBufferPointer<Int32>, texts: [String]) {
        self.words = words
        self.texts = texts
    }

    mutating func word() -> Int32 {
        defer { position += 1 }
        return words[position]
    }

    mutating func flag() -> Bool { word() != 0 }

    mutating func text() -> String { texts[Int(word())] }

    mutating func wordList() -> [Int32] { list { $0.word() } }

    mutating func list<Element>(_ read: (inout WordReader) -> Element) -> [Element] {
        let count = Int(word())
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(read(&self)) }
        return elements
    }

    mutating func list<Element: ImageCodable>() -> [Element] { list { Element(from: &$0) } }

    mutating func optional<Element: ImageCodable>() -> Element? {
        flag() ? Element(from: &self) : nil
    }
}

/// What can be part of a schema's image.
protocol ImageCodable {
    init(from reader: inout WordReader)
    func write(to writer: inout WordWriter)
}
