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

    /// What a document says must not command the terminal that shows it.
    @Test func controlsAreShownAndNotSent() {
        let place = Place(source: "a\u{1B}[2J.xml", line: 1, path: "/a\u{202E}b")
        let finding = Finding(
            "XSD-VALUE-3", .error, at: place, "\"\u{9B}2J\r\n\" is none", advice: "Write é 😀.")
        #expect(
            finding.description == """
                a\\u{1B}[2J.xml:1: error: "\\u{9B}2J\\u{D}\\u{A}" is none [XSD-VALUE-3]
                    at /a\\u{202E}b
                    Write é 😀.
                """)
    }
}
