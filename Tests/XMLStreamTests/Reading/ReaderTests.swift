import Testing
import XMLStream

@Suite struct ReaderTests {
    @Test func eventsComeInDocumentOrderWithTheirPlaces() {
        let outcome = read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a > b, <c> -->
            <a xmlns="urn:a" xmlns:p="urn:p">
              <b p:x="1 &gt; 0" y='"é>"'/>é<c
                z="&#x41;">t&amp;<![CDATA[<u>]]]]></c>
            </a>
            """)
        #expect(outcome.failure == nil)
        #expect(
            outcome.events.map(\.description) == [
                "<{urn:a}a xmlns:=\"urn:a\" xmlns:p=\"urn:p\"> @59 3:1",
                "\"\n  \"",
                "<{urn:a}b {urn:p}x=\"1 > 0\" y=\"\"é>\"\"> @95 4:3",
                "</> @124",
                "\"é\"",
                "<{urn:a}c z=\"A\"> @126 4:32",
                "\"t&<u>]]\"",
                "</> @171",
                "\"\n\"",
                "</> @176",
            ])
    }

    @Test(arguments: ["", " ", "\r\n\t ", String(repeating: "\n", count: 10_000)])
    func anInputWithoutContentIsEmpty(_ document: String) {
        for size in [1, .max] {
            #expect(read(document, in: size).failure == XMLFailure(.empty, line: 1, column: 1))
        }
    }

    @Test func aByteOrderMarkAloneIsEmpty() {
        for mark: [UInt8] in [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE]] {
            #expect(read(mark).reason == .empty)
        }
    }

    @Test func aSinkThatIsFinishedStopsTheReadingWithoutAnError() throws {
        let document = Array(("<a>" + String(repeating: "<b/>", count: 50_000) + "</wrong>").utf8)
        let names = NameInterner(table: NameTable([]))
        let reader = XMLReader(names: names, sink: EventRecorder(names: names, stopsAfter: 10))
        #expect(!reader.isStopped)
        let sink = try reader.read(document)
        #expect(reader.isStopped)
        #expect(sink.isFinished)
        #expect(sink.events.count < 50_000)
        try document.withUnsafeBytes { try reader.feed($0) }
        #expect(reader.sink.events.count == sink.events.count)
    }

    @Test func afterAFailureTheSinkIsThereAndTheFailureIsRepeated() throws {
        let names = NameInterner(table: NameTable([]))
        let reader = XMLReader(names: names, sink: EventRecorder(names: names))
        let document = Array("<a><b/></c><d/>".utf8)
        let first = try #require(throws: XMLFailure.self) { try reader.read(document) }
        #expect(reader.sink.events.count == 3)
        #expect(throws: first) { try document.withUnsafeBytes { try reader.feed($0) } }
        #expect(throws: first) { try reader.finish() }
        #expect(reader.sink.events.count == 3)
    }

    @Test func namesOfTheTableKeepTheirIDsAndOthersFollow() throws {
        struct Collector: XMLSink {
            var ids: [Int32] = []
            mutating func startElement(_ tag: StartTag) {
                ids.append(tag.name.rawValue)
                for index in 0..<tag.attributes.count { ids.append(tag.attributes[index].name.rawValue) }
            }
            mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {}
            mutating func endElement(endOffset: Int) {}
        }
        let table = NameTable([ExpandedName("u", "a"), ExpandedName("", "a"), ExpandedName("u", "b")])
        let names = NameInterner(table: table)
        let reader = XMLReader(names: names, sink: Collector())
        let document =
            "<a b='' p:b='' xmlns:p='u'><p:a a=''/><c xmlns='u'/><b xmlns='u' b=''/><c xmlns=''/></a>"
        #expect(try reader.read(Array(document.utf8)).ids == [1, 3, 2, 0, 1, 4, 2, 3, 5])
        #expect(names.additions == [ExpandedName("", "b"), ExpandedName("u", "c"), ExpandedName("", "c")])
    }

    @Test func manyNamesAreToldApart() {
        let document =
            "<a>" + (0..<5_000).map { "<n\($0) xmlns='u\($0 % 3)' m\($0)=''/><n\($0)/>" }.joined() + "</a>"
        let outcome = read(document)
        #expect(outcome.digest == TreeParser.digest(Array(document.utf8)))
    }

    /// Readers share nothing but libxml2's tables.
    @Test func readingsInParallelAreIndependent() async {
        let expected = read(Documents.schedule)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask { (0..<20).allSatisfy { _ in read(Documents.schedule) == expected } }
            }
            for await isEqual in group { #expect(isEqual) }
        }
    }
}
