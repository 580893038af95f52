import Testing

@testable import Operations

/// R9 in the loop: how long repairs took becomes the duration that the next one is planned with.
@Suite struct RepairReviewTests {
    /// A unit that fails once a day and is mended by a definition of an hour.
    private struct Run {
        var plant = Plant(settings: LoopSettings(definitionOwner: .site), domain: .maintenance)
        var next = 0

        init() throws {
            let step = OperationsSegment(
                id: "1", processSegmentIDs: ["FIX"], duration: .minutes(60),
                equipment: [EquipmentSpecification(equipmentIDs: ["M1"])])
            try plant.does(
                .definitionManagement(.store(OperationsDefinition(id: "FIX", segments: [step]))))
        }

        /// One repair and a review. Answers how long it was planned.
        @discardableResult
        mutating func repair(_ minutes: Int, failed: Bool = true) throws -> TimeSpan? {
            let (id, start) = ("W\(next)", next * 1_440 + 60)
            next += 1
            if failed {
                try plant.records(
                    .equipmentState, at: start - 10, equipment: "M1", value: "down", reason: "Seal leak")
            }
            try plant.imports(
                OperationsRequest(
                    id: Identifier(id), endTime: .minute(start + 600), operationsDefinitionID: "FIX"),
                at: start - 5)
            try plant.plans(at: start - 5)
            let job = try #require(plant.state.requests[id]?.jobs.first)
            let planned = try plant.job(job).planned?.duration
            try plant.records(.start, job: job, at: start)
            try plant.records(.complete, job: job, at: start + minutes)
            if failed {
                try plant.records(
                    .equipmentState, at: start + minutes, equipment: "M1", value: "up", reason: "Seal leak")
            }
            try plant.does(.performanceAnalysis(.review), at: start + minutes + 1)
            return planned
        }

        mutating func approve() throws {
            try plant.decides(proposals.last, at: next * 1_440 - 1)
        }

        var proposals: [FeedbackProposal] { plant.proposals }
    }

    @Test func fiveRepairsAreWanted() throws {
        var run = try Run()
        for minutes in [80, 90, 90, 100] { try run.repair(minutes) }
        #expect(run.proposals.isEmpty)
        try run.repair(300)
        let draft = try #require(run.proposals.first?.draft)
        #expect(draft.proposed == .duration(.minutes(90)))
        #expect(draft.current == .duration(.minutes(60)))
        #expect(draft.target.description == "jobPlanDuration of FIX#1" && draft.domain == .maintenance)
        #expect(run.proposals.count == 1)
    }

    @Test func aDurationThatHoldsIsLeftAlone() throws {
        var run = try Run()
        for _ in 0..<25 { try run.repair(63) }
        #expect(run.proposals.isEmpty)
    }

    @Test func whatIsDoneWhileTheUnitRunsIsNoRepair() throws {
        var run = try Run()
        for _ in 0..<8 { try run.repair(90, failed: false) }
        #expect(run.proposals.isEmpty)
    }

    /// Twenty are enough for R1, which leaves repairs to R9.
    @Test func whatIsApprovedIsPlannedAndVerified() throws {
        var run = try Run()
        for _ in 0..<5 { #expect(try run.repair(90) == .minutes(60)) }
        try run.approve()
        for _ in 0..<4 { #expect(try run.repair(95) == .minutes(90)) }
        #expect(run.proposals.map(\.state) == [.effective])
        try run.repair(95)
        #expect(run.proposals.map(\.state) == [.verified])
        for _ in 0..<15 { try run.repair(95) }
        #expect(run.proposals.map(\.draft.rule) == [.repairs])
    }

    @Test func whatDoesNotHelpIsProposedToBeTakenBack() throws {
        var run = try Run()
        for _ in 0..<5 { try run.repair(90) }
        try run.approve()
        for _ in 0..<5 { try run.repair(60) }
        #expect(run.proposals.map(\.state) == [.effective, .proposed])
        try run.approve()
        #expect(run.proposals.map(\.state) == [.reverted, .effective])
        #expect(try run.repair(60) == .minutes(60))
    }

    @Test func whatWasReviewedIsReplayed() throws {
        var run = try Run()
        for _ in 0..<5 { try run.repair(90) }
        try run.approve()
        for _ in 0..<5 { try run.repair(90) }
        var replayed = ActivityLoop()
        for event in run.plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == run.plant.state)
    }
}
