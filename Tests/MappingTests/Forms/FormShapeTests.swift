import Diagnostics
import Testing
import XMLSchema
import XMLStream

@testable import Mapping

@Suite struct FormShapeTests {
    /// Samples, and the children of the root with how often they may stand and their type.
    @Test(arguments: [
        ([#"{"a":1,"b":"x","c":true,"d":null}"#], "a b c d"),
        ([#"{"a":[1]}"#], "a*"),
        ([#"{"a":[]}"#], "a*"),
        ([#"{"a":1}"#, #"{"a":[1,2],"b":1}"#], "a* b"),
        ([#"{"a":1,"c":1}"#, #"{"a":1,"b":1,"c":1}"#], "a b c"),
        ([#"[{"x":1}]"#], "item*"),
        ([#"{"@odata.etag":1,"":2,"a b":3}"#], "_x0040_odata.etag _x_ a_x0020_b"),
    ])
    func jsonSamplesGiveTheShape(_ samples: [String], _ expected: String) throws {
        let form = try FormBench.make(FormBench.sampled(.json, samples))
        #expect(try Self.children(of: form) == expected)
    }

    @Test func xmlSamplesGiveTheShape() throws {
        let form = try FormBench.xml(
            "<O xmlns='urn:x' v='1'><L/><H>1</H><L/></O>", "<O xmlns='urn:y'><H/><N/></O>")
        #expect(form.root.local == "O")
        #expect(try Self.children(of: form) == "L* H N")
        let root = try #require(form.schema.globalElement(form.root))
        #expect(form.schema.attributeNames(of: root) == ["v"])
    }

    @Test func targetsOfJSONHaveTheTypesOfTheSample() throws {
        let sample = #"{"n":1,"b":true,"s":"x","both":[1,"x"],"z":null}"#
        let form = try FormBench.json(sample, isTarget: true)
        let root = try #require(form.schema.globalElement(form.root))
        let types = try ["n", "b", "s", "both", "z"].map { name in
            let child = try #require(form.schema.child(name, of: root))
            let type = form.schema.element(child.declaration).type
            return form.schema.simpleType(of: type).flatMap(form.schema.builtin)?.rawValue
        }
        #expect(types == ["decimal", "boolean", "string", "string", "string"])
    }

    @Test(arguments: [
        "", "a", "@x", "_x0040_", "_x", "a b", "1a", "Größe", "名称", "😀", "a:b", "-", "_x_", "\u{301}",
    ])
    func namesComeBack(_ name: String) {
        let escaped = EscapedName.escape(name)
        #expect(EscapedName.unescape(escaped) == name)
        #expect(!escaped.contains { ": @".contains($0) })
    }

    @Test func everyNameThatIsEscapedMakesASchema() throws {
        let keys = ["Größe", "Šířka", "Ποσό", "Кол", "名称", "ใบ", "😀", "a.b", "x-1", "xml", "_"]
        let sample = "{" + keys.map { "\"\($0)\":\"1\"" }.joined(separator: ",") + "}"
        let form = try FormBench.json(sample)
        #expect(FormBench.lines(form, sample).count == keys.count)
        #expect(try FormBench.rewritten(form, sample).contains("\"ใบ\": \"1\""))
    }

    @Test(arguments: [
        (ForeignFormDeclaration(format: .json), "FORM-DECLARE-2"),
        (FormBench.sampled(.json, ["{"]), "FORM-JSON-1"),
        (FormBench.sampled(.xml, ["<!DOCTYPE a><a/>"]), "XML-DOCTYPE-1"),
        (FormBench.sampled(.xml, ["<a/>", "<b/>"]), "FORM-XML-1"),
        (ForeignFormDeclaration(format: .csv, delimited: DelimitedLayout(columns: [])), "FORM-DECLARE-3"),
        (csv(DelimitedLayout(separator: "\"", columns: ["a"])), "FORM-DECLARE-4"),
        (csv(DelimitedLayout(columns: ["a", "a"])), "FORM-DECLARE-5"),
        (csv(DelimitedLayout(columns: ["a"], group: ["b"])), "FORM-DECLARE-6"),
        (fixed([]), "FORM-DECLARE-7"),
        (fixed([.init(name: "a", starts: "1", inside: "a", fields: [])]), "FORM-DECLARE-8"),
        (
            fixed([
                .init(
                    name: "a", starts: "1",
                    fields: [.init(name: "x", columns: 1...4), .init(name: "y", columns: 4...5)])
            ]), "FORM-DECLARE-9"
        ),
    ])
    func badDeclarationsAreExplained(_ declaration: ForeignFormDeclaration, _ code: String) {
        let made = ForeignForm.make(declaration, isTarget: false)
        #expect(made.value == nil)
        #expect(made.findings.map(\.code.rawValue) == [code])
    }

    @Test func aqdefIsNoTarget() {
        let made = ForeignForm.make(ForeignFormDeclaration(format: .aqdef), isTarget: true)
        #expect(made.findings.map(\.code) == ["FORM-DECLARE-1"])
    }

    @Test func anObjectOfDataIsNoShape() {
        let sample = "{" + (0...1_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
        let made = ForeignForm.make(FormBench.sampled(.json, [sample]), isTarget: false)
        #expect(made.findings.map(\.code) == ["FORM-SHAPE-2"])
    }

    private static func csv(_ layout: DelimitedLayout) -> ForeignFormDeclaration {
        ForeignFormDeclaration(format: .csv, delimited: layout)
    }

    private static func fixed(_ records: [FixedWidthLayout.Record]) -> ForeignFormDeclaration {
        ForeignFormDeclaration(format: .fixedWidth, fixedWidth: FixedWidthLayout(records: records))
    }

    private static func children(of form: ForeignForm) throws -> String {
        let root = try #require(form.schema.globalElement(form.root))
        let model = form.schema.contentModel(of: root.type)
        return (model?.children ?? []).map { child in
            form.schema.names[child.name].local + (child.occurrence.max == nil ? "*" : "")
        }.joined(separator: " ")
    }
}
