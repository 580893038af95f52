import XMLStream

/// Reads no further than the document element.
struct RootSniffer: XMLSink {
    private let names: NameInterner
    private(set) var root: ExpandedName?
    private(set) var line = 0
    private(set) var column = 0
    private(set) var releaseID: String?

    /// A root starts within this many bytes, or nearly: more are handed to the parser only when they do not suffice.
    private static let step = 4 << 10

    init(names: NameInterner) {
        self.names = names
    }

    var isFinished: Bool { root != nil }

    mutating func startElement(_ tag: StartTag) {
        guard root == nil else { return }
        root = names[tag.name]
        line = tag.line
        column = tag.column
        for index in 0..<tag.attributes.count where names[tag.attributes[index].name].local == "releaseID" {
            releaseID = tag.attributes[index].text
        }
    }

    mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {}
    mutating func endElement(endOffset: Int) {}

    /// Feeds a piece little by little, so that of a large one hardly more than the root is read.
    static func feed(_ piece: UnsafeRawBufferPointer, to reader: XMLReader<RootSniffer>) throws(XMLFailure) {
        var rest = piece[...]
        while !rest.isEmpty, !reader.isStopped {
            try reader.feed(UnsafeRawBufferPointer(rebasing: rest.prefix(step)))
            rest = rest.dropFirst(step)
        }
    }
}
