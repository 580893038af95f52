import Testing
import XMLSchema

/// `xsi:type` and `xsi:nil`.
@Suite struct InstanceAttributeTests {
    private static let components = """
        <xs:simpleType name="B"><xs:restriction base="xs:string"/></xs:simpleType>
        <xs:simpleType name="A"><xs:restriction base="B"><xs:enumeration value="x"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="U"><xs:union memberTypes="A xs:decimal"/></xs:simpleType>
        <xs:complexType name="C"><xs:simpleContent><xs:extension base="B"><xs:attribute name="n"/></xs:extension>\
        </xs:simpleContent></xs:complexType>
        <xs:complexType name="R"><xs:simpleContent><xs:restriction base="C"><xs:enumeration value="x"/></xs:restriction>\
        </xs:simpleContent></xs:complexType>
        <xs:complexType name="X" block="restriction"><xs:simpleContent><xs:extension base="B"/></xs:simpleContent></xs:complexType>
        <xs:complexType name="Y"><xs:simpleContent><xs:restriction base="X"/></xs:simpleContent></xs:complexType>
        <xs:complexType name="Z"><xs:simpleContent><xs:extension base="X"/></xs:simpleContent></xs:complexType>
        <xs:element name="a" type="A"/><xs:element name="b" type="B"/><xs:element name="c" type="C"/>
        <xs:element name="u" type="U"/><xs:element name="x" type="X"/><xs:element name="s" type="xs:anySimpleType"/>
        <xs:element name="any" nillable="true"/><xs:element name="n" type="xs:decimal" nillable="true"/>
        <xs:element name="m" nillable="true"><xs:complexType mixed="true"><xs:sequence><xs:element name="i"/></xs:sequence>\
        <xs:attribute name="q" use="required"/></xs:complexType></xs:element>
        <xs:element name="e" nillable="true"><xs:complexType><xs:sequence><xs:element name="i"/></xs:sequence></xs:complexType></xs:element>
        """

    @Test(
        arguments: [
            ("<b xsi:type='A'>x</b>", []),
            ("<b xsi:type='A'>y</b>", ["XSD-VALUE-1"]),
            ("<b xsi:type='C' n='1'>y</b>", []),
            ("<b xsi:type='R' n='1'>x</b>", []),
            ("<b xsi:type='R'>y</b>", ["XSD-VALUE-1"]),
            ("<b xsi:type='B'/>", []),
            ("<b xsi:type=' B\n'/>", []),
            ("<b xmlns:p='urn:t' xsi:type='p:A'>x</b>", []),
            ("<b xmlns:p='urn:q' xsi:type='p:A'>x</b>", ["XSD-TYPE-1"]),
            ("<b xsi:type='p:A'>x</b>", ["XSD-TYPE-1"]),
            ("<b xsi:type=':A'>x</b>", ["XSD-TYPE-1"]),
            ("<b xsi:type='A:'>x</b>", ["XSD-TYPE-1"]),
            ("<b xsi:type=''>x</b>", ["XSD-TYPE-1"]),
            ("<b xsi:type='None'>x</b>", ["XSD-TYPE-1"]),
            ("<a xsi:type='B'>x</a>", ["XSD-TYPE-1"]),
            ("<c xsi:type='A'>x</c>", ["XSD-TYPE-1"]),
            ("<u xsi:type='A'>x</u>", []),
            ("<u xmlns:s='http://www.w3.org/2001/XMLSchema' xsi:type='s:decimal'>1</u>", []),
            ("<u xmlns:s='http://www.w3.org/2001/XMLSchema' xsi:type='s:boolean'>1</u>", ["XSD-TYPE-1"]),
            ("<s xsi:type='U'>x</s>", []),
            ("<s xsi:type='A'>x</s>", []),
            ("<any xsi:type='R' n='1'>x</any>", []),
            ("<any xsi:type='R' m='1'>x</any>", ["XSD-ATTR-1"]),
            ("<x xsi:type='Y'>x</x>", ["XSD-TYPE-1"]),
            ("<x xsi:type='Z'>x</x>", []),
            ("<n xsi:nil='true'/>", []), ("<n xsi:nil='1'></n>", []), ("<n xsi:nil='false'>1</n>", []),
            ("<n xsi:nil='0'>1</n>", []), ("<n xsi:nil='false'/>", ["XSD-VALUE-3"]),
            ("<n xsi:nil='true'>1</n>", ["XSD-NIL-3"]), ("<n xsi:nil='true'> </n>", ["XSD-NIL-3"]),
            ("<n xsi:nil='yes'>1</n>", ["XSD-NIL-1"]), ("<a xsi:nil='true'>x</a>", ["XSD-NIL-2"]),
            ("<a xsi:nil='false'>x</a>", ["XSD-NIL-2"]),
            ("<e xsi:nil='true'/>", []), ("<e xsi:nil='true'><i/><i/>text</e>", ["XSD-NIL-3"]),
            ("<e xsi:nil='true'>\n</e>", ["XSD-NIL-3"]), ("<m xsi:nil='true' q=''>text</m>", ["XSD-NIL-3"]),
            ("<m xsi:nil='true' q=''/>", []), ("<m xsi:nil='true'/>", ["XSD-ATTR-2"]),
            ("<any xsi:nil='true' q='1'/>", []), ("<any xsi:nil='true'><i/></any>", ["XSD-NIL-3"]),
            ("<a xsi:schemaLocation='urn:t t.xsd' xsi:noNamespaceSchemaLocation='t.xsd'>x</a>", []),
            ("<a xsi:bogus='1'>x</a>", ["XSD-ATTR-1"]),
        ])
    func theyAreJudged(_ document: String, _ codes: [String]) throws {
        let schema = try SchemaLoader.load(components: Self.components)
        #expect(try Validation(local: document, schema).codes == codes)
    }

    @Test func aNilElementIsMarked() throws {
        let schema = try SchemaLoader.load(components: Self.components)
        #expect(try Validation(local: "<n xsi:nil='true'/>", schema).document.root?.isNil == true)
        #expect(try Validation(local: "<n xsi:nil='false'>1</n>", schema).document.root?.isNil == false)
    }
}
