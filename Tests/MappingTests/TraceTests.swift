import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

/// What a run notes of where values come from, and of what came to nothing.
@Suite struct TraceTests {
    private static let order = """
        <ProductionSchedule xmlns="http://www.wbf.org/xml/B2MML-V0401"><ProductionRequest><ID>2</ID>\
        <Priority>7</Priority><SegmentRequirement><ID>3</ID><EarliestStartTime>2026-01-01T00:00:00Z\
        </EarliestStartTime></SegmentRequirement></ProductionRequest></ProductionSchedule>
        """

    // `rules` are those of a request.
    private func run(_ rules: String) throws -> (result: MappingResult, request: Node) {
        let checked = Bench.compile(
            """
            language: 1
            mapping: test
            version: 1.0.0
            owner: test
            from: { set: V0401, noun: ProductionSchedule }
            to: { set: canonical, noun: OperationsSchedule }
            rules:
              - each: ProductionRequest
                to: OperationsRequest
                rules:
                  \(rules.replacing("\n", with: "\n      "))
            """)
        #expect(checked.findings.filter { $0.code != "MAP-UNREAD-1" }.map(\.description) == [])
        let mapping = try #require(checked.value)
        let noun = try Bench.noun(Bench.read(Self.order, mapping.from.set).document, "ProductionSchedule")
        let result = try #require(mapping.run(noun, context: MappingContext(traces: true)))
        return (result, try #require(noun.child("ProductionRequest")))
    }

    @Test(arguments: [
        ("ID", "2", "2", []),
        ("concat(ID, '/', Priority)", "2/7", "2", ["7"]),
        ("concat(Priority, '-', SegmentRequirement[1]/ID, ID)", "7-32", "7", ["3", "2"]),
        ("concat('PO-', ID) | lower", "po-2", "2", []),
        // What an alternative has read that came to nothing is no part of the next one.
        ("[\"concat(Priority, Description)\", ID]", "2", "2", []),
    ])
    func aValueNamesAllThatWentIntoIt(
        _ source: String, _ value: String, _ input: String, _ others: [String]
    ) throws {
        let from = source.hasPrefix("[") ? source : "\"\(source)\""
        let (result, request) = try run("- { to: Description, from: \(from) }")
        let link = try #require(result.trace?.links.last)
        #expect(result.document.node(at: link.output).text == value)
        #expect(request.document.node(at: link.input).text == input)
        #expect(link.others.map { request.document.node(at: $0).text } == others)
    }

    @Test func aFixedTextOfAPathIsNoPartOfTheValue() throws {
        let (result, _) = try run(
            "- { to: \"SegmentRequirement[ID='x']/Description\", from: \"concat(ID, Priority)\" }")
        let links = try #require(result.trace).links
        #expect(links.map { result.document.node(at: $0.output).text } == ["x", "27"])
        #expect(links.map(\.origin) == [.literal, .value])
        #expect(links.map(\.others.count) == [0, 1])
    }

    @Test func whatElseIsWrittenNamesNothing() throws {
        let (result, _) = try run("- { to: Description, from: \"concat(ID, Description)\", else: none }")
        let link = try #require(result.trace?.links.last)
        #expect(link.origin == .fallback && link.input == -1 && link.others == [])
    }

    @Test func whatIsLostNamesTheRuleThatSaysSo() throws {
        let (result, request) = try run(
            "- { to: ID, from: ID }\n- { ignore: Priority, reason: nobody sorts }")
        let trace = try #require(result.trace)
        func node(_ name: String) throws -> Int32 { try #require(request.child(name)).index }
        let priority = try #require(trace.losses[node("Priority")])
        #expect(priority.declared?.reason == "nobody sorts")
        #expect(priority.declared?.rule.line == 12)
        let segment = try #require(trace.losses[node("SegmentRequirement")])
        #expect(segment.declared == nil)
        #expect(trace.losses.count == 2)
        #expect(trace.readers[try node("ID")]?.line == 11)
    }
}
