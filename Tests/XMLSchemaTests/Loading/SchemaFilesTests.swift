import Diagnostics
import Testing
import XMLSchema
import XMLStream

/// Includes, imports, chameleons, and what else ties schema files together.
@Suite struct SchemaFilesTests {
    private static func xsd(_ target: String?, _ content: String, default ns: String? = nil) -> String {
        let declarations =
            (target.map { " targetNamespace=\"\($0)\"" } ?? "") + (ns.map { " xmlns=\"\($0)\"" } ?? "")
        return
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:e=\"urn:e\" xmlns:t=\"urn:t\"\(declarations) "
            + "elementFormDefault=\"qualified\">\(content)</xs:schema>"
    }

    @Test func aChameleonTakesTheNamespaceOfItsIncluder() throws {
        let core = Self.xsd(
            nil,
            "<xs:element name=\"b\" type=\"C\"/><xs:simpleType name=\"C\"><xs:restriction base=\"xs:decimal\"/></xs:simpleType>"
        )
        let schema = try SchemaLoader.load(files: [
            "t.xsd": Self.xsd(
                "urn:t",
                "<xs:include schemaLocation=\"core/core.xsd\"/><xs:import namespace=\"urn:e\" schemaLocation=\"e.xsd\"/><xs:element name=\"a\" type=\"t:C\"/>"
            ),
            "e.xsd": Self.xsd("urn:e", "<xs:include schemaLocation=\"./core/../core/core.xsd\"/>"),
            "core/core.xsd": core,
        ])
        #expect(try Validation("<a xmlns='urn:t'>1</a>", schema).isValid)
        #expect(try Validation("<b xmlns='urn:t'>1</b>", schema).isValid)
        #expect(try Validation("<b xmlns='urn:e'>1</b>", schema).isValid)
        #expect(try Validation("<b xmlns='urn:e'>x</b>", schema).codes == ["XSD-VALUE-3"])
        #expect(try !Validation("<b>1</b>", schema).isValid)
    }

