import Diagnostics
import Testing
import XMLSchema

/// Schemas that XSD 1.0 does not allow.
@Suite struct MalformedSchemaTests {
    @Test(
        arguments: [
            ("", "is not an XML Schema"),
            (
                "<xs:group name=\"G\"><xs:sequence><xs:group ref=\"G\"/></xs:sequence></xs:group><xs:complexType name=\"T\"><xs:group ref=\"G\"/></xs:complexType>",
                "contains itself"
            ),
            ("<xs:simpleType name=\"S\"><xs:restriction base=\"S\"/></xs:simpleType>", "derived from itself"),
            (
                "<xs:simpleType name=\"S\"><xs:union memberTypes=\"S\"/></xs:simpleType>",
                "derived from itself"
            ),
            (
                "<xs:complexType name=\"S\"><xs:simpleContent><xs:extension base=\"S\"/></xs:simpleContent></xs:complexType>",
                "derived from itself"
            ),
            (
                "<xs:complexType name=\"B\"/><xs:complexType name=\"S\"><xs:simpleContent><xs:extension base=\"B\"/></xs:simpleContent></xs:complexType>",
                "no simple content"
            ),
            ("<xs:element name=\"a\"/><xs:element name=\"a\"/>", "declared twice"),
            (
                "<xs:complexType name=\"T\"/><xs:simpleType name=\"T\"><xs:restriction base=\"xs:string\"/></xs:simpleType>",
                "declared twice"
            ),
            ("<xs:element/>", "no name"),
            ("<xs:complexType name=\"T\"><xs:attribute/></xs:complexType>", "needs a name"),
            ("<xs:element name=\"a\" type=\"q:T\"/>", "prefix"),
            ("<xs:complexType name=\"T\"><xs:sequence minOccurs=\"2\"/></xs:complexType>", "minOccurs"),
            (
                "<xs:complexType name=\"T\"><xs:sequence><xs:element name=\"a\" minOccurs=\"-1\"/></xs:sequence></xs:complexType>",
                "minOccurs"
            ),
            (
                "<xs:complexType name=\"T\"><xs:sequence><xs:element name=\"a\" maxOccurs=\"many\"/></xs:sequence></xs:complexType>",
                "maxOccurs"
            ),
            ("<xs:complexType name=\"T\"><xs:sequence/><xs:choice/></xs:complexType>", "out of place"),
            (
                "<xs:complexType name=\"T\"><xs:attribute name=\"x\"/><xs:sequence/></xs:complexType>",
                "out of place"
            ),
            ("<xs:complexType name=\"T\" block=\"list\"/>", "block"),
            (
                "<xs:complexType name=\"T\"><xs:sequence><xs:element name=\"a\" type=\"xs:string\"/><xs:element name=\"b\"/><xs:element name=\"a\" type=\"xs:decimal\"/></xs:sequence></xs:complexType>",
                "two types"
            ),
            (
                "<xs:complexType name=\"T\"><xs:sequence><xs:any processContents=\"maybe\"/></xs:sequence></xs:complexType>",
                "processContents"
            ),
            (
                "<xs:simpleType name=\"S\"><xs:restriction base=\"xs:token\"><xs:whiteSpace value=\"preserve\"/></xs:restriction></xs:simpleType>",
                "whiteSpace"
            ),
            (
                "<xs:simpleType name=\"B\"><xs:restriction base=\"xs:token\"><xs:enumeration value=\"a\"/></xs:restriction></xs:simpleType><xs:simpleType name=\"S\"><xs:restriction base=\"B\"><xs:enumeration value=\"b\"/></xs:restriction></xs:simpleType>",
                "not a value of the base"
            ),
            ("<xs:simpleType name=\"S\"/>", "needs one derivation"),
            ("<xs:simpleType name=\"S\"><xs:union/></xs:simpleType>", "no members"),
        ])
    func itIsRefusedWithTheReason(_ components: String, _ reason: String) throws {
        let error = try #require(throws: SchemaError.self) {
            if components.isEmpty { return try SchemaLoader.load(files: ["t.xsd": "<a/>"]) }
            return try SchemaLoader.load(components: components)
        }
        #expect(error.code == "SCHEMA-FORM-1")
        #expect(error.message.contains(reason), "\(error.message)")
    }

    @Test(
        arguments: [
            ("<xs:element name=\"a\" type=\"Tipe\"/><xs:complexType name=\"Type\"/>", "type", "Type"),
            (
                "<xs:complexType name=\"T\"><xs:sequence><xs:element ref=\"bb\"/></xs:sequence></xs:complexType><xs:element name=\"b\"/>",
                "element", "b"
            ),
            (
                "<xs:complexType name=\"T\"><xs:group ref=\"Grup\"/></xs:complexType><xs:group name=\"Group\"><xs:sequence/></xs:group>",
                "group", "Group"
            ),
        ])
    func anUnknownNameIsNamedWithTheNearest(_ components: String, _ kind: String, _ nearest: String) throws {
        let error = try #require(throws: SchemaError.self) { try SchemaLoader.load(components: components) }
        #expect(error.code == "SCHEMA-NAME-1")
        #expect(error.message.contains("no \(kind) named"))
        #expect(error.advice == "Did you mean \"\(nearest)\"?")
    }

    @Test(
        arguments: [
            (
                "<xs:sequence><xs:element name=\"a\" minOccurs=\"0\"/><xs:element name=\"a\"/></xs:sequence>",
                "a"
            ),
            (
                "<xs:choice><xs:element name=\"a\"/><xs:sequence><xs:element name=\"a\"/><xs:element name=\"b\"/></xs:sequence></xs:choice>",
                "a"
            ),
            (
                "<xs:sequence><xs:element name=\"a\" maxOccurs=\"unbounded\"/><xs:element name=\"a\"/></xs:sequence>",
                "a"
            ),
            ("<xs:sequence><xs:any minOccurs=\"0\"/><xs:element name=\"a\"/></xs:sequence>", "a"),
            ("<xs:sequence><xs:any minOccurs=\"0\"/><xs:any/></xs:sequence>", "wildcard"),
            (
                "<xs:sequence maxOccurs=\"unbounded\"><xs:element name=\"a\"/><xs:element name=\"b\" minOccurs=\"0\"/><xs:element name=\"a\" minOccurs=\"0\"/></xs:sequence>",
                "a"
            ),
            ("<xs:sequence><xs:group ref=\"G\" minOccurs=\"0\"/><xs:group ref=\"G\"/></xs:sequence>", "g"),
        ])
    func aModelWithoutUniqueAttributionIsRefused(_ content: String, _ name: String) throws {
        let group = "<xs:group name=\"G\"><xs:sequence><xs:element name=\"g\"/></xs:sequence></xs:group>"
        let error = try #require(throws: SchemaError.self) {
            try SchemaLoader.load(
                components: "\(group)<xs:complexType name=\"T\">\(content)</xs:complexType>")
        }
        #expect(error.code == "SCHEMA-UPA-1")
        #expect(error.message.contains("the content of T is ambiguous at"))
        #expect(error.message.contains(name))
    }

    @Test func aMalformedFileIsPlaced() throws {
        let error = try #require(throws: SchemaError.self) {
            try SchemaLoader.load(files: ["t.xsd": "<a>\n<b></a>"])
        }
        #expect(error.code == "XML-WF-1")
        #expect(error.place?.line == 2)
    }
}
