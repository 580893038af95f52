/// What receives the events of a reading, in document order. A generic parameter of ``XMLReader``, never an
/// existential: the compiler makes one reader for each sink.
///
/// Everything that an event points at is valid only during the call.
@usableFromInline
package protocol XMLSink {
    mutating func startElement(_ tag: StartTag)

    /// Character data, UTF-8, entity and character references already replaced. One run of text can come in
    /// several pieces; CDATA sections come as text; white space between elements comes too.
    mutating func text(_ utf8: UnsafeBufferPointer<UInt8>)

    /// - Parameter endOffset: the offset of the byte after the `>` of the end tag, or of the empty-element tag.
    mutating func endElement(endOffset: Int)

    /// The bytes of the tags so far are about to be forgotten: a ``TagMark`` that is kept beyond this call must be settled
    /// in it. It comes at most once for each piece of input.
    mutating func settlePlaces()

    /// How the reader reaches a sink that stands at an address. The default is right for every sink. One whose type is
    /// not known where the reader is made, such as a generic one in generic code, can do better: what the default gives
    /// then goes through witness tables with every event.
    static func handlers(of sink: UnsafeMutablePointer<Self>) -> EventHandlers

    /// When true the reader stops after the running piece of input, without an error.
    var isFinished: Bool { get }
}

extension XMLSink {
    @inlinable package mutating func settlePlaces() {}
    @inlinable package var isFinished: Bool { false }

    @inlinable
    package static func handlers(of sink: UnsafeMutablePointer<Self>) -> EventHandlers {
        EventHandlers(
            sink: UnsafeMutableRawPointer(sink),
            startElement: { $0.assumingMemoryBound(to: Self.self).pointee.startElement($1) },
            text: { $0.assumingMemoryBound(to: Self.self).pointee.text($1) },
            endElement: { $0.assumingMemoryBound(to: Self.self).pointee.endElement(endOffset: $1) },
            settlePlaces: { $0.assumingMemoryBound(to: Self.self).pointee.settlePlaces() },
            isFinished: { $0.assumingMemoryBound(to: Self.self).pointee.isFinished })
    }
}
