import B2MML
import Diagnostics
import HTTPExchange
import Journal
import Operations
import Synchronization
import Testing
import XMLSchema
import XMLStream

@testable import Adapter

/// Answers with what was put in, in order; afterwards with an empty 200.
final class FakeTransport: Transport {
    private let outcomes: Mutex<[TransportOutcome]>
    private let sent = Mutex<[TransportRequest]>([])

    init(_ outcomes: TransportOutcome...) {
        self.outcomes = Mutex(outcomes)
    }

    var requests: [TransportRequest] { sent.withLock { $0 } }

    func send(_ request: TransportRequest) async -> TransportOutcome {
        sent.withLock { $0.append(request) }
        return outcomes.withLock { $0.isEmpty ? .reply(TransportReply(status: 200)) : $0.removeFirst() }
    }
}

@Suite struct OutboxTests {
    /// A finished order of a partner with an endpoint: one performance in the outbox.
    private func bench(_ kind: JournalKind = .memory, endpoint: Bool = true) async throws -> Bench {
        let bench = try Bench(kind)
        var erp = PartnerSettings(name: "erp")
        erp.set = .v0401
        erp.senders = ["ERP"]
        erp.logicalID = "MES"
        erp.endpoint = EndpointSettings(url: "http://erp.example/b2mml")
        bench.settings.partners = ["erp": erp]
        try await bench.take(Message(Order()).xml)
        try await bench.run()
        bench.clock.advance(seconds: 7_200)
        let results = try await bench.record(
            #"{"source":"plc","sequence":1,"at":"2026-03-02T06:02:00+01:00","kind":"start","request":"000000451207"}"#,
            #"{"source":"plc","sequence":2,"at":"2026-03-02T07:00:00+01:00","kind":"produced","request":"000000451207","material":"PAINT","quantity":"498.500","unit":"KGM"}"#,
            #"{"source":"plc","sequence":3,"at":"2026-03-02T07:01:00+01:00","kind":"complete","request":"000000451207"}"#
        )
        #expect(results.map(\.outcome) == [.recorded, .recorded, .recorded])
        #expect(try await bench.outbox().map(\.state) == [.pending])
        if !endpoint { bench.settings.partners["erp"]?.endpoint = nil }
        return bench
    }

    @discardableResult
    private func send(_ bench: Bench, _ transport: FakeTransport) async throws -> [SentMessage] {
        try await OutboxWorker(
            journal: bench.journal, transport: transport, rule: RetryPolicy(afterNoReply: .resend),
            settings: bench.settings, library: Repository.library, clock: bench.clock.clock
        ).sendDue()
    }

    private func confirmation(_ bench: Bench, _ code: String, of bodID: String? = nil) async throws -> [UInt8]
    {
        let row = try #require(try await bench.outbox().first)
        let original = ApplicationArea(
            sender: "MES", creationDateTime: "2026-03-02T06:30:00Z", bodID: bodID ?? row.bodID)
        let confirmation = Confirmation(
            area: ApplicationArea(sender: "ERP", creationDateTime: "2026-03-02T06:31:00Z"),
            original: original, actionCodes: [code],
            descriptions: code == "Rejected" ? ["period is closed"] : [])
        return try DocumentSerialiser.bytes(
            of: try confirmation.document(
                schema: try Repository.library.schema(.v0401), namespace: SchemaSet.v0401.namespace))
    }

    @Test(arguments: JournalKind.allCases)
    func anEmptyReplyOf2xxDelivers(_ kind: JournalKind) async throws {
        let bench = try await bench(kind)
        let transport = FakeTransport(.reply(TransportReply(status: 202)))
        let sent = try await send(bench, transport)
        #expect(sent.map(\.isDelivered) == [true])
        let row = try #require(try await bench.outbox().first)
        #expect(row.state == .delivered && row.attempts == 1)
        #expect(transport.requests.first?.body == (try await bench.journal.content(of: row.id)))
        #expect(transport.requests.first?.url == "http://erp.example/b2mml")
        #expect(try await send(bench, transport).isEmpty)
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: JournalKind.allCases)
    func aConfirmBODAcceptsOrRejects(_ kind: JournalKind) async throws {
        let accepting = try await bench(kind)
        let yes = try await confirmation(accepting, "Accepted")
        try await send(accepting, FakeTransport(.reply(TransportReply(status: 200, body: yes))))
        let delivered = try #require(try await accepting.outbox().first)
        #expect(delivered.state == .delivered && delivered.reply == yes)

        let rejecting = try await bench(kind)
        let no = try await confirmation(rejecting, "Rejected")
        try await send(rejecting, FakeTransport(.reply(TransportReply(status: 200, body: no))))
        let rejected = try #require(try await rejecting.outbox().first)
        #expect(rejected.state == .rejected && rejected.lastError?.contains("period is closed") == true)
        #expect(rejected.reply == no)
    }

