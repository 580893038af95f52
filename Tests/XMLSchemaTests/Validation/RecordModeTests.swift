import Diagnostics
import Testing
import XMLSchema
import XMLStream

/// Reading record by record gives the same records as reading the document whole.
@Suite struct RecordModeTests {
    /// Keeps what it is given, in words.
    struct Collector: RecordConsumer {
        var records: [String] = []
        var headers: [String] = []
        var numbers: [Int] = []
        var nodeCounts: [Int] = []
        var stopAfter = Int.max

        mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
            records.append(record.outline)
            headers.append(document.root?.outline(leavingOut: record.nameID) ?? "")
            numbers.append(number)
            nodeCounts.append(document.nodes.count)
            return number < stopAfter
        }
    }

    private static let schema = Result {
        try SchemaLoader.load(
            components: """
                <xs:element name="Sync"><xs:complexType><xs:sequence><xs:element name="ApplicationArea" type="xs:string"/>\
                <xs:element name="DataArea"><xs:complexType><xs:sequence><xs:element name="Verb"/>\
                <xs:element ref="Noun" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>\
                <xs:element name="UserArea" minOccurs="0"><xs:complexType><xs:sequence>\
                <xs:any processContents="lax" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>\
                </xs:sequence></xs:complexType></xs:element>
                <xs:element name="Noun"><xs:complexType><xs:sequence><xs:element name="ID" type="xs:normalizedString"/>\
                <xs:element name="Record" type="R" minOccurs="0" maxOccurs="unbounded"/>\
                <xs:element name="Other" type="R" minOccurs="0" maxOccurs="unbounded"/>\
                <xs:element name="Note" type="xs:string" minOccurs="0"/></xs:sequence><xs:attribute name="v"/></xs:complexType></xs:element>
                <xs:complexType name="R"><xs:sequence><xs:element name="ID" type="xs:token"/>\
                <xs:element name="Q" type="xs:decimal" minOccurs="0" maxOccurs="unbounded"/>\
                <xs:element name="Record" type="R" minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="u"/></xs:complexType>
                """)
    }

    private func plan(_ schema: Schema, records: [String] = ["Record", "Other"]) throws -> RecordPlan {
        let noun = try #require(schema.names[ExpandedName("urn:t", "Noun")])
        return RecordPlan(
            noun: noun,
            records: Set(try records.map { try #require(schema.names[ExpandedName("urn:t", $0)]) }))
    }

    private func read(
        _ text: String, _ schema: Schema, _ plan: RecordPlan, header: Document?, stopAfter: Int = .max
    ) throws -> Validator<Collector> {
        let names = NameInterner(table: schema.names)
        let validator = Validator(
            schema: schema, names: names, source: nil, plan: plan, header: header,
            consumer: Collector(stopAfter: stopAfter))
        let reader = XMLReader(names: names, sink: validator)
        return try reader.read(Array(text.utf8))
    }

    private static func noun(_ id: String, _ inside: String, note: String = "") -> String {
        "<Noun v=\"\(id)\"><ID> \(id)</ID>\(inside)\(note.isEmpty ? "" : "<Note>\(note)</Note>")</Noun>"
    }

    private static func record(_ name: String, _ number: Int, quantity: String = "1.5") -> String {
        "<\(name) u=\"\(number)\"><ID> r\(number) </ID><Q>\(quantity)</Q><Record><ID>inner</ID></Record></\(name)>"
    }

    private static func transaction(
        _ nouns: String, after: String = "<UserArea><x:late xmlns:x='urn:late' x:y='1'/></UserArea>"
    ) -> String {
        "<Sync xmlns=\"urn:t\"><ApplicationArea>area</ApplicationArea><DataArea><Verb/>\(nouns)</DataArea>\(after)</Sync>"
    }

    static let documents: [String] = [
        transaction(noun("1", (1...5).map { record("Record", $0) }.joined(), note: "after")),
        transaction(
            noun(
                "1",
                (1...3).map { record("Record", $0) }.joined() + (4...5).map { record("Other", $0) }.joined())
                + noun("2", "", note: "none")
                + noun("3", (6...7).map { record("Record", $0) }.joined(), note: "last")),
        "<Noun xmlns=\"urn:t\" v=\"0\"><ID>0</ID>\((1...4).map { record("Record", $0) }.joined())<Note>n</Note></Noun>",
        transaction(noun("1", "")),
        transaction(noun("1", record("Record", 1), note: "only"), after: ""),
    ]

    @Test(arguments: documents) func bothPassesGiveTheRecordsOfTheWholeDocument(_ text: String) throws {
        let schema = try Self.schema.get()
        let plan = try plan(schema)
        let whole = try Validation(text, schema)
        #expect(whole.isValid)
        let root = try #require(whole.document.root)
        let nouns = root.localName == "Noun" ? [root] : root.child("DataArea")?.children("Noun") ?? []
        let records = nouns.flatMap { $0.children.filter { ["Record", "Other"].contains($0.localName) } }
        let first = try read(text, schema, plan, header: nil)
        #expect(first.consumer.records == records.map(\.outline))
        #expect(first.recordCount == records.count)
        let second = try read(text, schema, plan, header: first.document)
        #expect(second.consumer.records == records.map(\.outline))
        #expect(second.consumer.numbers == Array(1...max(records.count, 1)).prefix(records.count).map { $0 })
        // In the second pass every record sees all that stands outside of records, also what comes later.
        let header = try #require(first.document.root?.outline)
        #expect(header == withoutRecords(root))
        #expect(second.consumer.headers.allSatisfy { $0 == header })
        #expect(first.findings.isEmpty && second.findings.isEmpty)
    }

    private func withoutRecords(_ node: Node) -> String {
        node.outline { child in
            child.parent?.localName == "Noun" && ["Record", "Other"].contains(child.localName)
        }
    }

    @Test func memoryStaysFlat() throws {
        let schema = try Self.schema.get()
        let text = Self.transaction(
            Self.noun("1", (1...5_000).map { Self.record("Record", $0) }.joined(), note: "after"))
        let first = try read(text, schema, plan(schema), header: nil)
        #expect(Set(first.consumer.nodeCounts).count == 1)
        #expect(first.document.nodes.count < 20)
        let second = try read(text, schema, plan(schema), header: first.document)
        #expect(Set(second.consumer.nodeCounts).count == 1)
        #expect(second.document.nodes.count == first.document.nodes.count)
        #expect(second.recordCount == 5_000)
    }

    @Test func findingsNameTheRecordByItsPlaceInItsParent() throws {
        let schema = try Self.schema.get()
        let text = Self.transaction(
            Self.noun(
                "1",
                Self.record("Record", 1) + Self.record("Record", 2, quantity: "x")
                    + Self.record("Other", 3, quantity: "y"))
                + Self.noun(
                    "2",
                    Self.record("Record", 4, quantity: "z") + "<Bogus/>"
                        + Self.record("Record", 5, quantity: "w") + "<Record xmlns='urn:q'/>"))
        let whole = try Validation(text, schema).findings
        #expect(
            whole.map(\.place.path) == [
                "/Sync/DataArea[1]/Noun[1]/Record[2]/Q[1]", "/Sync/DataArea[1]/Noun[1]/Other[1]/Q[1]",
                "/Sync/DataArea[1]/Noun[2]/Record[1]/Q[1]", "/Sync/DataArea[1]/Noun[2]/Bogus[1]",
                "/Sync/DataArea[1]/Noun[2]/Record[2]/Q[1]", "/Sync/DataArea[1]/Noun[2]/Record[1]",
            ])
        let first = try read(text, schema, plan(schema), header: nil)
        #expect(first.findings == whole)
    }

    @Test func anUnexpectedRecordHasItsNumberToo() throws {
        let schema = try Self.schema.get()
        let text = Self.transaction(
            Self.noun("1", Self.record("Record", 1) + Self.record("Other", 2) + "<Record><ID/></Record>"))
        let first = try read(text, schema, plan(schema), header: nil)
        #expect(first.findings.map(\.place.path) == ["/Sync/DataArea[1]/Noun[1]/Record[2]"])
        #expect(try Validation(text, schema).findings == first.findings)
    }

    @Test(arguments: [documents[0], documents[1], documents[2]])
    func withoutNamedRecordsTheNounIsTheRecord(_ text: String) throws {
        let schema = try Self.schema.get()
        let plan = try plan(schema, records: [])
        let root = try #require(try Validation(text, schema).document.root)
        let nouns = root.localName == "Noun" ? [root] : root.child("DataArea")?.children("Noun") ?? []
        let first = try read(text, schema, plan, header: nil)
        let second = try read(text, schema, plan, header: first.document)
        #expect(first.consumer.records == nouns.map(\.outline))
        #expect(second.consumer.records == nouns.map(\.outline))
    }

    @Test func findingsInTheNounAsRecordNameIt() throws {
        let schema = try Self.schema.get()
        let text = Self.transaction(
            (1...3).map { Self.noun("\($0)", Self.record("Record", $0, quantity: "x")) }.joined())
        let first = try read(text, schema, plan(schema, records: []), header: nil)
        #expect(
            first.findings.map(\.place.path) == (1...3).map { "/Sync/DataArea[1]/Noun[\($0)]/Record[1]/Q[1]" }
        )
    }

    @Test func theConsumerCanStop() throws {
        let schema = try Self.schema.get()
        let read = try read(Self.documents[1], schema, plan(schema), header: nil, stopAfter: 2)
        #expect(read.isFinished)
        #expect(read.consumer.numbers == [1, 2])
    }
}

extension Node {
    /// Names, values and attributes of this node and all below it.
    var outline: String { outline { _ in false } }

    func outline(leavingOut name: NameID) -> String {
        outline { $0.nameID == name && $0.parent?.localName == "Noun" }
    }

    func outline(leavingOut isLeftOut: (Node) -> Bool) -> String {
        let attributes = attributes.map { " \($0.name)=\"\($0.text)\"" }.joined()
        let children = children.filter { !isLeftOut($0) }.map { $0.outline(leavingOut: isLeftOut) }.joined()
        return "<\(name)\(attributes)\(isNil ? " nil" : "")>\(text)\(children)</>"
    }
}
