import XMLStream

/// Reads no further than the document element.
struct RootSniffer: XMLSink {
    private let names: NameInterner
    private(set) var root: ExpandedName?
    private(set) var line = 0
    private(set) var column = 0
    private(set) var releaseID: String?

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
}
