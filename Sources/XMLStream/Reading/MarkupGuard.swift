/// Looks at the UTF-8 bytes before libxml2 does: refuses what libxml2 must not see, and notes where tags are.
///
/// A state machine over the grammar's outermost tokens (XML 1.0, productions 14 to 22, 28, 39 to 44): text, start
/// tag with its quoted values, end tag, comment, CDATA section, processing instruction, document type declaration.
/// It does not judge well-formedness. On malformed input it may lose its way, which is harmless: libxml2 stops at
/// the same place, and ``LibXML2Parser`` fails when the two do not count the same tags.
///
/// Input comes in pieces that may end anywhere, also within a character or a delimiter.
struct MarkupGuard: ~Copyable {
    /// What one piece came to.
    struct Verdict {
        /// How many bytes at the front of the piece libxml2 may see. Without a failure, the others wait for the
        /// next piece: they begin a construct whose end, or whose kind, is still to come.
        let accepted: Int
        let failure: XMLFailure?
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
            for byte in 0x80...0xBF { table[byte] = .max }
            for byte in [0x00, 0x0A, 0x0D] { table[byte] = .max }
            for byte in "\"'/>= \t".utf8 { table[Int(byte)] |= startTag }
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

    private let limits: XMLLimits
    private let stops = Stop.table

    private var state = State.text
    /// The bytes scanned before the running piece.
    private var base: Int
    private var line = 1
    private var lineStart: Int
    /// Bytes since `lineStart` that continue a character.
    private var continuations = 0
    /// Of the last carriage return, so that the line feed after it does not count again.
    private var returnOffset = -2

    /// Of the `<` of the running construct, or of the first byte of the running text.
    private var start: Int
    private var startLine = 1
    private var startColumn = 1
    /// Of the first byte of the running name in a start tag.
    private var nameStart = 0
    private var attributes = 0
    private var depth = 0
    private var slashOffset = -2
    /// The word after `<!` so far.
    private var declaration: [UInt8] = []
    /// How many of the closing bytes of a comment, CDATA section or instruction stood together, and where last.
    private var closers = 0
    private var closerOffset = -2

    /// Kept here, so that the loops return a bit and not a failure.
    private var failure: XMLFailure?

    /// True once a byte other than white space was seen.
    private(set) var hasContent = false

    /// The offset is that of the first byte that will be scanned: 3 after a byte order mark, which is left out.
    init(limits: XMLLimits, offset: Int) {
        self.limits = limits
        base = offset
        lineStart = offset
        start = offset
        declaration.reserveCapacity(16)
    }

    /// Whether the scanned bytes end outside of any tag, comment, section or instruction.
    var isBetweenConstructs: Bool { state == .text }

    /// The place of the next byte.
    var place: (line: Int, column: Int) { (line, base - lineStart - continuations + 1) }

    /// Scans the next piece. After a failure the guard is used no more.
    mutating func scan(_ piece: UnsafeBufferPointer<UInt8>, marks: inout MarkQueue) -> Verdict {
        let room = limits.totalSize - base
        if piece.count > room {
            let verdict = scan(UnsafeBufferPointer(rebasing: piece[..<max(0, room)]), marks: &marks)
            if verdict.failure != nil { return verdict }
            return Verdict(accepted: verdict.accepted, failure: tooMuch(.totalSize, at: place))
        }
        if !hasContent { hasContent = piece.contains { !ASCII.isSpace($0) } }
        if !run(piece, marks: &marks) {
            return Verdict(accepted: min(piece.count, max(0, start - base)), failure: failure)
        }
        base += piece.count
        if let failure = checkUnfinished() {
            return Verdict(accepted: min(piece.count, max(0, start - base + piece.count)), failure: failure)
        }
        return Verdict(accepted: holdsBack ? max(0, piece.count - (base - start)) : piece.count, failure: nil)
    }

    /// True within a construct that may still be refused, and within one that libxml2 would look through from its
    /// beginning again with every piece.
    private var holdsBack: Bool {
        switch state {
        case .opened, .declaration, .comment, .cdata, .instruction: true
        case .text, .startTag, .doubleQuoted, .singleQuoted, .endTag, .lost: false
        }
    }