    /// Nothing of it may be taken for a delivery, and nothing else than the same bytes may go out.
    @Test(arguments: JournalKind.allCases, ["html", "another message", "no reply", "half a reply"])
    func whatIsOpenIsRepeatedWithTheSameBytes(_ kind: JournalKind, case name: String) async throws {
        let bench = try await bench(kind)
        let outcome: TransportOutcome
        switch name {
        case "html":
            outcome = .reply(
                TransportReply(status: 200, body: Array("<html><body>Log in</body></html>".utf8)))
        case "another message":
            outcome = .reply(
                TransportReply(status: 200, body: try await confirmation(bench, "Accepted", of: "X")))
        case "no reply": outcome = .ambiguous(TransportFault(.timedOut, "no reply within 60 s"))
        default: outcome = .ambiguous(TransportFault(.replyIncomplete, "it broke off", status: 200))
        }
        let transport = FakeTransport(outcome)
        let sent = try await send(bench, transport)
        #expect(sent.map(\.isDelivered) == [false])
        let row = try #require(try await bench.outbox().first)
        #expect(row.state == .unknown && row.isUncertain && row.lastError != nil)
        let due = try #require(row.dueAt)
        #expect(due >= bench.clock.now)
        bench.clock.advance(seconds: 600)
        #expect(try await send(bench, transport).map(\.isDelivered) == [true])
        #expect(transport.requests.count == 2)
        #expect(transport.requests[0].body == transport.requests[1].body)
        let body = String(decoding: transport.requests[0].body, as: UTF8.self)
        #expect(body.contains("<BODID>\(row.bodID ?? "none")</BODID>"))
        #expect(try await bench.outbox().map(\.attempts) == [2])
    }

    /// A login page must not be knocked at for ever.
    @Test func whatStaysOpenIsParkedAtLast() async throws {
        let bench = try await bench()
        let page = TransportOutcome.reply(TransportReply(status: 200, body: Array("<html/>".utf8)))
        for _ in 1...8 {
            try await send(bench, FakeTransport(page))
            bench.clock.advance(seconds: 600)
        }
        #expect(try await bench.outbox().map(\.state) == [.parked])
        let transport = FakeTransport()
        #expect(try await send(bench, transport).isEmpty && transport.requests.isEmpty)
    }

    @Test(arguments: JournalKind.allCases)
    func aBusyOrAbsentPartnerIsTriedAgain(_ kind: JournalKind) async throws {
        let bench = try await bench(kind)
        let busy = TransportOutcome.reply(
            TransportReply(status: 503, retryAfter: .delay(.seconds(30))))
        let refused = TransportOutcome.notSent(TransportFault(.notConnected, "connection refused"))
        let transport = FakeTransport(busy, refused)
        #expect(try await send(bench, transport).first?.reason == "the partner answered 503")
        var row = try #require(try await bench.outbox().first)
        #expect(row.state == .pending && !row.isUncertain)
        #expect((row.dueAt ?? bench.clock.now) > bench.clock.now)
        bench.clock.advance(seconds: 29)
        #expect(try await send(bench, transport).isEmpty)
        bench.clock.advance(seconds: 600)
        #expect(try await send(bench, transport).first?.reason == "connection refused")
        row = try #require(try await bench.outbox().first)
        #expect(row.state == .pending && !row.isUncertain && row.attempts == 2)
        bench.clock.advance(seconds: 600)
        #expect(try await send(bench, transport).map(\.isDelivered) == [true])
    }

    @Test(arguments: [400, 401, 404, 422])
    func whatRepeatingCannotMendIsParked(status: Int) async throws {
        let bench = try await bench()
        try await send(bench, FakeTransport(.reply(TransportReply(status: status))))
        #expect(try await bench.outbox().map(\.state) == [.parked])
    }

    @Test func aServerErrorLeavesOpenWhetherItArrived() async throws {
        let bench = try await bench()
        try await send(bench, FakeTransport(.reply(TransportReply(status: 500))))
        let row = try #require(try await bench.outbox().first)
        #expect(row.state == .unknown && row.isUncertain)
    }

    @Test(arguments: JournalKind.allCases)
    func aPartnerWithoutEndpointIsParked(_ kind: JournalKind) async throws {
        let bench = try await bench(kind, endpoint: false)
        let transport = FakeTransport()
        #expect(try await send(bench, transport).map(\.isDelivered) == [false])
        let row = try #require(try await bench.outbox().first)
        #expect(row.state == .parked && row.lastError?.contains("endpoint") == true)
        #expect(transport.requests.isEmpty)
    }

    /// What goes out is valid and says what happened.
    @Test func thePerformanceIsValidAndComplete() async throws {
        let bench = try await bench()
        let row = try #require(try await bench.outbox().first)
        let bytes = try #require(try await bench.journal.content(of: row.id))
        let judged = try DocumentReader(library: Repository.library).read(
            MemoryBytes(bytes), source: "out", set: .v0401)
        #expect(judged.verdict == .valid && judged.root?.local == "SyncProductionPerformance")
        let text = String(decoding: bytes, as: UTF8.self)
        for part in ["000000451207", "498.500", "<LogicalID>MES</LogicalID>", "KGM", "Mixing"] {
            #expect(text.contains(part), "\(part) is missing in \(text)")
        }
    }
}
