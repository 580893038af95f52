import Diagnostics
import Testing
import XMLStream

@testable import XMLSchema

/// Every special form, by hand: what XML is written as in JSON, and that it comes back.
@Suite struct JSONCaseTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let xml: String
        /// The value of the root member.
        let json: String
        /// Members beside the root.
        var head = ""

        var testDescription: String { name }
    }

    static let components = """
        <xs:element name="s" type="xs:string" nillable="true"/>
        <xs:element name="d" type="xs:decimal"/>
        <xs:element name="v" type="Coded"/>
        <xs:element name="w" type="Other" nillable="true"/>
        <xs:complexType name="Coded"><xs:simpleContent><xs:extension base="xs:string">
          <xs:attribute name="a"/><xs:attribute name="b"/></xs:extension></xs:simpleContent></xs:complexType>
        <xs:complexType name="Longer"><xs:simpleContent><xs:extension base="Coded">
          <xs:attribute name="c"/></xs:extension></xs:simpleContent></xs:complexType>
        <xs:complexType name="Other"><xs:sequence><xs:element name="x" type="xs:string" minOccurs="0"/>
          </xs:sequence><xs:attribute name="a"/></xs:complexType>
        <xs:element name="seq"><xs:complexType><xs:sequence>
          <xs:element name="one" type="xs:string" minOccurs="0"/>
          <xs:element name="many" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
          <xs:element name="two" type="xs:string" minOccurs="0" maxOccurs="2"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name="either"><xs:complexType><xs:choice>
          <xs:sequence><xs:element name="a" type="xs:string"/><xs:element name="z" type="xs:string"/></xs:sequence>
          <xs:sequence><xs:element name="b" type="xs:string"/><xs:element name="z" type="xs:string"/></xs:sequence>
          </xs:choice></xs:complexType></xs:element>
        <xs:element name="pairs"><xs:complexType><xs:sequence><xs:element name="id" type="xs:string"/>
          <xs:sequence minOccurs="0" maxOccurs="unbounded"><xs:element name="k" type="xs:string"/>
          <xs:element name="l" type="xs:string"/></xs:sequence>
          <xs:element name="end" type="xs:string" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name="again"><xs:complexType><xs:sequence><xs:element name="a" type="xs:string"/>
          <xs:element name="b" type="xs:string"/><xs:element name="a" type="xs:string"/>
          </xs:sequence></xs:complexType></xs:element>
        <xs:element name="all"><xs:complexType><xs:all><xs:element name="a" type="xs:string" minOccurs="0"/>
          <xs:element name="b" type="xs:string" minOccurs="0"/></xs:all></xs:complexType></xs:element>
        <xs:element name="m"><xs:complexType mixed="true"><xs:sequence><xs:element ref="s" minOccurs="0"
          maxOccurs="unbounded"/></xs:sequence><xs:attribute name="a"/></xs:complexType></xs:element>
        <xs:element name="ext"><xs:complexType><xs:sequence><xs:element name="id" type="xs:string"/>
          <xs:any namespace="##other" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
          <xs:element name="end" type="xs:string" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name="lax"><xs:complexType><xs:sequence>
          <xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name="bare"><xs:complexType><xs:sequence><xs:element name="s" form="unqualified"
          type="xs:string"/><xs:any processContents="lax" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name="none"><xs:complexType/></xs:element>
        <xs:element name="anything"/>
        """

    static let cases = [
        Case(name: "value", xml: "<s>abc</s>", json: #""abc""#),
        Case(name: "empty value", xml: "<s></s>", json: #""""#),
        Case(name: "empty tag", xml: "<s/>", json: #""""#),
        Case(name: "blanks", xml: "<s>  a\n b </s>", json: #""  a\n b ""#),
        Case(name: "only blanks", xml: "<s> </s>", json: #"" ""#),
        Case(name: "tab and carriage return", xml: "<s>&#9;&#13;&#10;</s>", json: #""\t\r\n""#),
        Case(name: "quotes", xml: "<s>\"\\/&lt;&amp;]]&gt;</s>", json: #""\"\\/<&]]>""#),
        Case(name: "astral", xml: "<s>é€𝄞😀</s>", json: #""é€𝄞😀""#),
        Case(name: "delete and next line", xml: "<s>&#x7F;&#x85;</s>", json: "\"\u{7F}\u{85}\""),
        Case(name: "decimal", xml: "<d> 007.50 </d>", json: #""007.50""#),
        Case(
            name: "attributes", xml: "<v b='2' a=''>x</v>", json: #"{"@b":"2","@a":"","$":"x"}"#),
        Case(name: "attributes, empty", xml: "<v a='1'/>", json: #"{"@a":"1","$":""}"#),
        Case(name: "nil", xml: "<s xsi:nil='true'/>", json: #"{"@xsi:nil":"true"}"#),
        Case(name: "nil as 1", xml: "<s xsi:nil=' 1 '/>", json: #"{"@xsi:nil":" 1 "}"#),
        Case(name: "not nil", xml: "<s xsi:nil='false'>x</s>", json: #"{"@xsi:nil":"false","$":"x"}"#),
        Case(name: "not nil, empty", xml: "<s xsi:nil='0'/>", json: #"{"@xsi:nil":"0","$":""}"#),
        Case(name: "nil parent", xml: "<w a='1' xsi:nil='true'/>", json: #"{"@a":"1","@xsi:nil":"true"}"#),
        Case(
            name: "type", xml: "<v xsi:type='Longer' c='3'>x</v>",
            json: #"{"@xsi:type":"Longer","@c":"3","$":"x"}"#),
        Case(
            name: "built-in type",
            xml: "<anything xmlns:q='http://www.w3.org/2001/XMLSchema' xsi:type=' q:int '>1</anything>",
            json: #"{"@xsi:type":"xs:int","$":"1"}"#),
        Case(name: "no children", xml: "<seq/>", json: "{}"),
        Case(name: "empty type", xml: "<none/>", json: "{}"),
        Case(
            name: "one of many", xml: "<seq><one>1</one> <many>2</many><two>3</two></seq>",
            json: #"{"one":"1","many":["2"],"two":["3"]}"#),
        Case(
            name: "many", xml: "<seq><many>2</many><many/></seq>", json: #"{"many":["2",""]}"#),
        Case(
            name: "at two places, once", xml: "<either><b>1</b><z>2</z></either>", json: #"{"b":"1","z":"2"}"#
        ),
        Case(
            name: "repeated group", xml: "<pairs><id>1</id><k>2</k><l>3</l><k>4</k><l>5</l><end/></pairs>",
            json: #"{"id":"1","$content":[{"k":"2"},{"l":"3"},{"k":"4"},{"l":"5"}],"end":""}"#),
        Case(
            name: "a name at two places", xml: "<again><a>1</a><b>2</b><a>3</a></again>",
            json: #"{"$content":[{"a":"1"},{"b":"2"},{"a":"3"}]}"#),
        Case(
            name: "all", xml: "<all><b>1</b><a>2</a></all>", json: #"{"$content":[{"b":"1"},{"a":"2"}]}"#),
        Case(name: "mixed, text only", xml: "<m> x </m>", json: #"" x ""#),
        Case(
            name: "mixed, attribute", xml: "<m a='1'>x</m>", json: #"{"@a":"1","$":"x"}"#),
        Case(
            name: "mixed", xml: "<m>a <s>b</s> <s/>c</m>",
            json: #"{"$content":["a ",{"s":"b"}," ",{"s":""},"c"]}"#),
        Case(
            name: "layout of mixed content", xml: "<m> <s>b</s>\n</m>", json: #"{"$content":[{"s":"b"}]}"#),
        Case(
            name: "extension",
            xml:
                "<ext><id>1</id><f:p xmlns:f='urn:f' f:q='1' r='2'>x<g xmlns=''>y<f:h/></g>z</f:p><end/></ext>",
            json:
                #"{"id":"1","$content":[{"ns1:p":{"@ns1:q":"1","@r":"2","$content":["x",{":g":{"$content":["y",{"ns1:h":""}]}},"z"]}}],"end":""}"#,
            head: #""@xmlns:ns1":"urn:f","#),
        Case(
            name: "lax: a declared element inside of others",
            xml: "<lax><f:p xmlns:f='urn:f'><seq><many>1</many></seq></f:p><nobody/></lax>",
            json: #"{"$content":[{"ns1:p":{"$content":[{"seq":{"many":["1"]}}]}},{"nobody":""}]}"#,
            head: #""@xmlns:ns1":"urn:f","#),
        Case(
            name: "one local name in two namespaces", xml: "<bare><s xmlns=''>1</s><s>2</s></bare>",
            json: #"{"s":"1","$content":[{"xmlns:s":"2"}]}"#),
        Case(
            name: "xml:lang below a wildcard", xml: "<ext><id/><f:p xmlns:f='urn:f' xml:lang='de'/></ext>",
            json: #"{"id":"","$content":[{"ns1:p":{"@xml:lang":"de","$":""}}]}"#,
            head: #""@xmlns:ns1":"urn:f","#),
        Case(
            name: "schema location", xml: "<none xsi:schemaLocation='urn:t t.xsd'/>",
            json: #"{"@xsi:schemaLocation":"urn:t t.xsd"}"#),
        Case(
            name: "any type", xml: "<anything>a<s>b</s></anything>", json: #"{"$content":["a",{"s":"b"}]}"#),
    ]

    @Test(arguments: cases)
    func formIsWrittenAndComesBack(_ row: Case) throws {
        let form = JSONForm(try SchemaLoader.load(components: Self.components))
        let validation = try Validation(local: row.xml, form.schema)
        #expect(validation.findings.isEmpty)
        let bytes = form.bytes(of: validation.document)
        let root = try #require(validation.document.root).localName
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "{\"@xmlns\":\"urn:t\",\(row.head)\"\(root)\":\(row.json)}")
        let read = form.read(bytes)
        #expect(read.findings.isEmpty)
        #expect(JSONRoundTrip.xml(read.value) == JSONRoundTrip.xml(validation.document))
        let indented = form.read(form.bytes(of: validation.document, set: "T", layout: .indented))
        #expect(JSONRoundTrip.xml(indented.value) == JSONRoundTrip.xml(validation.document))
    }

    /// JSON that nobody of ours writes, and the JSON that it is the same as.
    @Test(arguments: [
        (#"{"d":12.50}"#, #"{"d":"12.50"}"#),
        (#"{"s":-0.10E+02}"#, #"{"s":"-0.10E+02"}"#),
        (#"{"@xmlns":"urn:t","s":true}"#, #"{"s":"true"}"#),
        (#"{"s":null}"#, #"{"s":{"@xsi:nil":"true"}}"#),
        (#"{"s":{"$":"x"}}"#, #"{"s":"x"}"#),
        (#"{"s":{}}"#, #"{"s":""}"#),
        (#"{"seq":{"many":"1"}}"#, #"{"seq":{"many":["1"]}}"#),
        (#"{"seq":{"many":[]}}"#, #"{"seq":{}}"#),
        (#"{"seq":""}"#, #"{"seq":{}}"#),
        (#"{"seq":{"two":["3"],"one":"1","many":["2"]}}"#, #"{"seq":{"one":"1","many":["2"],"two":["3"]}}"#),
        (#"{"all":{"b":"1"}}"#, #"{"all":{"$content":[{"b":"1"}]}}"#),
        (
            #"{"q:m":{"$content":["a\u0009\ud834\udd1e",1,{"q:s":"b"}]},"@xmlns:q":"urn:t","@set":"T"}"#,
            #"{"m":{"$content":["a\t𝄞1",{"s":"b"}]}}"#
        ),
        ("\u{FEFF} {\"s\" : \"x\"}\r\n", #"{"s":"x"}"#),
    ])
    func otherFormsAreRead(_ json: String, _ same: String) throws {
        let form = JSONForm(try SchemaLoader.load(components: Self.components))
        let read = form.read(Array(json.utf8))
        let expected = form.read(Array(same.utf8))
        #expect(read.findings.isEmpty)
        let document = try #require(read.value)
        #expect(JSONRoundTrip.xml(document) == JSONRoundTrip.xml(expected.value))
        #expect(
            String(decoding: form.bytes(of: document), as: UTF8.self)
                == same.replacing("{\"", with: "{\"@xmlns\":\"urn:t\",\"", maxReplacements: 1))
    }

    @Test func indentedLayout() throws {
        let form = JSONForm(try SchemaLoader.load(components: Self.components))
        let xml = "<seq><one>1</one><many>2</many></seq>"
        let document = try Validation(local: xml, form.schema).document
        let expected = """
            {
              "@xmlns": "urn:t",
              "@set": "T",
              "seq": {
                "one": "1",
                "many": [
                  "2"
                ]
              }
            }

            """
        #expect(
            String(decoding: form.bytes(of: document, set: "T", layout: .indented), as: UTF8.self) == expected
        )
    }

    /// The pieces of a long document are its text.
    @Test func piecesAreTheWhole() throws {
        let form = JSONForm(try SchemaLoader.load(components: Self.components))
        let many = String(repeating: "<many>abcdefghij</many>", count: 20_000)
        let document = try Validation(local: "<seq>\(many)</seq>", form.schema).document
        var pieces: [[UInt8]] = []
        form.write(document) { pieces.append($0) }
        #expect(pieces.count > 3 && pieces.dropLast().allSatisfy { $0.count < 70_000 })
        #expect(Array(pieces.joined()) == form.bytes(of: document))
    }

    @Test func headerTellsTheSet() throws {
        let text = Array(#"{"@xmlns":"urn:t","@set":"V0700","s":"x"}"#.utf8)
        let source = try #require(JSONSource.parse(text).value)
        #expect(source.root == "s" && source.namespace == "urn:t" && source.set == "V0700")
    }
}
