import Testing

@testable import Operations

/// R3 in the loop: scrap that was counted becomes a planned factor, and that more material for the next request.
@Suite struct ScrapReviewTests {
    /// A definition of one step after another, each making 100 P of 200 C.
    private struct Run {
        var plant: Plant
        var next = 0

        init(
            _ steps: [(id: Identifier, factor: String?)] = [("A", nil)],
            owner: LoopSettings.DefinitionOwner = .site
        ) throws {
            plant = Plant(settings: LoopSettings(definitionOwner: owner))
            try sends(steps)
        }

        mutating func sends(_ steps: [(id: Identifier, factor: String?)]) throws {
            let segments = steps.map { step in
                OperationsSegment(
                    id: step.id, processSegmentIDs: [step.id], duration: .minutes(10),
                    parameters: step.factor.map { [Parameter(id: "ScrapFactor", values: [Value($0)])] } ?? [],
                    equipment: [EquipmentSpecification(equipmentIDs: ["M1"])],
                    materials: [
                        MaterialSpecification(
                            definitionIDs: ["P"], use: .known(.produced), quantities: [Quantity("100", "EA")]),
                        MaterialSpecification(
                            definitionIDs: ["C"], use: .known(.consumed), quantities: [Quantity("200", "EA")]),
                    ])
            }
            try plant.does(
                .definitionManagement(.store(OperationsDefinition(id: "D", segments: segments))),
                at: next * 60)
        }

        mutating func request() throws -> RequestEntry {
            let id = "R\(next)"
            try plant.imports(
                OperationsRequest(
                    id: Identifier(id), endTime: .minute(next * 60 + 9_999), operationsDefinitionID: "D"),
                at: next * 60)
            return try #require(plant.state.requests[id])
        }

        /// One job of the first step, and a review after it.
        mutating func job(good: ExactDecimal, scrap: ExactDecimal, unit: UnitOfMeasure = "EA") throws {
            let (job, start) = (try #require(try request().jobs.first), next * 60)
            next += 1
            try plant.plans(at: start)
            try plant.records(.start, job: job, at: start)
            try plant.records(
                .produced, job: job, at: start + 5, material: "P", quantity: good, unit: unit)
            if !scrap.isZero {
                try plant.records(
                    .scrapped, job: job, at: start + 6, material: "P", quantity: scrap, unit: unit)
            }
            try plant.records(.complete, job: job, at: start + 10)
            try review()
        }

        @discardableResult
        mutating func review() throws -> Decision {
            try plant.does(.performanceAnalysis(.review), at: next * 60 - 1)
        }

        mutating func decide(_ approve: Bool) throws -> Decision {
            try plant.decides(proposals.last, approve: approve, at: next * 60 - 1)
        }

        var proposals: [FeedbackProposal] { plant.proposals }

        /// What the next request is to make and to take, step by step.
        mutating func amounts() throws -> [[ExactDecimal]] {
            defer { next += 1 }
            return try request().request.segments.map { $0.materials.flatMap(\.quantities).map(\.value) }
        }
    }

    private static func factor(_ value: ExactDecimal) -> FeedbackValue { .number(value, unit: "1") }

    @Test func tenPiecesOfScrapOfThreeJobsAreEnough() throws {
        var run = try Run()
        for _ in 0..<2 { try run.job(good: 95, scrap: 5) }
        #expect(run.proposals.isEmpty)
        try run.job(good: 95, scrap: 5)
        let proposal = try #require(run.proposals.first)
        // (15 + 1/2) / (300 + 1)
        #expect(proposal.draft.proposed == Self.factor("0.0515"))
        #expect(proposal.draft.current == Self.factor("0"))
        #expect(proposal.draft.evidence.count == 3)
        #expect(proposal.target.description == "scrapFactor of D#A")
        #expect(proposal.draft.messages.isEmpty)
    }

    @Test func theSameAgainSaysNothing() throws {
        var run = try Run()
        for _ in 0..<3 { try run.job(good: 95, scrap: 5) }
        let before = run.plant.events.count
        #expect(try run.review().outcome == .unchanged)
        #expect(run.plant.events.count == before && run.proposals.count == 1)
    }

    @Test func aFactorThatHoldsIsLeftAlone() throws {
        var run = try Run([("A", "0.05")])
        for _ in 0..<40 { try run.job(good: 95, scrap: 5) }
        #expect(run.proposals.isEmpty)
    }

    /// One job in four loses all that is planned to be lost: over a series of looks the mean is that of the
    /// plan.
    @Test func aBurstIsNoRate() throws {
        var run = try Run([("A", "0.05")])
        for job in 0..<13 { try run.job(good: job % 4 == 0 ? 80 : 100, scrap: job % 4 == 0 ? 20 : 0) }
        #expect(run.proposals.isEmpty)
    }

