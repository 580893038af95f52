#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Decides which bytes of the input libxml2 may see, and knows where they are.
///
/// Between two tags that libxml2 reports close together nothing can be refused: no name, tag or text between them can
/// exceed a limit, and a document type declaration cannot stand within the document element. So the ``MarkupGuard``
/// scans only what it must, and always before libxml2: everything outside of the document element, and within it
/// whatever goes on for more bytes than the smallest limit allows without a tag being reported. What libxml2 has
/// read at once before that is looked at when the tag after it is reported, before the sink sees the tag.
struct Intake: ~Copyable {
    private(set) var window: InputWindow
    private var guardian: MarkupGuard
    private let limits: XMLLimits
    /// libxml2's push mode looks through an unfinished section again with every piece.
    var holdsSections = true
    /// So many bytes between the ends of two tags cannot break any limit.
    let harmless: Int

    /// Of the events; never behind what the window has discarded.
    private var cursor: PlaceCursor
    /// Of the first byte of the window.
    private var startCursor: PlaceCursor
    /// Of the guard, where it has been last.
    private var guardCursor: PlaceCursor
    /// Of the construct that the guard is in.
    private var startPlace = (line: 1, column: 1)
    private var isGuardSpent = false

    /// libxml2 has got everything before it.
    private(set) var given: Int
    /// libxml2 may get everything before it.
    private(set) var admitted: Int
    /// What the bytes at `admitted` are refused for.
    private(set) var failure: XMLFailure?

    /// The byte after the last tag that libxml2 has reported, and the elements open there.
    private(set) var lastTagEnd: Int
    private(set) var depth = 0
    /// As libxml2 counts, which knows LF only: of the byte before `lastTagEnd`, and of the end of the tag that is being
    /// reported.
    private var lastTagLine = 1
    private var tagLine = 1
    private var tagEnd = 0
    private var tagStart: Int?
    /// Whether there has been a CR: then libxml2 counts other lines than we do.
    private var hasReturns = false

    init(limits: XMLLimits) {
        self.limits = limits
        window = InputWindow(offset: 0)
        guardian = MarkupGuard(limits: limits, offset: 0)
        // The shortest attributes that libxml2 reads: four bytes each, as in `a=""b=""`, which is an error.
        harmless = min(limits.textLength, limits.tagLength, limits.nameLength, limits.attributes * 4) - 2
        cursor = PlaceCursor(offset: 0)
        startCursor = cursor
        guardCursor = cursor
        given = 0
        admitted = 0
        lastTagEnd = 0
    }

    /// Sets the offset of the first byte, before there is any: 3 after a byte order mark.
    mutating func begin(at offset: Int) {
        window.begin(at: offset)
        guardian.skip(to: offset)
        cursor = PlaceCursor(offset: offset)
        startCursor = cursor
        guardCursor = cursor
        given = offset
        admitted = offset
        lastTagEnd = offset
    }

    var hasContent: Bool { guardian.hasContent }
    var isBetweenConstructs: Bool { guardian.isBetweenConstructs }
    /// Bytes that libxml2 may get at once.
    var ready: Int { admitted - given }
    /// Bytes that libxml2 has not got.
    var waiting: Int { window.end - given }

