import Diagnostics
import Foundation
import Testing

@testable import Operations

/// The loop closes: what is measured becomes a proposal, what is approved changes the next plan, and whether that
/// helped is looked at.
@Suite struct FeedbackLoopTests {
    private static let day = 1_440

    /// A plant whose step takes `minutes` of its standard of 100; a job every four hours, so that twenty last
    /// more than three days.
    private struct Run {
        var plant: Plant
        var generator: SeededGenerator
        var next = 0

        init(seed: UInt64 = 1, owner: LoopSettings.DefinitionOwner = .site, isSent: Bool = true) throws {
            plant = Plant(settings: LoopSettings(definitionOwner: owner))
            generator = SeededGenerator(seed: seed)
            guard isSent else { return }
            let step = OperationsSegment(
                id: "A", processSegmentIDs: ["A"], duration: .minutes(100),
                equipment: [EquipmentSpecification(equipmentIDs: ["M1"])])
            try plant.does(
                .definitionManagement(.store(OperationsDefinition(id: "D", segments: [step]))))
        }

        /// One job of the definition, which takes `minutes`. Answers what was promised for it.
        @discardableResult
        mutating func job(_ minutes: Int, made: ExactDecimal? = nil) throws -> TimeSpan? {
            let (id, start) = ("R\(next)", next * 240)
            next += 1
            try plant.imports(
                OperationsRequest(
                    id: Identifier(id), endTime: .minute(start + 9_999), operationsDefinitionID: "D"),
                at: start)
            try plant.plans(at: start)
            let job = try #require(plant.state.requests[id]?.jobs.first)
            let promised = try plant.job(job).planned?.duration
            try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)), at: start)
            try plant.records(.start, job: job, at: start)
            try plant.records(.complete, job: job, at: start + minutes)
            return promised
        }

        /// Lognormal about a median, with a coefficient of variation of about 12 %.
        mutating func noisy(_ median: Double) -> Int {
            var sum = 0.0
            for _ in 0..<12 { sum += Double.random(in: 0..<1, using: &generator) }
            let value = median * (0.12 * (sum - 6)).exponential
            return Int(value.rounded())
        }

        mutating func decide(_ approve: Bool, by: String, reason: String? = nil) throws -> Decision {
            let id = try #require(plant.state.register.proposals.last?.id)
            return try plant.does(
                .performanceAnalysis(
                    .decideProposal(id: id, approve: approve, by: by, reason: reason)), at: next * 240)
        }

        var proposals: [FeedbackProposal] { plant.state.register.proposals }
    }

    @Test func twentyJobsAreWantedBeforeAnythingIsSaid() throws {
        var run = try Run()
        for _ in 0..<19 { try run.job(120) }
        #expect(run.proposals.isEmpty)
        try run.job(120)
        #expect(run.proposals.map(\.state) == [.proposed])
        #expect(run.proposals.first?.draft.proposed == .duration(.minutes(120)))
        #expect(run.proposals.first?.draft.evidence.count == 20)
    }

    @Test func aStandardThatHoldsIsLeftAlone() throws {
        var run = try Run()
        for _ in 0..<45 { try run.job(101) }
        #expect(run.proposals.isEmpty)
        #expect(run.plant.events.filter { $0.typeName == CycleMeasured.typeName }.count == 45)
    }

    @Test func anApprovedProposalPlansTheNextJobsAndIsVerified() throws {
        var run = try Run()
        for _ in 0..<20 { try run.job(110) }
        #expect(throws: LoopError.self) { try run.decide(true, by: " ") }
        #expect(throws: LoopError.self) { try run.decide(true, by: "rule R1 version 1") }
        _ = try run.decide(true, by: "Ines")
        #expect(run.proposals.map(\.state) == [.effective])
        let versions = try #require(run.plant.state.definitions["Production/D"]?.versions)
        #expect(versions.map(\.basis) == [.message, .proposal])
        for _ in 0..<20 { #expect(try run.job(110) == .minutes(110)) }
        #expect(run.proposals.map(\.state) == [.verified])
        #expect(LoopClosure(run.proposals).verifiedShare == 1)
        #expect(throws: LoopError.self) { try run.decide(true, by: "Ines") }
    }

    @Test func aChangeThatDoesNotHelpIsProposedToBeTakenBack() throws {
        var run = try Run()
        for _ in 0..<20 { try run.job(120) }
        _ = try run.decide(true, by: "Ines")
        // The cause was found meanwhile: it takes what it took at first.
        for _ in 0..<20 { try run.job(100) }
        let back = try #require(run.proposals.last)
        #expect(back.draft.reverts == run.proposals.first?.id)
        _ = try run.decide(true, by: "Ines")
        #expect(run.proposals.map(\.state) == [.reverted, .effective])
        #expect(try run.job(100) == .minutes(100))
    }

    @Test func aRejectedProposalChangesNothing() throws {
        var run = try Run()
        for _ in 0..<20 { try run.job(120) }
        #expect(throws: LoopError.self) { try run.decide(false, by: "Ines") }
        _ = try run.decide(false, by: "Ines", reason: "summer heat")
        #expect(run.proposals.map(\.state) == [.rejected])
        #expect(try run.job(120) == .minutes(100))
    }

    @Test func whatAPartnerOwnsWaitsForThePartner() throws {
        var run = try Run(owner: .partner)
        for _ in 0..<20 { try run.job(120) }
        #expect(run.proposals.first?.draft.messages.map(\.release).contains(.v0700) == true)
        let decision = try run.decide(true, by: "Ines")
        #expect(decision.notices == [.proposal(try #require(run.proposals.first?.id))])
        #expect(run.proposals.map(\.state) == [.approved])
        #expect(try run.job(120) == .minutes(100))
    }

    @Test func whatFeedbackDidIsReplayed() throws {
        var run = try Run()
        for _ in 0..<20 { try run.job(110) }
        _ = try run.decide(true, by: "Ines")
        for _ in 0..<20 { try run.job(110) }
        var replayed = ActivityLoop()
        for event in run.plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == run.plant.state)
    }

    /// `FEEDBACK_LONG=1` runs a thousand plants that are right, up to the last checkpoint, and three hundred that
    /// are not.
    private static let isLong = ProcessInfo.processInfo.environment["FEEDBACK_LONG"] != nil

    /// The proof of the design: the true cycle is a tenth above the standard. By 40 jobs it is proposed in about
    /// nine of ten plants; approved, promises that were a tenth too short are off by less than 2 % over all
    /// plants, and most changes are verified.
    @Test func aCycleATenthLongerIsFoundAndPlanned() throws {
        let seeds = Self.isLong ? 300 : 30
        var (proposed, verified) = (0, 0)
        var (promised, taken) = (0.0, 0.0)
        for seed in 1...UInt64(seeds) {
            var run = try Run(seed: seed)
            while run.next < 40, run.proposals.isEmpty {
                #expect(try run.job(run.noisy(110)) == .minutes(100))
            }
            guard !run.proposals.isEmpty else { continue }
            proposed += 1
            _ = try run.decide(true, by: "Ines")
            var jobs = 0
            while jobs < 80, run.proposals.first?.state == .effective {
                let minutes = run.noisy(110)
                promised += Double(try run.job(minutes)?.milliseconds ?? 0) / 60_000
                taken += Double(minutes)
                jobs += 1
            }
            if run.proposals.first?.state == .verified { verified += 1 }
        }
        print(
            "\(proposed) of \(seeds) proposed, \(verified) verified, promised \(promised / taken) of what it took"
        )
        // 89.1 % of many runs: fewer than 22 of 30 would be a chance of less than one in a hundred.
        #expect(proposed * 30 >= seeds * 22)
        // A few plants scatter by more.
        #expect(abs(promised / taken - 1) < (Self.isLong ? 0.02 : 0.035), "\(promised / taken)")
        #expect(verified * 10 >= proposed * 7, "\(verified) of \(proposed)")
    }

    @Test func aStandardThatIsRightIsRarelyDoubted() throws {
        let (seeds, jobs) = Self.isLong ? (1_000, 80) : (60, 40)
        var doubted = 0
        for seed in 1...UInt64(seeds) {
            var run = try Run(seed: seed)
            while run.next < jobs, run.proposals.isEmpty { try run.job(run.noisy(100)) }
            if !run.proposals.isEmpty { doubted += 1 }
        }
        print("\(doubted) of \(seeds) right standards doubted by \(jobs) jobs")
        // 1.5 % of a thousand. Of 60, 0.6 % by 40 jobs: more than 3 would be a chance of one in a thousand.
        #expect(doubted <= (Self.isLong ? 15 : 3))
    }
}

@Suite struct MeasuringTests {
    @Test func interruptionsAndBreaksAreNotMeasured() throws {
        var plant = Plant()
        try plant.does(
            .resourceManagement(.setCalendar(WorkCalendar([try interval(0, 50), try interval(60, 200)]))))
        try plant.imports(Orders.route("R", [("A", "M1", 10)], due: 9999))
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 10)
        try plant.records(.pause, job: "R/A", at: 20)
        try plant.records(.hold, job: "R/A", at: 25)
        try plant.records(.resume, job: "R/A", at: 30)
        try plant.records(.complete, job: "R/A", at: 70)
        let cycle = plant.events.compactMap {
            if case .cycleMeasured(let fact) = $0.fact { fact } else { nil }
        }.first
        #expect(cycle?.measured == .minutes(40))
    }
}
