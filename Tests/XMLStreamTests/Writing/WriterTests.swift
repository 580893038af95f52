import Diagnostics
import Testing
import XMLStream

@Suite struct WriterTests {
    /// The bytes of what `write` writes.
    private func document(
        _ layout: XMLWriter.Layout = .compact, _ write: (inout XMLWriter) throws -> Void
    ) throws -> String {
        var writer = XMLWriter(layout)
        try write(&writer)
        return String(decoding: try writer.finish(), as: UTF8.self)
    }

    @Test func compactDocumentHasNothingThatWasNotWritten() throws {
        let text = try document { writer in
            try writer.declaration()
            try writer.startElement("a", prefix: "p")
            try writer.namespace("urn:p", prefix: "p")
            try writer.namespace("urn:d")
            try writer.attribute("b", "1")
            try writer.attribute("lang", prefix: "xml", "de")
            try writer.startElement("c")
            try writer.endElement()
            try writer.text("")
            try writer.text("t")
            try writer.endElement()
        }
        #expect(
            text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <p:a xmlns:p="urn:p" xmlns="urn:d" b="1" xml:lang="de"><c/>t</p:a>
                """)
    }

    @Test func indentationStandsOnlyBetweenElements() throws {
        let text = try document(.indented) { writer in
            try writer.declaration()
            try writer.startElement("a")
            try writer.startElement("b")
            try writer.text(" x ")
            try writer.endElement()
            try writer.startElement("c")
            try writer.startElement("d")
            try writer.endElement()
            try writer.endElement()
            try writer.startElement("m")
            try writer.text("t")
            try writer.startElement("e")
            try writer.endElement()
            try writer.text("t")
            try writer.endElement()
            try writer.startElement("p")
            try writer.attribute("space", prefix: "xml", "preserve")
            try writer.startElement("e")
            try writer.endElement()
            try writer.text("t")
            try writer.endElement()
            try writer.endElement()
        }
        #expect(
            text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <a>
                  <b> x </b>
                  <c>
                    <d/>
                  </c>
                  <m>t<e/>t</m>
                  <p xml:space="preserve"><e/>t</p>
                </a>

                """)
    }

    @Test func syntaxIsEscaped() throws {
        let text = try document { writer in
            try writer.startElement("a")
            try writer.attribute("b", "<>&\"'\t\r\n é")
            try writer.text("<>&\"'\t\r\n ]]> é")
            try writer.endElement()
        }
        #expect(
            text == "<a b=\"&lt;>&amp;&quot;'&#9;&#13;&#10; é\">&lt;&gt;&amp;\"'\t&#13;\n ]]&gt; é</a>")
    }

    @Test(arguments: 0..<300)
    func whatIsWrittenIsReadBack(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let tree = Tree.random(&random, mixed: true)
        var writer = XMLWriter()
        if seed % 2 == 0 { try writer.declaration() }
        let written = Result { () throws(XMLWriterError) in try tree.write(to: &writer) }
        if case .failure(.duplicateAttribute) = written { return }
        try written.get()
        let bytes = try writer.finish()
        let outcome = read(bytes)
        #expect(outcome.failure == nil)
        #expect(outcome.digest == tree.digest())
        #expect(TreeParser.digest(bytes) == tree.digest())
    }

    /// The text of every element that has no child elements, and all attributes.
    @Test(arguments: 0..<300)
    func indentationChangesNoValue(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let tree = Tree.random(&random, mixed: false)
        var compact = XMLWriter()
        var indented = XMLWriter(.indented)
        let written = Result { () throws(XMLWriterError) in try tree.write(to: &compact) }
        if case .failure(.duplicateAttribute) = written { return }
        try tree.write(to: &indented)
        let plain = read(try compact.finish())
        let spaced = read(try indented.finish())
        #expect(spaced.failure == nil)
        #expect(spaced.withoutSpaceBetweenElements == plain.withoutSpaceBetweenElements)
    }

    @Test(
        arguments: [
            "\u{0}", "\u{1}", "\u{8}", "\u{B}", "\u{C}", "\u{E}", "\u{1F}", "\u{FFFE}", "\u{FFFF}",
        ] as [Unicode.Scalar])
    func aCharacterThatXMLCannotCarryIsRefused(_ scalar: Unicode.Scalar) throws {
        var writer = XMLWriter()
        try writer.startElement("a")
        try writer.attribute("b", "1")
        let before = writer.bytes
        let text = "<é😀\(scalar)x"
        let expected = XMLWriterError.character(scalar, index: 3)
        #expect(throws: expected) { try writer.text(text) }
        #expect(throws: expected) { try writer.attribute("c", text) }
        #expect(throws: expected) { try Array(text.utf8).withUnsafeBufferPointer { try writer.text($0) } }
        #expect(writer.bytes == before)
        try writer.attribute("c", "2")
        try writer.endElement()
        #expect(String(decoding: try writer.finish(), as: UTF8.self) == "<a b=\"1\" c=\"2\"/>")
    }

    @Test(arguments: [
        "\t", "\n", " ", "\u{7F}", "\u{84}", "\u{D7FF}", "\u{E000}", "\u{EFFF}", "\u{F000}", "\u{FFFD}",
    ])
    func everyOtherCharacterIsCarried(_ text: String) throws {
        var writer = XMLWriter()
        try writer.startElement("a")
        try writer.text("x\(text)y")
        try writer.endElement()
        #expect(read(try writer.finish()).texts == ["x\(text)y"])
    }

    @Test(
        arguments: [[0x80], [0xC3], [0xC0, 0xBC], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF]]
            as [[UInt8]])
    func bytesThatAreNotUTF8AreRefused(_ bytes: [UInt8]) throws {
        var writer = XMLWriter()
        try writer.startElement("a")
        #expect(throws: XMLWriterError.notUTF8(index: 2)) {
            try ([0x78, 0x79] + bytes).withUnsafeBufferPointer { try writer.text($0) }
        }
    }

    @Test(arguments: [
        "", " ", "a b", "1a", "-a", "a:b", "a>", "a\"", "é\u{D7}", "\u{B7}a", "a\u{0}", "\u{37E}",
    ])
    func whatIsNoNameIsRefused(_ name: String) throws {
        var writer = XMLWriter()
        #expect(throws: XMLWriterError.name(name)) { try writer.startElement(name) }
        try writer.startElement("a")
        #expect(throws: XMLWriterError.name(name)) { try writer.attribute(name, "") }
        if !name.isEmpty {
            #expect(throws: XMLWriterError.name(name)) { try writer.attribute("b", prefix: name, "") }
            #expect(throws: XMLWriterError.name(name)) { try writer.namespace("u", prefix: name) }
        }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "<a")
    }

    @Test func whatDoesNotNestIsRefused() throws {
        var writer = XMLWriter()
        #expect(throws: XMLWriterError.misplaced("An end tag")) { try writer.endElement() }
        #expect(throws: XMLWriterError.misplaced("Text outside of the root element")) { try writer.text(" ") }
        #expect(throws: XMLWriterError.misplaced("The attribute b")) { try writer.attribute("b", "") }
        #expect(throws: XMLWriterError.misplaced("A namespace declaration")) { try writer.namespace("u") }
        #expect(throws: XMLWriterError.misplaced("The end of a document without a root element")) {
            try writer.finish()
        }
        try writer.startElement("a", prefix: "")
        #expect(throws: XMLWriterError.misplaced("The XML declaration")) { try writer.declaration() }
        try writer.text("t")
        #expect(throws: XMLWriterError.misplaced("The attribute b")) { try writer.attribute("b", "") }
        #expect(throws: XMLWriterError.openElement("a")) { try writer.finish() }
        try writer.endElement()
        #expect(throws: XMLWriterError.misplaced("An end tag")) { try writer.endElement() }
        #expect(throws: XMLWriterError.misplaced("The second root element b")) {
            try writer.startElement("b")
        }
        #expect(throws: XMLWriterError.misplaced("Text outside of the root element")) { try writer.text("x") }
        #expect(String(decoding: try writer.finish(), as: UTF8.self) == "<a>t</a>")
    }

    @Test func namespacesAreKeptRight() throws {
        var writer = XMLWriter()
        try writer.startElement("a", prefix: "p")
        #expect(throws: XMLWriterError.undeclaredPrefix("p")) { try writer.endElement() }
        try writer.namespace("u", prefix: "p")
        #expect(throws: XMLWriterError.duplicateAttribute("xmlns:p")) {
            try writer.namespace("v", prefix: "p")
        }
        for (prefix, name) in [
            ("q", ""), ("xmlns", "u"), ("xml", "u"), ("q", "http://www.w3.org/XML/1998/namespace"),
            ("q", "http://www.w3.org/2000/xmlns/"), ("", "http://www.w3.org/XML/1998/namespace"),
        ] {
            #expect(throws: XMLWriterError.namespace(prefix: prefix, name: name)) {
                try writer.namespace(name, prefix: prefix)
            }
        }
        #expect(throws: XMLWriterError.name("xmlns")) { try writer.attribute("xmlns", "u") }
        #expect(throws: XMLWriterError.name("xmlns:q")) { try writer.attribute("q", prefix: "xmlns", "u") }
        try writer.startElement("b", prefix: "p")
        try writer.namespace("u", prefix: "q")
        try writer.attribute("c", prefix: "p", "")
        #expect(throws: XMLWriterError.duplicateAttribute("p:c")) {
            try writer.attribute("c", prefix: "p", "")
        }
        try writer.attribute("c", prefix: "q", "")
        #expect(throws: XMLWriterError.duplicateAttribute("q:c")) { try writer.text("t") }
        #expect(throws: XMLWriterError.duplicateAttribute("q:c")) { try writer.endElement() }
    }

    @Test func aDeclarationEndsWithItsElement() throws {
        var writer = XMLWriter()
        try writer.startElement("a")
        try writer.startElement("b", prefix: "p")
        try writer.namespace("u", prefix: "p")
        try writer.endElement()
        try writer.startElement("c", prefix: "p")
        #expect(throws: XMLWriterError.undeclaredPrefix("p")) { try writer.endElement() }
    }

    @Test func textBesideIndentedElementsIsRefused() throws {
        var writer = XMLWriter(.indented)
        try writer.startElement("a")
        try writer.startElement("b")
        try writer.endElement()
        #expect(throws: XMLWriterError.textBesideIndentedElements("a")) { try writer.text("t") }
    }

    @Test func aLargeDocumentCanBeTakenPieceByPiece() throws {
        var writer = XMLWriter(.indented)
        var taken: [UInt8] = []
        try writer.startElement("root", prefix: "p")
        try writer.namespace("u", prefix: "p")
        for index in 0..<1_000 {
            try writer.startElement("item", prefix: "p")
            taken += writer.takeBytes()
            try writer.attribute("n", "\(index)")
            taken += writer.takeBytes()
            try writer.endElement()
        }
        try writer.endElement()
        taken += try writer.finish()
        let outcome = read(taken)
        #expect(outcome.failure == nil)
        #expect(outcome.names.count == 1_001)
    }

    @Test func errorsSayWhatAndWhatToDo() {
        let error = XMLWriterError.character("\u{B}", index: 12)
        #expect(
            error.description == """
                error: The character U+000B at index 12 cannot be written in XML 1.0 [XML-WRITE-1]
                    Remove or replace the character in the mapping, or correct it at its source.
                """)
    }
}

extension Outcome {
    /// The events without their places, and without text of white space that stands beside a tag of another level.
    fileprivate var withoutSpaceBetweenElements: [String] {
        var kept: [String] = []
        for (index, event) in events.enumerated() {
            switch event {
            case .start(let name, let attributes, let namespaces, _, _, _):
                kept.append("<\(([name] + attributes + namespaces).joined(separator: " "))>")
            case .end:
                kept.append("</>")
            case .text(let text):
                let isLeaf = index > 0 && events[index - 1].isStart && events[index + 1].isEnd
                if isLeaf || !text.allSatisfy({ $0 == " " || $0 == "\n" }) { kept.append(text) }
            }
        }
        return kept
    }
}

extension RecordedEvent {
    fileprivate var isStart: Bool { if case .start = self { true } else { false } }
    fileprivate var isEnd: Bool { if case .end = self { true } else { false } }
}