    @Test func whatIsWeighedIsNoSampleOfPieces() throws {
        var run = try Run()
        for _ in 0..<10 { try run.job(good: 95, scrap: 5, unit: "KG") }
        #expect(run.proposals.isEmpty)
    }

    @Test func whatIsApprovedIsTakenByTheNextRequestAndVerified() throws {
        var run = try Run()
        for _ in 0..<3 { try run.job(good: 95, scrap: 5) }
        #expect(try run.amounts() == [[100, 200]])
        _ = try run.decide(true)
        // 200 / (1 - 0.0515), upwards.
        #expect(try run.amounts() == [[100, 211]])
        #expect(run.plant.state.definitions["Production/D"]?.versions.last?.basis == .proposal)
        for _ in 0..<2 { try run.job(good: 95, scrap: 5) }
        #expect(run.proposals.map(\.state) == [.effective])
        try run.job(good: 95, scrap: 5)
        #expect(run.proposals.map(\.state) == [.verified])
    }

    @Test func whatDoesNotHelpIsProposedToBeTakenBack() throws {
        var run = try Run()
        for _ in 0..<3 { try run.job(good: 95, scrap: 5) }
        _ = try run.decide(true)
        for _ in 0..<5 { try run.job(good: 100, scrap: 0) }
        #expect(run.proposals.map(\.state) == [.effective, .proposed])
        #expect(run.proposals.last?.draft.reverts == run.proposals.first?.id)
        _ = try run.decide(true)
        #expect(run.proposals.map(\.state) == [.reverted, .effective])
        #expect(try run.amounts() == [[100, 200]])
    }

    @Test func whatWasRejectedNeedsEvidenceOfItsOwn() throws {
        var run = try Run()
        for _ in 0..<3 { try run.job(good: 95, scrap: 5) }
        _ = try run.decide(false)
        for _ in 0..<2 { try run.job(good: 95, scrap: 5) }
        #expect(run.proposals.map(\.state) == [.rejected])
        try run.job(good: 95, scrap: 5)
        #expect(run.proposals.map(\.state) == [.rejected, .proposed])
        #expect(run.proposals.last?.draft.evidence.count == 3)
    }

    /// The first step makes up for the scrap of both, the second for its own.
    @Test func stepsMakeUpForThoseBehindThem() throws {
        var run = try Run([("A", "0.1"), ("B", "0.2")])
        // 100 / 0.8; 200 / 0.72; 100; 200 / 0.8
        #expect(try run.amounts() == [[125, 278], [100, 250]])
    }

    @Test func anOwnerThatSendsTheFactorHasAccepted() throws {
        var run = try Run(owner: .partner)
        for _ in 0..<3 { try run.job(good: 95, scrap: 5) }
        let decision = try run.decide(true)
        #expect(run.proposals.map(\.state) == [.approved])
        #expect(decision.notices == [.proposal(try #require(run.proposals.first?.id))])
        #expect(try run.amounts() == [[100, 200]])
        try run.sends([("A", "0.06")])
        #expect(run.proposals.map(\.state) == [.effective])
        #expect(run.proposals.first?.isModified == true)
        #expect(try run.amounts() == [[100, 213]])
    }

    @Test func whatWasReviewedIsReplayed() throws {
        var run = try Run()
        for _ in 0..<3 { try run.job(good: 95, scrap: 5) }
        _ = try run.decide(true)
        for _ in 0..<4 { try run.job(good: 95, scrap: 5) }
        var replayed = ActivityLoop()
        for event in run.plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == run.plant.state)
    }

    /// Two hundred plants whose factor is right, over a series of looks each: one in twenty would be doubted.
    @Test func aFactorThatIsRightIsRarelyDoubted() throws {
        var doubted = 0
        for seed in 1...200 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let target = FeedbackTarget(.scrapFactor, .production, "D", part: "A")
            var observed = ScrapObservations(
                target: target, route: ["0.05"], position: 0, orderQuantity: 100, jobs: [])
            let rule = try #require(ScrapObservations.asked)
            var isDoubted = false
            for index in 0..<16 {
                let scrap = (0..<100).count { _ in Double.random(in: 0..<1, using: &generator) < 0.05 }
                observed.jobs.append(
                    YieldObservation(
                        id: "J\(index)", at: .minute(index), produced: 100, scrapped: ExactDecimal(scrap)))
                let outcomes = try observed.judged(by: rule).evaluate(rule, asOf: .minute(index))
                if outcomes.contains(where: { $0.draft != nil }) { isDoubted = true }
            }
            if isDoubted { doubted += 1 }
        }
        print("\(doubted) of 200 right factors doubted")
        #expect(doubted <= 18)
    }
}
