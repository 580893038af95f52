import Diagnostics
import Testing

@testable import Operations

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The life of a proposal.
@Suite struct ProposalLifeTests {
    private static let rule = FeedbackRule.standardTime
    private static let day: Int64 = 86_400_000

    private static func at(_ days: Int64) -> Instant { Instant(milliseconds: days * day) }

    private static func draft(
        _ object: String = "DEF", start: Int64 = 0, end: Int64 = 10, rule: FeedbackRule = rule,
        uncapped: Double? = nil
    ) throws -> ProposalDraft {
        var work = Examination(
            rule, FeedbackTarget(.segmentDuration, .production, object), asOf: at(end))
        work.rest(count: 20, in: try Interval(at(start), at(end)), events: nil)
        return try #require(
            try work.propose(
                .duration(TimeSpan(milliseconds: 1_100)), instead: .duration(TimeSpan(milliseconds: 1_000)),
                uncapped: uncapped, effect: nil
            ).draft)
    }

    /// The shortest way to each state, by actions that are legal.
    private static func path(to state: ProposalState) -> [ProposalAction] {
        let proposed: [ProposalAction] = [.propose(by: "rule")]
        let approved = proposed + [.approve(by: .person("Ada"))]
        let sent = approved + [.send(bodID: "B1")]
        let effective = sent + [.accept(bodID: "B2"), .takeEffect(version: "2", from: at(12))]
        let sample = VerificationSample(
            count: 20, estimate: 1_100, window: Self.window)
        return switch state {
        case .draft: []
        case .proposed: proposed
        case .approved: approved
        case .rejected: proposed + [.reject(by: "Ada", reason: "no")]
        case .expired: proposed + [.expire]
        case .superseded: proposed + [.supersede(by: "other")]
        case .sent: sent
        case .accepted: sent + [.accept(bodID: "B2")]
        case .modified: sent + [.modify(to: .duration(TimeSpan(milliseconds: 1_050)), bodID: "B2")]
        case .refused: sent + [.refuse(reason: nil, bodID: "B2")]
        case .effective: effective
        case .verified: effective + [.verify(sample)]
        case .reverted: effective + [.revert(by: "other")]
        }
    }

    private static let window = Interval.checked(13, 20)

    private static func proposal(in state: ProposalState) throws -> FeedbackProposal {
        var proposal = FeedbackProposal(try draft())
        for action in path(to: state) {
            let at = action.command == .expire ? at(1_000) : at(11)
            proposal = try proposal.applying(action, at: at, rule: rule)
        }
        return proposal
    }

    private static func action(_ command: ProposalCommand) -> ProposalAction {
        switch command {
        case .propose: .propose(by: "rule")
        case .approve: .approve(by: .person("Ada"))
        case .reject: .reject(by: "Ada", reason: "no")
        case .expire: .expire
        case .supersede: .supersede(by: "x")
        case .send: .send(bodID: "B")
        case .accept: .accept(bodID: "B")
        case .modify: .modify(to: .nothing, bodID: "B")
        case .refuse: .refuse(reason: nil, bodID: "B")
        case .takeEffect: .takeEffect(version: "2", from: at(12))
        case .applyInternally: .applyInternally(release: .v0401, version: "2", from: at(12))
        case .overrideLocally: .overrideLocally(by: "Ada", version: "2", from: at(12), isAllowed: true)
        case .verify: .verify(VerificationSample(count: 1, estimate: nil, window: window))
        case .revert: .revert(by: "x")
        }
    }

    /// The chapter's sentence, written down once more: what is not here is refused.
    private static let legal: [ProposalState: [ProposalCommand]] = [
        .draft: [.propose], .proposed: [.approve, .reject, .expire, .supersede],
        .approved: [.send, .applyInternally, .accept, .modify], .sent: [.accept, .modify, .refuse],
        .accepted: [.takeEffect],
        .modified: [.takeEffect], .refused: [.overrideLocally], .effective: [.verify, .revert],
    ]

    @Test(arguments: ProposalState.allCases, ProposalCommand.allCases)
    func everyCommandInEveryState(_ state: ProposalState, _ command: ProposalCommand) throws {
        let proposal = try Self.proposal(in: state)
        #expect(proposal.state == state)
        let isLegal = Self.legal[state, default: []].contains(command)
        #expect((state.after(command) != nil) == isLegal)
        do throws(ProposalError) {
            let late = command == .expire || state == .expired
            let moved = try proposal.applying(
                Self.action(command), at: late ? Self.at(1_000) : Self.at(12), rule: Self.rule)
            #expect(isLegal && moved.history.count == proposal.history.count + 1)
        } catch .illegalTransition {
            #expect(!isLegal)
        } catch .needsMessage {
            #expect(isLegal && command == .applyInternally)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func fourEyes() throws {
        let rule = Self.rule
        let proposed = try FeedbackProposal(try Self.draft()).applying(
            .propose(by: "Ada"), at: Self.at(11), rule: rule)
        #expect(throws: ProposalError.approverIsProposer(proposal: proposed.id, person: " Ada ")) {
            try proposed.applying(.approve(by: .person(" Ada ")), at: Self.at(11), rule: rule)
        }
        #expect(throws: ProposalError.personMissing(proposal: proposed.id, command: .approve)) {
            try proposed.applying(.approve(by: .person(" ")), at: Self.at(11), rule: rule)
        }
        #expect(
            try proposed.applying(.approve(by: .person("Eve")), at: Self.at(11), rule: rule).state
                == .approved)
    }

    @Test func policyApprovesOnlyWhereItMay() throws {
        #expect(FeedbackRule.standardTime.approvingItself(true) == nil)
        let silent = FeedbackRule.availability
        let on = try #require(silent.approvingItself(true))
        let proposed = try FeedbackProposal(try Self.draft(rule: silent)).applying(
            .propose(by: silent.identity), at: Self.at(11), rule: silent)
        #expect(throws: ProposalError.self) {
            try proposed.applying(.approve(by: .policy), at: Self.at(11), rule: silent)
        }
        #expect(try proposed.applying(.approve(by: .policy), at: Self.at(11), rule: on).state == .approved)
        let byPerson = try FeedbackProposal(try Self.draft(rule: silent)).applying(
            .propose(by: "Ada"), at: Self.at(11), rule: silent)
        #expect(throws: ProposalError.self) {
            try byPerson.applying(.approve(by: .policy), at: Self.at(11), rule: on)
        }
        let mayBeOn = FeedbackRule.delivered.filter {
            $0.approvingItself(true) != nil && $0.response == .proposal
        }
        #expect(mayBeOn.map(\.id) == [.availability, .stockDiscrepancy])
    }

    @Test func refusals() throws {
        let rule = Self.rule
        let proposed = try Self.proposal(in: .proposed)
        #expect(throws: ProposalError.reasonMissing(proposal: proposed.id)) {
            try proposed.applying(.reject(by: "Ada", reason: " "), at: Self.at(12), rule: rule)
        }
        #expect(throws: ProposalError.notYetExpired(proposal: proposed.id, until: Self.at(24))) {
            try proposed.applying(.expire, at: Self.at(23), rule: rule)
        }
        #expect(throws: ProposalError.hasExpired(proposal: proposed.id, at: Self.at(24))) {
            try proposed.applying(.approve(by: .person("Ada")), at: Self.at(24), rule: rule)
        }
        #expect(throws: ProposalError.outOfOrder(proposal: proposed.id, at: Self.at(1), after: Self.at(11))) {
            try proposed.applying(.approve(by: .person("Ada")), at: Self.at(1), rule: rule)
        }
        #expect(throws: ProposalError.messageMissing(proposal: proposed.id)) {
            try Self.proposal(in: .approved).applying(.send(bodID: ""), at: Self.at(12), rule: rule)
        }
        #expect(throws: ProposalError.overrideForbidden(proposal: proposed.id)) {
            try Self.proposal(in: .refused).applying(
                .overrideLocally(by: "Ada", version: "2", from: Self.at(12), isAllowed: false),
                at: Self.at(12), rule: rule)
        }
        let error = ProposalError.illegalTransition(proposal: "P", command: .send, from: .proposed)
        #expect(
            error.description
                == "error: proposal P is Proposed, where send is not possible [FEEDBACK-PROPOSAL-1]\n"
                + "    Possible: approve, reject, expire, supersede.")
    }

    @Test func nameIsOfRuleTargetAndWindow() throws {
        let id = try Self.draft().id
        let again = try Self.draft().id
        #expect(id.count == 32 && id == again)
        var newer = Self.rule
        newer.version = 2
        let others = [
            try Self.draft("DEF2"), try Self.draft(start: 1), try Self.draft(end: 11),
            try Self.draft(rule: newer), try Self.draft(rule: .scrap),
        ]
        #expect(Set(others.map(\.id) + [id]).count == 6)
    }

    // MARK: - Register

    @Test func oneOpenProposalForEachTarget() throws {
        var register = ProposalRegister()
        let (first, second, third) = (try Self.draft(), try Self.draft(end: 20), try Self.draft(end: 30))
        try register.propose(first, by: "rule", at: Self.at(11), rule: Self.rule)
        try register.propose(first, by: "rule", at: Self.at(12), rule: Self.rule)
        #expect(register.proposals.count == 1)
        try register.propose(second, by: "rule", at: Self.at(20), rule: Self.rule)
        #expect(register[first.id]?.state == .superseded)
        #expect(register.open(for: first.target)?.id == second.id)
        try register.apply(.approve(by: .person("Ada")), to: second.id, at: Self.at(21), rule: Self.rule)
        #expect(
            throws: ProposalError.otherProposalOpen(
                target: first.target, proposal: second.id, state: .approved)
        ) {
            try register.propose(third, by: "rule", at: Self.at(30), rule: Self.rule)
        }
        try register.propose(try Self.draft("DEF2"), by: "rule", at: Self.at(30), rule: Self.rule)
        #expect(register.proposals.count { $0.state.isOpen } == 2)
        // A draft that was known comes to nothing, also when it was rejected.
        #expect(
            try register.propose(first, by: "rule", at: Self.at(31), rule: Self.rule).state == .superseded)
    }

    @Test func expires() throws {
        var register = ProposalRegister()
        let draft = try Self.draft()
        try register.propose(draft, by: "rule", at: Self.at(11), rule: Self.rule)
        #expect(register.expire(asOf: Self.at(23)).isEmpty)
        #expect(register.expire(asOf: Self.at(24)) == [draft.id])
        #expect(register[draft.id]?.state == .expired)
        #expect(throws: ProposalError.unknown("x")) {
            try register.apply(.expire, to: "x", at: Self.at(30), rule: Self.rule)
        }
    }

    /// From proposal to effect, verification fails, the way back is proposed, approved and takes effect.
    @Test func failedVerificationIsTakenBack() throws {
        var register = ProposalRegister()
        let draft = try Self.draft()
        try register.propose(draft, by: "rule", at: Self.at(11), rule: Self.rule)
        for action in Self.path(to: .effective).dropFirst() {
            try register.apply(action, to: draft.id, at: Self.at(12), rule: Self.rule)
        }
        let effective = try #require(register[draft.id])
        let sample = VerificationSample(count: 80, estimate: 1_000, window: Self.window)
        guard
            case .revert(let back)? = try Verification.judge(
                effective, sample, rule: Self.rule, asOf: Self.at(20))
        else {
            Issue.record("no way back")
            return
        }
        #expect(back.proposed == draft.current && back.current == draft.proposed && back.reverts == draft.id)
        #expect(back.messages.first?.fields.last?.text == "PT1S")
        #expect(throws: ProposalError.awaitsVerification(target: draft.target, proposal: draft.id)) {
            try register.propose(try Self.draft(end: 30), by: "rule", at: Self.at(30), rule: Self.rule)
        }
        try register.propose(back, by: "rule", at: Self.at(21), rule: Self.rule)
        for action in Self.path(to: .effective).dropFirst() {
            try register.apply(action, to: back.id, at: Self.at(22), rule: Self.rule)
        }
        #expect(register[draft.id]?.state == .reverted && register[back.id]?.state == .effective)
        let closure = LoopClosure(register.proposals)
        #expect(closure.effective == 2 && closure.verified == 0 && closure.reverted == 1)
    }

    // MARK: - Verification

    enum Verdict: Sendable { case waiting, verified, revert }

    /// Count, estimate against an expected 1 100, half the width of its interval.
    @Test(
        arguments: [
            (19, 1_100, 10, .waiting), (20, 1_100, 10, .verified), (20, 1_132, 10, .verified),
            (20, 1_134, 40, .waiting), (20, 1_134, 20, .revert), (79, 1_060, 50, .waiting),
            (80, 1_060, 50, .revert),
        ] as [(Int, Double, Double, Verdict)])
    func verifies(_ count: Int, _ estimate: Double, _ half: Double, _ verdict: Verdict) throws {
        let sample = VerificationSample(
            count: count, estimate: estimate,
            interval: ConfidenceInterval(
                lower: estimate - half, upper: estimate + half, level: 0.95, unit: "ms", method: "t"),
            window: Self.window)
        let found = try Verification.judge(
            try Self.proposal(in: .effective), sample, rule: Self.rule, asOf: Self.at(20))
        switch (found, verdict) {
        case (.waiting?, .waiting), (.verified?, .verified), (.revert?, .revert): break
        default: Issue.record("\(String(describing: found))")
        }
    }

    @Test func verifiesWhatTheOwnerTook() throws {
        var proposal = try Self.proposal(in: .modified)
        proposal = try proposal.applying(
            .takeEffect(version: "2", from: Self.at(12)), at: Self.at(12), rule: Self.rule)
        #expect(proposal.expected == 1_050)
        let old = VerificationSample(count: 30, estimate: 1_050, window: Interval.checked(11, 20))
        #expect(try Verification.judge(proposal, old, rule: Self.rule, asOf: Self.at(20)) == nil)
        let new = VerificationSample(count: 30, estimate: 1_050, window: Self.window)
        #expect(try Verification.judge(proposal, new, rule: Self.rule, asOf: Self.at(20)) == .verified)
        #expect(FeedbackProposal(try Self.draft(uncapped: 1_400)).expected == 1_400)
        #expect(throws: FeedbackError.otherRule(rule: .scrap, expected: .standardTime)) {
            try Verification.judge(proposal, new, rule: .scrap, asOf: Self.at(20))
        }
    }

    @Test func loopClosure() throws {
        let verified = try Self.proposal(in: .verified)
        let closure = LoopClosure([
            verified, verified, try Self.proposal(in: .effective), try Self.proposal(in: .rejected),
        ])
        #expect(closure.effective == 3 && closure.verified == 2)
        #expect(closure.verifiedShare == 2.0 / 3)
        // Evidence until day 10, in effect from day 12.
        #expect(closure.medianDays == 2)
        #expect(LoopClosure([], rule: nil).verifiedShare == nil)
        #expect(LoopClosure([verified], rule: .scrap).medianDays == nil)
    }

    @Test func isCoded() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for state in ProposalState.allCases {
            let proposal = try Self.proposal(in: state)
            let data = try encoder.encode(proposal)
            #expect(try JSONDecoder().decode(FeedbackProposal.self, from: data) == proposal)
        }
        let rules = try encoder.encode(FeedbackRule.delivered)
        #expect(try JSONDecoder().decode([FeedbackRule].self, from: rules) == FeedbackRule.delivered)
    }
}

extension Interval {
    /// In days; empty when they are the wrong way round.
    static func checked(_ start: Int64, _ end: Int64) -> Interval {
        let (start, end) = (
            Instant(milliseconds: start * 86_400_000), Instant(milliseconds: end * 86_400_000)
        )
        return IntervalSet([(try? Interval(start, end))].compactMap { $0 }).intervals[0]
    }
}
