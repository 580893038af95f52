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
            ("<xs:complexType name=\"T\" final=\"union\"/>", "final"),
            ("<xs:complexType name=\"T\" abstract=\"yes\"/>", "not a boolean"),
            ("<xs:element name=\"a\" nillable=\"TRUE\"/>", "not a boolean"),
            (
                "<xs:attributeGroup name=\"G\"><xs:attributeGroup ref=\"G\"/></xs:attributeGroup>",
                "contains itself"
            ),
            (
                "<xs:complexType name=\"T\"><xs:attribute name=\"x\"/><xs:attribute name=\"x\"/></xs:complexType>",
                "declared twice"
            ),
            (
                "<xs:complexType name=\"T\"><xs:anyAttribute/><xs:attribute name=\"x\"/></xs:complexType>",
                "come last"
            ),
            ("<xs:complexType name=\"T\"><xs:attribute name=\"x\" use=\"often\"/></xs:complexType>", "use"),
            (
                "<xs:complexType name=\"T\"><xs:sequence><xs:any namespace=\"##any urn:x\"/></xs:sequence></xs:complexType>",
                "##any"
            ),
            (
                "<xs:complexType name=\"T\"><xs:sequence><xs:all/></xs:sequence></xs:complexType>",
                "whole content"
            ),
            ("<xs:complexType name=\"T\"><xs:all maxOccurs=\"2\"/></xs:complexType>", "whole content"),
            (
                "<xs:complexType name=\"T\"><xs:all><xs:element name=\"b\" maxOccurs=\"2\"/></xs:all></xs:complexType>",
                "at most once"
            ),
            (
                "<xs:complexType name=\"T\"><xs:all><xs:sequence/></xs:all></xs:complexType>",
                "holds elements"
            ),
            (
                "<xs:group name=\"G\"><xs:all/></xs:group><xs:complexType name=\"T\"><xs:sequence><xs:group ref=\"G\"/></xs:sequence></xs:complexType>",
                "whole content"
            ),
        ] + derivations
            + facets.map {
                (
                    "<xs:simpleType name=\"B\"><xs:restriction base=\"xs:\($0.0)\">\($0.1)</xs:restriction></xs:simpleType>",
                    $0.2
                )
            })
    func itIsRefusedWithTheReason(_ components: String, _ reason: String) throws {
        let error = try #require(throws: SchemaError.self) {
            if components.isEmpty { return try SchemaLoader.load(files: ["t.xsd": "<a/>"]) }
            return try SchemaLoader.load(components: components)
        }
        #expect(error.code == "SCHEMA-FORM-1")
        #expect(error.message.contains(reason), "\(error.message)")
    }

    /// Steps of derivation that XSD forbids.
    private static let derivations: [(String, String)] = [
        (complex("B", "<xs:sequence/>") + extending("S", "<xs:sequence/>", base: "S"), "derived from itself"),
        (complex("B", "", " final=\"extension\"") + extending("D", "<xs:sequence/>"), "is final"),
        (complex("B", "", " final=\"#all\"") + restricting("D", ""), "is final"),
        (
            complex("B", "<xs:attribute name=\"x\"/>") + extending("D", "<xs:attribute name=\"x\"/>"),
            "declared in its base"
        ),
        (
            complex("B", "<xs:sequence><xs:element name=\"b\"/></xs:sequence>", " mixed=\"true\"")
                + extending("D", "<xs:sequence><xs:element name=\"c\"/></xs:sequence>"), "both be mixed"
        ),
        (
            complex("B", "<xs:all><xs:element name=\"b\"/></xs:all>")
                + extending("D", "<xs:sequence><xs:element name=\"c\"/></xs:sequence>"), "cannot be extended"
        ),
        (
            complex("B", "<xs:simpleContent><xs:extension base=\"xs:string\"/></xs:simpleContent>")
                + extending("D", "<xs:sequence/>"), "needs simpleContent"
        ),
        (
            complex("B", "<xs:sequence><xs:element name=\"b\"/></xs:sequence>") + restricting("D", ""),
            "not a restriction"
        ),
        (
            complex("B", "<xs:sequence><xs:element name=\"b\"/></xs:sequence>")
                + restricting("D", "<xs:sequence><xs:element name=\"c\"/></xs:sequence>"), "not a restriction"
        ),
        (
            complex("B", "<xs:sequence><xs:element name=\"b\"/></xs:sequence>")
                + restricting("D", "<xs:sequence><xs:element name=\"b\" maxOccurs=\"2\"/></xs:sequence>"),
            "not a restriction"
        ),
        (
            complex("B", "<xs:sequence><xs:element name=\"b\" type=\"xs:integer\"/></xs:sequence>")
                + restricting("D", "<xs:sequence><xs:element name=\"b\" type=\"xs:decimal\"/></xs:sequence>"),
            "not a restriction"
        ),
        (
            complex("B", "<xs:sequence><xs:element name=\"b\"/></xs:sequence>")
                + restricting("D", "<xs:sequence><xs:element name=\"b\" nillable=\"true\"/></xs:sequence>"),
            "not a restriction"
        ),
        (
            complex("B", "<xs:sequence><xs:any namespace=\"urn:x\"/></xs:sequence>")
                + restricting("D", "<xs:sequence><xs:any/></xs:sequence>"), "not a restriction"
        ),
        (complex("B", "") + restricting("D", "<xs:attribute name=\"x\"/>"), "has no attribute x"),
        (
            complex("B", "<xs:attribute name=\"x\" use=\"required\"/>")
                + restricting("D", "<xs:attribute name=\"x\"/>"), "optional"
        ),
        (
            complex("B", "<xs:attribute name=\"x\" use=\"required\"/>")
                + restricting("D", "<xs:attribute name=\"x\" use=\"prohibited\"/>"), "its base requires"
        ),
        (
            complex("B", "<xs:attribute name=\"x\" type=\"xs:integer\"/>")
                + restricting("D", "<xs:attribute name=\"x\" type=\"xs:string\"/>"), "not derived"
        ),
        (complex("B", "") + restricting("D", "<xs:anyAttribute/>"), "admits more"),
        (
            "<xs:complexType name=\"T\"><xs:simpleContent><xs:restriction base=\"xs:string\"/></xs:simpleContent></xs:complexType>",
            "simple type"
        ),
        (
            "<xs:simpleType name=\"S\" final=\"restriction\"><xs:restriction base=\"xs:string\"/></xs:simpleType><xs:simpleType name=\"R\"><xs:restriction base=\"S\"/></xs:simpleType>",
            "is final"
        ),
        (
            "<xs:simpleType name=\"S\" final=\"union\"><xs:restriction base=\"xs:string\"/></xs:simpleType><xs:simpleType name=\"R\"><xs:union memberTypes=\"S\"/></xs:simpleType>",
            "is final"
        ),
        (
            "<xs:simpleType name=\"S\"><xs:restriction base=\"xs:anySimpleType\"/></xs:simpleType>",
            "anySimpleType"
        ),
        (
            "<xs:simpleType name=\"S\"><xs:restriction base=\"T\"/></xs:simpleType><xs:complexType name=\"T\"/>",
            "a complex type"
        ),
        ("<xs:simpleType name=\"S\"><xs:restriction/></xs:simpleType>", "needs a base"),
        (
            "<xs:simpleType name=\"B\"><xs:restriction base=\"xs:string\"><xs:maxLength value=\"3\" fixed=\"true\"/></xs:restriction></xs:simpleType><xs:simpleType name=\"S\"><xs:restriction base=\"B\"><xs:maxLength value=\"2\"/></xs:restriction></xs:simpleType>",
            "is fixed"
        ),
        (
            "<xs:simpleType name=\"B\"><xs:restriction base=\"xs:string\"><xs:maxLength value=\"3\"/></xs:restriction></xs:simpleType><xs:simpleType name=\"S\"><xs:restriction base=\"B\"><xs:maxLength value=\"4\"/></xs:restriction></xs:simpleType>",
            "does not fit its base"
        ),
        (
            "<xs:simpleType name=\"B\"><xs:restriction base=\"xs:string\"><xs:minLength value=\"3\"/></xs:restriction></xs:simpleType><xs:simpleType name=\"S\"><xs:restriction base=\"B\"><xs:maxLength value=\"2\"/></xs:restriction></xs:simpleType>",
            "greater than"
        ),
        (
            "<xs:simpleType name=\"B\"><xs:restriction base=\"xs:decimal\"><xs:maxExclusive value=\"3\"/></xs:restriction></xs:simpleType><xs:simpleType name=\"S\"><xs:restriction base=\"B\"><xs:maxInclusive value=\"3\"/></xs:restriction></xs:simpleType>",
            "does not fit its base"
        ),
        (
            "<xs:simpleType name=\"B\"><xs:restriction base=\"xs:decimal\"><xs:minInclusive value=\"3\"/></xs:restriction></xs:simpleType><xs:simpleType name=\"S\"><xs:restriction base=\"B\"><xs:maxInclusive value=\"2\"/></xs:restriction></xs:simpleType>",
            "does not fit its base"
        ),
    ]

    private static func complex(_ name: String, _ content: String, _ attributes: String = "") -> String {
        "<xs:complexType name=\"\(name)\"\(attributes)>\(content)</xs:complexType>"
    }

    private static func extending(_ name: String, _ content: String, base: String = "B") -> String {
        complex(
            name,
            "<xs:complexContent><xs:extension base=\"\(base)\">\(content)</xs:extension></xs:complexContent>")
    }

    private static func restricting(_ name: String, _ content: String) -> String {
        complex(
            name,
            "<xs:complexContent><xs:restriction base=\"B\">\(content)</xs:restriction></xs:complexContent>")
    }

    /// Facets that do not apply, are malformed, or contradict each other: base, facets, words of the reason.
    private static let facets: [(String, String, String)] = [
        ("decimal", facet("length", "1"), "does not apply"),
        ("string", facet("minInclusive", "1"), "does not apply"),
        ("string", facet("totalDigits", "1"), "does not apply"),
        ("double", facet("fractionDigits", "1"), "does not apply"),
        ("boolean", facet("enumeration", "true"), "does not apply"),
        ("dateTime", facet("maxLength", "1"), "does not apply"),
        ("string", facet("length", "-1"), "needs a number"),
        ("string", facet("length", ""), "needs a number"),
        ("string", "<xs:length/>", "has no value"),
        ("string", facet("length", "1") + facet("length", "1"), "twice"),
        ("string", facet("length", "1") + facet("minLength", "1"), "beside"),
        ("string", facet("minLength", "2") + facet("maxLength", "1"), "greater"),
        ("decimal", facet("totalDigits", "0"), "does not fit"),
        ("decimal", facet("totalDigits", "1") + facet("fractionDigits", "2"), "greater"),
        ("integer", facet("fractionDigits", "1"), "does not fit"),
        ("decimal", facet("minInclusive", "x"), "not a valid decimal"),
        ("byte", facet("maxInclusive", "300"), "not a valid byte"),
        ("decimal", facet("minInclusive", "1") + facet("minExclusive", "1"), "same end"),
        ("decimal", facet("minInclusive", "2") + facet("maxInclusive", "1"), "beyond"),
        ("decimal", facet("minInclusive", "1") + facet("maxExclusive", "1.0"), "beyond"),
        (
            "dateTime",
            facet("minInclusive", "2024-01-01T00:00:00Z") + facet("maxInclusive", "2024-01-01T01:00:00"),
            "beyond"
        ),
        ("decimal", facet("enumeration", "x"), "not a value of the base"),
        ("string", facet("pattern", "a("), "a ) is missing"),
        ("string", facet("pattern", "(a"), "a ) is missing"),
        ("string", facet("pattern", "a)"), "without a ("),
        ("string", facet("pattern", "*"), "stands for itself"),
        ("string", facet("pattern", "a**"), "stands for itself"),
        ("string", facet("pattern", "[a"), "a ] is missing"),
        ("string", facet("pattern", "[]"), "stands for itself"),
        ("string", facet("pattern", "[b-a]"), "before its start"),
        ("string", facet("pattern", "[a--c]"), "in the middle"),
        ("string", facet("pattern", "[a-\\d]"), "single character"),
        ("string", facet("pattern", "[a-[b]c]"), "follow a subtraction"),
        ("string", facet("pattern", "\\q"), "no escape"),
        ("string", facet("pattern", "\\"), "nothing follows"),
        ("string", facet("pattern", "\\p{Xx}"), "no category"),
        ("string", facet("pattern", "\\p{IsNowhere}"), "no block"),
        ("string", facet("pattern", "\\pL"), "in braces"),
        ("string", facet("pattern", "a{2,1}"), "before its start"),
        ("string", facet("pattern", "a{,1}"), "needs a number"),
        ("string", facet("pattern", "a{1"), "a counter is"),
        ("string", facet("pattern", String(repeating: "(", count: 200)), "inside each other"),
    ]

    private static func facet(_ name: String, _ value: String) -> String {
        "<xs:\(name) value=\"\(value)\"/>"
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
