import B2MML
import Diagnostics
import HTTPExchange
import Journal
import Operations
import Testing
import XMLSchema

@testable import Adapter

/// A proposal about a partner's definition goes out as a message, and the answer that comes in moves it on.
@Suite struct OwnerAnswerTests {
    private static let sets = [SchemaSet.v0401, .v0500, .v0600, .v0700, .v0700of2020]

    private func sent(_ set: SchemaSet = .v0700, _ kind: JournalKind = .memory) async throws
        -> OwnedDefinition
    {
        let plant = try await OwnedDefinition(set, kind)
        try await plant.jobs(20, minutes: 110)
        #expect(try await plant.states == [.proposed])
        let decided = try await plant.approve()
        #expect(decided.findings.isEmpty && decided.value?.state == .sent, "\(decided.findings)")
        return plant
    }

    @Test(arguments: sets) func theChangeIsValidAndSaysWhatIsAskedFor(_ set: SchemaSet) async throws {
        let plant = try await sent(set)
        let (row, document, transaction) = try await plant.change()
        let id = try #require(try await plant.proposals.first?.id)
        #expect(row.bodID == "plant/OperationsDefinition/\(id)" && row.key == "00D")
        #expect(row.root == (set == .v0401 ? "ChangeProductDefinition" : "ChangeOperationsDefinition"))
        #expect(row.partner == "erp" && row.state == .pending)
        #expect(transaction.verb == .change && transaction.actionCode == "Change")
        #expect(transaction.answer == .always)
        #expect(transaction.applicationArea?.bodID == row.bodID)
        #expect(transaction.applicationArea?.confirmation == .onError)
        let noun = try #require(transaction.nouns.first)
        let step = try #require(noun.child(set == .v0401 ? "ProductSegment" : "OperationsSegment"))
        #expect(transaction.nouns.count == 1 && noun.child("ID")?.text == "00D")
        #expect(step.child("ID")?.text == "0010" && step.child("Duration")?.text == "PT1H50M")
        #expect(document.root?.localName == row.root)
        let step2 = try await plant.proposals.first?.history.last
        #expect(step2?.action == .send(bodID: row.bodID ?? ""))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var codes: [String]
        var minutes: Int64?
        var without = false
        var state: ProposalState
        var outcome = ImportOutcome.imported
        var planned: Int64
        var finding: String?
        var testDescription: String { "\(codes) \(minutes ?? 110) \(without)" }
    }

    static let rows = [
        Row(codes: ["Accepted"], state: .effective, planned: 110),
        Row(codes: ["Accepted"], without: true, state: .effective, planned: 110),
        Row(codes: [], state: .effective, planned: 110),
        Row(codes: ["Modified"], minutes: 108, state: .effective, planned: 108),
        Row(codes: ["Accepted"], minutes: 108, state: .effective, planned: 108),
        Row(codes: ["Rejected"], state: .refused, planned: 100),
        Row(codes: ["Accepted", "Rejected"], state: .refused, planned: 100),
        Row(
            codes: ["Modified"], without: true, state: .sent, outcome: .unchanged, planned: 100,
            finding: "LOOP-PROPOSAL-4"),
        Row(
            codes: [], without: true, state: .sent, outcome: .unchanged, planned: 100,
            finding: "LOOP-PROPOSAL-4"),
    ]

    @Test(arguments: rows) func aRespondMovesItOn(_ row: Row) async throws {
        let plant = try await sent()
        let text = try await plant.respond(
            row.codes, minutes: row.minutes, reason: "no", without: row.without)
        let result = try await plant.bench.take(text)
        #expect(result.outcome == row.outcome && result.partner == "erp")
        #expect(result.findings.map(\.code.rawValue) == (row.finding.map { [$0] } ?? []))
        #expect(result.objects.map(\.id) == ["00D"])
        #expect(try await plant.states == [row.state])
        let events = try await plant.bench.events()
        let again = try await plant.bench.take(text)
        #expect(again.outcome == .duplicate && again.events == 0)
        // Under another BODID it is another message with the same answer.
        let other = try await plant.respond(
            row.codes, minutes: row.minutes, bodID: "A-2", reason: "no", without: row.without)
        let second = try await plant.bench.take(other)
        #expect(second.outcome == .unchanged && second.events == 0)
        #expect(try await plant.bench.events() == events)
        try await plant.jobs(1, minutes: 110)
        #expect(try await plant.planned == TimeSpan(milliseconds: row.planned * 60_000))
    }

