import Testing
import XMLStream

@Suite struct PlacesTests {
    private static let sizes = [1, 2, 3, 5, 7, 64, 299, 301, 4_096]

    /// Both as the pieces are collected for libxml2 and as they would reach it one by one.
    @Test(arguments: Documents.all, sizes)
    func everyPieceSizeGivesTheSameEvents(_ document: String, _ size: Int) {
        let whole = read(document)
        #expect(whole.failure == nil)
        #expect(read(document, in: size) == whole)
        #expect(read(document, in: size, smallest: 0) == whole)
    }

    @Test(arguments: Documents.malformed, [1, 3, 64])
    func everyPieceSizeIsRefusedAfterTheSameEvents(_ document: String, _ size: Int) {
        let whole = read(document)
        let pieces = read(document, in: size, smallest: 0)
        #expect((pieces.failure == nil) == (whole.failure == nil))
        #expect(pieces.events.filter { !$0.isText } == whole.events.filter { !$0.isText })
    }

    @Test func placesAreTrueBeyondLine65535() {
        var document = "<a>\n"
        for line in 2...70_000 { document += line % 7 == 0 ? "é<b\n  c='1'/>" : "\t<c>x</c>\n" }
        document += "<last\n\n/></a>"
        let bytes = Array(document.utf8)
        let outcome = read(bytes)
        #expect(outcome.failure == nil)
        #expect(misplaced(outcome.events, in: bytes).isEmpty)
        let last = outcome.events.last { event in
            if case .start = event { true } else { false }
        }
        guard case .start("last", _, _, let offset, let line, 10) = last else {
            Issue.record("\(String(describing: last))")
            return
        }
        #expect(line == 70_001)
        #expect(offset == bytes.count - "<last\n\n/></a>".utf8.count)
    }

    @Test func failureBeyondLine65535HasItsLine() {
        let document = "<a>" + String(repeating: "\n<b/>", count: 80_000) + "\n<c></d></a>"
        let outcome = read(document)
        #expect(outcome.isMalformed)
        #expect(outcome.failure?.line == 80_002)
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func everyLineEndCountsOnce(_ end: String) {
        let outcome = read("<a>\(end)<b\(end)/>\(end)\(end) <c/></a>")
        #expect(
            outcome.events.compactMap { event in
                if case .start(let name, _, _, _, let line, let column) = event {
                    "\(name) \(line):\(column)"
                } else {
                    nil
                }
            } == ["a 1:1", "b 2:1", "c 5:2"])
    }

    @Test func offsetsCountTheByteOrderMarkAndColumnsDoNot() {
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("<a><b/></a>".utf8)
        for size in [1, 2, .max] {
            let outcome = read(bytes, in: size, smallest: 0)
            #expect(outcome.failure == nil)
            #expect(
                outcome.events == [
                    .start(name: "a", attributes: [], namespaces: [], offset: 3, line: 1, column: 1),
                    .start(name: "b", attributes: [], namespaces: [], offset: 6, line: 1, column: 4),
                    .end(offset: 10), .end(offset: 14),
                ])
        }
    }

    @Test func failureHasThePlaceOfTheFault() {
        let outcome = read("<a>\n <b>\n  <c x='1' x='2'/>\n </b>\n</a>")
        #expect(outcome.failure?.reason == .notWellFormed("Attribute x redefined"))
        #expect(outcome.failure?.line == 3)
    }
}
