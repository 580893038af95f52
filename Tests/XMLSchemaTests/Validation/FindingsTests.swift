import Diagnostics
import Testing
import XMLSchema
import XMLStream

/// What the validator says about documents that are wrong on purpose: code, place, path, words, advice.
@Suite struct FindingsTests {
    private static let set = Result { try Judges.of("V0700").schema }

    @Test(arguments: Fixture.names(beside: #filePath))
    func findingsAreAsRecorded(_ name: String) throws {
        let read = try Validation(try Fixture.bytes(name, beside: #filePath), Self.set.get(), source: name)
        #expect(!read.isValid)
        let report = read.findings.map { finding in
            "\(finding)\n    expected: \(finding.expected.joined(separator: " "))\n    found: \(finding.found ?? "–")\n"
        }
        try expectGolden(report.joined(), name.replacing(".xml", with: ".findings.txt"))
    }

    @Test func thereAreFixtures() {
        #expect(Fixture.names(beside: #filePath).count >= 12)
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
