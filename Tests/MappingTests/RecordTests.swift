import B2MML
import Mapping
import Testing
import XMLSchema
import XMLStream

/// A large document is mapped record by record: each record comes with what stands around it.
@Suite struct RecordTests {
    private struct Runner: RecordConsumer {
        let mapping: CompiledMapping
        var requests: [String] = []
        var headers: Set<String> = []

        mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
            guard let noun = record.parent, let result = mapping.run(noun, context: MappingContext()),
                let root = result.document.root
            else { return false }
            requests += root.children("OperationsRequest").map { Serialisation.text($0) }
            headers.insert(root.child("ID")?.text ?? "none")
            return true
        }
    }

    @Test(arguments: [
        ("production-schedule", ["OperationsRequest"], ["ProductionRequest"]),
        ("material-information", ["MaterialLot", "MaterialClass"], ["MaterialLot", "MaterialClass"]),
        ("material-lot", ["MaterialLot"], []),
    ])
    func theRecordsOfANounAreKnown(_ name: String, _ targets: [String], _ records: [String]) throws {
        let mapping = try #require(try Bench.library.mapping(named: "isa95/from-v0401/\(name)"))
        #expect(mapping.recordElements(into: Set(targets)) == Set(records))
    }

    @Test func aRecordIsMappedAsInTheWholeDocument() throws {
        let requests = (1...5).map { number in
            """
            <ProductionRequest><ID>000\(number)</ID><Priority>\(number).50</Priority>
            <SegmentRequirement><ProcessSegmentID>P\(number % 2)</ProcessSegmentID></SegmentRequirement>
            </ProductionRequest>
            """
        }
        let text = """
            <ProductionSchedule xmlns="http://www.wbf.org/xml/B2MML-V0401"><ID>S</ID>
            \(requests.joined(separator: "\n"))
            </ProductionSchedule>
            """
        let mapping = try #require(try Bench.library.toCanonical(.v0401, noun: "ProductionSchedule"))
        let noun = try Bench.noun(Bench.read(text, .published(.v0401)).document, "ProductionSchedule")
        let whole = try #require(mapping.run(noun, context: MappingContext()))
        let expected = try #require(whole.document.root).children("OperationsRequest")
            .map { Serialisation.text($0) }

        let schema = mapping.sourceSchema
        let namespace = try #require(mapping.from.set.namespace)
        let plan = RecordPlan(
            noun: try #require(schema.names[ExpandedName(namespace, "ProductionSchedule")]),
            records: [try #require(schema.names[ExpandedName(namespace, "ProductionRequest")])])
        let names = NameInterner(table: schema.names)
        let reader = XMLReader(
            names: names,
            sink: Validator(
                schema: schema, names: names, source: nil, plan: plan, header: nil,
                consumer: Runner(mapping: mapping)))
        let runner = try reader.read(Array(text.utf8)).consumer
        #expect(runner.requests.count == 5)
        #expect(runner.requests == expected)
        #expect(runner.headers == ["S"])
    }
}
