import Diagnostics
import Testing
import XMLSchema

/// Nothing is ever ignored: what the compiler does not know it refuses by name, where it stands.
@Suite struct UnsupportedConstructTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let components: String
        var attributes = ""
        var testDescription: String { name }
    }

    private static func inType(_ name: String, _ content: String) -> Row {
        Row(name: name, components: "<xs:complexType name=\"T\">\(content)</xs:complexType>")
    }

    private static func facet(_ name: String, _ value: String = "1", base: String = "xs:string") -> Row {
        Row(
            name: "xs:\(name)",
            components:
                "<xs:simpleType name=\"S\"><xs:restriction base=\"\(base)\"><xs:\(name) value=\"\(value)\"/>"
                + "</xs:restriction></xs:simpleType>")
    }

    private static func global(_ attribute: String, _ value: String) -> Row {
        Row(
            name: "xs:element/@\(attribute)",
            components: "<xs:element name=\"a\" type=\"xs:string\" \(attribute)=\"\(value)\"/>")
    }

    private static let key = "<xs:selector xpath=\"*\"/><xs:field xpath=\"@i\"/>"

    static let rows = [
        inType("xs:all", "<xs:all><xs:element name=\"b\"/></xs:all>"),
        inType(
            "xs:complexContent", "<xs:complexContent><xs:extension base=\"xs:anyType\"/></xs:complexContent>"),
        inType("xs:anyAttribute", "<xs:anyAttribute/>"),
        inType("xs:attributeGroup", "<xs:attributeGroup ref=\"G\"/>"),
        inType("xs:attribute/@ref", "<xs:attribute ref=\"g\"/>"),
        inType("prohibited", "<xs:attribute name=\"x\" use=\"prohibited\"/>"),
        inType("xs:attribute/@default", "<xs:attribute name=\"x\" default=\"1\"/>"),
        inType("xs:attribute/@fixed", "<xs:attribute name=\"x\" fixed=\"1\"/>"),
        inType(
            "xs:element/@default",
            "<xs:sequence><xs:element name=\"x\" type=\"xs:string\" default=\"1\"/></xs:sequence>"),
        inType(
            "xs:key",
            "<xs:sequence><xs:element name=\"x\"><xs:complexType/><xs:key name=\"k\">\(key)</xs:key></xs:element></xs:sequence>"
        ),
        Row(
            name: "xs:anyAttribute",
            components:
                "<xs:complexType name=\"T\"><xs:simpleContent><xs:extension base=\"xs:string\"><xs:anyAttribute/>"
                + "</xs:extension></xs:simpleContent></xs:complexType>"),
        Row(
            name: "xs:simpleType",
            components:
                "<xs:complexType name=\"B\"><xs:simpleContent><xs:extension base=\"xs:string\"/></xs:simpleContent>"
                + "</xs:complexType><xs:complexType name=\"T\"><xs:simpleContent><xs:restriction base=\"B\"><xs:simpleType>"
                + "<xs:restriction base=\"xs:string\"/></xs:simpleType></xs:restriction></xs:simpleContent></xs:complexType>"
        ),
        Row(name: "xs:complexType/@abstract", components: "<xs:complexType name=\"T\" abstract=\"true\"/>"),
        Row(name: "xs:complexType/@final", components: "<xs:complexType name=\"T\" final=\"#all\"/>"),
        global("default", "1"), global("fixed", "1"), global("abstract", "true"), global("final", "#all"),
        global("block", "#all"), global("substitutionGroup", "b"),
        Row(
            name: "xs:key",
            components:
                "<xs:element name=\"a\" type=\"xs:string\"><xs:key name=\"k\">\(key)</xs:key></xs:element>"),
        Row(
            name: "xs:keyref",
            components:
                "<xs:element name=\"a\"><xs:complexType/><xs:keyref name=\"k\" refer=\"l\">\(key)</xs:keyref></xs:element>"
        ),
        Row(
            name: "xs:unique",
            components: "<xs:element name=\"a\"><xs:unique name=\"k\">\(key)</xs:unique></xs:element>"),
        Row(name: "xs:redefine", components: "<xs:redefine schemaLocation=\"u.xsd\"/>"),
        Row(name: "xs:attribute", components: "<xs:attribute name=\"x\"/>"),
        Row(name: "xs:attributeGroup", components: "<xs:attributeGroup name=\"x\"/>"),
        Row(name: "xs:notation", components: "<xs:notation name=\"x\" public=\"y\"/>"),
        Row(name: "xs:schema/@blockDefault", components: "", attributes: "blockDefault=\"#all\""),
        Row(name: "xs:schema/@finalDefault", components: "", attributes: "finalDefault=\"#all\""),
        Row(
            name: "xs:list",
            components: "<xs:simpleType name=\"S\"><xs:list itemType=\"xs:string\"/></xs:simpleType>"),
        Row(
            name: "anonymous base",
            components:
                "<xs:simpleType name=\"S\"><xs:restriction><xs:simpleType><xs:restriction base=\"xs:string\"/>"
                + "</xs:simpleType></xs:restriction></xs:simpleType>"),
        Row(
            name: "xs:simpleType/@final",
            components:
                "<xs:simpleType name=\"S\" final=\"#all\"><xs:restriction base=\"xs:string\"/></xs:simpleType>"
        ),
        facet("length"), facet("minLength"), facet("maxLength"), facet("minInclusive", base: "xs:decimal"),
        facet("maxInclusive", base: "xs:decimal"), facet("minExclusive", base: "xs:decimal"),
        facet("maxExclusive", base: "xs:decimal"), facet("totalDigits", base: "xs:decimal"),
        facet("fractionDigits", base: "xs:decimal"),
        Row(
            name: "pattern \"[A-Z]+\"",
            components:
                "<xs:simpleType name=\"S\"><xs:restriction base=\"xs:string\"><xs:pattern value=\"[A-Z]+\"/>"
                + "</xs:restriction></xs:simpleType>"),
        Row(
            name: "enumeration of xs:decimal",
            components:
                "<xs:simpleType name=\"S\"><xs:restriction base=\"xs:decimal\"><xs:enumeration value=\"1\"/>"
                + "</xs:restriction></xs:simpleType>"),
        Row(
            name: "xs:pattern",
            components:
                "<xs:simpleType name=\"U\"><xs:union memberTypes=\"xs:string xs:decimal\"/></xs:simpleType>"
                + "<xs:simpleType name=\"S\"><xs:restriction base=\"U\"><xs:pattern value=\"1\"/></xs:restriction>"
                + "</xs:simpleType>"),
        Row(name: "xs:integer", components: "<xs:element name=\"a\" type=\"xs:integer\"/>"),
        Row(
            name: "xs:ID",
            components:
                "<xs:complexType name=\"T\"><xs:attribute name=\"i\" type=\"xs:ID\"/></xs:complexType>"),
        inType(
            "maxOccurs",
            "<xs:sequence><xs:element name=\"b\" maxOccurs=\"1000000\"/></xs:sequence>"),
        inType("maxOccurs", "<xs:sequence minOccurs=\"1000000000000\" maxOccurs=\"unbounded\"/>"),
        inType(
            "64 attributes",
            (0..<65).map { "<xs:attribute name=\"x\($0)\"/>" }.joined()),
    ]

    @Test(arguments: rows) func itIsRefusedByName(_ row: Row) throws {
        let error = try #require(throws: SchemaError.self) {
            try SchemaLoader.load(components: row.components, attributes: row.attributes)
        }
        #expect(error.code == "SCHEMA-SUPPORT-1")
        #expect(error.message.contains(row.name), "\(error.message)")
        #expect(error.place?.source == "t.xsd")
        #expect(error.place?.line == 1)
    }
}
