import B2MML
import Diagnostics
import HTTPExchange
import Journal
import Operations
import Testing
import XMLSchema
import XMLStream

@testable import Adapter

/// A plant with a definition D that the partner `erp` owns: one step A of 100 minutes, and jobs of it.
final class OwnedDefinition {
    let bench: Bench
    let set: SchemaSet
    private var orders = 0
    private var sequence = 0

    init(_ set: SchemaSet, _ kind: JournalKind = .memory, hasEndpoint: Bool = true) async throws {
        self.set = set
        bench = try Bench(kind)
        var erp = PartnerSettings(name: "erp")
        erp.set = set
        erp.senders = ["ERP"]
        erp.logicalID = "MES"
        if hasEndpoint { erp.endpoint = EndpointSettings(url: "http://erp.example/b2mml") }
        bench.settings.partners = ["erp": erp]
        bench.settings.defaultPartner = "erp"
        try await publish(minutes: 100)
    }

    static func definition(minutes: Int64) -> OperationsDefinition {
        let step = OperationsSegment(
            id: "0010", processSegmentIDs: ["Mixing"], duration: TimeSpan(milliseconds: minutes * 60_000),
            equipment: [EquipmentSpecification(equipmentIDs: ["MIXER-01"])])
        return OperationsDefinition(id: "00D", operationsType: .known(.production), segments: [step])
    }

    func publish(minutes: Int64) async throws {
        try await bench.writing { writer in
            try await writer.commit { draft in
                _ = try draft.perform(
                    Command(
                        .production,
                        .definitionManagement(.store(Self.definition(minutes: minutes))),
                        origin: Origin(partner: "erp", message: "sync \(minutes)")))
            }
        }
    }

    /// An order, planned, and its one job, which takes so long; every four hours. By one writer, as a program that stays.
    ///
    /// - Parameters:
    ///   - count: of orders.
    ///   - minutes: that each job takes.
    ///   - throughDoors: as a message and as records of the shop floor; else the loop is asked itself, which is quicker.
    /// - Throws: what the loop and the journal throw.
    func jobs(_ count: Int, minutes: Int64, throughDoors: Bool = false) async throws {
        try await bench.writing { writer in
            for _ in 0..<count {
                self.orders += 1
                if throughDoors {
                    try await self.arrive(writer)
                    try await self.record("start", writer)
                } else {
                    try await self.perform([self.request, self.plan, self.dispatch, self.start], writer)
                }
                self.bench.clock.advance(seconds: minutes * 60)
                if throughDoors {
                    try await self.record("complete", writer)
                } else {
                    try await self.perform([self.complete], writer)
                }
                self.bench.clock.advance(seconds: (240 - minutes) * 60)
            }
        }
    }

    private func arrive(_ writer: SiteWriter) async throws {
        let order = Order(
            id: "R\(orders)", header: "<ProductProductionRuleID>00D</ProductProductionRuleID>",
            hasWork: false)
        let message = Message(order).with { $0.bodID = "order-\(orders)" }
        #expect(try await bench.take(message.xml, with: writer).outcome == .imported)
        _ = try await LoopService(writer: writer, composer: try bench.composer()).run()
    }

    private func record(_ kind: String, _ writer: SiteWriter) async throws {
        sequence += 1
        let at = ZonedTime(bench.clock.now)
        let line =
            #"{"source":"plc","sequence":\#(sequence),"at":"\#(at)","kind":"\#(kind)","request":"R\#(orders)"}"#
        let results = try await LoopService(writer: writer, composer: try bench.composer()).record(
            lines: [line], source: "floor")
        #expect(results.map(\.outcome) == [.recorded], "\(results)")
    }

    private func perform(_ actions: [Command.Action], _ writer: SiteWriter) async throws {
        try await writer.commit { draft in
            for action in actions {
                _ = try draft.perform(Command(.production, action, origin: Origin(partner: "erp")))
            }
        }
    }

    private var request: Command.Action {
        let request = OperationsRequest(id: Identifier("R\(orders)"), operationsDefinitionID: "00D")
        return .detailedScheduling(.importRequest(ImportedRequest(.process, request)))
    }

    private var plan: Command.Action { .detailedScheduling(.sequence(from: nil)) }
    private var dispatch: Command.Action { .dispatching(.dispatch(workCentre: nil, until: nil)) }
    private var start: Command.Action { reported(.start) }
    private var complete: Command.Action { reported(.complete) }

