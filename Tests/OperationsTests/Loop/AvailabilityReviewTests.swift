import Testing

@testable import Operations

/// R2 in the loop: a unit that stands part of its time keeps its jobs longer in the next plan.
@Suite struct AvailabilityReviewTests {
    /// A unit with a shift of eight hours a day and a job in each of them.
    private struct Run {
        static let day = 1_440
        var plant = Plant()
        var next = 0
        var asked = 0

        init() throws {
            // Plans by rule are enough here, and are made at once.
            plant.loop.settings.schedulingIterations = 0
            let shifts = try (0..<120).map { try interval($0 * Self.day, $0 * Self.day + 480) }
            try plant.does(.resourceManagement(.setCalendar(WorkCalendar(shifts))))
        }

        /// A shift in which the unit stood for some minutes, worked until its end unless it was idle before, and a
        /// review at its end.
        mutating func shift(
            stopped: Int, worked until: Int = 480, reason: String = "Jam", planned: Bool = false
        )
            throws
        {
            let (start, job) = (next * Self.day, "R\(next)/A")
            next += 1
            try plant.imports(Orders.route(Identifier("R\(next - 1)"), [("A", "M1", 480)], due: start + 480))
            try plant.plans(at: start)
            try plant.records(.start, job: job, at: start)
            if stopped > 0 {
                try plant.records(
                    .equipmentState, at: start + 60, equipment: "M1", value: "down", reason: reason,
                    planned: planned)
                try plant.records(
                    .equipmentState, at: start + 60 + stopped, equipment: "M1", value: "up", reason: reason)
            }
            try plant.records(.complete, job: job, at: start + until)
            try plant.does(.performanceAnalysis(.review), at: start + 481)
        }

        mutating func approve() throws {
            try plant.decides(proposals.last, at: next * Self.day - 1)
        }

        /// How long a job of 84 minutes is planned to keep the unit.
        mutating func promise() throws -> TimeSpan {
            let start = next * Self.day
            asked += 1
            let id = "Q\(asked)"
            try plant.imports(Orders.route(Identifier(id), [("A", "M1", 84)], due: start + 480), at: start)
            try plant.plans(at: start)
            let planned = try #require(plant.state.jobs[id + "/A"]?.planned)
            #expect(planned.duration == .minutes(84))
            try plant.imports(OperationsRequest(id: Identifier(id)), .cancel, at: start)
            return planned.end - planned.start
        }

        var proposals: [FeedbackProposal] {
            plant.proposals.filter { $0.draft.rule == .availability }
        }
    }

    @Test func twentyShiftsAreWanted() throws {
        var run = try Run()
        for _ in 0..<19 { try run.shift(stopped: 96) }
        #expect(run.proposals.isEmpty)
        try run.shift(stopped: 96)
        let draft = try #require(run.proposals.first?.draft)
        // Four fifths in twenty shifts, and all of the time in the five that the value in force is worth.
        #expect(draft.proposed == .number("0.84", unit: "1"))
        #expect(draft.current == .number("1", unit: "1"))
        #expect(draft.target.description == "availability of M1")
        #expect(draft.evidence.count == 20)
        try run.shift(stopped: 96)
        #expect(run.proposals.map(\.state) == [.proposed])
    }

    @Test(arguments: [
        (stopped: 12, planned: false), (stopped: 96, planned: true), (stopped: 0, planned: false),
    ])
    func littleOrPlannedStandingIsNoMatter(stopped: Int, planned: Bool) throws {
        var run = try Run()
        for _ in 0..<24 { try run.shift(stopped: stopped, planned: planned) }
        #expect(run.proposals.isEmpty)
    }

    @Test func idleTimeIsNoLoss() throws {
        var run = try Run()
        for _ in 0..<24 { try run.shift(stopped: 0, worked: 200) }
        #expect(run.proposals.isEmpty)
    }

    @Test func whatIsApprovedPlansAndIsVerified() throws {
        var run = try Run()
        for _ in 0..<20 { try run.shift(stopped: 96) }
        #expect(try run.promise() == .minutes(84))
        try run.approve()
        #expect(try run.promise() == .minutes(100))
        // It stands as it did: what was measured was right, though the value in force held the proposed one back.
        for _ in 0..<19 { try run.shift(stopped: 96) }
        #expect(run.proposals.map(\.state) == [.effective])
        try run.shift(stopped: 96)
        #expect(run.proposals.map(\.state) == [.verified])
    }

    @Test func whatDoesNotHelpIsProposedToBeTakenBack() throws {
        var run = try Run()
        for _ in 0..<20 { try run.shift(stopped: 96) }
        try run.approve()
        for _ in 0..<20 { try run.shift(stopped: 0) }
        #expect(run.proposals.map(\.state) == [.effective, .proposed])
        try run.approve()
        #expect(run.proposals.map(\.state) == [.reverted, .effective])
        #expect(try run.promise() == .minutes(84))
    }

    @Test func whatWasReviewedIsReplayed() throws {
        var run = try Run()
        for _ in 0..<20 { try run.shift(stopped: 96) }
        try run.approve()
        for _ in 0..<3 { try run.shift(stopped: 96) }
        var replayed = ActivityLoop()
        for event in run.plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == run.plant.state)
    }
}
