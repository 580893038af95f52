import B2MML
import Diagnostics
import Testing
import XMLSchema
import XMLStream

@Suite struct TransactionTests {
    private func read(_ text: String) throws -> Judgement {
        try DocumentReader(library: PackageFolder.library).read(
            MemoryBytes(Array(text.utf8)), source: "a.xml")
    }

    private func transaction(_ text: String) throws -> Transaction? {
        let judgement = try read(text)
        #expect(judgement.verdict == .valid, "\(judgement.findings)")
        let document = try #require(judgement.document)
        let set = try #require(judgement.set)
        return Transaction(document, set: set)
    }

    private static let area = """
        <ApplicationArea><Sender><LogicalID>ERP</LogicalID><ComponentID>PP</ComponentID><ReferenceID>4711</ReferenceID>\
        <ConfirmationCode>OnError</ConfirmationCode></Sender><Receiver><LogicalID>MES-1</LogicalID></Receiver>\
        <Receiver><LogicalID>MES-2</LogicalID></Receiver><CreationDateTime>2026-11-23T06:00:00Z</CreationDateTime>\
        <BODID> b-1</BODID></ApplicationArea>
        """

    private static func lots(
        _ verb: String, _ element: String, _ nouns: String = "<MaterialLot><ID>L1</ID></MaterialLot>",
        set: SchemaSet = .v0700
    ) -> String {
        "<\(verb)MaterialLot xmlns=\"\(set.namespace)\" releaseID=\"\">\(area)<DataArea>\(element)\(nouns)</DataArea></\(verb)MaterialLot>"
    }

    @Test func theEnvelopeIsRead() throws {
        let message = try #require(
            try transaction(
                Self.lots(
                    "Sync",
                    "<Sync><ActionCriteria><ActionExpression actionCode=\"Delete\"/></ActionCriteria></Sync>",
                    "<MaterialLot><ID>L1</ID></MaterialLot><MaterialLot><ID>L2</ID></MaterialLot>")))
        #expect(message.set == .v0700)
        #expect(message.root == "SyncMaterialLot")
        #expect(message.verb == .sync)
        #expect(message.noun == "MaterialLot")
        #expect(message.nouns.map { $0.child("ID")?.text } == ["L1", "L2"])
        #expect(message.actionCode == "Delete")
        #expect(message.answer == .never)
        #expect(
            message.applicationArea
                == ApplicationArea(
                    sender: "ERP", senderComponent: "PP", senderReference: "4711",
                    receivers: ["MES-1", "MES-2"],
                    creationDateTime: "2026-11-23T06:00:00Z", bodID: " b-1", confirmation: .onError))
    }

    @Test(
        arguments: [
            ("Process", "<Process acknowledgeCode=\"Always\"/>", AnswerPolicy.always),
            ("Process", "<Process acknowledgeCode=\"OnError\"/>", .onError),
            ("Process", "<Process/>", .never),
            ("Change", "<Change responseCode=\"Always\"/>", .always), ("Get", "<Get/>", .never),
            ("Cancel", "<Cancel/>", .never),
        ])
    func theVerbAsksForAnAnswer(_ verb: String, _ element: String, _ answer: AnswerPolicy) throws {
        let message = try #require(try transaction(Self.lots(verb, element)))
        #expect(message.verb?.rawValue == verb)
        #expect(message.answer == answer)
        #expect(message.actionCode == nil)
    }

    @Test func aBareNounIsAMessageWithoutEnvelope() throws {
        let message = try #require(
            try transaction("<MaterialLot xmlns=\"\(SchemaSet.v0700.namespace)\"><ID>L1</ID></MaterialLot>"))
        #expect(message.verb == nil)
        #expect(message.applicationArea == nil)
        #expect(message.nouns.map(\.localName) == ["MaterialLot"])
        #expect(message.answer == .never)
    }

    @Test(arguments: [
        "<ID xmlns=\"http://www.mesa.org/xml/B2MML\">1</ID>",
        "<Description xmlns=\"http://www.mesa.org/xml/B2MML\"/>",
    ])
    func aFragmentIsValidAndNoMessage(_ text: String) throws {
        #expect(try transaction(text) == nil)
    }

    /// Every transaction of the sets can be written, read, and is the message that was meant.
    @Test(arguments: [SchemaSet.v0401, .v0700])
    func everyEnvelopeComesBack(_ set: SchemaSet) throws {
        let schema = try PackageFolder.library.schema(set)
        let reader = DocumentReader(library: PackageFolder.library)
        let area = ApplicationArea(
            sender: "ERP", creationDateTime: "2026-11-23T06:00:00Z", bodID: "b-1", confirmation: .always)
        var count = 0
        for id in schema.globalElements {
            let declaration = try #require(schema.globalElement(schema.names[id]))
            guard case .transaction(let verb, let noun) = MessageRoot(declaration, in: schema) else {
                continue
            }
            let bare =
                schema.globalElement(ExpandedName(set.namespace, noun)) == nil ? noun + "ification" : noun
            let empty = try DocumentEditor(schema: schema, root: ExpandedName(set.namespace, bare)).finish()
            let document = try Envelope(verb: verb, noun: noun, area: area).document(
                around: [empty], schema: schema, namespace: set.namespace)
            let judgement = try reader.read(
                MemoryBytes(try DocumentSerialiser.bytes(of: document)), source: nil)
            // The noun is empty, so what it lacks is found; the envelope around it is right.
            #expect(
                judgement.findings.allSatisfy { ($0.place.path ?? "").contains("/DataArea[1]/\(noun)[1]") },
                "\(schema.names[id].local): \(judgement.findings)")
            let read = try #require(judgement.document)
            let message = try #require(Transaction(read, set: set))
            #expect(message.verb == verb && message.noun == noun && message.nouns.count == 1)
            #expect(message.applicationArea == area)
            count += 1
        }
        #expect(count > 200)
    }

    @Test(arguments: [SchemaSet.v0401, .v0700])
    func aConfirmationComesBack(_ set: SchemaSet) throws {
        let schema = try PackageFolder.library.schema(set)
        let sent = Confirmation(
            area: ApplicationArea(sender: "MES", creationDateTime: "2026-11-23T06:00:00Z", bodID: "c-1"),
            original: ApplicationArea(sender: "ERP", creationDateTime: "2026-11-23T05:00:00Z", bodID: "b-1"),
            actionCodes: [Confirmation.rejected], descriptions: ["Lot <L1> is not known", "& nor is L2"])
        let bytes = try DocumentSerialiser.bytes(of: sent.document(schema: schema, namespace: set.namespace))
        let judgement = try DocumentReader(library: PackageFolder.library).read(
            MemoryBytes(bytes), source: nil)
        #expect(judgement.verdict == .valid, "\(judgement.findings)")
        let document = try #require(judgement.document)
        #expect(Confirmation(document) == sent)
        #expect(Transaction(document, set: set) == nil)
    }
}
