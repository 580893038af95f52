import Testing
import XMLSchema

/// Derived simple types, judged as the value of an element.
@Suite struct SimpleTypeTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let type: String
        let right: [String]
        let wrong: [String]
        let code: String
        var testDescription: String { type }
    }

    static let rows = [
        Row(
            type:
                #"<xs:restriction base="xs:normalizedString"><xs:enumeration value="Site"/><xs:enumeration value="Area 1"/></xs:restriction>"#,
            right: ["Site", "Area 1", "Area\t1"], wrong: ["", "site", " Site", "Site ", "Area  1"],
            code: "XSD-VALUE-1"),
        Row(
            type: #"<xs:restriction base="xs:token"><xs:enumeration value="Area 1"/></xs:restriction>"#,
            right: ["Area 1", "  Area \n 1 "], wrong: ["Area1"], code: "XSD-VALUE-1"),
        Row(
            type: #"<xs:restriction base="xs:token"><xs:enumeration value=" Area  1 "/></xs:restriction>"#,
            right: ["Area 1"], wrong: ["Area1"], code: "XSD-VALUE-1"),
        Row(
            type: #"<xs:restriction base="xs:string"><xs:enumeration value="é"/></xs:restriction>"#,
            right: ["é"],
            wrong: ["e", "e\u{301}", " é"], code: "XSD-VALUE-1"),
        Row(
            type: #"<xs:restriction base="xs:boolean"><xs:pattern value="true|false"/></xs:restriction>"#,
            right: ["true", " false "], wrong: ["1", "0", "yes"], code: "XSD-VALUE-2"),
        Row(
            type:
                #"<xs:restriction base="xs:string"><xs:pattern value="a"/><xs:pattern value="b|"/></xs:restriction>"#,
            right: ["a", "b", ""], wrong: ["c", "ab", " a"], code: "XSD-VALUE-2"),
        Row(
            type:
                #"<xs:restriction base="xs:string"><xs:whiteSpace value="collapse"/><xs:enumeration value="a b"/></xs:restriction>"#,
            right: ["a b", " a  b "], wrong: ["ab"], code: "XSD-VALUE-1"),
        Row(
            type: #"<xs:union memberTypes="xs:decimal xs:boolean"/>"#, right: ["1.5", "true", " 7 "],
            wrong: ["", "yes"], code: "XSD-VALUE-4"),
        Row(
            type:
                #"<xs:union memberTypes="xs:decimal"><xs:simpleType><xs:restriction base="xs:token"><xs:enumeration value="n/a"/></xs:restriction></xs:simpleType></xs:union>"#,
            right: ["1.5", " n/a "], wrong: ["", "na"], code: "XSD-VALUE-4"),
    ]

    @Test(arguments: rows) func valuesAreJudgedByTheFacets(_ row: Row) throws {
        let schema = try SchemaLoader.load(
            components: "<xs:element name=\"a\"><xs:simpleType>\(row.type)</xs:simpleType></xs:element>")
        for value in row.right {
            #expect(try Validation(local: "<a>\(value)</a>", schema).codes == [], "\"\(value)\"")
        }
        for value in row.wrong {
            #expect(try Validation(local: "<a>\(value)</a>", schema).codes == [row.code], "\"\(value)\"")
        }
    }

    @Test func aRestrictionNarrowsItsBase() throws {
        let schema = try SchemaLoader.load(
            components: """
                <xs:simpleType name="B"><xs:restriction base="xs:string"><xs:enumeration value="a"/>\
                <xs:enumeration value="b"/></xs:restriction></xs:simpleType>
                <xs:simpleType name="A"><xs:restriction base="B"><xs:enumeration value="a"/></xs:restriction></xs:simpleType>
                <xs:simpleType name="P"><xs:restriction base="B"><xs:pattern value="b|c"/></xs:restriction></xs:simpleType>
                <xs:element name="a" type="A"/><xs:element name="p" type="P"/>
                """)
        #expect(try Validation(local: "<a>a</a>", schema).isValid)
        #expect(try !Validation(local: "<a>b</a>", schema).isValid)
        #expect(try Validation(local: "<p>b</p>", schema).isValid)
        #expect(try !Validation(local: "<p>a</p>", schema).isValid)
        #expect(try !Validation(local: "<p>c</p>", schema).isValid)
    }

    @Test func theValueIsKeptAsTheTypeNormalisesIt() throws {
        let schema = try SchemaLoader.load(
            content: """
                <xs:sequence><xs:element name="s" type="xs:string"/><xs:element name="n" type="xs:normalizedString"/>\
                <xs:element name="d" type="xs:decimal"/></xs:sequence><xs:attribute name="t" type="xs:token"/>
                """)
        let read = try Validation(
            local: "<a t='  x  y '><s> a\n</s><n> 0004711\n </n><d> 1.50 </d></a>", schema)
        let root = try #require(read.document.root)
        #expect(read.isValid)
        #expect(root.children.map(\.text) == [" a\n", " 0004711  ", "1.50"])
        #expect(root.attribute("t")?.text == "x y")
    }
}
