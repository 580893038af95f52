import Diagnostics
import Testing
import XMLSchema

/// One mistake, one finding: after an unexpected child the validator goes on where the sender did.
@Suite struct ResynchronisationTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let model: String
        let children: String
        let codes: [String]
        var testDescription: String { "\(model) ← \(children)" }

        init(_ model: String, _ children: String, _ codes: String...) {
            self.model = model
            self.children = children
            self.codes = codes
        }
    }

    /// CHILD-1 is an unexpected child, CHILD-2 a missing one at the end; `x` stands for an element of no model.
    static let rows = [
        Row("abcde", "eabcd", "XSD-CHILD-1"),
        Row("abcde", "bacde", "XSD-CHILD-1"),
        Row("abcde", "acbde", "XSD-CHILD-1"),
        Row("abcde", "acde", "XSD-CHILD-1"),
        Row("abcde", "ade", "XSD-CHILD-1"),
        Row("abcde", "abcd", "XSD-CHILD-2"),
        Row("abcde", "", "XSD-CHILD-2"),
        Row("abcde", "aabcde", "XSD-CHILD-1"),
        Row("abcde", "abcdee", "XSD-CHILD-1"),
        Row("abcde", "xabcde", "XSD-CHILD-1"),
        Row("abcde", "abxcde", "XSD-CHILD-1"),
        Row("abcde", "abcdex", "XSD-CHILD-1"),
        Row("abcde", "abcdx", "XSD-CHILD-1"),
        Row("abcde", "axcde", "XSD-CHILD-1"),
        Row("abcde", "xbcde", "XSD-CHILD-1"),
        // Two mistakes, two findings.
        Row("abcde", "abcdd", "XSD-CHILD-1", "XSD-CHILD-2"),
        Row("abcde", "aacde", "XSD-CHILD-1", "XSD-CHILD-1"),
        Row("abcde", "xabcd", "XSD-CHILD-1", "XSD-CHILD-2"),
        Row("abcde", "bacdee", "XSD-CHILD-1", "XSD-CHILD-1"),
        Row("abcde", "baacde", "XSD-CHILD-1", "XSD-CHILD-1"),
        Row("abcde", "bacd", "XSD-CHILD-1", "XSD-CHILD-2"),
        Row("abcde", "xabxcde", "XSD-CHILD-1", "XSD-CHILD-1"),
        Row("a?b*c", "bacc", "XSD-CHILD-1", "XSD-CHILD-1"),
        Row("a*b*c*", "cba", "XSD-CHILD-1", "XSD-CHILD-1"),
        Row("a(b|c)d", "ad", "XSD-CHILD-1"),
        Row("a(b|c)d", "abcd", "XSD-CHILD-1"),
        Row("(ab)+", "aab", "XSD-CHILD-1"),
        Row("(ab)+", "abb", "XSD-CHILD-1"),
    ]

    @Test(arguments: rows) func findingsDoNotFollowFromTheFirst(_ row: Row) throws {
        let schema = try SchemaLoader.load(content: ModelText.xsd(row.model))
        let children = row.children.map { $0 == "x" ? "<stray/>" : "<\($0)/>" }.joined()
        #expect(try Validation(local: "<a>\(children)</a>", schema).codes == row.codes)
    }

    @Test func aMisspeltChildStandsForTheOneThatWasMeant() throws {
        let schema = try SchemaLoader.load(
            content: """
                <xs:sequence><xs:element name="ID"/><xs:element name="StartTime"/><xs:element name="EndTime" minOccurs="0"/>\
                <xs:element name="Quantity"/></xs:sequence>
                """)
        let misspelt = try Validation(local: "<a><ID/><Startime/><Quantity/></a>", schema)
        #expect(misspelt.codes == ["XSD-CHILD-1"])
        #expect(misspelt.findings[0].advice == "Did you mean \"StartTime\"?")
        let foreign = try Validation(local: "<a><ID/><StartTime xmlns=''/><Quantity/></a>", schema)
        #expect(foreign.codes == ["XSD-CHILD-1"])
        #expect(foreign.findings[0].advice == "It must be in the namespace urn:t.")
    }

    @Test func whatStandsInAnUnexpectedChildIsJudgedWhenTheModelHasIt() throws {
        let schema = try SchemaLoader.load(
            content: """
                <xs:sequence><xs:element name="b" type="xs:decimal"/><xs:element name="c" type="xs:decimal"/></xs:sequence>
                """)
        #expect(
            try Validation(local: "<a><c>x</c><b>y</b></a>", schema).codes == [
                "XSD-CHILD-1", "XSD-VALUE-3", "XSD-VALUE-3",
            ])
        #expect(try Validation(local: "<a><b>1</b><c>1</c><x><y/></x></a>", schema).codes == ["XSD-CHILD-1"])
    }
}
