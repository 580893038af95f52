import Diagnostics
import Operations
import Testing
import XMLSchema
import XMLStream

@testable import Mapping

/// A schedule that is read record by record gives what one gives that is read whole.
@Suite struct RecordTests {
    private static let count = 400

    private static let xml = Canonical.schedule(
        "<ID>S</ID><Version>1</Version>"
            + (1...count).map { number in
                """
                \n<OperationsRequest><ID>\(number)</ID><SegmentRequirement><MaterialRequirement>\
                <Quantity><QuantityString>\(number % 100 == 0 ? "x" : "1.5")</QuantityString></Quantity>\
                <AssemblyType>Physical</AssemblyType></MaterialRequirement></SegmentRequirement></OperationsRequest>
                """
            }.joined())

    private struct Collector: RecordConsumer {
        var reader = NounReader(context: BindingContext(source: "order.xml"))
        var requests: [OperationsRequest] = []
        var findings: [Finding] = []

        mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
            let checked = reader.read(record, as: OperationsRequest.self, position: number)
            if let value = checked.value { requests.append(value) }
            findings += checked.findings
            return true
        }
    }

    @Test func givesTheSameRequestsAndFindings() throws {
        let schema = try Canonical.schema()
        let names = NameInterner(table: schema.names)
        let name = { (local: String) in ExpandedName("http://www.mesa.org/xml/B2MML", local) }
        let plan = RecordPlan(
            noun: try #require(schema.names[name("OperationsSchedule")]),
            records: [try #require(schema.names[name("OperationsRequest")])])
        let validator = Validator(
            schema: schema, names: names, source: "order.xml", plan: plan, header: nil, consumer: Collector())
        let end = try XMLReader(names: names, sink: validator).read(Array(Self.xml.utf8))
        var collector = end.consumer
        let findings = collector.findings + collector.reader.summary()

        let whole = try Canonical.read(Self.xml)
        #expect(whole.value.requests.count == Self.count)
        #expect(collector.requests == whole.value.requests)
        #expect(findings == whole.findings)
        #expect(
            findings.map { "\($0.place.line ?? 0) \($0.code)" } == [
                "102 BIND-QUANTITY-1", "202 BIND-QUANTITY-1", "302 BIND-QUANTITY-1", "402 BIND-QUANTITY-1",
                "3 BIND-UNUSED-1",
            ])
        #expect(findings.first?.place.path?.contains("/OperationsRequest[100]/") == true)

        let header = RequestedOperations.read(try #require(end.document.root)).value
        #expect(header == RequestedOperations(schedule: OperationsSchedule(id: "S", version: "1")))
    }

    @Test func emptiesItsSummary() throws {
        var reader = NounReader()
        let request = Canonical.segment(
            "<MaterialRequirement><AssemblyType>Physical</AssemblyType></MaterialRequirement>")
        _ = reader.read(try Canonical.noun(try Canonical.document(request)), as: RequestedOperations.self)
        #expect(reader.summary().count == 1)
        #expect(reader.summary() == [])
    }
}
