/// Looks at the UTF-8 bytes before libxml2 does, and refuses what libxml2 must not see.
///
/// A state machine over the grammar's outermost tokens (XML 1.0, productions 14 to 22, 28, 39 to 44): text, start
/// tag with its quoted values, end tag, comment, CDATA section, processing instruction, document type declaration.
/// It does not judge well-formedness. On malformed input it may lose its way, which is harmless: libxml2 stops at
/// the same place.
///
/// Input comes in pieces that may end anywhere, also within a character or a delimiter. ``Intake`` lets it skip what
/// cannot be refused.
struct MarkupGuard: ~Copyable {
    /// Why the input is refused, and at which offset a person looks for it.
    struct Refusal {
        let reason: XMLFailure.Reason
        let offset: Int
    }

    private enum State {
        case text, opened, startTag, doubleQuoted, singleQuoted, endTag
        /// After `<!`, while ``declaration`` can still become a known word.
        case declaration
        case comment, cdata, instruction
        /// After a `<!` that begins nothing known. libxml2 reports it.
        case lost
    }

    /// The bytes at which a state's loop stops: one bit for each state that has a loop.
    private enum Stop {
        static let text: UInt8 = 1
        static let startTag: UInt8 = 2
        static let doubleQuoted: UInt8 = 4
        static let singleQuoted: UInt8 = 8
        static let endTag: UInt8 = 16
        static let comment: UInt8 = 32
        static let cdata: UInt8 = 64
        static let instruction: UInt8 = 128

        static let table: [UInt8] = {
            var table = [UInt8](repeating: 0, count: 256)
            table[0] = .max
            for byte in "\"'/>= \t\r\n".utf8 { table[Int(byte)] |= startTag }
            table[Int(ASCII.less)] |= text
            table[Int(ASCII.quote)] |= doubleQuoted
            table[Int(ASCII.apostrophe)] |= singleQuoted
            table[Int(ASCII.greater)] |= endTag | comment | cdata | instruction
            table[Int(ASCII.hyphen)] |= comment
            table[Int(ASCII.rightBracket)] |= cdata
            table[Int(ASCII.question)] |= instruction
            return table
        }()
    }

    /// What can stand after `<!`, and the section that it begins. Those without one belong to a document type and
    /// are refused: none of them is content. No word is the beginning of another.
    private static let words: [(bytes: [UInt8], section: State?)] = [
        ("--", .comment), ("[CDATA[", .cdata), ("DOCTYPE", nil), ("ENTITY", nil), ("ELEMENT", nil),
        ("ATTLIST", nil),
        ("NOTATION", nil),
    ].map { word, section in (Array(word.utf8), section) }

    /// Whether bytes begin with `<!` and a word that belongs to a document type, or with the beginning of one when
    /// there are no more.
    static func isDocumentType(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count > 2, bytes[0] == ASCII.less, bytes[1] == ASCII.exclamation else { return false }
        return words.contains { word in
            word.section == nil && zip(word.bytes, bytes.dropFirst(2)).allSatisfy { $0 == $1 }
        }
    }

    private let limits: XMLLimits
    private let stops = Stop.table

    private var state = State.text
    /// Everything before it was scanned or skipped.
    private(set) var offset: Int
    /// Of the `<` of the running construct, or of the first byte of the running text.
    private(set) var start: Int
    /// Of the byte after the last tag: where the text, comments and sections begin that stand together.
    private var runStart: Int
    /// Of the `<` of the first start tag that was seen since the last skip.
    private var firstTag: Int?
    /// Of the first byte of the running name in a start tag.
    private var nameStart = 0
    private var attributes = 0
    /// The word after `<!` so far.
    private var declaration: [UInt8] = []
    /// How many of the closing bytes of a comment, CDATA section or instruction stood together, and where last.
    private var closers = 0
    private var closerOffset = -2

    /// Kept here, so that the loops return a bit.
    private var refusal: Refusal?

    /// True once a byte other than white space was seen.
    private(set) var hasContent = false

    /// The offset is that of the first byte that will be scanned: 3 after a byte order mark, which is left out.
    init(limits: XMLLimits, offset: Int) {
        self.limits = limits
        self.offset = offset
        start = offset
        runStart = offset
        declaration.reserveCapacity(16)
    }

