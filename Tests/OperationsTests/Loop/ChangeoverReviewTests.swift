import Testing

@testable import Operations

/// R1b in the loop: set-ups that the floor reports become cells of the matrix that plans are made with.
@Suite struct ChangeoverReviewTests {
    /// A unit that makes RED and BLUE in turn; ten minutes are planned between them.
    private struct Run {
        var plant: Plant
        var next = 0
        var asked = 0

        init() {
            var settings = LoopSettings()
            // Plans by rule are enough here, and are made at once.
            settings.schedulingIterations = 0
            settings.changeovers = [Changeover(time: .minutes(10))]
            plant = Plant(settings: settings)
        }

        /// A job of half an hour two hours after the one before, with a set-up before it, and a review.
        mutating func job(setup minutes: Int?, reason: String = "setup") throws {
            let (id, start) = ("R\(next)", next * 120 + 60)
            let product: Identifier = next % 2 == 0 ? "RED" : "BLUE"
            next += 1
            try plant.imports(
                Orders.route(Identifier(id), [("A", "M1", 30)], due: start + 600, product: product),
                at: start - 60)
            try plant.plans(at: start - 60)
            if let minutes {
                try plant.records(
                    .equipmentState, at: start - minutes, equipment: "M1", value: "down", reason: reason)
                try plant.records(.equipmentState, at: start, equipment: "M1", value: "up", reason: reason)
            }
            try plant.records(.start, job: id + "/A", at: start)
            try plant.records(.complete, job: id + "/A", at: start + 30)
            try plant.does(.performanceAnalysis(.review), at: start + 31)
        }

        mutating func approve(_ target: String) throws {
            try plant.decides(proposals(of: target).last, at: next * 120 - 1)
        }

        func proposals(of target: String) -> [FeedbackProposal] {
            plant.proposals(of: target)
        }

        /// How long the unit is planned to be set up for one more job, of the other family.
        mutating func promise() throws -> TimeSpan? {
            let start = next * 120
            asked += 1
            let id = "Q\(asked)"
            let product: Identifier = next % 2 == 0 ? "RED" : "BLUE"
            try plant.imports(
                Orders.route(Identifier(id), [("A", "M1", 30)], due: start + 600, product: product), at: start
            )
            try plant.plans(at: start)
            let planned = try #require(plant.state.jobs[id + "/A"]?.planned)
            try plant.imports(OperationsRequest(id: Identifier(id)), .cancel, at: start)
            return planned.setupStart.map { planned.start - $0 }
        }
    }

    private static let toRed = "changeoverTime of changeovers#BLUE > RED at M1"
    private static let toBlue = "changeoverTime of changeovers#RED > BLUE at M1"

    @Test func fiveSetupsAreWanted() throws {
        var run = Run()
        // The first job has none before it; then each second one is for the same pair.
        for _ in 0..<9 { try run.job(setup: 30) }
        #expect(run.proposals(of: Self.toBlue).isEmpty)
        try run.job(setup: 30)
        let draft = try #require(run.proposals(of: Self.toBlue).first?.draft)
        // 30 - 20 × 0.7^5 minutes
        #expect(draft.proposed == .duration(TimeSpan(milliseconds: 1_598_316)))
        #expect(draft.current == .duration(.minutes(10)))
        #expect(draft.uncapped == 1_800_000)
    }

    @Test(arguments: [(10, "setup"), (11, "setup"), (30, "Jam")] as [(Int, String)])
    func whatIsPlannedOrIsNoSetupIsLeftAlone(_ minutes: Int, _ reason: String) throws {
        var run = Run()
        for _ in 0..<16 { try run.job(setup: minutes, reason: reason) }
        #expect(run.proposals(of: Self.toBlue).isEmpty)
    }

    @Test func withoutReportsNobodyKnows() throws {
        var run = Run()
        for _ in 0..<16 { try run.job(setup: nil) }
        #expect(run.plant.state.register.proposals.isEmpty)
    }

    @Test func whatIsApprovedIsPlannedAndVerified() throws {
        var run = Run()
        for _ in 0..<11 { try run.job(setup: 30) }
        #expect(try run.promise() == .minutes(10))
        try run.approve(Self.toBlue)
        #expect(try run.promise() == TimeSpan(milliseconds: 1_598_316))
        for _ in 0..<10 { try run.job(setup: 30) }
        #expect(run.proposals(of: Self.toBlue).first?.state == .verified)
        // The other way is a cell of its own, which nobody has decided on.
        #expect(run.proposals(of: Self.toRed).map(\.state).last == .proposed)
    }

    @Test func whatDoesNotHelpIsProposedToBeTakenBack() throws {
        var run = Run()
        for _ in 0..<11 { try run.job(setup: 30) }
        try run.approve(Self.toBlue)
        for _ in 0..<10 { try run.job(setup: 10) }
        let back = try #require(run.proposals(of: Self.toBlue).last)
        #expect(back.draft.reverts == run.proposals(of: Self.toBlue).first?.id)
        try run.approve(Self.toBlue)
        #expect(run.proposals(of: Self.toBlue).map(\.state) == [.reverted, .effective])
        #expect(try run.promise() == .minutes(10))
    }

    @Test func whatWasReviewedIsReplayed() throws {
        var run = Run()
        for _ in 0..<11 { try run.job(setup: 30) }
        try run.approve(Self.toBlue)
        for _ in 0..<4 { try run.job(setup: 30) }
        var replayed = ActivityLoop()
        for event in run.plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == run.plant.state)
    }
}
