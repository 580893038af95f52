/// Reads one document: bytes in, events to the sink, in pieces of any size.
///
/// The input is untrusted. A document type declaration is refused, nothing but the five predefined entities and
/// character references is replaced, no file and no network is touched, and ``XMLLimits`` rule before libxml2 sees
/// the bytes. Encodings other than UTF-8 are transcoded first; all offsets are in the UTF-8 that comes out.
///
/// The types that its inlinable code names are `@usableFromInline`: without that, `@inlinable` has no effect on a
/// package declaration, and the sink's code would be reached through its witness table.
///
/// Not `Sendable`: one task, one reading. After a failure the reader gives no more events, and every further call
/// throws the same failure again; the sink keeps what it received before.
@usableFromInline
package final class XMLReader<Sink: XMLSink> {
    @usableFromInline let storage: UnsafeMutablePointer<Sink>
    @usableFromInline let pipeline: ReadingPipeline

    /// - Parameters:
    ///   - names: gives the events their IDs; the sink may hold the same one.
    ///   - limits: what is refused.
    ///   - smallestPiece: bytes that are worth parsing; fewer wait for more. Only tests have a reason to change it.
    ///   - sink: receives the events; see ``sink`` to have it back.
    @inlinable
    package init(
        names: NameInterner, limits: XMLLimits = XMLLimits(),
        smallestPiece: Int = ReadingPipeline.smallestPiece, sink: consuming Sink
    ) {
        storage = .allocate(capacity: 1)
        storage.initialize(to: sink)
        pipeline = ReadingPipeline(
            names: names, limits: limits, handlers: Sink.handlers(of: storage), smallestPiece: smallestPiece)
    }

    deinit {
        storage.deinitialize(count: 1)
        storage.deallocate()
    }

    /// The sink as it is now: between pieces, after ``finish()``, and also after a failure.
    @inlinable
    package var sink: Sink {
        _read { yield storage.pointee }
        _modify { yield &storage.pointee }
    }

    /// True when the sink said that it has seen enough: further bytes are left unread.
    package var isStopped: Bool { pipeline.isStopped }

    /// Reads the next piece. Small pieces are collected, so events may come with a later call or with ``finish()``.
    ///
    /// - Throws: what the bytes up to here are refused for.
    @inlinable
    package func feed(_ bytes: UnsafeRawBufferPointer) throws(XMLFailure) {
        try pipeline.feed(bytes)
    }

    /// Ends the document.
    ///
    /// - Returns: the sink.
    /// - Throws: what the bytes that were held back are refused for, or that the document is not complete. A reading
    ///   that the sink has stopped does not fail here.
    @inlinable
    @discardableResult
    package func finish() throws(XMLFailure) -> Sink {
        try pipeline.finish()
        return sink
    }
}

extension XMLReader {
    /// Reads a whole document from where its bytes come from, instead of being fed. This is the faster way: libxml2
    /// reads each tag once, and the bytes are written where they are needed.
    ///
    /// - Parameter fill: writes the next bytes into the buffer, which is never empty, and returns their number; 0 at the
    ///   end. It is not called again after that, nor after it has thrown.
    /// - Returns: the sink.
    /// - Throws: ``XMLFailure`` for what the document is refused for, and whatever `fill` throws. A reading that the
    ///   sink has stopped does not fail.
    @inlinable
    @discardableResult
    package func read(pulling fill: (UnsafeMutableRawBufferPointer) throws -> Int) throws -> Sink {
        try pipeline.read(pulling: fill)
        return sink
    }

    /// As ``read(pulling:)``, from a source that hands out its bytes in pieces of its own.
    ///
    /// - Parameter next: hands the next piece, of any size but not empty, to the function it is given and returns true;
    ///   false at the end. It is not called again after that, nor after it has thrown.
    /// - Returns: the sink.
    /// - Throws: ``XMLFailure`` for what the document is refused for, and whatever `next` throws. A reading that the
    ///   sink has stopped does not fail.
    @inlinable
    @discardableResult
    package func read(
        pullingPieces next: ((UnsafeRawBufferPointer) throws -> Void) throws -> Bool
    ) throws -> Sink {
        try pipeline.read(pullingPieces: next)
        return sink
    }

    /// Keeps bytes that were read already, such as to find out what they are, for a reading that pulls the others. To be
    /// called before it, and as often as needed.
    ///
    /// - Parameter bytes: are copied.
    /// - Throws: what the bytes are refused for, as far as their encoding tells.
    @inlinable
    package func hold(_ bytes: UnsafeRawBufferPointer) throws(XMLFailure) {
        try pipeline.hold(bytes)
    }

    /// Reads a whole document that is in memory.
    ///
    /// - Returns: the sink.
    /// - Throws: what the document is refused for.
    @inlinable
    @discardableResult
    package func read(_ bytes: [UInt8]) throws(XMLFailure) -> Sink {
        try bytes.withUnsafeBufferPointer { storage throws(XMLFailure) in
            try feed(UnsafeRawBufferPointer(storage))
        }
        return try finish()
    }
}