    /// False when it was stopped by a failure. So are the functions for the states.
    private mutating func run(_ piece: UnsafeBufferPointer<UInt8>, marks: inout MarkQueue) -> Bool {
        var index = 0
        let table = stops
        return table.withUnsafeBufferPointer { table in
            while index < piece.count {
                let goesOn: Bool
                switch state {
                case .text: goesOn = text(piece, &index, table)
                case .opened: goesOn = opened(piece, &index, &marks)
                case .startTag: goesOn = startTag(piece, &index, table, &marks)
                case .doubleQuoted: goesOn = value(piece, &index, table, Stop.doubleQuoted, ASCII.quote)
                case .singleQuoted: goesOn = value(piece, &index, table, Stop.singleQuoted, ASCII.apostrophe)
                case .endTag: goesOn = endTag(piece, &index, table, &marks)
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
        while let byte = Self.next(piece, &index, table, Stop.text) {
            if byte == ASCII.less {
                let offset = base + index
                if offset - start > limits.textLength { return refuse(.textLength) }
                begin(at: offset)
                state = .opened
                index += 1
                return true
            }
            if !note(byte, at: base + index) { return false }
            index += 1
        }
        return true
    }

    /// Takes the byte after `<`, except where it is the first of a name.
    @inline(__always)
    private mutating func opened(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ marks: inout MarkQueue
    ) -> Bool {
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
            if depth >= limits.depth { return refuse(.depth) }
            marks.push(MarkQueue.Mark(offset: start, line: startLine, column: startColumn))
            nameStart = start + 1
            attributes = 0
            state = .startTag
        }
        return true
    }

    @inline(__always)
    private mutating func startTag(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ marks: inout MarkQueue
    ) -> Bool {
        while let byte = Self.next(piece, &index, table, Stop.startTag) {
            let offset = base + index
            if byte >= 0x80 {
                continuations += 1
                index += 1
                continue
            }
            if offset - nameStart > limits.nameLength { return refuse(.nameLength) }
            nameStart = offset + 1
            index += 1
            switch byte {
            case ASCII.quote, ASCII.apostrophe:
                attributes += 1
                if attributes > limits.attributes { return refuse(.attributes) }
                state = byte == ASCII.quote ? .doubleQuoted : .singleQuoted
                return true
            case ASCII.greater:
                if offset + 1 - start > limits.tagLength { return refuse(.tagLength) }
                if slashOffset == offset - 1 {
                    marks.push(MarkQueue.Mark(offset: offset + 1, line: 0, column: 0))
                } else {
                    depth += 1
                }
                endConstruct(at: offset + 1)
                return true
            case ASCII.slash:
                slashOffset = offset
            default:
                if !note(byte, at: offset) { return false }
            }
        }
        return true
    }

    @inline(__always)
    private mutating func value(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ stop: UInt8, _ quote: UInt8
    ) -> Bool {
        while let byte = Self.next(piece, &index, table, stop) {
            let offset = base + index
            index += 1
            if byte == quote {
                nameStart = offset + 1
                state = .startTag
                return true
            }
            if !note(byte, at: offset) { return false }
        }
        return true
    }

    @inline(__always)
    private mutating func endTag(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ marks: inout MarkQueue
    ) -> Bool {
        while let byte = Self.next(piece, &index, table, Stop.endTag) {
            let offset = base + index
            index += 1
            if byte == ASCII.greater {
                if offset + 1 - start > limits.tagLength { return refuse(.tagLength) }
                marks.push(MarkQueue.Mark(offset: offset + 1, line: 0, column: 0))
                depth = max(0, depth - 1)
                endConstruct(at: offset + 1)
                return true
            }
            if !note(byte, at: offset) { return false }
        }
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
                    failure = XMLFailure(.doctype, line: startLine, column: startColumn)
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
            let offset = base + index
            index += 1
            if byte == closer {
                closers = closerOffset == offset - 1 ? closers + 1 : 1
                closerOffset = offset
            } else if byte == ASCII.greater {
                guard closers >= count, closerOffset == offset - 1 else { continue }
                if offset + 1 - start > limits.textLength { return refuse(.textLength) }
                endConstruct(at: offset + 1)
                return true
            } else if !note(byte, at: offset) {
                return false
            }
        }
        return true
    }

    private mutating func lost(_ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
        while index < piece.count {
            let byte = piece[index]
            let counts = byte == 0 || byte == 0x0A || byte == 0x0D || (0x80...0xBF).contains(byte)
            if counts, !note(byte, at: base + index) { return false }
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

    /// Counts what matters for lines and columns. A line ends with LF, CR LF or CR (XML 1.0, section 2.11).
    @inline(__always)
    private mutating func note(_ byte: UInt8, at offset: Int) -> Bool {
        if byte >= 0x80 {
            continuations += 1
            return true
        }
        switch byte {
        case 0x0A:
            if returnOffset != offset - 1 { line += 1 }
            lineStart = offset + 1
            continuations = 0
        case 0x0D:
            line += 1
            lineStart = offset + 1
            continuations = 0
            returnOffset = offset
        case 0:
            return refuseNul(at: offset)
        default:
            break
        }
        return true
    }

    /// In no encoding of XML is there such a character, and libxml2's C strings could end at it.
    private mutating func refuseNul(at offset: Int) -> Bool {
        let column = offset - lineStart - continuations + 1
        failure = XMLFailure(.notWellFormed("Char 0x0 out of allowed range"), line: line, column: column)
        return false
    }

    private mutating func refuse(_ limit: XMLLimits.Limit) -> Bool {
        failure = tooMuch(limit)
        return false
    }

    @inline(__always)
    private mutating func begin(at offset: Int) {
        start = offset
        startLine = line
        startColumn = offset - lineStart - continuations + 1
    }

    private mutating func enter(_ section: State) {
        state = section
        closers = 0
        closerOffset = -2
    }

    @inline(__always)
    private mutating func endConstruct(at offset: Int) {
        begin(at: offset)
        state = .text
    }

    /// What the pieces so far have made too long already, although its end is still to come.
    private func checkUnfinished() -> XMLFailure? {
        switch state {
        case .text, .comment, .cdata, .instruction, .lost:
            base - start > limits.textLength ? tooMuch(.textLength) : nil
        case .startTag where base - nameStart > limits.nameLength:
            tooMuch(.nameLength)
        case .startTag, .doubleQuoted, .singleQuoted, .endTag:
            base - start > limits.tagLength ? tooMuch(.tagLength) : nil
        case .opened, .declaration:
            nil
        }
    }

    /// At the start of the construct, which is where a person looks for it.
    private func tooMuch(_ limit: XMLLimits.Limit, at place: (line: Int, column: Int)? = nil) -> XMLFailure {
        let place = place ?? (startLine, startColumn)
        return XMLFailure(.limit(limit, limits[limit]), line: place.line, column: place.column)
    }
}