    /// The published sets import the extension namespace twice, first in part; and files include each other.
    @Test func everyImportOfANamespaceCounts() throws {
        let schema = try SchemaLoader.load(files: [
            "t.xsd": Self.xsd(
                "urn:t",
                "<xs:import namespace=\"urn:e\" schemaLocation=\"e1.xsd\"/><xs:import namespace=\"urn:e\" schemaLocation=\"e2.xsd\"/>"
                    + "<xs:include schemaLocation=\"u.xsd\"/><xs:include schemaLocation=\"u.xsd\"/>"
                    + "<xs:element name=\"a\"><xs:complexType><xs:sequence><xs:group ref=\"e:one\"/><xs:group ref=\"e:two\"/>"
                    + "<xs:element ref=\"t:u\"/></xs:sequence></xs:complexType></xs:element>"),
            "e1.xsd": Self.xsd(
                "urn:e",
                "<xs:group name=\"one\"><xs:sequence><xs:element name=\"x\"/></xs:sequence></xs:group>"),
            "e2.xsd": Self.xsd(
                "urn:e",
                "<xs:include schemaLocation=\"e1.xsd\"/><xs:group name=\"two\"><xs:sequence><xs:element name=\"y\"/></xs:sequence></xs:group>"
            ),
            "u.xsd": Self.xsd("urn:t", "<xs:include schemaLocation=\"t.xsd\"/><xs:element name=\"u\"/>"),
        ])
        #expect(
            try Validation("<a xmlns='urn:t'><x xmlns='urn:e'/><y xmlns='urn:e'/><u/></a>", schema).isValid)
    }

    @Test func localElementsAreQualifiedAsTheFileSays() throws {
        let schema = try SchemaLoader.load(files: [
            "t.xsd": """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
            <xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b"/>
            <xs:element name="c" form="qualified"/></xs:sequence><xs:attribute name="x"/>
            <xs:attribute name="y" form="qualified"/></xs:complexType></xs:element></xs:schema>
            """
        ])
        #expect(try Validation("<t:a xmlns:t='urn:t' x='' t:y=''><b/><t:c/></t:a>", schema).codes == [])
        let wrong = try Validation("<t:a xmlns:t='urn:t' t:x='' y=''><t:b/><c/></t:a>", schema)
        #expect(wrong.codes == ["XSD-ATTR-1", "XSD-ATTR-1", "XSD-CHILD-1", "XSD-CHILD-1"])
        #expect(wrong.findings[2].advice == "It must be in no namespace here.")
        #expect(wrong.findings[3].advice == "It must be in the namespace urn:t.")
    }

    @Test(
        arguments: [
            ("<xs:include schemaLocation=\"none.xsd\"/>", "SCHEMA-FILE-1", "none.xsd"),
            (
                "<xs:include schemaLocation=\"http://example.org/a.xsd\"/>", "SCHEMA-FILE-1",
                "http://example.org/a.xsd"
            ),
            ("<xs:include/>", "SCHEMA-FILE-1", "not the path of a file"),
            ("<xs:include schemaLocation=\"e.xsd\"/>", "SCHEMA-FORM-1", "cannot be included"),
            (
                "<xs:import namespace=\"urn:x\" schemaLocation=\"e.xsd\"/>", "SCHEMA-FORM-1",
                "the import says \"urn:x\""
            ),
            ("<xs:import schemaLocation=\"e.xsd\"/>", "SCHEMA-FORM-1", "urn:e"),
            ("<xs:include schemaLocation=\"broken.xsd\"/>", "XML-WF-1", "not well-formed"),
            ("<xs:include schemaLocation=\"doctype.xsd\"/>", "XML-DOCTYPE-1", "document type"),
        ])
    func aFileThatDoesNotFitIsRefused(_ component: String, _ code: String, _ words: String) throws {
        let error = try #require(throws: SchemaError.self) {
            try SchemaLoader.load(files: [
                "t.xsd": Self.xsd("urn:t", component), "e.xsd": Self.xsd("urn:e", ""),
                "broken.xsd": "<xs:schema>",
                "doctype.xsd": "<!DOCTYPE a><a/>",
            ])
        }
        #expect(error.code.rawValue == code)
        #expect(error.message.contains(words), "\(error.message)")
    }

    @Test func aMissingEntryIsNamed() throws {
        let error = try #require(throws: SchemaError.self) { try SchemaLoader.load(files: [:]) }
        #expect(error.code == "SCHEMA-FILE-1")
        #expect(error.message.contains("t.xsd"))
    }

    @Test func annotationsAndForeignAttributesMeanNothing() throws {
        let schema = try SchemaLoader.load(
            components: """
                <xs:annotation><xs:documentation>a</xs:documentation></xs:annotation><xs:element name="a" id="i" q:x="1" \
                xmlns:q="urn:q"><xs:annotation><xs:appinfo><q:y/></xs:appinfo></xs:annotation><xs:complexType>\
                <xs:annotation/><xs:sequence><xs:annotation/><xs:element name="b"><xs:annotation/></xs:element></xs:sequence>\
                </xs:complexType></xs:element>
                """)
        #expect(try Validation(local: "<a><b/></a>", schema).isValid)
    }

    @Test func anOverlayLetsRequiredChildrenBeAbsent() throws {
        let text = SchemaTexts.schema(
            "<xs:element name=\"a\" type=\"T\"/><xs:complexType name=\"T\"><xs:sequence><xs:element name=\"ID\"/>"
                + "<xs:element name=\"b\"/></xs:sequence></xs:complexType>")
        let overlay = SchemaOverlay(text: "# a comment\n\nT\tID\twhy\n")
        #expect(overlay.optional == [.init(type: "T", child: "ID")])
        let relaxed = try SchemaLoader.load(
            "t.xsd", from: SchemaTexts(files: ["t.xsd": text]), overlay: overlay)
        let strict = try SchemaLoader.load("t.xsd", from: SchemaTexts(files: ["t.xsd": text]))
        #expect(try Validation(local: "<a><b/></a>", relaxed).isValid)
        #expect(try !Validation(local: "<a><ID/></a>", relaxed).isValid)
        #expect(try !Validation(local: "<a><b/></a>", strict).isValid)
    }
}
