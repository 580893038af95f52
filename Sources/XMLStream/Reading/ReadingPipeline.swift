/// The way of the bytes: encoding → UTF-8 → ``Intake`` → libxml2 → sink. Knows no sink by its type.
///
/// Whoever has the bytes pushes them, piece by piece, or lets libxml2 pull them; never both in one reading.
@usableFromInline
package final class ReadingPipeline {
    /// How many bytes are pushed to the parser at once: they stay in the cache between the window and libxml2.
    static let largestPiece = 32 << 10

    /// How many bytes are pulled from their source at once.
    private static let pulledPiece = 128 << 10

    /// Fewer bytes than this wait for more. libxml2 looks back over an unfinished construct with every piece, so
    /// without this a sender of single bytes makes it quadratic.
    @usableFromInline package static let smallestPiece = 4 << 10

    private let parser: LibXML2Parser
    private var sniffer: EncodingSniffer? = EncodingSniffer()
    private var transcoder: Transcoder?
    private let smallestPiece: Int
    private var isPulling = false
    /// Where pulled bytes go before they are known to be UTF-8.
    private var raw: [UInt8] = []
    private var isAtEnd = false
    private(set) var failure: XMLFailure?
    /// What the source of pulled bytes threw, or what their encoding is refused for.
    private var pullFailure: (any Error)?
    /// True when the sink said that it has seen enough.
    package private(set) var isStopped = false

    @usableFromInline
    package init(
        names: NameInterner, limits: XMLLimits, handlers: EventHandlers,
        smallestPiece: Int
    ) {
        self.smallestPiece = smallestPiece
        parser = LibXML2Parser(names: names, limits: limits, handlers: handlers)
    }

    // MARK: Encoding

    /// Takes bytes as they come, in any encoding.
    private func take(_ bytes: UnsafeRawBufferPointer) throws(XMLFailure) {
        var rest = bytes
        while sniffer != nil, !rest.isEmpty {
            sniffer?.collect(&rest)
            try settleEncoding(atEnd: false)
        }
        try decode(rest)
    }

    /// Decides on the encoding as soon as enough bytes are there, and then reads those that were kept for it.
    private func settleEncoding(atEnd: Bool) throws(XMLFailure) {
        guard let sniffer, let found = try sniffer.decide(atEnd: atEnd) else { return }
        self.sniffer = nil
        switch found.encoding {
        case .utf8:
            parser.begin(at: found.markLength)
        case .transcoded(let label, let charset):
            guard let transcoder = Transcoder(from: charset) else {
                throw XMLFailure(.encoding(label), line: 1, column: 1)
            }
            self.transcoder = transcoder
        }
        let head = sniffer.head.dropFirst(found.markLength)
        try head.withUnsafeBufferPointer { bytes throws(XMLFailure) in
            try decode(UnsafeRawBufferPointer(bytes))
        }
    }

    private func decode(_ bytes: UnsafeRawBufferPointer) throws(XMLFailure) {
        guard let transcoder else {
            try add(bytes.bindMemory(to: UInt8.self))
            return
        }
        var rest = bytes
        while !rest.isEmpty, !isStopped {
            let step = transcoder.convert(&rest)
            try add(step.output)
            if step.isInvalid {
                try refuse("Input is not proper \(transcoder.charset)")
                return
            }
        }
    }

    /// Adds UTF-8 to the window, and while pushing gives it to libxml2.
    private func add(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLFailure) {
        if isPulling || parser.intake.pointee.waiting + bytes.count < smallestPiece {
            parser.intake.pointee.append(bytes)
            return
        }
        var rest = bytes
        while !rest.isEmpty, !isStopped {
            let size = min(rest.count, Self.largestPiece)
            parser.makeRoom()
            parser.intake.pointee.append(UnsafeBufferPointer(rebasing: rest[..<size]))
            try process()
            rest = UnsafeBufferPointer(rebasing: rest[size...])
        }
    }

    /// Refuses the input at the byte after the last one, once libxml2 has read all others.
    private func refuse(_ message: String) throws(XMLFailure) {
        if isPulling {
            parser.intake.pointee.admit()
        } else {
            try process()
        }
        parser.intake.pointee.refuse(.notWellFormed(message))
        if !isPulling, let failure = parser.intake.pointee.failure { throw failure }
    }

    // MARK: Pushing

    @usableFromInline
    package func feed(_ bytes: UnsafeRawBufferPointer) throws(XMLFailure) {
        if let failure { throw failure }
        if isStopped { return }
        do throws(XMLFailure) {
            try take(bytes)
        } catch {
            failure = error
            throw error
        }
    }

    /// What libxml2 finds in the bytes before a refused construct comes first in the document, so it is thrown
    /// first.
    private func process() throws(XMLFailure) {
        if isStopped { return }
        parser.intake.pointee.admit()
        try parseAdmitted()
        if let failure = parser.intake.pointee.failure { throw failure }
        isStopped = parser.sinkIsFinished
    }

    private func parseAdmitted() throws(XMLFailure) {
        let piece = parser.intake.pointee.next(.max)
        if !piece.isEmpty { try parser.parse(piece) }
    }

    @usableFromInline
    package func finish() throws(XMLFailure) {
        if let failure { throw failure }
        if isStopped { return }
        do throws(XMLFailure) {
            try settleEncoding(atEnd: true)
            try process()
            if isStopped { return }
            parser.intake.pointee.finish()
            try parseAdmitted()
            try endInput()
            try parser.finish()
            try endDocument()
        } catch {
            failure = error
            throw error
        }
    }

    /// Throws what the input as a whole is refused for.
    private func endInput() throws(XMLFailure) {
        if transcoder?.endsWithinCharacter == true {
            parser.intake.pointee.refuse(.notWellFormed("The input ends within a character"))
        }
        if let failure = parser.intake.pointee.failure { throw failure }
        if !parser.intake.pointee.hasContent { throw XMLFailure(.empty, line: 1, column: 1) }
    }

    private func endDocument() throws(XMLFailure) {
        if !parser.hasReadEverything {
            parser.intake.pointee.refuse(.notWellFormed("Extra content at the end of the document"))
        } else if !parser.intake.pointee.isBetweenConstructs {
            parser.intake.pointee.refuse(.notWellFormed("The input ends within markup"))
        }
        if let failure = parser.intake.pointee.failure { throw failure }
        isStopped = true
    }

    // MARK: Pulling

    /// Reads a whole document. `fill` writes the next bytes into the buffer and returns their number, 0 at the end;
    /// what it throws comes through.
    @usableFromInline
    package func read(pulling fill: (UnsafeMutableRawBufferPointer) throws -> Int) throws {
        try pull {
            let count: Int
            if sniffer == nil, transcoder == nil {
                count = try fill(parser.intake.pointee.room(for: Self.pulledPiece))
                parser.intake.pointee.extend(by: count)
            } else {
                if raw.isEmpty { raw = [UInt8](repeating: 0, count: Self.largestPiece) }
                count = try raw.withUnsafeMutableBytes { try fill($0) }
                try raw.withUnsafeBytes { try take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            }
            return count > 0
        }
    }

    /// Reads a whole document. `next` hands a piece of any size to the function it is given and returns true, or false
    /// at the end; what it throws comes through.
    @usableFromInline
    package func read(
        pullingPieces next: ((UnsafeRawBufferPointer) throws -> Void) throws -> Bool
    ) throws {
        try pull { try next { try take($0) } }
    }

    /// Keeps bytes that come before those that will be pulled.
    @usableFromInline
    package func hold(_ bytes: UnsafeRawBufferPointer) throws(XMLFailure) {
        isPulling = true
        try feed(bytes)
    }

    /// `more` adds bytes to the window, and answers false at the end.
    private func pull(_ more: () throws -> Bool) throws {
        if let failure { throw failure }
        if isStopped { return }
        isPulling = true
        parser.intake.pointee.holdsSections = false
        let isWhole = parser.parseDocument { supply($0, more) }
        if let pullFailure {
            failure = pullFailure as? XMLFailure
            throw pullFailure
        }
        do throws(XMLFailure) {
            try endPulling(isWhole)
        } catch {
            failure = error
            throw error
        }
    }

    private func endPulling(_ isWhole: Bool) throws(XMLFailure) {
        if isAtEnd, parser.intake.pointee.failure == nil { try endInput() }
        if let failure = parser.failure { throw failure }
        if isStopped { return }
        if let failure = parser.intake.pointee.failure { throw failure }
        if !isWhole { try parser.check() }
        try endDocument()
    }

    /// Gives libxml2 its next bytes: as many as it asks for, as long as there are. It takes fewer for the end, and does
    /// not look further than to there for the rest of a token.
    private func supply(_ buffer: UnsafeMutableRawBufferPointer, _ more: () throws -> Bool) -> Int {
        if pullFailure != nil || parser.failure != nil || parser.refusesNames() { return 0 }
        if parser.sinkIsFinished { isStopped = true }
        do {
            while !isStopped, !isAtEnd, parser.intake.pointee.failure == nil,
                parser.intake.pointee.ready < buffer.count
            {
                parser.makeRoom()
                isAtEnd = try !more()
                if isAtEnd { try settleEncoding(atEnd: true) }
                parser.intake.pointee.admit()
            }
            if isAtEnd { endPulledInput() }
        } catch {
            pullFailure = error
        }
        parser.intake.pointee.supervise(buffer.count)
        let bytes = parser.intake.pointee.next(isStopped || pullFailure != nil ? 0 : buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(bytes))
        if bytes.isEmpty, !isAtEnd || parser.intake.pointee.failure != nil { parser.cutOff() }
        return bytes.count
    }

    private func endPulledInput() {
        parser.intake.pointee.finish()
        if transcoder?.endsWithinCharacter == true {
            parser.intake.pointee.refuse(.notWellFormed("The input ends within a character"))
        }
    }
}
