import Diagnostics
import Testing
import XMLStream

@testable import XMLSchema

/// Judging without keeping a document says the same as judging with it.
@Suite struct JudgingOnlyTests {
    private static let target = "http://www.mesa.org/xml/B2MML"

    private func judge(_ bytes: [UInt8], _ schema: Schema) throws -> Validator<NoRecords> {
        let names = NameInterner(table: schema.names)
        let validator = Validator(schema: schema, names: names, source: nil, keepsDocument: false)
        return try XMLReader(names: names, sink: validator).read(bytes)
    }

    @Test func everyFindingIsTheSame() throws {
        let judges = try Judges.of("V0700")
        let generator = SampleGenerator(judges.schema, target: Self.target)
        var findings = 0
        for seed in 0..<150 {
            var random = SampleRandom(seed: UInt64(seed) &+ 4_000)
            let root = random.pick(judges.schema.globalElements)
            let sample = try #require(generator.document(root: root, using: &random))
            for _ in 0..<random.pick([0, 1, 2, 5]) {
                random.pick(SampleMutation.allCases).apply(
                    to: sample, judges.schema, target: Self.target, using: &random)
            }
            let bytes = Array(sample.document(target: Self.target).utf8)
            let whole = try Validation(bytes, judges.schema)
            let judged = try judge(bytes, judges.schema)
            #expect(judged.findings == whole.findings, "\(String(decoding: bytes, as: UTF8.self))")
            #expect(judged.document.root == nil)
            findings += judged.findings.count
        }
        #expect(findings > 50)
    }

    /// More names below one element than are looked through one by one, with positions that share their bits.
    @Test func positionsAreTrueAmongHundredsOfNames() throws {
        let count = 500
        let elements = (0..<count).map { "<xs:element name='n\($0)' type='xs:int'/>" }.joined()
        let schema = try SchemaLoader.load(
            components:
                """
                \(elements)
                <xs:element name="r"><xs:complexType><xs:sequence>
                  <xs:any namespace="##any" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
                </xs:sequence></xs:complexType></xs:element>
                """)
        var children = ""
        for _ in 1...3 { for index in 0..<count { children += "<n\(index)>x</n\(index)>" } }
        let names = NameInterner(table: schema.names)
        let validator = Validator(schema: schema, names: names, source: nil, keepsDocument: false)
        validator.maximumFindings = 10_000
        let judged = try XMLReader(names: names, sink: validator).read(
            Array("<r xmlns='urn:t'>\(children)</r>".utf8))
        let expected = (1...3).flatMap { round in (0..<count).map { "/r/n\($0)[\(round)]" } }
        #expect(judged.findings.compactMap(\.place.path) == expected)
    }

