/// A sink without its type: where it is, and what is called for each event.
///
/// The closures capture nothing. ``XMLSink/handlers(of:)`` forms them where the sink's type is known, so that each one is
/// the sink's own code, and an event costs one indirect call: no existential, no witness table.
@usableFromInline
package struct EventHandlers {
    @usableFromInline package typealias Sink = UnsafeMutableRawPointer

    let sink: Sink
    let startElement: (Sink, StartTag) -> Void
    let text: (Sink, UnsafeBufferPointer<UInt8>) -> Void
    let endElement: (Sink, Int) -> Void
    let settlePlaces: (Sink) -> Void
    let isFinished: (Sink) -> Bool

    @usableFromInline
    package init(
        sink: Sink, startElement: @escaping (Sink, StartTag) -> Void,
        text: @escaping (Sink, UnsafeBufferPointer<UInt8>) -> Void,
        endElement: @escaping (Sink, Int) -> Void, settlePlaces: @escaping (Sink) -> Void,
        isFinished: @escaping (Sink) -> Bool
    ) {
        self.sink = sink
        self.startElement = startElement
        self.text = text
        self.endElement = endElement
        self.settlePlaces = settlePlaces
        self.isFinished = isFinished
    }
}
