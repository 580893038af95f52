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

    private static func facet(_ name: String, base: String = "xs:string", _ value: String) -> Row {
        Row(
            name: "pattern",
            components:
                "<xs:simpleType name=\"S\"><xs:restriction base=\"\(base)\"><xs:\(name) value=\"\(value)\"/>"
                + "</xs:restriction></xs:simpleType>")
    }

    private static func global(_ attribute: String, _ value: String) -> Row {
        Row(
            name: "xs:element/@\(attribute)",
            components: "<xs:element name=\"a\" type=\"xs:string\" \(attribute)=\"\(value)\"/>")
    }

    private static func attribute(_ type: String) -> Row {
        Row(
            name: type,
            components:
                "<xs:complexType name=\"T\"><xs:attribute name=\"i\" type=\"\(type)\"/></xs:complexType>")
    }

    private static let key = "<xs:selector xpath=\"*\"/><xs:field xpath=\"@i\"/>"

    static let rows = [
        inType(
            "an extension of xs:anyType",
            "<xs:complexContent><xs:extension base=\"xs:anyType\"/></xs:complexContent>"),
        inType("xs:attribute/@default", "<xs:attribute name=\"x\" default=\"1\"/>"),
        inType("xs:attribute/@fixed", "<xs:attribute name=\"x\" fixed=\"1\"/>"),
        inType(
            "xs:element/@default",
            "<xs:sequence><xs:element name=\"x\" type=\"xs:string\" default=\"1\"/></xs:sequence>"),
        inType(
            "xs:element/@substitutionGroup",
            "<xs:sequence><xs:element name=\"x\" substitutionGroup=\"y\"/></xs:sequence>"),
        inType("xs:assert", "<xs:sequence/><xs:assert test=\"1\"/>"),
        inType("xs:openContent", "<xs:openContent/>"),
        inType(
            "xs:key",
            "<xs:sequence><xs:element name=\"x\"><xs:complexType/><xs:key name=\"k\">\(key)</xs:key></xs:element></xs:sequence>"
        ),
        global("default", "1"), global("fixed", "1"), global("abstract", "true"),
        global("substitutionGroup", "b"),
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
        Row(name: "xs:notation", components: "<xs:notation name=\"x\" public=\"y\"/>"),
        Row(
            name: "xs:list",
            components: "<xs:simpleType name=\"S\"><xs:list itemType=\"xs:string\"/></xs:simpleType>"),
        Row(
            name: "xs:key",
            components:
                "<xs:group name=\"G\"><xs:sequence><xs:element name=\"x\"><xs:complexType/><xs:key name=\"k\">\(key)"
                + "</xs:key></xs:element></xs:sequence></xs:group>"),
        Row(
            name: "xs:attribute/@fixed",
            components:
                "<xs:attributeGroup name=\"G\"><xs:attribute name=\"x\" fixed=\"1\"/></xs:attributeGroup>"),
        Row(name: "xs:attribute/@default", components: "<xs:attribute name=\"x\" default=\"1\"/>"),
        attribute("xs:ID"), attribute("xs:IDREF"), attribute("xs:IDREFS"), attribute("xs:ENTITY"),
        attribute("xs:NOTATION"), attribute("xs:NMTOKENS"), attribute("xs:dayTimeDuration"),
        facet("pattern", "(a{1000}){1000}"), facet("pattern", "([ab]*a[ab]{20})"),
        facet("pattern", "(((a{0,200}){0,200}){0,200}){0,200}"),
        Row(
            name: "an enumeration of xs:QName",
            components:
                "<xs:simpleType name=\"S\"><xs:restriction base=\"xs:QName\"><xs:enumeration value=\"a\"/>"
                + "</xs:restriction></xs:simpleType>"),
        Row(
            name: "xs:QName in the union",
            components:
                "<xs:simpleType name=\"S\"><xs:union memberTypes=\"xs:token xs:QName\"/></xs:simpleType>"),
        Row(
            name: "xs:assertion",
            components:
                "<xs:simpleType name=\"S\"><xs:restriction base=\"xs:string\"><xs:assertion test=\"1\"/>"
                + "</xs:restriction></xs:simpleType>"),
        Row(
            name: "more than 15 digits",
            components:
                "<xs:simpleType name=\"S\"><xs:restriction base=\"xs:gYear\">"
                + "<xs:maxInclusive value=\"1234567890123456\"/></xs:restriction></xs:simpleType>"),
        inType(
            "maxOccurs",
            "<xs:sequence><xs:element name=\"b\" maxOccurs=\"1000000\"/></xs:sequence>"),
        inType("maxOccurs", "<xs:sequence minOccurs=\"1000000000000\" maxOccurs=\"unbounded\"/>"),
        inType(
            "maxOccurs",
            "<xs:sequence><xs:element name=\"b\" maxOccurs=\"99999999999999999999999999\"/></xs:sequence>"),
        inType(
            "a content model as large",
            "<xs:sequence maxOccurs=\"1000\"><xs:element name=\"b\" maxOccurs=\"1000\"/><xs:element name=\"c\"/></xs:sequence>"
        ),
        inType(
            "xs:all with more than 12",
            "<xs:all>\((0..<13).map { "<xs:element name=\"e\($0)\"/>" }.joined())</xs:all>"),
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