    /// Positions are counted while reading; a node counts its siblings. Both must agree.
    @Test func pathsAreThoseOfTheNodes() throws {
        let judges = try Judges.of("V0700")
        let generator = SampleGenerator(judges.schema, target: Self.target)
        var compared = 0
        for seed in 0..<150 {
            var random = SampleRandom(seed: UInt64(seed) &+ 9_000)
            let sample = try #require(
                generator.document(root: random.pick(judges.schema.globalElements), using: &random))
            for _ in 0..<4 {
                random.pick(SampleMutation.allCases).apply(
                    to: sample, judges.schema, target: Self.target, using: &random)
            }
            let read = try Validation(sample.document(target: Self.target), judges.schema)
            let paths = Set(read.findings.compactMap(\.place.path))
            for index in read.document.nodes.indices {
                let node = read.document.node(at: Int32(index))
                guard node.record.flags.contains(.invalid) else { continue }
                #expect(paths.contains(node.path) || paths.contains { $0.hasPrefix("\(node.path)/@") })
                compared += 1
            }
        }
        #expect(compared > 50)
    }

    /// More names than a frame has bits for, in an order that is no order.
    @Test func positionsAreRightAmongManyNames() throws {
        let schema = try SchemaLoader.load(
            content: "<xs:sequence><xs:any processContents=\"lax\" maxOccurs=\"unbounded\"/></xs:sequence>")
        var counts: [Int: Int] = [:]
        var expected: [String] = []
        var text = "<a xmlns='urn:t' xmlns:xsi='\(ValidationNames.instance)'>"
        for step in 0..<2_000 {
            let name = step &* 7_919 % 150
            counts[name, default: 0] += 1
            let isFaulty = step.isMultiple(of: 40)
            text += isFaulty ? "<x\(name)><a>t<q/></a></x\(name)>" : "<x\(name)/>"
            if isFaulty {
                expected.append("/a/x\(name)[\(counts[name] ?? 0)]/a[1]/q[1]")
            }
        }
        let read = try judge(Array((text + "</a>").utf8), schema)
        #expect(read.findings.filter { $0.code == "XSD-TEXT-1" }.count == expected.count)
        let paths = read.findings.compactMap(\.place.path)
        #expect(expected.allSatisfy { path in paths.contains { path.hasPrefix($0) } })
    }

    @Test func aRecordKnowsItsPosition() throws {
        struct Paths: RecordConsumer {
            var paths: [String] = []
            mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
                paths.append(record.child("Q")?.path ?? record.path)
                return true
            }
        }
        let schema = try SchemaLoader.load(
            components: """
                <xs:element name="N"><xs:complexType><xs:sequence><xs:element name="R" type="T" maxOccurs="unbounded"/>\
                <xs:element name="S" type="T" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>\
                </xs:element><xs:complexType name="T"><xs:sequence><xs:element name="Q" type="xs:token" minOccurs="0"/>\
                </xs:sequence></xs:complexType>
                """)
        let plan = RecordPlan(
            noun: try #require(schema.names[ExpandedName("urn:t", "N")]),
            records: Set(try ["R", "S"].map { try #require(schema.names[ExpandedName("urn:t", $0)]) }))
        let bytes = Array(
            "<N xmlns='urn:t'><R/><R><Q>2</Q></R><R><Q>3</Q></R><S/><S><Q>5</Q></S></N>".utf8)
        var header: Document?
        for _ in 1...2 {
            let names = NameInterner(table: schema.names)
            let validator = Validator(
                schema: schema, names: names, source: nil, plan: plan, header: header, consumer: Paths())
            let read = try XMLReader(names: names, sink: validator).read(bytes)
            #expect(
                read.consumer.paths == ["/N/R[1]", "/N/R[2]/Q[1]", "/N/R[3]/Q[1]", "/N/S[1]", "/N/S[2]/Q[1]"])
            header = read.document
        }
    }

    /// Node indices have 31 bits and value offsets 32: what does not fit is said, and the rest is judged.
    @Test(arguments: [DocumentBuilder.Limits(nodes: 40), DocumentBuilder.Limits(values: 40)])
    func aDocumentThatDoesNotFitIsJudgedOnly(_ limits: DocumentBuilder.Limits) throws {
        let schema = try SchemaLoader.load(
            content:
                "<xs:sequence><xs:element name=\"b\" type=\"xs:decimal\" maxOccurs=\"unbounded\"/></xs:sequence>"
        )
        let names = NameInterner(table: schema.names)
        let run = ValidationRun(schema: schema, names: names, source: nil, keeping: .document, limits: limits)
        let reader = XMLReader(names: names, sink: Validator(run, consumer: NoRecords()))
        let text = "<a xmlns='urn:t'>" + String(repeating: "<b>12</b>", count: 50) + "<b>x</b></a>"
        let read = try reader.read(Array(text.utf8))
        #expect(read.findings.map(\.code) == ["DOCUMENT-SIZE-1", "XSD-VALUE-3"])
        #expect(read.findings.last?.place.path == "/a/b[51]")
        #expect(read.document.root == nil)
    }
}