    @Test(arguments: sets) func everySetAnswers(_ set: SchemaSet) async throws {
        let plant = try await sent(set)
        #expect(try await plant.bench.take(plant.respond(["Modified"], minutes: 108)).outcome == .imported)
        let proposal = try #require(try await plant.proposals.first)
        #expect(proposal.state == .effective)
        #expect(proposal.agreedValue == .duration(TimeSpan(milliseconds: 108 * 60_000)))
        let history = try await plant.bench.journal.history(of: "00D")
        #expect(history.outbox.map(\.verb) == ["Change"])
        #expect(history.events.contains { $0.message != nil })
    }

    struct Confirmed: Sendable {
        var codes: [String]
        var state: ProposalState
        var outcome: ImportOutcome
    }

    @Test(
        arguments: [
            Confirmed(codes: ["Accepted"], state: .effective, outcome: .imported),
            Confirmed(codes: ["Rejected"], state: .refused, outcome: .imported),
            Confirmed(codes: ["Modified"], state: .sent, outcome: .unchanged),
            Confirmed(codes: [], state: .sent, outcome: .unchanged),
        ], [SchemaSet.v0401, .v0700])
    func aConfirmBODIsAnAnswer(_ row: Confirmed, _ set: SchemaSet) async throws {
        let plant = try await sent(set)
        let text = try await plant.confirm(row.codes, reason: "period is closed")
        #expect(try await plant.bench.take(text).outcome == row.outcome)
        let proposal = try #require(try await plant.proposals.first)
        #expect(proposal.state == row.state)
        if case .refuse(let reason, _) = proposal.history.last?.action {
            #expect(reason == "period is closed")
        }
        #expect(try await plant.bench.take(text).outcome == .duplicate)
    }

    @Test(arguments: JournalKind.allCases) func theReplyIsTakenInOnce(_ kind: JournalKind) async throws {
        let plant = try await sent(.v0700, kind)
        #expect(try await plant.takeReplies().isEmpty)
        let reply = try await plant.respond(["Accepted"])
        #expect(try await plant.send(reply: reply)?.isDelivered == true)
        // The process may end here: the reply is in the outbox.
        #expect(try await plant.states == [.sent])
        #expect(try await plant.takeReplies().map(\.outcome) == [.imported])
        #expect(try await plant.states == [.effective])
        #expect(try await plant.takeReplies().isEmpty)
        #expect(try await plant.bench.take(reply).outcome == .duplicate)
    }

    /// Whatever the owner says: who responds has the message.
    @Test(arguments: ["Rejected", "Modified"]) func aRespondDelivers(_ code: String) async throws {
        let plant = try await sent()
        let reply = try await plant.respond([code], original: .some(nil), without: true)
        #expect(try await plant.send(reply: reply)?.isDelivered == true)
        #expect(try await plant.takeReplies().map(\.outcome) == [code == "Rejected" ? .imported : .unchanged])
        #expect(try await plant.states == [code == "Rejected" ? .refused : .sent])
        #expect(try await plant.takeReplies().isEmpty)
    }

    @Test func aRejectingConfirmBODRefuses() async throws {
        let plant = try await sent()
        _ = try await plant.send(reply: plant.confirm(["Rejected"], reason: "frozen"))
        #expect(try await plant.change().row.state == .rejected)
        #expect(try await plant.takeReplies().map(\.outcome) == [.imported])
        #expect(try await plant.states == [.refused])
    }

    @Test(arguments: ["other", nil]) func anAnswerToNothingIsRefused(_ bodID: String?) async throws {
        let plant = try await sent()
        let text = try await plant.respond(["Accepted"], original: .some(bodID))
        let result = try await plant.bench.take(text)
        #expect(result.outcome == .refused && result.findings.map(\.code) == ["IMPORT-ANSWER-1"])
        let stranger = try await plant.bench.take(plant.respond(["Accepted"]), partner: "stranger")
        #expect(stranger.outcome == .refused && stranger.findings.map(\.code) == ["IMPORT-ANSWER-1"])
        #expect(try await plant.states == [.sent])
        // It has claimed no identity: the right one may keep its BODID.
        #expect(try await plant.bench.take(plant.respond(["Accepted"])).outcome == .imported)
    }

    @Test func anotherAnswerAfterwardsIsFound() async throws {
        let plant = try await sent()
        try await plant.bench.take(plant.respond(["Accepted"]))
        let late = try await plant.bench.take(plant.respond(["Rejected"], bodID: "A-2"))
        #expect(late.outcome == .unchanged && late.findings.map(\.code) == ["LOOP-PROPOSAL-5"])
        #expect(try await plant.states == [.effective])
    }

