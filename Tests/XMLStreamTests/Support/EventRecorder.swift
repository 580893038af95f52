import XMLStream

/// What a reading reported, as values that can be compared. Neighbouring pieces of text are one event.
enum RecordedEvent: Hashable, CustomStringConvertible {
    case start(name: String, attributes: [String], namespaces: [String], offset: Int, line: Int, column: Int)
    case text(String)
    case end(offset: Int)

    var description: String {
        switch self {
        case .start(let name, let attributes, let namespaces, let offset, let line, let column):
            "<\(([name] + attributes + namespaces).joined(separator: " "))> @\(offset) \(line):\(column)"
        case .text(let text): "\"\(text)\""
        case .end(let offset): "</> @\(offset)"
        }
    }

    var isText: Bool {
        if case .text = self { true } else { false }
    }
}

struct EventRecorder: XMLSink {
    let names: NameInterner
    var stopsAfter = Int.max
    private(set) var events: [RecordedEvent] = []
    private var running: [UInt8] = []

    init(names: NameInterner, stopsAfter: Int = .max) {
        self.names = names
        self.stopsAfter = stopsAfter
    }

    mutating func startElement(_ tag: StartTag) {
        endText()
        let attributes = (0..<tag.attributes.count).map { index in
            let attribute = tag.attributes[index]
            return "\(names[attribute.name])=\"\(attribute.text)\""
        }
        let namespaces = (0..<tag.namespaces.count).map { index in
            "xmlns:\(tag.namespaces[index].prefix)=\"\(tag.namespaces[index].name)\""
        }
        events.append(
            .start(
                name: names[tag.name].description, attributes: attributes, namespaces: namespaces,
                offset: tag.offset, line: tag.line, column: tag.column))
    }

    mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        running.append(contentsOf: utf8)
    }

    mutating func endElement(endOffset: Int) {
        endText()
        events.append(.end(offset: endOffset))
    }

    var isFinished: Bool { events.count >= stopsAfter }

    private mutating func endText() {
        guard !running.isEmpty else { return }
        events.append(.text(String(decoding: running, as: UTF8.self)))
        running.removeAll(keepingCapacity: true)
    }
}

/// What came of reading one document.
struct Outcome: Hashable {
    var events: [RecordedEvent]
    var failure: XMLFailure?

    var reason: XMLFailure.Reason? { failure?.reason }
    var isMalformed: Bool { if case .notWellFormed = reason { true } else { false } }

    /// The document without places and namespace declarations.
    var digest: String {
        events.reduce(into: "") { digest, event in
            switch event {
            case .start(let name, let attributes, _, _, _, _):
                digest += "<\(([name] + attributes).joined(separator: " "))>"
            case .text(let text): digest += text
            case .end: digest += "</>"
            }
        }
    }
    var names: [String] {
        events.compactMap { event in
            if case .start(let name, _, _, _, _, _) = event { name } else { nil }
        }
    }
    var texts: [String] {
        events.compactMap { event in
            if case .text(let text) = event { text } else { nil }
        }
    }
}

/// Reads a document in pieces of `size` bytes. With `smallest` 0 each one reaches libxml2 as it was fed.
func read(
    _ bytes: [UInt8], in size: Int = .max, smallest: Int = ReadingPipeline.smallestPiece,
    limits: XMLLimits = XMLLimits(), stopsAfter: Int = .max
) -> Outcome {
    let names = NameInterner(table: NameTable([]))
    let reader = XMLReader(
        names: names, limits: limits, smallestPiece: smallest,
        sink: EventRecorder(names: names, stopsAfter: stopsAfter))
    do throws(XMLFailure) {
        try bytes.withUnsafeBufferPointer { all throws(XMLFailure) in
            var rest = UnsafeRawBufferPointer(all)
            while !rest.isEmpty {
                let piece = min(size, rest.count)
                try reader.feed(UnsafeRawBufferPointer(rebasing: rest[..<piece]))
                rest = UnsafeRawBufferPointer(rebasing: rest[piece...])
            }
        }
        try reader.finish()
        return Outcome(events: reader.sink.events, failure: nil)
    } catch {
        return Outcome(events: reader.sink.events, failure: error)
    }
}

func read(
    _ text: String, in size: Int = .max, smallest: Int = ReadingPipeline.smallestPiece,
    limits: XMLLimits = XMLLimits()
) -> Outcome {
    read(Array(text.utf8), in: size, smallest: smallest, limits: limits)
}

/// Reads a document from a source that gives at most `size` bytes at a time; with `handing` in pieces of its own.
func pull(
    _ bytes: [UInt8], in size: Int = .max, handing: Bool = false, limits: XMLLimits = XMLLimits(),
    stopsAfter: Int = .max
) -> Outcome {
    let names = NameInterner(table: NameTable([]))
    let reader = XMLReader(
        names: names, limits: limits, sink: EventRecorder(names: names, stopsAfter: stopsAfter))
    var rest = bytes[...]
    do {
        if handing {
            try reader.read(pullingPieces: { take in
                let piece = rest.prefix(size)
                rest = rest.dropFirst(piece.count)
                try piece.withUnsafeBytes(take)
                return !piece.isEmpty
            })
            return Outcome(events: reader.sink.events, failure: nil)
        }
        try reader.read(pulling: { buffer in
            let piece = rest.prefix(min(size, buffer.count))
            buffer.copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        })
        return Outcome(events: reader.sink.events, failure: nil)
    } catch let failure as XMLFailure {
        return Outcome(events: reader.sink.events, failure: failure)
    } catch {
        return Outcome(events: [], failure: XMLFailure(.notWellFormed("\(error)"), line: 0, column: 0))
    }
}
