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

    /// Declarations that belong to a document type, all refused: none of them is content.
    private static let refused = ["DOCTYPE", "ENTITY", "ELEMENT", "ATTLIST", "NOTATION"].map {
        Array($0.utf8)
    }
    private static let cdataStart = Array("[CDATA[".utf8)

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
        if let failure = run(piece, marks: &marks) {
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

    private mutating func run(_ piece: UnsafeBufferPointer<UInt8>, marks: inout MarkQueue) -> XMLFailure? {
        var index = 0
        let table = stops
        return table.withUnsafeBufferPointer { table -> XMLFailure? in
            while index < piece.count {
                let failure: XMLFailure?
                switch state {
                case .text: failure = text(piece, &index, table)
                case .opened: failure = opened(piece, &index, &marks)
                case .startTag: failure = startTag(piece, &index, table, &marks)
                case .doubleQuoted: failure = value(piece, &index, table, Stop.doubleQuoted, ASCII.quote)
                case .singleQuoted: failure = value(piece, &index, table, Stop.singleQuoted, ASCII.apostrophe)
                case .endTag: failure = endTag(piece, &index, table, &marks)
                case .declaration: failure = declaration(piece, &index)
                case .comment: failure = section(piece, &index, table, Stop.comment, ASCII.hyphen, 2)
                case .cdata: failure = section(piece, &index, table, Stop.cdata, ASCII.rightBracket, 2)
                case .instruction:
                    failure = section(piece, &index, table, Stop.instruction, ASCII.question, 1)
                case .lost: failure = lost(piece, &index)
                }
                if let failure { return failure }
            }
            return nil
        }
    }

    // MARK: One loop for each state

    @inline(__always)
    private mutating func text(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>
    ) -> XMLFailure? {
        while let byte = Self.next(piece, &index, table, Stop.text) {
            if byte == ASCII.less {
                let offset = base + index
                if offset - start > limits.textLength { return tooMuch(.textLength) }
                begin(at: offset)
                state = .opened
                index += 1
                return nil
            }
            if let failure = note(byte, at: base + index) { return failure }
            index += 1
        }
        return nil
    }

    /// Takes the byte after `<`, except where it is the first of a name.
    @inline(__always)
    private mutating func opened(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ marks: inout MarkQueue
    ) -> XMLFailure? {
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
            if depth >= limits.depth { return tooMuch(.depth) }
            marks.push(MarkQueue.Mark(offset: start, line: startLine, column: startColumn))
            nameStart = start + 1
            attributes = 0
            state = .startTag
        }
        return nil
    }

    @inline(__always)
    private mutating func startTag(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ marks: inout MarkQueue
    ) -> XMLFailure? {
        while let byte = Self.next(piece, &index, table, Stop.startTag) {
            let offset = base + index
            if byte >= 0x80 {
                continuations += 1
                index += 1
                continue
            }
            if offset - nameStart > limits.nameLength { return tooMuch(.nameLength) }
            nameStart = offset + 1
            index += 1
            switch byte {
            case ASCII.quote, ASCII.apostrophe:
                attributes += 1
                if attributes > limits.attributes { return tooMuch(.attributes) }
                state = byte == ASCII.quote ? .doubleQuoted : .singleQuoted
                return nil
            case ASCII.greater:
                if offset + 1 - start > limits.tagLength { return tooMuch(.tagLength) }
                if slashOffset == offset - 1 {
                    marks.push(MarkQueue.Mark(offset: offset + 1, line: 0, column: 0))
                } else {
                    depth += 1
                }
                endConstruct(at: offset + 1)
                return nil
            case ASCII.slash:
                slashOffset = offset
            default:
                if let failure = note(byte, at: offset) { return failure }
            }
        }
        return nil
    }

    @inline(__always)
    private mutating func value(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ stop: UInt8, _ quote: UInt8
    ) -> XMLFailure? {
        while let byte = Self.next(piece, &index, table, stop) {
            let offset = base + index
            index += 1
            if byte == quote {
                nameStart = offset + 1
                state = .startTag
                return nil
            }
            if let failure = note(byte, at: offset) { return failure }
        }
        return nil
    }

    @inline(__always)
    private mutating func endTag(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ marks: inout MarkQueue
    ) -> XMLFailure? {
        while let byte = Self.next(piece, &index, table, Stop.endTag) {
            let offset = base + index
            index += 1
            if byte == ASCII.greater {
                if offset + 1 - start > limits.tagLength { return tooMuch(.tagLength) }
                marks.push(MarkQueue.Mark(offset: offset + 1, line: 0, column: 0))
                depth = max(0, depth - 1)
                endConstruct(at: offset + 1)
                return nil
            }
            if let failure = note(byte, at: offset) { return failure }
        }
        return nil
    }

    /// Takes the word after `<!` byte by byte until it is known, or can no longer become known.
    private mutating func declaration(_ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> XMLFailure?
    {
        while index < piece.count {
            declaration.append(piece[index])
            if declaration.elementsEqual([ASCII.hyphen, ASCII.hyphen]) {
                index += 1
                enter(.comment)
                return nil
            }
            if declaration == Self.cdataStart {
                index += 1
                enter(.cdata)
                return nil
            }
            if Self.refused.contains(declaration) {
                return XMLFailure(.doctype, line: startLine, column: startColumn)
            }
            let words = Self.refused + [Self.cdataStart, [ASCII.hyphen, ASCII.hyphen]]
            guard words.contains(where: { $0.starts(with: declaration) }) else {
                state = .lost
                return nil
            }
            index += 1
        }
        return nil
    }

    /// A comment, CDATA section or instruction: ends with `count` or more `closer`s and a `>`.
    @inline(__always)
    private mutating func section(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ stop: UInt8, _ closer: UInt8, _ count: Int
    ) -> XMLFailure? {
        while let byte = Self.next(piece, &index, table, stop) {
            let offset = base + index
            index += 1
            if byte == closer {
                closers = closerOffset == offset - 1 ? closers + 1 : 1
                closerOffset = offset
            } else if byte == ASCII.greater {
                guard closers >= count, closerOffset == offset - 1 else { continue }
                if offset + 1 - start > limits.textLength { return tooMuch(.textLength) }
                endConstruct(at: offset + 1)
                return nil
            } else if let failure = note(byte, at: offset) {
                return failure
            }
        }
        return nil
    }

    private mutating func lost(_ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> XMLFailure? {
        while index < piece.count {
            let byte = piece[index]
            if byte == 0 || byte == 0x0A || byte == 0x0D || (0x80...0xBF).contains(byte),
                let failure = note(byte, at: base + index)
            {
                return failure
            }
            index += 1
        }
        return nil
    }

    // MARK: Bookkeeping

    /// Moves `index` to the next byte of the state's stop set and returns it; nil at the end of the piece.
    @inline(__always)
    private static func next(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ table: UnsafeBufferPointer<UInt8>,
        _ stop: UInt8
    ) -> UInt8? {
        while index < piece.count {
            let byte = piece[index]
            if table[Int(byte)] & stop != 0 { return byte }
            index += 1
        }
        return nil
    }

    /// Counts what matters for lines and columns. A line ends with LF, CR LF or CR (XML 1.0, section 2.11).
    @inline(__always)
    private mutating func note(_ byte: UInt8, at offset: Int) -> XMLFailure? {
        if byte >= 0x80 {
            continuations += 1
            return nil
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
            let column = offset - lineStart - continuations + 1
            return XMLFailure(.notWellFormed("Char 0x0 out of allowed range"), line: line, column: column)
        default:
            break
        }
        return nil
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
