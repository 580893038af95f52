import Testing

@testable import Operations

/// R10 in the loop: how starts kept to the plan becomes what the next plan assumes.
@Suite struct StartReviewTests {
    /// Two steps one after the other; every four hours an order of them, or two at once.
    private struct Run {
        var plant: Plant
        var next = 0

        init() {
            var settings = LoopSettings()
            settings.schedulingIterations = 0
            plant = Plant(settings: settings)
        }

        private mutating func order(_ suffix: String = "", priority: ExactDecimal? = nil) throws -> String {
            let (id, start) = ("R\(next)\(suffix)", next * 240 + 60)
            try plant.imports(
                Orders.route(
                    Identifier(id), [("A", "M1", 30), ("B", "M2", 30)], due: start + 600, priority: priority,
                    start: start), at: start - 60)
            return id
        }

        private mutating func work(_ job: String, at start: Int) throws {
            try plant.records(.start, job: job, at: start)
            try plant.records(.complete, job: job, at: start + 30)
        }

        /// An order whose steps begin so many minutes after they are planned to, and a review. Answers when the second
        /// one was planned to begin, in minutes after the first one could.
        @discardableResult
        mutating func order(slips first: Int, _ second: Int = 0) throws -> Int {
            let (id, start) = (try order(), next * 240 + 60)
            next += 1
            try plant.plans(at: start - 60)
            try work(id + "/A", at: start + first)
            let planned = try #require(try plant.job(id + "/B").permission).plannedStart
            let minute = Int((planned - .minute(0)).milliseconds / 60_000)
            try work(id + "/B", at: minute + second)
            try plant.does(.performanceAnalysis(.review), at: next * 240 - 2)
            return minute - start
        }

        /// Two orders at once, of which only the first steps are done and the less urgent one begins first.
        mutating func rudeOrders() throws {
            let (urgent, other) = (try order("U", priority: 1), try order("X", priority: 2))
            let start = next * 240 + 60
            next += 1
            try plant.plans(at: start - 60)
            try work(other + "/A", at: start)
            try work(urgent + "/A", at: start + 31)
            try plant.does(.performanceAnalysis(.review), at: next * 240 - 2)
        }

        mutating func approve(_ target: String) throws {
            try plant.decides(proposals(of: target).last, at: next * 240 - 1)
        }

        func proposals(of target: String) -> [FeedbackProposal] {
            plant.proposals(of: target)
        }

        /// The open work as it would be planned so many minutes before the next orders are to begin.
        func problem(before minutes: Int = 60) -> PlanningProblem {
            let now = Instant.minute(next * 240 + 60 - minutes)
            return PlanningProblem(OpenWork(plant.loop, from: now), of: plant.loop, from: now)
        }

        /// Of the orders that have not begun, by name.
        var weights: [Int64] {
            problem().problem.jobs.filter { $0.name.text.contains("P") }.sorted {
                $0.name.text < $1.name.text
            }
            .map(\.weight)
        }

        func frozen(before minutes: Int) -> [Bool] {
            problem(before: minutes).problem.operations.map { $0.commitment != .free }
        }

        /// One more order, planned and not begun.
        mutating func planned(priority: ExactDecimal) throws {
            _ = try order("P\(priority.lexicalForm)", priority: priority)
            try plant.plans(at: next * 240)
        }
    }

    private static let queue = "queueAllowance of M2 in Production"

    @Test func tenStartsAreWanted() throws {
        var run = Run()
        for _ in 0..<9 { try run.order(slips: 0, 45) }
        #expect(run.plant.state.register.proposals.isEmpty)
        try run.order(slips: 0, 45)
        let draft = try #require(run.proposals(of: Self.queue).first?.draft)
        #expect(draft.proposed == .duration(.minutes(45)) && draft.current == .duration(.zero))
        #expect(draft.evidence.count == 10)
        // What slips one way is no matter of the horizon.
        #expect(run.plant.state.register.proposals.count == 1)
    }

    @Test func startsThatKeepToThePlanAreLeftAlone() throws {
        var run = Run()
        for index in 0..<20 { try run.order(slips: index % 2, 14) }
        #expect(run.plant.state.register.proposals.isEmpty)
    }