    /// Whether the scanned bytes end outside of any tag, comment, section or instruction.
    var isBetweenConstructs: Bool { state == .text }

    /// No start tag that the bytes after the last skip have brought, or will bring, begins before it.
    var nextTag: Int {
        if let firstTag { return firstTag }
        switch state {
        case .opened, .startTag, .doubleQuoted, .singleQuoted: return start
        case .text, .endTag, .declaration, .comment, .cdata, .instruction, .lost: return offset
        }
    }

    /// Where libxml2's part of the scanned bytes ends. After it stands a construct whose kind is still open, and
    /// which may be refused; with `sections` also one that libxml2 would look through from its beginning again with
    /// every piece.
    func admission(holdingSections sections: Bool) -> Int {
        switch state {
        case .opened, .declaration: start
        case .comment, .cdata, .instruction: sections ? start : offset
        case .text, .startTag, .doubleQuoted, .singleQuoted, .endTag, .lost: offset
        }
    }

    /// Goes on at an offset that is known to stand between constructs: after a tag that libxml2 has read.
    mutating func skip(to offset: Int) {
        self.offset = offset
        start = offset
        runStart = offset
        state = .text
        firstTag = nil
    }

    /// Scans the next piece, which stands at ``offset``. After a refusal the guard is used no more.
    mutating func scan(_ piece: UnsafeBufferPointer<UInt8>) -> Refusal? {
        if !hasContent { hasContent = piece.contains { !ASCII.isSpace($0) } }
        guard run(piece) else { return refusal }
        offset += piece.count
        return unfinished()
    }

    /// False when it was stopped by a refusal. So are the functions for the states.
    private mutating func run(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        let table = stops
        return table.withUnsafeBufferPointer { table in
            while index < piece.count {
                let goesOn: Bool
                switch state {
                case .text: goesOn = text(piece, &index, table)
                case .opened: goesOn = opened(piece, &index)
                case .startTag: goesOn = startTag(piece, &index, table)
                case .doubleQuoted: goesOn = value(piece, &index, table, Stop.doubleQuoted)
                case .singleQuoted: goesOn = value(piece, &index, table, Stop.singleQuoted)
                case .endTag: goesOn = endTag(piece, &index, table)
                case .declaration: goesOn = declaration(piece, &index)
                case .comment: goesOn = section(piece, &index, table, Stop.comment, ASCII.hyphen, 2)
                case .cdata: goesOn = section(piece, &index, table, Stop.cdata, ASCII.rightBracket, 2)
                case .instruction:
                    goesOn = section(piece, &index, table, Stop.instruction, ASCII.question, 1)
                case .lost: goesOn = lost(piece, &index)
                }
                if !goesOn { return false }
            }
            return true
        }
    }

    // MARK: One loop for each state

    @inline(__always)
    private mutating func text(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let byte = Self.next(piece, &index, table, Stop.text) else { return true }
        let here = offset + index
        if byte == 0 { return refuseNul(at: here) }
        if here - runStart > limits.textLength { return refuse(.textLength) }
        start = here
        state = .opened
        index += 1
        return true
    }

    /// Takes the byte after `<`, except where it is the first of a name.
    @inline(__always)
    private mutating func opened(_ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
        switch piece[index] {
        case ASCII.slash:
            state = .endTag
            index += 1
        case ASCII.exclamation:
            state = .declaration
            declaration.removeAll(keepingCapacity: true)
            index += 1
        case ASCII.question:
            enter(.instruction)
            index += 1
        default:
            if firstTag == nil { firstTag = start }
            nameStart = start + 1
            attributes = 0
            state = .startTag
        }
        return true
    }

    @inline(__always)
    private mutating func startTag(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        while let byte = Self.next(piece, &index, table, Stop.startTag) {
            let here = offset + index
            if here - nameStart > limits.nameLength { return refuse(.nameLength) }
            nameStart = here + 1
            index += 1
            switch byte {
            case ASCII.quote, ASCII.apostrophe:
                attributes += 1
                if attributes > limits.attributes { return refuse(.attributes) }
                state = byte == ASCII.quote ? .doubleQuoted : .singleQuoted
                return true
            case ASCII.greater:
                if here + 1 - start > limits.tagLength { return refuse(.tagLength) }
                runStart = here + 1
                endConstruct(at: here + 1)
                return true
            case 0:
                return refuseNul(at: here)
            default:
                continue
            }
        }
        return true
    }

