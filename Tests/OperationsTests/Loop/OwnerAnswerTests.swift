import Diagnostics
import Testing

@testable import Operations

/// A definition that a partner owns: the proposal goes to it, and its answer changes the next plan.
@Suite struct OwnerAnswerTests {
    private static let bodID = "plant/OperationsDefinition/1"

    /// A step that takes `minutes` of its standard of 100, with an approved proposal about it.
    private struct Run {
        var plant = Plant()
        var next = 0

        init(minutes: Int = 110, isApproved: Bool = true, isSent: Bool = true) throws {
            try publish(100)
            for _ in 0..<20 { try job(minutes) }
            guard isApproved else { return }
            try decides(.decideProposal(id: id, approve: true, by: "Ines", reason: nil))
            if isSent { try decides(.sendProposal(id: id, bodID: bodID)) }
        }

        var proposal: FeedbackProposal { get throws { try #require(plant.state.register.proposals.first) } }
        var states: [ProposalState] { plant.state.register.proposals.map(\.state) }
        var id: String { get throws { try proposal.id } }
        var versions: [DefinitionVersion] { plant.state.definitions["Production/D"]?.versions ?? [] }

        static func definition(_ minutes: Int?, version: Identifier? = nil) -> OperationsDefinition {
            let step = OperationsSegment(
                id: "A", processSegmentIDs: ["A"], duration: minutes.map { .minutes($0) },
                equipment: [EquipmentSpecification(equipmentIDs: ["M1"])])
            return OperationsDefinition(id: "D", version: version, segments: [step])
        }

        @discardableResult
        mutating func publish(_ minutes: Int, version: Identifier? = nil) throws -> Decision {
            try plant.does(
                .definitionManagement(.store(Self.definition(minutes, version: version))), at: next * 240,
                partner: "erp")
        }

        @discardableResult
        mutating func decides(_ command: AnalysisCommand) throws -> Decision {
            try plant.does(.performanceAnalysis(command), at: next * 240)
        }

        @discardableResult
        mutating func answers(
            _ verdict: OwnerAnswer.Verdict?, _ minutes: Int? = nil, reason: String? = nil
        ) throws -> Decision {
            try decides(
                .answerProposal(
                    OwnerAnswer(
                        bodID: bodID, verdict: verdict, definition: minutes.map { Self.definition($0) },
                        reason: reason)))
        }

        @discardableResult
        mutating func job(_ minutes: Int) throws -> TimeSpan? {
            let (id, start) = ("R\(next)", next * 240)
            next += 1
            try plant.imports(
                OperationsRequest(
                    id: Identifier(id), endTime: .minute(start + 9_999), operationsDefinitionID: "D"),
                at: start)
            try plant.plans(at: start)
            let job = try #require(plant.state.requests[id]?.jobs.first)
            let promised = try plant.job(job).planned?.duration
            try plant.records(.start, job: job, at: start)
            try plant.records(.complete, job: job, at: start + minutes)
            return promised
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var verdict: OwnerAnswer.Verdict?
        var minutes: Int?
        var history: [ProposalState]
        var promised: Int
        var codes: [String] = []
        var testDescription: String { "\(verdict?.rawValue ?? "no code") \(minutes ?? 0)" }
    }

    static let rows = [
        Row(verdict: .accepted, minutes: nil, history: [.accepted, .effective], promised: 110),
        Row(verdict: .accepted, minutes: 110, history: [.accepted, .effective], promised: 110),
        Row(verdict: nil, minutes: 110, history: [.accepted, .effective], promised: 110),
        Row(verdict: .modified, minutes: 108, history: [.modified, .effective], promised: 108),
        // The value counts for more than the code.
        Row(verdict: .accepted, minutes: 108, history: [.modified, .effective], promised: 108),
        Row(verdict: .modified, minutes: 110, history: [.accepted, .effective], promised: 110),
        Row(verdict: nil, minutes: 108, history: [.modified, .effective], promised: 108),
        Row(verdict: .rejected, minutes: nil, history: [.refused], promised: 100),
        Row(verdict: .rejected, minutes: 110, history: [.refused], promised: 100),
        Row(verdict: nil, minutes: 100, history: [.refused], promised: 100),
        Row(verdict: .modified, minutes: nil, history: [], promised: 100, codes: ["LOOP-PROPOSAL-4"]),
        Row(verdict: nil, minutes: nil, history: [], promised: 100, codes: ["LOOP-PROPOSAL-4"]),
        Row(verdict: .accepted, minutes: 100, history: [], promised: 100, codes: ["LOOP-PROPOSAL-4"]),
    ]

    @Test(arguments: rows) func everyAnswer(_ row: Row) throws {
        var run = try Run()
        #expect(run.states == [.sent] && run.versions.map(\.basis) == [.message])
        let decision = try run.answers(row.verdict, row.minutes, reason: "no")
        #expect(decision.findings.codes == row.codes)
        #expect(try run.proposal.history.map(\.to) == [.proposed, .approved, .sent] + row.history)
        #expect(try run.job(110) == .minutes(row.promised))
        let again = try run.answers(row.verdict, row.minutes, reason: "no")
        #expect(again.events.isEmpty && again.findings.codes == row.codes)
    }

    @Test(arguments: [110, 108]) func whatTheOwnerTookIsVerified(_ minutes: Int) throws {
        var run = try Run()
        try run.answers(.modified, minutes)
        #expect(run.versions.last?.proposal == (try run.id) && run.versions.last?.basis == .message)
        for _ in 0..<20 { #expect(try run.job(minutes) == .minutes(minutes)) }
        #expect(run.states == [.verified])
        var replayed = ActivityLoop()
        for event in run.plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == run.plant.state)
    }

    @Test func whatDoesNotHelpIsTakenBackByTheSameWay() throws {
        var run = try Run(minutes: 120)
        try run.answers(.accepted)
        for _ in 0..<20 { try run.job(100) }
        let back = try #require(run.plant.state.register.proposals.last)
        #expect(back.draft.reverts == (try run.id) && !back.draft.messages.isEmpty)
        let approved = try run.decides(
            .decideProposal(id: back.id, approve: true, by: "Ines", reason: nil))
        #expect(approved.notices == [.proposal(back.id)])
        try run.decides(.sendProposal(id: back.id, bodID: "2"))
        try run.decides(.answerProposal(OwnerAnswer(bodID: "2", verdict: .accepted)))
        #expect(run.states == [.reverted, .effective])
        #expect(try run.job(100) == .minutes(100))
    }

    @Test func anotherAnswerAfterwardsIsFoundAndChangesNothing() throws {
        var run = try Run()
        try run.answers(.accepted)
        let state = run.plant.state
        for decision in [try run.answers(.rejected), try run.answers(.modified, 105)] {
            #expect(decision.events.isEmpty && decision.findings.codes == ["LOOP-PROPOSAL-5"])
        }
        #expect(run.plant.state == state)
        #expect(throws: LoopError.unknownAnswer(bodID: "other")) {
            try run.decides(.answerProposal(OwnerAnswer(bodID: "other", verdict: .accepted)))
        }
    }

    /// Also where no message reaches the owner.
    @Test(arguments: [true, false], [110, 105]) func whatTheOwnerPublishesIsAnAnswer(
        _ isSent: Bool, _ minutes: Int
    ) throws {
        var run = try Run(isSent: isSent)
        // The same with another name says nothing of the step.
        try run.publish(100, version: "1a")
        #expect(run.states == [isSent ? .sent : .approved])
        try run.publish(minutes, version: "2")
        #expect(run.states == [.effective])
        #expect(try run.proposal.agreedValue == .duration(.minutes(minutes)))
        #expect(try run.proposal.effect?.version == "3")
        #expect(try run.job(110) == .minutes(minutes))
        #expect(try run.publish(minutes, version: "2").outcome == .unchanged)
    }

    @Test func theOwnersDateCounts() throws {
        var run = try Run()
        var definition = Run.definition(110, version: "2")
        definition.effectiveStart = .minute(21 * 240 + 60)
        try run.decides(
            .answerProposal(OwnerAnswer(bodID: Self.bodID, verdict: .accepted, definition: definition)))
        #expect(run.versions.last?.definition.version == "2")
        #expect(try run.job(110) == .minutes(100))
        #expect(try run.job(110) == .minutes(100))
        #expect(try run.job(110) == .minutes(110))
        #expect(try run.proposal.effect?.from == .minute(21 * 240 + 60))
    }

    @Test func theOwnerIsWhoSentIt() throws {
        let run = try Run()
        #expect(run.plant.state.definitions["Production/D"]?.owner == "erp")
    }

    @Test func aReleaseWithoutAMessageChangesItHere() throws {
        var run = try Run(isApproved: false)
        var draft = try run.proposal.draft
        draft.id = "without"
        draft.messages.removeAll { $0.release == .v0401 }
        let proposed = FeedbackProposed(draft: draft, by: FeedbackRule.standardTime.identity)
        run.plant.loop.apply(
            Event(.production, at: .minute(run.next * 240), .feedbackProposed(proposed)))
        try run.decides(.decideProposal(id: draft.id, approve: true, by: "Ines", reason: nil))
        #expect(throws: LoopError.proposal(.needsMessage(proposal: draft.id, release: .v0700))) {
            try run.decides(.applyProposal(id: draft.id, release: .v0700))
        }
        try run.decides(.applyProposal(id: draft.id, release: .v0401))
        #expect(run.states == [.superseded, .effective])
        #expect(try run.job(110) == .minutes(110))
    }

    @Test func whatNobodyDecidesExpires() throws {
        var run = try Run(isApproved: false)
        let expiry = try run.proposal.draft.expiresAt
        let end = Int((expiry.milliseconds - Instant.minute(0).milliseconds) / 60_000)
        let early = try run.plant.does(.performanceAnalysis(.expireProposals), at: end - 1)
        #expect(early.outcome == .unchanged && run.states == [.proposed])
        let due = try run.plant.does(.performanceAnalysis(.expireProposals), at: end)
        #expect(due.outcome == .applied && due.findings.codes == ["LOOP-PROPOSAL-6"])
        #expect(due.events.map(\.typeName) == [FeedbackAdvanced.typeName] && run.states == [.expired])
        #expect(try run.plant.does(.performanceAnalysis(.expireProposals), at: end).events.isEmpty)
    }

    @Test func whatWasDecidedDoesNotExpire() throws {
        var run = try Run()
        run.next += 1_000
        #expect(try run.decides(.expireProposals).outcome == .unchanged && run.states == [.sent])
    }
}