    @Test func whatIsApprovedIsPlannedAndVerified() throws {
        var run = Run()
        for _ in 0..<10 { #expect(try run.order(slips: 0, 45) == 30) }
        try run.approve(Self.queue)
        for _ in 0..<9 { #expect(try run.order(slips: 0) == 75) }
        #expect(run.proposals(of: Self.queue).map(\.state) == [.effective])
        try run.order(slips: 0)
        #expect(run.proposals(of: Self.queue).map(\.state) == [.verified])
    }

    @Test func whatDoesNotHelpIsProposedToBeTakenBack() throws {
        var run = Run()
        for _ in 0..<10 { try run.order(slips: 0, 45) }
        try run.approve(Self.queue)
        // It begins as late after the new plan as after the old one.
        for _ in 0..<29 { try run.order(slips: 0, 45) }
        #expect(run.proposals(of: Self.queue).map(\.state) == [.effective])
        try run.order(slips: 0, 45)
        #expect(run.proposals(of: Self.queue).map(\.state) == [.effective, .proposed])
        try run.approve(Self.queue)
        #expect(run.proposals(of: Self.queue).map(\.state) == [.reverted, .effective])
        #expect(try run.order(slips: 0) == 30)
    }

    /// A plan that is always made for later is never begun.
    @Test func theAllowanceRunsFromWhatIsDone() throws {
        var run = Run()
        for _ in 0..<10 { try run.order(slips: 0, 45) }
        try run.approve(Self.queue)
        try run.order(slips: 0)
        let start = run.next * 240
        try run.plant.imports(
            Orders.route("LAST", [("A", "M1", 30), ("B", "M2", 30)], due: start + 600), at: start)
        try run.plant.plans(at: start)
        try run.plant.records(.start, job: "LAST/A", at: start)
        try run.plant.records(.complete, job: "LAST/A", at: start + 30)
        for minute in stride(from: start + 40, through: start + 120, by: 10) {
            try run.plant.plans(at: minute)
            let planned = try #require(try run.plant.job("LAST/B").planned)
            #expect(planned.start == .minute(max(start + 75, minute)))
        }
    }

    @Test func startsThatSlipBothWaysWantALongerHorizon() throws {
        var run = Run()
        for index in 0..<29 { try run.order(slips: index % 2 == 0 ? 40 : -40) }
        #expect(run.plant.state.register.proposals.isEmpty)
        try run.order(slips: -40)
        let target = "frozenHorizon of M1 in Production"
        #expect(run.plant.state.register.proposals.map(\.target.description) == [target])
        #expect(run.proposals(of: target).first?.draft.proposed == .duration(.minutes(45)))
        try run.planned(priority: 1)
        #expect(run.frozen(before: 40) == [false, false])
        try run.approve(target)
        // The second step is another unit's.
        #expect(run.frozen(before: 40) == [true, false] && run.frozen(before: 50) == [false, false])
        for index in 0..<30 { try run.order(slips: index % 2 == 0 ? 50 : -50) }
        #expect(run.proposals(of: target).map(\.state) == [.verified])
    }

    @Test func aHorizonThatMakesThePlanWorseIsProposedToBeTakenBack() throws {
        var run = Run()
        for index in 0..<30 { try run.order(slips: index % 2 == 0 ? 40 : -40) }
        let target = "frozenHorizon of M1 in Production"
        try run.approve(target)
        for index in 0..<30 { try run.order(slips: index % 2 == 0 ? 56 : -56) }
        #expect(run.proposals(of: target).map(\.state) == [.effective, .proposed])
        try run.approve(target)
        for index in 0..<30 { try run.order(slips: index % 2 == 0 ? 56 : -56) }
        #expect(run.proposals(of: target).map(\.state) == [.reverted, .verified])
    }

    @Test func urgentWorkThatComesSecondCountsMore() throws {
        var run = Run()
        for _ in 0..<9 { try run.rudeOrders() }
        let target = "priorityWeight of M1 in Production"
        #expect(run.proposals(of: target).isEmpty)
        try run.rudeOrders()
        let draft = try #require(run.proposals(of: target).first?.draft)
        #expect(draft.proposed == .number("1.25", unit: "1") && draft.current == .number(.one, unit: "1"))
        for priority in 1...3 { try run.planned(priority: ExactDecimal(priority)) }
        #expect(run.weights == [8, 4, 2])
        try run.approve(target)
        #expect(run.weights == [13, 6, 2])
        // Where nobody had a choice nothing shows whether it helps.
        for _ in 0..<30 { try run.order(slips: 0) }
        #expect(run.proposals(of: target).map(\.state) == [.effective])
    }

    @Test func whatWasReviewedIsReplayed() throws {
        var run = Run()
        for _ in 0..<10 { try run.order(slips: 0, 45) }
        try run.approve(Self.queue)
        for _ in 0..<10 { try run.order(slips: 0) }
        var replayed = ActivityLoop()
        for event in run.plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == run.plant.state)
    }
}