    private func reported(_ kind: ShopFloorRecord.Kind) -> Command.Action {
        sequence += 1
        let record = ShopFloorRecord(
            source: "plc", sequence: sequence, at: ZonedTime(bench.clock.now), kind: kind,
            request: "R\(orders)")
        return .dataCollection(.record(record))
    }

    /// How long the plan takes a job to last.
    var planned: TimeSpan? {
        get async throws {
            let state = try await bench.state()
            return state.requests["R\(orders)"]?.jobs.first.flatMap { state.jobs[$0]?.planned?.duration }
        }
    }

    var proposals: [FeedbackProposal] { get async throws { try await bench.state().register.proposals } }
    var states: [ProposalState] { get async throws { try await proposals.map(\.state) } }

    @discardableResult
    func approve() async throws -> Checked<FeedbackProposal?> {
        let id = try #require(try await proposals.last?.id)
        return try await bench.writing {
            try await LoopService(writer: $0, composer: try self.bench.composer()).decide(
                proposal: id, approve: true, by: "Ines", reason: nil)
        }
    }

    // MARK: Messages

    /// The Change that asks the owner.
    func change() async throws -> (row: OutboxRow, document: Document, transaction: Transaction) {
        let row = try #require(try await bench.outbox().last { $0.verb == "Change" })
        let bytes = try #require(try await bench.journal.content(of: row.id))
        let judged = try DocumentReader(library: Repository.library).read(
            MemoryBytes(bytes), source: "out", set: set)
        #expect(judged.verdict == .valid, "\(judged.findings)")
        let document = try #require(judged.document)
        return (row, document, try #require(Transaction(document, set: set)))
    }

    /// What the owner responds: the definition as it was asked for, with other minutes where they are given.
    func respond(
        _ codes: [String], minutes: Int64? = nil, bodID: String? = "A-1", original: String?? = nil,
        reason: String? = nil, without: Bool = false
    ) async throws -> String {
        let change = try await change()
        var area = change.transaction.applicationArea
        if let original { area?.bodID = original }
        let envelope = Envelope(
            verb: .respond, noun: change.transaction.noun,
            area: ApplicationArea(
                sender: "ERP", creationDateTime: "2026-03-06T08:00:00+01:00", bodID: bodID),
            response: Response(
                original: area, actionCodes: codes, descriptions: reason.map { [$0] } ?? []))
        let document = try envelope.document(
            around: change.transaction.nouns, schema: try Repository.library.schema(set),
            namespace: set.namespace)
        var text = String(decoding: try DocumentSerialiser.bytes(of: document), as: UTF8.self)
        let asked = "<Duration>PT1H50M</Duration>"
        #expect(text.contains(asked))
        if without { text.replace(asked, with: "") }
        if let minutes { text.replace(asked, with: "<Duration>PT\(minutes)M</Duration>") }
        return text
    }

    func confirm(_ codes: [String], reason: String? = nil) async throws -> String {
        let change = try await change()
        let confirmation = Confirmation(
            area: ApplicationArea(sender: "ERP", creationDateTime: "2026-03-06T08:00:00+01:00"),
            original: change.transaction.applicationArea, actionCodes: codes,
            descriptions: reason.map { [$0] } ?? [])
        let document = try confirmation.document(
            schema: try Repository.library.schema(set), namespace: set.namespace)
        return String(decoding: try DocumentSerialiser.bytes(of: document), as: UTF8.self)
    }

    /// Sends what is due to an owner that replies to a Change with a text, and to all else with an empty 200.
    ///
    /// - Returns: what became of the Change.
    func send(reply: String) async throws -> SentMessage? {
        let sent = try await OutboxWorker(
            journal: bench.journal, transport: OwnerTransport(reply: Array(reply.utf8)),
            rule: RetryPolicy(afterNoReply: .resend), settings: bench.settings,
            library: Repository.library, clock: bench.clock.clock
        ).sendDue()
        return sent.last { $0.row.verb == "Change" }
    }

    func takeReplies() async throws -> [ImportResult] {
        try await bench.writing { writer in
            try await InboundPipeline(
                library: Repository.library, translators: try Repository.translators(), writer: writer,
                composer: try self.bench.composer()
            ).takeReplies()
        }
    }
}

private struct OwnerTransport: Transport {
    let reply: [UInt8]

    func send(_ request: TransportRequest) async -> TransportOutcome {
        let isChange = String(decoding: request.body, as: UTF8.self).contains("<Change")
        return .reply(TransportReply(status: 200, body: isChange ? reply : []))
    }
}
