/// The way of the bytes: encoding → UTF-8 → ``MarkupGuard`` → libxml2 → sink. Knows no sink by its type.
@usableFromInline
package final class ReadingPipeline {
    /// How many bytes go through guard and parser at once: they stay in the cache between the two, and the marks
    /// that wait in the queue stay few however large a piece is fed.
    static let largestPiece = 32 << 10

    /// Fewer bytes than this wait for more. libxml2 looks back over an unfinished construct with every piece, so
    /// without this a sender of single bytes makes it quadratic.
    @usableFromInline package static let smallestPiece = 4 << 10

    private let limits: XMLLimits
    private let parser: LibXML2Parser
    private var sniffer: EncodingSniffer? = EncodingSniffer()
    private var transcoder: Transcoder?
    private var guardian: MarkupGuard
    /// UTF-8 that waits for more.
    private var waiting: [UInt8] = []
    /// The beginning of a construct that the guard holds back. At most ``XMLLimits/textLength``.
    private var held: [UInt8] = []
    private let smallestPiece: Int
    private(set) var failure: XMLFailure?
    /// True when the sink said that it has seen enough.
    package private(set) var isStopped = false

    @usableFromInline
    package init(
        names: NameInterner, limits: XMLLimits, handlers: EventHandlers,
        smallestPiece: Int
    ) {
        self.limits = limits
        self.smallestPiece = smallestPiece
        parser = LibXML2Parser(names: names, limits: limits, handlers: handlers)
        guardian = MarkupGuard(limits: limits, offset: 0)
    }

    @usableFromInline
    package func feed(_ bytes: UnsafeRawBufferPointer) throws(XMLFailure) {
        if let failure { throw failure }
        if isStopped { return }
        do throws(XMLFailure) {
            var rest = bytes
            while sniffer != nil, !rest.isEmpty {
                sniffer?.collect(&rest)
                try settleEncoding(atEnd: false)
            }
            try decode(rest)
        } catch {
            failure = error
            throw error
        }
    }

    @usableFromInline
    package func finish() throws(XMLFailure) {
        if let failure { throw failure }
        if isStopped { return }
        do throws(XMLFailure) {
            try settleEncoding(atEnd: true)
            try flush()
            if isStopped { return }
            if transcoder?.endsWithinCharacter == true {
                throw malformed("The input ends within a character")
            }
            if !guardian.hasContent { throw XMLFailure(.empty, line: 1, column: 1) }
            try releaseHeld()
            try parser.finish()
            if !guardian.isBetweenConstructs { throw malformed("The input ends within markup") }
            isStopped = true
        } catch {
            failure = error
            throw error
        }
    }

    // MARK: Encoding

    /// Decides on the encoding as soon as enough bytes are there, and then reads those that were kept for it.
    private func settleEncoding(atEnd: Bool) throws(XMLFailure) {
        guard let sniffer, let found = try sniffer.decide(atEnd: atEnd) else { return }
        self.sniffer = nil
        switch found.encoding {
        case .utf8:
            guardian = MarkupGuard(limits: limits, offset: found.markLength)
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
            try take(bytes.bindMemory(to: UInt8.self))
            return
        }
        var rest = bytes
        while !rest.isEmpty, !isStopped {
            let step = transcoder.convert(&rest)
            try take(step.output)
            if step.isInvalid {
                try flush()
                throw malformed("Input is not proper \(transcoder.charset)")
            }
        }
    }

    // MARK: UTF-8

    private func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLFailure) {
        if waiting.count + bytes.count < smallestPiece {
            waiting.append(contentsOf: bytes)
            return
        }
        try flush()
        var rest = bytes
        while !rest.isEmpty, !isStopped {
            let size = min(rest.count, Self.largestPiece)
            try process(UnsafeBufferPointer(rebasing: rest[..<size]))
            rest = UnsafeBufferPointer(rebasing: rest[size...])
        }
    }

    private func flush() throws(XMLFailure) {
        guard !waiting.isEmpty, !isStopped else { return }
        defer { waiting.removeAll(keepingCapacity: true) }
        try waiting.withUnsafeBufferPointer { piece throws(XMLFailure) in try process(piece) }
    }

    /// What libxml2 finds in the bytes before a refused construct comes first in the document, so it is thrown
    /// first.
    private func process(_ piece: UnsafeBufferPointer<UInt8>) throws(XMLFailure) {
        let verdict = parser.scan(piece, with: &guardian)
        if verdict.accepted > 0 {
            try releaseHeld()
            try parser.parse(UnsafeBufferPointer(rebasing: piece[..<verdict.accepted]))
        }
        if let failure = verdict.failure { throw failure }
        held.append(contentsOf: piece[verdict.accepted...])
        isStopped = parser.sinkIsFinished
    }

    private func releaseHeld() throws(XMLFailure) {
        guard !held.isEmpty else { return }
        defer { held.removeAll(keepingCapacity: true) }
        try held.withUnsafeBufferPointer { piece throws(XMLFailure) in try parser.parse(piece) }
    }

    /// At the next byte, for what is wrong with the input as a whole.
    private func malformed(_ message: String) -> XMLFailure {
        let place = guardian.place
        return XMLFailure(.notWellFormed(message), line: place.line, column: place.column)
    }
}
