import Testing
import XMLSchema
import XMLStream

/// Read, written and read again: the same document.
@Suite struct DocumentSerialiserTests {
    static let sets = DifferentialTests.sets

    @Test(arguments: sets)
    func everyDocumentComesBack(_ set: String, _ target: String) throws {
        let judges = try Judges.of(set)
        let generator = SampleGenerator(judges.schema, target: target)
        for seed in 0..<200 {
            var random = SampleRandom(seed: UInt64(seed))
            let sample = try #require(
                generator.document(root: random.pick(judges.schema.globalElements), using: &random))
            if seed % 2 == 1 {
                random.pick(SampleMutation.allCases).apply(
                    to: sample, judges.schema, target: target, using: &random)
            }
            try expectRoundTrip(sample.document(target: target), judges.schema)
        }
    }

    private func expectRoundTrip(_ text: String, _ schema: Schema) throws {
        let read = try Validation(text, schema)
        let bytes = try DocumentSerialiser.bytes(of: read.document)
        let again = try Validation(bytes, schema)
        let outline = try #require(read.document.root?.layoutFreeOutline)
        #expect(
            again.document.root?.layoutFreeOutline == outline, "\(String(decoding: bytes, as: UTF8.self))")
        // A prefix that nobody declared, in xsi:type, may be given a meaning; blanks between elements that must be
        // nil or empty are not written.
        if read.isValid { #expect(again.codes == [], "\(String(decoding: bytes, as: UTF8.self))") }
        #expect(try DocumentSerialiser.bytes(of: again.document) == bytes)
    }

    private static let schema = Result {
        try SchemaLoader.load(
            components: """
                <xs:simpleType name="B"><xs:restriction base="xs:string"/></xs:simpleType>
                <xs:complexType name="C"><xs:simpleContent><xs:extension base="B"><xs:attribute name="n"/></xs:extension>\
                </xs:simpleContent></xs:complexType>
                <xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" type="B" nillable="true" maxOccurs="unbounded"/>\
                <xs:element name="u" form="unqualified" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="v" type="B"/>\
                </xs:sequence></xs:complexType></xs:element>\
                <xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded" namespace="##other"/></xs:sequence>\
                <xs:attribute name="k"/></xs:complexType></xs:element>
                <xs:element name="m"><xs:complexType mixed="true"><xs:sequence><xs:element name="i" type="B" maxOccurs="unbounded"/>\
                </xs:sequence></xs:complexType></xs:element>
                """)
    }

    @Test func namespacesAreDeclaredWhereTheyAreUsed() throws {
        let schema = try Self.schema.get()
        let text = """
            <p:a xmlns:p="urn:t" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" k="1 &amp; &quot;2&quot;&#10;">
            <p:b i:nil="1"/><p:b i:type="p:C" n="x"> &lt;y&gt; </p:b><u><p:v/></u>
            <e:site xmlns:e="urn:t-AllExtensions" e:at="1"><e:in/></e:site><q:one xmlns:q="urn:q" xmlns:r="urn:r" r:at="2"><r:two/></q:one></p:a>
            """
        let bytes = try DocumentSerialiser.bytes(of: try Validation(text, schema).document)
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <a xmlns="urn:t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" k="1 &amp; &quot;2&quot;&#10;">
                  <b xsi:nil="1"/>
                  <b xsi:type="C" n="x"> &lt;y&gt; </b>
                  <u xmlns="">
                    <v xmlns="urn:t"/>
                  </u>
                  <ext:site xmlns:ext="urn:t-AllExtensions" ext:at="1">
                    <ext:in/>
                  </ext:site>
                  <ns2:one xmlns:ns2="urn:q" xmlns:ns3="urn:r" ns3:at="2">
                    <ns3:two/>
                  </ns2:one>
                </a>

                """)
        try expectRoundTrip(text, schema)
    }

    @Test func mixedContentIsNotIndented() throws {
        let schema = try Self.schema.get()
        let text = "<m xmlns=\"urn:t\">one <i>two</i> three<i/>\n</m>"
        let bytes = try DocumentSerialiser.bytes(of: try Validation(text, schema).document)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<m xmlns=\"urn:t\">one <i>two</i> three<i/></m>"
        )
        try expectRoundTrip(text, schema)
    }

    @Test func aPartIsADocumentOfItsOwn() throws {
        let schema = try Self.schema.get()
        let root = try #require(
            try Validation("<p:a xmlns:p='urn:t'><p:b>1</p:b></p:a>", schema).document.root)
        let part = try #require(root.child("b"))
        #expect(
            String(decoding: try DocumentSerialiser.bytes(of: part), as: UTF8.self)
                == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<b xmlns=\"urn:t\">1</b>\n")
    }

    @Test func aCharacterThatXMLCannotCarryIsRefused() throws {
        var editor = try DocumentEditor(schema: try Self.schema.get(), root: ExpandedName("urn:t", "a"))
        editor.setText("\u{1}", of: try editor.append("b", to: editor.root))
        let document = editor.finish()
        #expect(throws: XMLWriterError.character("\u{1}", index: 0)) {
            try DocumentSerialiser.bytes(of: document)
        }
    }

    @Test func aNilElementOfAnEditorSaysSo() throws {
        let schema = try Self.schema.get()
        var editor = try DocumentEditor(schema: schema, root: ExpandedName("urn:t", "a"))
        editor.setNil(try editor.append("b", to: editor.root))
        let bytes = try DocumentSerialiser.bytes(of: editor.finish())
        let read = try Validation(bytes, schema)
        #expect(read.isValid)
        #expect(read.document.root?.child("b")?.isNil == true)
    }
}

extension Node {
    /// Like ``outline``, without what a serialiser is free in: the prefix in `xsi:type`.
    fileprivate var layoutFreeOutline: String {
        let attributes = attributes.map { attribute in
            let isType = attribute.localName == "type" && !attribute.name.namespace.isEmpty
            let text =
                isType ? attribute.text.split(separator: ":").last.map(String.init) ?? "" : attribute.text
            return " \(attribute.name)=\"\(text)\""
        }
        return "<\(name)\(attributes.joined())\(isNil ? " nil" : "")>\(text)"
            + children.map(\.layoutFreeOutline).joined() + "</>"
    }
}