    // MARK: In

    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        window.append(piece)
        noteReturns(in: piece.count)
    }

    mutating func room(for count: Int) -> UnsafeMutableRawBufferPointer {
        window.room(for: count)
    }

    mutating func extend(by count: Int) {
        window.extend(by: count)
        noteReturns(in: count)
    }

    private mutating func noteReturns(in count: Int) {
        guard !hasReturns, count > 0 else { return }
        hasReturns = memchr(window.pointer(at: window.end - count), 0x0D, count) != nil
    }

    /// Forgets what is no longer needed. To be called before bytes are added.
    mutating func discard() {
        let isGuardAhead = guardian.offset > lastTagEnd && guardian.nextTag >= lastTagEnd
        let needed = isGuardAhead ? min(guardian.nextTag, guardCursor.offset) : lastTagEnd
        if needed == lastTagEnd, !hasReturns {
            cursor.jump(to: needed, line: lastTagLine, in: window)
        } else {
            cursor.advance(to: min(given, needed), in: window)
        }
        window.discard(before: cursor.offset)
        startCursor = cursor
    }

    /// Decides on the bytes that were added.
    mutating func admit() {
        guard failure == nil else { return }
        let end = min(window.end, limits.totalSize)
        admitted = end
        // Outside of the document element, and where the last tag is far behind.
        if depth == 0 || given - lastTagEnd > harmless {
            scan(to: end)
            if failure != nil { return }
            admitted = max(given, guardian.admission(holdingSections: holdsSections))
        }
        guard end < window.end else { return }
        failure = failure(.limit(.totalSize, limits.totalSize), at: end)
    }

    /// Ends the document: nothing is held back any longer.
    mutating func finish() {
        guard failure == nil else { return }
        scan(to: window.end)
        if failure == nil { admitted = window.end }
    }

    /// Refuses the input after its last byte.
    mutating func refuse(_ reason: XMLFailure.Reason) {
        guard failure == nil else { return }
        failure = failure(reason, at: window.end)
    }

    // MARK: Out

    /// The bytes that libxml2 gets next, at most `count`.
    mutating func next(_ count: Int) -> UnsafeBufferPointer<UInt8> {
        let end = admitted - given > count ? given + count : admitted
        defer { given = end }
        return window[given..<end]
    }

    /// Looks at what libxml2 gets next where the last tag is far behind, for who gives it bytes little by little.
    mutating func supervise(_ count: Int) {
        guard depth > 0, given - lastTagEnd > harmless, failure == nil else { return }
        scan(to: min(admitted, given + count))
    }

    /// Looks at the bytes before a tag that ends far behind the last one.
    ///
    /// - Returns: what they are refused for.
    mutating func verify(to offset: Int) -> XMLFailure? {
        // What it was spent on lies ahead, and everything before that was looked at.
        if isGuardSpent { return nil }
        scan(to: min(offset, given))
        return isGuardSpent ? failure : nil
    }

    // MARK: Places

    /// The place of an offset that is not before the last one asked for, nor before the tag that is being reported.
    mutating func place(at offset: Int) -> (line: Int, column: Int) {
        cursor.advance(to: offset, in: window)
        return (cursor.line, cursor.column)
    }

    /// Leaves the cursor where it is.
    private func failure(_ reason: XMLFailure.Reason, at offset: Int) -> XMLFailure {
        var cursor = cursor
        cursor.advance(to: offset, in: window)
        return XMLFailure(reason, line: cursor.line, column: cursor.column + (offset - cursor.offset))
    }

    // MARK: Tags

    /// Sets which start tag is being reported.
    ///
    /// - Parameters:
    ///   - end: of the byte after its `>`.
    ///   - line: of that `>`, as libxml2 counts.
    @inline(__always)
    mutating func report(tagBefore end: Int, line: Int) {
        tagEnd = end
        tagLine = line
        tagStart = nil
    }

    /// Whether the bytes before a tag, and those of the tag, can break a limit.
    @inline(__always)
    func isDoubtful(tagBefore end: Int) -> Bool {
        end &- lastTagEnd > harmless
    }

    /// Goes on after the start tag that was reported.
    @inline(__always)
    mutating func open() {
        lastTagEnd = tagEnd
        lastTagLine = tagLine
        depth &+= 1
    }

    /// Goes on after an end tag.
    @inline(__always)
    mutating func close(before end: Int, line: Int) {
        lastTagEnd = end
        lastTagLine = line
        depth &-= 1
    }

    /// The offset of the start tag that is being reported. Its `<` is the last one: a start tag has no other.
    mutating func offsetOfTag() -> Int {
        if let tagStart { return tagStart }
        let found = window.lastIndex(of: ASCII.less, before: tagEnd)
        tagStart = found
        return found
    }

    mutating func placeOfTag() -> (line: Int, column: Int) {
        let offset = offsetOfTag()
        if offset > cursor.offset {
            if hasReturns {
                cursor.advance(to: offset, in: window)
            } else {
                let lines = window.count(of: ASCII.lineFeed, in: offset..<tagEnd)
                cursor.jump(to: offset, line: tagLine &- lines, in: window)
            }
        }
        return (cursor.line, cursor.column)
    }

    /// A mark of the tag that is being reported. Where libxml2 counts other lines than we do it is settled at once.
    @inline(__always)
    mutating func markOfTag() -> TagMark {
        hasReturns ? settledMarkOfTag() : TagMark(tagBefore: tagEnd, line: tagLine)
    }

    @inline(never)
    private mutating func settledMarkOfTag() -> TagMark {
        let place = placeOfTag()
        return TagMark(line: place.line, column: place.column)
    }

    /// Of a mark that is not settled, whose tag is still in the window; there was no CR before it.
    func place(of mark: TagMark) -> (line: Int, column: Int) {
        let offset = window.lastIndex(of: ASCII.less, before: mark.end)
        let lines = window.count(of: ASCII.lineFeed, in: offset..<mark.end)
        var cursor = startCursor
        cursor.jump(to: offset, line: mark.lineOfEnd - lines, in: window)
        return (cursor.line, cursor.column)
    }

    // MARK: The guard

    /// Lets the guard see everything up to an offset, from the last tag on that libxml2 has reported.
    private mutating func scan(to offset: Int) {
        if lastTagEnd >= guardian.offset || guardian.nextTag < lastTagEnd {
            guardian.skip(to: lastTagEnd)
            guardCursor = cursor
        }
        guard offset > guardian.offset else { return }
        let refusal = guardian.scan(window[guardian.offset..<offset])
        if guardian.start >= guardCursor.offset {
            guardCursor.advance(to: guardian.start, in: window)
            startPlace = (guardCursor.line, guardCursor.column)
        }
        guard let refusal else {
            guardCursor.advance(to: guardian.offset, in: window)
            return
        }
        isGuardSpent = true
        admitted = max(given, min(admitted, guardian.start))
        if refusal.offset > guardian.start {
            guardCursor.advance(to: refusal.offset, in: window)
            startPlace = (guardCursor.line, guardCursor.column)
        }
        failure = XMLFailure(refusal.reason, line: startPlace.line, column: startPlace.column)
    }
}
