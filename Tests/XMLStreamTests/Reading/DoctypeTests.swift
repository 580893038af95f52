import Testing
import XMLStream

@Suite struct DoctypeTests {
    private static let laughs =
        """
        <?xml version="1.0"?>
        <!DOCTYPE lolz [ <!ENTITY lol "lol">
        <!ENTITY a "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
        <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"> <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
        ]><lolz>&c;</lolz>
        """

    @Test(
        arguments: [
            "<!DOCTYPE a><a/>", "<!DOCTYPE", "<!DOCTYPE a [", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            "<!DOCTYPE a PUBLIC '-//x' 'http://localhost:1/x.dtd'><a/>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'b'>]><a>&b;</a>",
            "<?xml version='1.0'?>\n<!-- c --><?p i?>\n<!DOCTYPE a><a/>", "<a/><!DOCTYPE a>",
            "<a><!DOCTYPE a></a>",
            "<!ENTITY a 'b'><a/>", "<a><!ENTITY a 'b'></a>", "<!ELEMENT a ANY><a/>",
            "<!ATTLIST a b CDATA ''><a/>",
            "<!NOTATION n SYSTEM 'n'><a/>", "<!DOCTYPEa><a/>", laughs,
        ])
    func documentTypeIsRefused(_ document: String) {
        for size in [1, 2, 9, .max] {
            #expect(read(document, in: size, smallest: 0).reason == .doctype)
        }
    }

    @Test(arguments: Encodings.withMark)
    func documentTypeIsRefusedInEveryEncoding(_ encoding: Encodings.Sample) {
        for size in [1, 3, .max] {
            let outcome = read(encoding.encode("<!-- é -->\n <!DOCTYPE a><a/>"), in: size, smallest: 0)
            #expect(outcome.failure == XMLFailure(.doctype, line: 2, column: 2))
        }
    }

    @Test(
        arguments: [
            "<a>&lt;!DOCTYPE a></a>", "<a><!--<!DOCTYPE a>--></a>", "<a><![CDATA[<!DOCTYPE a>]]></a>",
            "<a b='&lt;!DOCTYPE a>'/>", "<?p <!DOCTYPE a>?><a/>", "<DOCTYPE/>", "<a>DOCTYPE</a>",
        ])
    func theWordAloneIsNoDocumentType(_ document: String) {
        #expect(read(document).failure == nil)
    }

    @Test(arguments: ["<!doctype a><a/>", "<!Doctype a><a/>", "<a b='<!DOCTYPE a>'/>", "< !DOCTYPE a><a/>"])
    func whatIsNoDocumentTypeIsNotWellFormed(_ document: String) {
        #expect(read(document).isMalformed)
    }

    @Test func documentTypeHasItsPlace() {
        #expect(read(Self.laughs).failure == XMLFailure(.doctype, line: 2, column: 1))
    }

    @Test(arguments: ["&lol;", "&a.b;", "&nbsp;", "&lt", "&;", "&#;", "&#x110000;"])
    func entitiesWithoutDeclarationAreNotWellFormed(_ reference: String) {
        #expect(read("<a>\(reference)</a>").isMalformed)
        #expect(read("<a b='\(reference)'/>").isMalformed)
    }

    /// The second line of defence, for a document type that the guard would have missed.
    @Test func libxml2ReportsADocumentTypeThatReachesIt() throws {
        let sink = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
        defer { sink.deallocate() }
        let handlers = EventHandlers(
            sink: sink, startElement: { _, _ in Issue.record("an element was reported") },
            text: { _, _ in Issue.record("text was reported") },
            endElement: { _, _ in Issue.record("an end was reported") }, settlePlaces: { _ in },
            isFinished: { _ in false })
        let parser = LibXML2Parser(
            names: NameInterner(table: NameTable([])), limits: XMLLimits(), handlers: handlers)
        let failure = #expect(throws: XMLFailure.self) {
            try Array("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".utf8).withUnsafeBufferPointer {
                try parser.parse($0)
            }
        }
        #expect(failure?.reason == .doctype)
    }
}
