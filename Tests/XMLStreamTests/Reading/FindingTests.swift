import Diagnostics
import Testing
import XMLStream

@Suite struct FindingTests {
    @Test(
        arguments: [
            (.empty, "order.xml:7:3: error: The document is empty [XML-EMPTY-1]"),
            (
                .notWellFormed("Attribute x redefined"),
                "order.xml:7:3: error: The document is not well-formed XML: Attribute x redefined [XML-WF-1]"
            ),
            (.doctype, "order.xml:7:3: error: A document type declaration is not accepted [XML-DOCTYPE-1]"),
            (
                .limit(.depth, 256),
                "order.xml:7:3: error: The document exceeds the limit depth of 256 open elements [XML-LIMIT-1]"
            ),
            (
                .encoding("UTF-7"),
                "order.xml:7:3: error: The encoding \"UTF-7\" is not supported [XML-ENCODING-1]"
            ),
        ] as [(XMLFailure.Reason, String)])
    func failureBecomesAFindingWithPlaceAndAdvice(_ reason: XMLFailure.Reason, _ firstLine: String) {
        let finding = XMLFailure(reason, line: 7, column: 3).finding(source: "order.xml")
        #expect(finding.description.split(separator: "\n").first.map(String.init) == firstLine)
        #expect(finding.advice?.last == ".")
        #expect(finding.severity == .error)
    }

    @Test(arguments: XMLLimits.Limit.allCases)
    func everyLimitIsNamedWithItsValue(_ limit: XMLLimits.Limit) {
        let finding = XMLFailure(.limit(limit, XMLLimits()[limit]), line: 1, column: 1).finding(source: nil)
        #expect(finding.message.contains("\(limit.rawValue) of \(XMLLimits()[limit]) "))
        #expect(finding.advice?.contains(limit.rawValue) == true)
    }
}
