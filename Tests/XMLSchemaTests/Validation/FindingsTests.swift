import Diagnostics
import Foundation
import Testing
import XMLSchema
import XMLStream

/// What the validator says about documents that are wrong on purpose: code, place, path, words, advice.
///
/// `Fixtures/index.tsv` says what each is; `RECORD=1` writes the files of `Golden`.
@Suite struct FindingsTests {
    @Test(arguments: FindingFixture.all)
    func findingsAreAsRecorded(_ fixture: FindingFixture) throws {
        let schema = try fixture.schema()
        let names = NameInterner(table: schema.names)
        let reader = XMLReader(names: names, sink: Validator(schema: schema, names: names, source: nil))
        var findings: [Finding]
        do {
            try reader.read(try fixture.bytes())
            findings = reader.sink.findings
        } catch let failure as XMLFailure {
            findings = reader.sink.findings + [failure.finding(source: nil)]
        }
        #expect(findings.map(\.code.rawValue) == fixture.codes)
        let text = try fixture.text()
        for finding in findings where finding.code.rawValue.hasPrefix("XSD") {
            #expect(text.element(at: finding.place) == finding.place.element, "\(finding)")
        }
        var lines = findings.map { FindingLine($0).text }
        if reader.sink.suppressedFindings > 0 {
            lines.append("{\"notListed\":\(reader.sink.suppressedFindings)}")
        }
        try expectGolden(lines.map { $0 + "\n" }.joined(), "\(fixture.name).jsonl")
    }

    @Test func everyDocumentIsInTheIndexOnce() {
        #expect(FindingFixture.all.map(\.name).sorted() == FindingFixture.documents)
        #expect(
            FindingFixture.all.enumerated().allSatisfy { number, fixture in
                Int(fixture.name.prefix(3)) == number + 1
            })
    }

    /// What the validator's sources can say has a document in which it is said.
    @Test func everyCodeOfTheValidatorHasADocument() throws {
        let folder = PackageFolder.root.appending(path: "Sources/XMLSchema/Validation")
        var codes: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            codes.formUnion(text.matches(of: #/"(XSD-[A-Z]+-[0-9]+)"/#).map { String($0.output.1) })
        }
        #expect(codes.count >= 20)
        #expect(codes.subtracting(FindingFixture.all.flatMap(\.codes)).isEmpty)
    }

    @Test func placesAreTrueBeyond65535Lines() throws {
        let schema = try SchemaLoader.load(
            content:
                "<xs:sequence><xs:element name=\"b\" type=\"xs:decimal\" maxOccurs=\"unbounded\"/></xs:sequence>"
        )
        let lines = 70_000
        let text =
            "<a xmlns='urn:t'>\n" + String(repeating: "<b>1</b>\n", count: lines) + "  <b>x</b>\n"
            + String(repeating: " ", count: 70_000) + "<b>y</b></a>"
        let findings = try Validation(text, schema).findings
        #expect(findings.map(\.place.line) == [lines + 2, lines + 3])
        #expect(findings.map(\.place.column) == [3, 70_001])
        #expect(findings.map(\.place.path) == ["/a/b[\(lines + 1)]", "/a/b[\(lines + 2)]"])
    }

    @Test func beyondTheLimitFindingsAreCounted() throws {
        let schema = try SchemaLoader.load(
            content:
                "<xs:sequence><xs:element name=\"b\" type=\"xs:decimal\" maxOccurs=\"unbounded\"/></xs:sequence>"
        )
        let text = "<a xmlns='urn:t'>" + String(repeating: "<b>x</b>", count: 500) + "</a>"
        let names = NameInterner(table: schema.names)
        let reader = XMLReader(names: names, sink: Validator(schema: schema, names: names, source: nil))
        try reader.read(Array(text.utf8))
        #expect(reader.sink.findings.count == reader.sink.maximumFindings)
        #expect(reader.sink.suppressedFindings == 500 - reader.sink.maximumFindings)
    }

    /// A path counts the siblings before it: to make one for each suppressed finding would take a quarter of an hour here.
    @Test(.timeLimit(.minutes(5))) func manyFindingsAreNotSlow() throws {
        let schema = try SchemaLoader.load(content: "<xs:sequence/>")
        let text = "<a xmlns='urn:t'>" + String(repeating: "<b/>", count: 10) + "</a>"
        #expect(try Validation(text, schema).codes == ["XSD-CHILD-3"])
        let list = try SchemaLoader.load(
            content:
                "<xs:sequence><xs:element name=\"b\" type=\"xs:decimal\" maxOccurs=\"unbounded\"/></xs:sequence>"
        )
        let long = "<a xmlns='urn:t'>" + String(repeating: "<b/>", count: 400_000) + "</a>"
        #expect(try Validation(long, list).findings.count == 200)
    }
}