    @Test func aRehearsalChangesNothing() async throws {
        let plant = try await sent()
        #expect(try await plant.bench.rehearse(plant.respond(["Accepted"])).outcome == .imported)
        #expect(try await plant.states == [.sent])
    }

    /// A sender that wants to know hears that its answer was taken.
    @Test func theAnswerIsConfirmed() async throws {
        let plant = try await sent()
        var text = try await plant.respond(["Accepted"])
        text.replace(
            "<LogicalID>ERP</LogicalID>",
            with: "<LogicalID>ERP</LogicalID><ConfirmationCode>Always</ConfirmationCode>")
        #expect(try await plant.bench.take(text).outcome == .imported)
        #expect(
            try await plant.bench.outbox().map(\.root).suffix(2) == [
                "ChangeOperationsDefinition", "ConfirmBOD",
            ])
    }

    @Test func anOwnerWithoutEndpointIsAskedWhenItHasOne() async throws {
        let plant = try await OwnedDefinition(.v0700, hasEndpoint: false)
        try await plant.jobs(20, minutes: 110)
        let decided = try await plant.approve()
        #expect(decided.findings.map(\.code) == ["LOOP-PROPOSAL-2"] && decided.value?.state == .approved)
        #expect(try await plant.bench.run().findings.map(\.code).contains("LOOP-PROPOSAL-2"))
        #expect(try await plant.bench.outbox().isEmpty)
        plant.bench.settings.partners["erp"]?.endpoint = EndpointSettings(url: "http://erp.example/b2mml")
        #expect(try await !plant.bench.run().findings.map(\.code).contains("LOOP-PROPOSAL-2"))
        #expect(try await plant.states == [.sent])
        #expect(try await plant.bench.outbox().filter { $0.verb == "Change" }.count == 1)
        try await plant.bench.run()
        #expect(try await plant.bench.outbox().filter { $0.verb == "Change" }.count == 1)
    }

    @Test func nobodyDecidesAndItExpires() async throws {
        let plant = try await OwnedDefinition(.v0700)
        try await plant.jobs(20, minutes: 110)
        plant.bench.clock.advance(seconds: 15 * 86_400)
        let run = try await plant.bench.run()
        #expect(run.findings.map(\.code).contains("LOOP-PROPOSAL-6"))
        #expect(try await plant.states == [.expired])
        #expect(try await plant.bench.events().last?.event.type == FeedbackAdvanced.typeName)
        await #expect(throws: LoopError.self) { try await plant.approve() }
    }

    /// What `exchange simulate` plays.
    @Test(arguments: sets) func theSimulatedOwnerAccepts(_ set: SchemaSet) async throws {
        let plant = try await sent(set)
        let row = try await plant.change().row
        let bytes = try #require(try await plant.bench.journal.content(of: row.id))
        let now = plant.bench.clock.now
        let owner = B2MMLPartner(library: Repository.library, logicalID: "ERP") { now }
        let answer = await owner.answer(
            to: ReceivedRequest(
                number: 1, method: "POST", target: "/b2mml", headers: [], body: bytes, sha256: ""))
        let reply = String(decoding: answer.body, as: UTF8.self)
        #expect(reply.contains("Respond\(set == .v0401 ? "ProductDefinition" : "OperationsDefinition")"))
        #expect(try await plant.send(reply: reply)?.isDelivered == true)
        #expect(try await plant.takeReplies().map(\.outcome) == [.imported])
        #expect(try await plant.states == [.effective])
    }

    /// The whole way: seen, proposed, approved, asked, accepted, planned, verified.
    @Test func theLoopIsClosedOverTheOwner() async throws {
        let plant = try await OwnedDefinition(.v0700, .sqlite)
        try await plant.jobs(20, minutes: 110, throughDoors: true)
        #expect(try await plant.planned == TimeSpan(milliseconds: 100 * 60_000))
        try await plant.approve()
        #expect(try await plant.send(reply: plant.respond(["Accepted"]))?.isDelivered == true)
        #expect(try await plant.takeReplies().map(\.outcome) == [.imported])
        try await plant.jobs(20, minutes: 110, throughDoors: true)
        #expect(try await plant.planned == TimeSpan(milliseconds: 110 * 60_000))
        let proposal = try #require(try await plant.proposals.first)
        #expect(
            proposal.history.map(\.to) == [
                .proposed, .approved, .sent, .accepted, .effective, .verified,
            ])
        #expect(LoopClosure(try await plant.proposals).verifiedShare == 1)
    }
}