    @inline(__always)
    private mutating func value(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ stop: UInt8
    ) -> Bool {
        guard let byte = Self.next(piece, &index, table, stop) else { return true }
        let here = offset + index
        if byte == 0 { return refuseNul(at: here) }
        index += 1
        nameStart = here + 1
        state = .startTag
        return true
    }

    @inline(__always)
    private mutating func endTag(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let byte = Self.next(piece, &index, table, Stop.endTag) else { return true }
        let here = offset + index
        if byte == 0 { return refuseNul(at: here) }
        if here + 1 - start > limits.tagLength { return refuse(.tagLength) }
        index += 1
        runStart = here + 1
        endConstruct(at: here + 1)
        return true
    }

    /// Takes the word after `<!` byte by byte until it is known, or can no longer become known.
    private mutating func declaration(_ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
        while index < piece.count {
            declaration.append(piece[index])
            guard let word = Self.words.first(where: { $0.bytes.starts(with: declaration) }) else {
                state = .lost
                return true
            }
            if word.bytes.count == declaration.count {
                guard let section = word.section else {
                    refusal = Refusal(reason: .doctype, offset: start)
                    return false
                }
                index += 1
                enter(section)
                return true
            }
            index += 1
        }
        return true
    }

    /// A comment, CDATA section or instruction: ends with `count` or more `closer`s and a `>`.
    @inline(__always)
    private mutating func section(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ stop: UInt8, _ closer: UInt8, _ count: Int
    ) -> Bool {
        while let byte = Self.next(piece, &index, table, stop) {
            let here = offset + index
            if byte == 0 { return refuseNul(at: here) }
            index += 1
            if byte == closer {
                closers = closerOffset == here - 1 ? closers + 1 : 1
                closerOffset = here
            } else if closers >= count, closerOffset == here - 1 {
                if here + 1 - runStart > limits.textLength { return refuse(.textLength) }
                endConstruct(at: here + 1)
                return true
            }
        }
        return true
    }

    private mutating func lost(_ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
        while index < piece.count {
            if piece[index] == 0 { return refuseNul(at: offset + index) }
            index += 1
        }
        return true
    }

    // MARK: Bookkeeping

    /// Moves `index` to the next byte of the state's stop set and returns it; nil at the end of the piece.
    @inline(__always)
    private static func next(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ stop: UInt8
    ) -> UInt8? {
        guard let bytes = piece.baseAddress, let table = table.baseAddress else { return nil }
        let count = piece.count
        var here = index
        while here < count, table[Int(bytes[here])] & stop == 0 { here &+= 1 }
        index = here
        return here < count ? bytes[here] : nil
    }

    /// In no encoding of XML is there such a character, and libxml2's C strings could end at it.
    private mutating func refuseNul(at offset: Int) -> Bool {
        refusal = Refusal(reason: .notWellFormed("Char 0x0 out of allowed range"), offset: offset)
        return false
    }

    private mutating func refuse(_ limit: XMLLimits.Limit) -> Bool {
        refusal = tooMuch(limit)
        return false
    }

    private mutating func enter(_ section: State) {
        state = section
        closers = 0
        closerOffset = -2
    }

    @inline(__always)
    private mutating func endConstruct(at offset: Int) {
        start = offset
        state = .text
    }

    /// What the pieces so far have made too long already, although its end is still to come.
    private func unfinished() -> Refusal? {
        switch state {
        case .text, .comment, .cdata, .instruction, .lost:
            offset - runStart > limits.textLength ? tooMuch(.textLength) : nil
        case .startTag where offset - nameStart > limits.nameLength:
            tooMuch(.nameLength)
        case .startTag, .doubleQuoted, .singleQuoted, .endTag:
            offset - start > limits.tagLength ? tooMuch(.tagLength) : nil
        case .opened, .declaration:
            nil
        }
    }

    /// At the start of the construct, which is where a person looks for it.
    private func tooMuch(_ limit: XMLLimits.Limit) -> Refusal {
        Refusal(reason: .limit(limit, limits[limit]), offset: start)
    }
}
