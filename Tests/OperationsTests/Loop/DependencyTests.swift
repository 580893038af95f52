import Diagnostics
import Foundation
import Testing

@testable import Operations

/// Dependencies of a definition's steps say what waits for what: at the gate and in the plan.
@Suite struct DependencyTests {
    private typealias Steps = [OperationsSegment]

    /// A step on a machine of its own, `M` with its ID, unless another one is named.
    private static func step(
        _ id: Identifier, minutes: Int = 10, on centre: Identifier? = nil,
        _ dependencies: [SegmentDependency] = [], children: [OperationsSegment] = []
    ) -> OperationsSegment {
        OperationsSegment(
            id: id, processSegmentIDs: [id], duration: .minutes(minutes),
            equipment: [EquipmentSpecification(equipmentIDs: [centre ?? Identifier("M\(id)")])],
            dependencies: dependencies, children: children)
    }

    private static func on(
        _ other: Identifier, _ word: KnownDependency = .afterEnd, _ factor: Value? = nil
    ) -> SegmentDependency {
        SegmentDependency(id: "D", dependency: .known(word), factor: factor, segmentIDs: [other])
    }

    private static func minutes(_ minutes: Int) -> Value { Value("PT\(minutes)M") }

    private static func order(_ id: Identifier, due: Int = 1_000) -> OperationsRequest {
        OperationsRequest(
            id: id, operationsType: .known(.production), endTime: .minute(due),
            operationsDefinitionID: "X")
    }

    /// A plant that knows the definition `X` and has taken in the request `R` for it.
    private static func plant(_ steps: Steps, settings: LoopSettings = LoopSettings()) throws -> Plant {
        var plant = Plant(settings: settings)
        try plant.does(
            .definitionManagement(.store(OperationsDefinition(id: "X", segments: steps))), partner: "erp")
        try plant.imports(order("R"))
        return plant
    }

    private static let diamond = [
        step("A"), step("B", [on("A")]), step("C", [on("A")]), step("D", [on("B"), on("C")]),
    ]

    /// By job: the minute at which it is planned to start.
    private func starts(_ plant: Plant) -> [String: Int64] {
        plant.state.jobs.all.compactMapValues { $0.planned?.start }.mapValues {
            ($0 - .minute(0)).milliseconds / 60_000
        }
    }

    // MARK: What waits for what

    @Test func branchesOfADiamondArePlannedAtTheSameTime() throws {
        var plant = try Self.plant(Self.diamond)
        try plant.plans()
        #expect(starts(plant) == ["R/A": 0, "R/B": 10, "R/C": 10, "R/D": 20])
    }

    @Test func branchesOfADiamondAreDispatchedAtTheSameTime() throws {
        var plant = try Self.plant(Self.diamond)
        try plant.plans()
        let waiting = { (plant: Plant) in
            plant.state.jobs.all.compactMapValues(\.waitingFor?.subject).sorted { $0.key < $1.key }
                .map { "\($0.key) for \($0.value)" }
        }
        #expect(waiting(plant) == ["R/B for R/A", "R/C for R/A", "R/D for R/B"])
        try plant.records(.start, job: "R/A", at: 0)
        #expect(waiting(plant) == ["R/B for R/A", "R/C for R/A", "R/D for R/B"])
        try plant.records(.complete, job: "R/A", at: 10)
        #expect(waiting(plant) == ["R/D for R/B"])
        for job in ["R/B", "R/C"] {
            let started = try plant.records(.start, job: job, at: 11)
            #expect(started.findings.isEmpty)
        }
        try plant.records(.complete, job: "R/B", at: 20)
        #expect(waiting(plant) == ["R/D for R/C"])
        try plant.records(.complete, job: "R/C", at: 22)
        #expect(waiting(plant).isEmpty)
        #expect(try plant.job("R/D").state == .allowedReady)
    }

    @Test func withoutDependenciesTheOrderOfTheSegmentsHolds() throws {
        let plain = Self.diamond.map { step in
            var step = step
            step.dependencies = []
            return step
        }
        var plant = try Self.plant(plain)
        try plant.plans()
        #expect(plant.state.jobs.values.allSatisfy { $0.plan.dependencies == nil })
        #expect(starts(plant) == ["R/A": 0, "R/B": 10, "R/C": 20, "R/D": 30])
        #expect(try plant.job("R/C").waitingFor == Gate.Closed(.predecessor, "R/B"))
    }

    @Test func theOrderOfTheDocumentMayBeAnother() throws {
        var plant = try Self.plant([Self.step("A", [Self.on("B")]), Self.step("B")])
        try plant.plans()
        #expect(starts(plant) == ["R/A": 10, "R/B": 0])
        #expect(try plant.job("R/A").waitingFor == Gate.Closed(.predecessor, "R/B"))
        #expect(try plant.job("R/B").state == .allowedReady)
    }

    // MARK: The words

    /// Step B has the dependency and names step A; the gate of B before A begins, while it runs and after it ended.
    struct Row: CustomTestStringConvertible, Sendable {
        var word: KnownDependency
        var factor: Int?
        var start: Int64
        var gates: [Bool]

        init(_ word: KnownDependency, _ factor: Int? = nil, starts start: Int64, gates: [Bool]) {
            (self.word, self.factor, self.start, self.gates) = (word, factor, start, gates)
        }

        var testDescription: String { "\(word.rawValue) \(factor ?? 0)" }
    }

    private static let rows = [
        Row(.possibleParallel, starts: 10, gates: [false, false, true]),
        Row(.notInParallel, starts: 10, gates: [true, false, true]),
        Row(.notFollow, starts: 0, gates: [true, true, true]),
        Row(.atStart, starts: 0, gates: [false, true, true]),
        Row(.atStart, 7, starts: 7, gates: [false, false, true]),
        Row(.afterStart, starts: 0, gates: [false, true, true]),
        Row(.afterStart, 7, starts: 7, gates: [false, false, true]),
        Row(.afterEnd, starts: 10, gates: [false, false, true]),
        Row(.afterEnd, 7, starts: 17, gates: [false, false, false]),
        Row(.noLaterAfterStart, 7, starts: 0, gates: [false, true, true]),
        Row(.noEarlierAfterStart, 7, starts: 7, gates: [false, false, true]),
        Row(.noLaterAfterEnd, 7, starts: 10, gates: [false, false, true]),
        Row(.noEarlierAfterEnd, starts: 10, gates: [false, false, true]),
        Row(.noEarlierAfterEnd, 7, starts: 17, gates: [false, false, false]),
    ]

    @Test func eachWordHasItsRow() {
        #expect(Set(Self.rows.map(\.word)) == Set(KnownDependency.allCases))
    }

    @Test(arguments: rows)
    func eachWordIsKeptTo(_ row: Row) throws {
        var plant = try Self.plant([
            Self.step("A"), Self.step("B", [Self.on("A", row.word, row.factor.map(Self.minutes))]),
        ])
        try plant.plans()
        let planned = starts(plant)
        #expect(planned["R/B"] == row.start && planned["R/A"] == 0)
        func isOpen() throws -> Bool { try plant.job("R/B").state == .allowedReady }
        #expect(try isOpen() == row.gates[0])
        try plant.records(.start, job: "R/A", at: 0)
        #expect(try isOpen() == row.gates[1])
        try plant.records(.complete, job: "R/A", at: 10)
        #expect(try isOpen() == row.gates[2])
        try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)), at: 17)
        #expect(try isOpen())
    }

    @Test func whatMustNotFollowHoldsTheOther() throws {
        var plant = try Self.plant([Self.step("A"), Self.step("B", [Self.on("A", .notFollow)])])
        try plant.plans()
        #expect(try plant.job("R/A").waitingFor == Gate.Closed(.predecessor, "R/B"))
        try plant.records(.start, job: "R/B", at: 1)
        #expect(try plant.job("R/A").state == .allowedReady)
    }

    @Test func whatIsNotInParallelHoldsBoth() throws {
        var plant = try Self.plant([Self.step("A"), Self.step("B", [Self.on("A", .notInParallel)])])
        try plant.plans()
        try plant.records(.start, job: "R/B", at: 1)
        #expect(try plant.job("R/A").waitingFor == Gate.Closed(.predecessor, "R/B"))
        try plant.plans(at: 2)
        #expect(starts(plant)["R/A"] == 11)
        try plant.records(.abort, job: "R/B", at: 3)
        #expect(try plant.job("R/A").state == .allowedReady)
        let started = try plant.records(.start, job: "R/A", at: 4)
        #expect(started.findings.isEmpty)
    }

    // MARK: Lags

    @Test(arguments: [
        Value("PT30M"), Value("30", unit: "MIN"), Value("0.5", unit: "HUR"), Value(" 1800 ", unit: "s"),
    ])
    func aLagIsKeptToByGateAndPlan(_ factor: Value) throws {
        var plant = try Self.plant([Self.step("A"), Self.step("B", [Self.on("A", .afterEnd, factor)])])
        try plant.plans()
        #expect(starts(plant)["R/B"] == 40)
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.complete, job: "R/A", at: 8)
        let closed = Gate.Closed(.predecessor, "R/A", until: .minute(38))
        #expect(try plant.job("R/B").waitingFor == closed)
        try plant.plans(at: 37)
        #expect(try plant.job("R/B").waitingFor == closed)
        #expect(starts(plant)["R/B"] == 38)
        try plant.plans(at: 38)
        #expect(try plant.job("R/B").state == .allowedReady)
    }

    @Test func whatBeginsTooEarlyIsReported() throws {
        var plant = try Self.plant([
            Self.step("A"), Self.step("B", [Self.on("A", .afterEnd, Self.minutes(30))]),
        ])
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.complete, job: "R/A", at: 8)
        let early = try plant.records(.start, job: "R/B", at: 20)
        let finding = try #require(early.findings.first)
        #expect(early.findings.codes == ["LOOP-JOB-3"])
        #expect(finding.message.contains("closed by R/A until"))
    }

    /// The machine of B is taken for an hour: A does not begin before B can follow it in time.
    @Test func aLatestStartDelaysWhatComesBefore() throws {
        var plant = try Self.plant([
            Self.step("A"), Self.step("B", [Self.on("A", .noLaterAfterEnd, Self.minutes(5))]),
        ])
        try plant.imports(Orders.route("S", [("A", "MB", 60)], due: 60))
        let decision = try plant.does(.detailedScheduling(.sequence(from: nil)))
        let planned = starts(plant)
        #expect(planned == ["S/A": 0, "R/A": 45, "R/B": 60])
        #expect(!decision.findings.codes.contains("LOOP-SCHEDULE-7"))
    }

    @Test func aLatestStartThatIsPassedIsReported() throws {
        var plant = try Self.plant([
            Self.step("A"), Self.step("B", [Self.on("A", .noLaterAfterEnd, Self.minutes(5))]),
        ])
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.complete, job: "R/A", at: 10)
        let inTime = try plant.does(.detailedScheduling(.sequence(from: nil)), at: 15)
        #expect(inTime.findings.isEmpty || !inTime.findings.codes.contains("LOOP-SCHEDULE-7"))
        let late = try plant.does(.detailedScheduling(.sequence(from: nil)), at: 20)
        #expect(late.findings.codes.contains("LOOP-SCHEDULE-7"))
        #expect(starts(plant)["R/B"] == 20)
        try plant.plans(at: 20)
        let started = try plant.records(.start, job: "R/B", at: 21)
        #expect(started.findings.codes == ["LOOP-JOB-6"])
    }

    /// What has begun bounds the plan of what is to begin soon after it: the machine is kept free for it.
    @Test func aLatestStartAfterWhatRunsIsPlanned() throws {
        var settings = LoopSettings()
        settings.schedulingIterations = 200
        var plant = try Self.plant(
            [
                Self.step("A", minutes: 60),
                Self.step("B", [Self.on("A", .noLaterAfterEnd, Self.minutes(5))]),
            ], settings: settings)
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 0)
        try plant.imports(Orders.route("S", [("A", "MB", 60)], due: 90), at: 1)
        let decision = try plant.does(.detailedScheduling(.sequence(from: nil)), at: 30)
        #expect(!decision.findings.codes.contains("LOOP-SCHEDULE-7"), "\(decision.findings)")
        let planned = starts(plant)
        #expect((60...65).contains(try #require(planned["R/B"])))
    }

    // MARK: What cannot be kept to

    @Test(arguments: KnownDependency.allCases.filter { $0.kind?.isPrecedence ?? false })
    func aCircleIsRefused(_ word: KnownDependency) throws {
        var plant = Plant()
        let steps = [
            Self.step("A", [Self.on("C", word)]), Self.step("B", [Self.on("A", word)]),
            Self.step("C", [Self.on("B", word)]),
        ]
        let definition = OperationsDefinition(id: "X", segments: steps)
        let error = #expect(throws: LoopError.self) {
            try plant.does(.definitionManagement(.store(definition)))
        }
        #expect(error?.code == "LOOP-DEFINITION-3")
    }

    @Test func aStepMayNameItsOwnProcess() throws {
        var steps = [Self.step("A"), Self.step("B")]
        for index in steps.indices { steps[index].processSegmentIDs = ["P"] }
        steps[1].dependencies = [SegmentDependency(dependency: .known(.afterEnd), processSegmentIDs: ["P"])]
        let plant = try Self.plant(steps)
        let jobs = plant.state.requests["R"]?.jobs ?? []
        #expect(jobs.count == 2)
        #expect(
            plant.state.jobs.values.contains { $0.plan.dependencies == [JobDependency(jobs[0], .afterEnd)] })
    }

    /// Inside, the steps of two jobs can be done in some order; the jobs cannot.
    @Test func aCircleOfJobsIsRefused() throws {
        let steps = [
            Self.step("P", children: [Self.step("P1"), Self.step("P2", [Self.on("Q1")])]),
            Self.step("Q", children: [Self.step("Q1", [Self.on("P1")])]),
        ]
        let error = #expect(throws: LoopError.self) { try Self.plant(steps) }
        #expect(error == .circularDefinition("Production/X", circle: ["P", "Q", "P"]))
    }

    /// A short document may mean very much: each step depends on all that perform a process segment.
    @Test func tooManyDependenciesAreRefused() throws {
        let dependency = SegmentDependency(dependency: .known(.notInParallel), processSegmentIDs: ["P"])
        let steps = (0..<400).map { index in
            var step = Self.step(Identifier("S\(index)"), [dependency])
            step.processSegmentIDs = ["P"]
            return step
        }
        #expect(throws: LoopError.tooManyDependencies("Production/X")) { try Self.plant(steps) }
        let groups: Steps = ["G", "H"].map { (name: String) in
            var group = Self.step(
                Identifier(name), name == "H" ? [Self.on("G")] : [],
                children: (0..<330).map { Self.step(Identifier("\(name)\($0)")) })
            group.processSegmentIDs = []
            return group
        }
        #expect(throws: LoopError.tooManyDependencies("Production/X")) { try Self.plant(groups) }
    }

    private static func fault(_ dependency: SegmentDependency) throws -> [String] {
        var plant = Plant()
        let steps = [step("A"), step("B", [dependency])]
        let definition = OperationsDefinition(id: "X", segments: steps)
        return try plant.does(.definitionManagement(.store(definition))).findings.codes
    }

    @Test(arguments: [
        (SegmentDependency(dependency: .known(.afterEnd), segmentIDs: ["Z"]), ["LOOP-DEFINITION-4"]),
        (SegmentDependency(dependency: .known(.afterEnd), processSegmentIDs: ["Z"]), ["LOOP-DEFINITION-4"]),
        (SegmentDependency(dependency: .other("Between"), segmentIDs: ["A"]), ["LOOP-DEFINITION-5"]),
        (SegmentDependency(segmentIDs: ["A"]), ["LOOP-DEFINITION-5"]),
        (SegmentDependency(dependency: .known(.afterEnd)), ["LOOP-DEFINITION-5"]),
        (on("A", .afterEnd, Value("soon")), ["LOOP-DEFINITION-6"]),
        (on("A", .afterEnd, Value("5")), ["LOOP-DEFINITION-6"]),
        (on("A", .afterEnd, Value("5", unit: "KG")), ["LOOP-DEFINITION-6"]),
        (on("A", .afterEnd, Value("-PT5M")), ["LOOP-DEFINITION-6"]),
        (on("A", .afterEnd, Value("0.0001", unit: "s")), ["LOOP-DEFINITION-6"]),
        (on("A", .afterEnd, Value("P20000D")), ["LOOP-DEFINITION-6"]),
        (on("A", .noLaterAfterEnd), ["LOOP-DEFINITION-6"]),
        (on("A", .noLaterAfterEnd, Value("PT5M")), []),
    ])
    func whatCannotBeKeptToIsReported(_ dependency: SegmentDependency, _ codes: [String]) throws {
        #expect(try Self.fault(dependency) == codes)
    }

    /// As long as nothing of it can be kept to, it is as if there were no dependencies.
    @Test func aDependencyOnNothingLeavesTheOrder() throws {
        var plant = try Self.plant([Self.step("A"), Self.step("B", [Self.on("Z")])])
        try plant.plans()
        #expect(try plant.job("R/B").plan.dependencies == nil)
        #expect(try plant.job("R/B").waitingFor == Gate.Closed(.predecessor, "R/A"))
    }

    /// One word that is understood does not free the steps with one that is not, nor hide those with none.
    @Test(arguments: [
        SegmentDependency(dependency: .other("Between"), segmentIDs: ["B"]),
        SegmentDependency(dependency: .known(.afterEnd), segmentIDs: ["Z"]),
        SegmentDependency(dependency: .known(.afterEnd)),
    ])
    func whatIsNotUnderstoodWaitsForTheStepBefore(_ dependency: SegmentDependency) throws {
        let plant = try Self.plant([
            Self.step("A"), Self.step("B", [Self.on("A")]), Self.step("C", [dependency]),
        ])
        #expect(try plant.job("R/C").plan.dependencies == [JobDependency("R/B", .afterEnd)])
    }

    /// B is to be done before A, which is before it: there is nothing to wait for.
    @Test func whatIsNotUnderstoodMakesNoCircle() throws {
        let plant = try Self.plant([
            Self.step("A", [Self.on("B")]),
            Self.step("B", [SegmentDependency(dependency: .other("Between"), segmentIDs: ["A"])]),
        ])
        #expect(try plant.job("R/B").plan.dependencies == [])
    }

    @Test func stepsWithoutAnyRelationAreNamed() throws {
        var plant = Plant()
        let group = Self.step("G", children: [Self.step("G1")])
        let steps = [Self.step("A"), Self.step("B", [Self.on("A")]), Self.step("C"), group]
        let decision = try plant.does(
            .definitionManagement(.store(OperationsDefinition(id: "X", segments: steps))))
        #expect(decision.findings.codes == ["LOOP-DEFINITION-8"])
        #expect(decision.findings.first?.message.contains("relates C, G to") ?? false)
    }

    /// Both begin at the start whatever the two say of each other; what else holds B, holds it alone.
    @Test(arguments: [
        ([on("B", .noLaterAfterStart, minutes(5))], [on("A", .noLaterAfterStart, minutes(5))]),
        ([on("B", .atStart)], [on("A", .atStart)]),
        ([], [on("A", .afterStart), on("A", .noLaterAfterEnd, minutes(7))]),
        ([on("B", .noLaterAfterEnd, minutes(7))], [on("A", .afterStart)]),
    ])
    func aLatestStartIsNoWait(_ first: [SegmentDependency], _ second: [SegmentDependency]) throws {
        var plant = try Self.plant([Self.step("A", first), Self.step("B", second)])
        try plant.plans()
        #expect(starts(plant) == ["R/A": 0, "R/B": 0])
        let ready = plant.state.jobs.values.filter { $0.state == .allowedReady }.map(\.plan.id)
        let one = try #require(ready.first)
        #expect(ready.count == 1)
        try plant.records(.start, job: one, at: 0)
        #expect(plant.state.jobs.values.filter { $0.state == .allowedReady }.count == 1)
        try plant.plans(at: 1)
    }

    // MARK: Which jobs

    @Test func processSegmentsNameAllThatPerformThem() throws {
        var first = Self.step("A")
        var second = Self.step("B")
        (first.processSegmentIDs, second.processSegmentIDs) = (["Weighing"], ["Weighing"])
        let dependency = SegmentDependency(
            dependency: .known(.afterEnd), processSegmentIDs: ["Weighing"])
        let plant = try Self.plant([first, second, Self.step("C", [dependency])])
        let jobs = plant.state.requests["R"]?.jobs ?? []
        #expect(jobs.count == 3)
        #expect(
            try plant.job("R/C").plan.dependencies == jobs.prefix(2).map { JobDependency($0, .afterEnd) })
        for job in jobs.prefix(2) { #expect(try plant.job(job).plan.dependencies == []) }
    }

    /// The group G is no job: what depends on it waits for all in it.
    @Test func aGroupIsAllThatIsInIt() throws {
        var group = Self.step("G", [Self.on("A")], children: [Self.step("B"), Self.step("C")])
        group.processSegmentIDs = []
        let limit = Self.on("G", .noLaterAfterEnd, Self.minutes(5))
        var plant = Plant()
        let definition = OperationsDefinition(
            id: "X", segments: [Self.step("A"), group, Self.step("D", [limit])])
        try plant.does(.definitionManagement(.store(definition)), partner: "erp")
        let decision = try plant.imports(Self.order("R"))
        #expect(decision.findings.codes == ["LOOP-REQUEST-4"])
        try plant.plans()
        let minutes = plant.state.jobs.values.map { ($0.plan.path.last ?? "", $0.planned?.start) }
        let starts = Dictionary(uniqueKeysWithValues: minutes)
        #expect(starts == ["A": .minute(0), "B": .minute(10), "C": .minute(10), "D": .minute(20)])
    }

    private static func segment(_ step: Identifier) -> SegmentRequirement {
        SegmentRequirement(
            processSegmentID: step, operationsDefinitionID: "X", operationsSegmentID: step,
            duration: .minutes(10), equipment: [EquipmentRequirement(equipmentIDs: [step])])
    }

    /// A request with segments of its own follows its definition; a step that it does not have is passed over.
    @Test func segmentsOfTheRequestKeepToTheDefinition() throws {
        var plant = try Self.plant([
            Self.step("A"), Self.step("B", [Self.on("A")]), Self.step("C", [Self.on("B")]), Self.step("D"),
        ])
        var request = Self.order("S")
        request.segments = ["D", "C", "A"].map(Self.segment)
        #expect(try plant.imports(request).findings.isEmpty)
        #expect(try plant.job("S/C").plan.dependencies == [JobDependency("S/A", .afterEnd)])
        #expect(try plant.job("S/A").plan.dependencies == [])
        #expect(try plant.job("S/D").plan.dependencies == [])
    }

    /// The request lacks the group G; C still waits for what the parts of it wait for.
    @Test func theLackOfAGroupIsPassedOverWithItsParts() throws {
        let group = Self.step("G", children: [Self.step("G1", [Self.on("A")]), Self.step("G2")])
        var plant = try Self.plant([Self.step("A"), group, Self.step("C", [Self.on("G")])])
        var request = Self.order("S")
        request.segments = ["A", "C"].map(Self.segment)
        try plant.imports(request)
        #expect(try plant.job("S/C").plan.dependencies == [JobDependency("S/A", .afterEnd)])
    }

    /// A long chain of steps of which the request has the first and the last.
    @Test(.timeLimit(.minutes(1))) func aLongChainIsPassedOver() throws {
        let count = 3_000
        let steps = (0..<count).map { index in
            Self.step(Identifier("S\(index)"), index == 0 ? [] : [Self.on(Identifier("S\(index - 1)"))])
        }
        let defined = DefinedSteps(OperationsDefinition(id: "X", segments: steps))
        let plans = ["S0", "S\(count - 1)"].map { step in
            JobPlan(
                id: step, request: "R", domain: .production, position: [], path: [step],
                workCentre: .unassigned, definitionSegment: step)
        }
        let dependencies = try #require(RequestDependencies(of: plans, following: defined))
        #expect(dependencies.ofJob == [[], [JobDependency("S0", .afterEnd)]])
    }

    /// Two steps perform one process; the segments of the request name the process alone.
    @Test(arguments: [(2, true), (3, false)])
    func theSecondOfAProcessIsItsSecondStep(_ count: Int, _ isTold: Bool) throws {
        var (first, second) = (Self.step("A"), Self.step("C", [Self.on("B")]))
        first.processSegmentIDs = ["P"]
        second.processSegmentIDs = ["P"]
        var plant = try Self.plant([first, Self.step("B", [Self.on("A")]), second])
        var request = Self.order("S")
        request.segments =
            [Self.segment("B")]
            + (0..<count).map { index in
                SegmentRequirement(
                    id: Identifier("P\(index)"), processSegmentID: "P", operationsDefinitionID: "X",
                    duration: .minutes(10), equipment: [EquipmentRequirement(equipmentIDs: ["M"])])
            }
        #expect(try plant.imports(request).findings.codes == (isTold ? [] : ["LOOP-REQUEST-3"]))
        let waits = ["S/B", "S/P0", "S/P1"].map { plant.state.jobs[$0]?.plan.dependencies?.map(\.job) }
        #expect(waits == (isTold ? [["S/P0"], [], ["S/B"]] : [nil, nil, nil]))
    }

    @Test func equalIDsLeaveTheOrder() throws {
        let groups = ["G", "H"].map { name in
            var group = Self.step(
                Identifier(name), children: [Self.step("A"), Self.step("B", [Self.on("A")])])
            group.processSegmentIDs = []
            return group
        }
        let plant = try Self.plant(groups)
        #expect(plant.state.jobs.count == 4)
        #expect(plant.state.jobs.values.allSatisfy { $0.plan.dependencies == nil })
    }

    @Test func aProductSegmentIsAStep() throws {
        let dependency = SegmentDependency(dependency: .known(.afterEnd), productSegmentIDs: ["A"])
        let plant = try Self.plant([Self.step("A"), Self.step("B", [dependency])])
        #expect(try plant.job("R/B").plan.dependencies == [JobDependency("R/A", .afterEnd)])
    }

    @Test func aSegmentThatIsNoStepLeavesTheOrder() throws {
        var plant = try Self.plant(Self.diamond)
        var request = Self.order("S")
        request.segments = ["A", "B", "Other"].map(Self.segment)
        #expect(try plant.imports(request).findings.codes == ["LOOP-REQUEST-3"])
        #expect(try plant.job("S/B").plan.dependencies == nil)
        try plant.plans()
        #expect(try plant.job("S/Other").waitingFor == Gate.Closed(.predecessor, "S/B"))
    }

    @Test func aHeldLotTakesOutWhatWaitsForItAndNoMore() throws {
        var plant = Plant()
        try plant.does(.resourceManagement(.storeMaterialLot(MaterialLot(id: "L", definitionID: "M"))))
        try plant.does(
            .definitionManagement(.store(OperationsDefinition(id: "X", segments: Self.diamond))),
            partner: "erp")
        var request = Self.order("R")
        request.segments = ["A", "B", "C", "D"].map(Self.segment)
        request.segments[1].materials = [
            MaterialRequirement(definitionIDs: ["M"], lotIDs: ["L"], use: .known(.consumed))
        ]
        try plant.imports(request)
        try plant.does(.resourceManagement(.holdLot("L", material: "M", reason: "suspect")))
        try plant.plans()
        #expect(starts(plant) == ["R/A": 0, "R/C": 10])
    }

    @Test func aReducedRequestKeepsItsDependencies() throws {
        var steps = Self.diamond
        steps[3].materials = [
            MaterialSpecification(
                definitionIDs: ["P"], use: .known(.produced), quantities: [Quantity("10", "EA")])
        ]
        var plant = try Self.plant(steps)
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 0)
        let before = plant.state.jobs.all.mapValues(\.plan.dependencies)
        var reduced = try #require(plant.state.requests["R"]).request
        reduced.segments[3].materials[0].quantities = [Quantity("7", "EA")]
        #expect(try plant.imports(reduced, .replace, at: 1).outcome == .revised)
        #expect(plant.state.jobs.all.mapValues(\.plan.dependencies) == before)
        #expect(before["R/D"]??.count == 2)
    }

    // MARK: Jobs that are called off

    /// Before and after A is completed, when B has been cancelled: A, B and C in a row.
    @Test func aCancelledJobIsPassedOver() throws {
        var plant = try Self.plant([
            Self.step("A"), Self.step("B", [Self.on("A")]), Self.step("C", [Self.on("B")]),
        ])
        try plant.plans()
        try plant.records(.abort, job: "R/B", at: 1)
        try plant.plans(at: 2)
        #expect(starts(plant)["R/C"] == 12)
        #expect(try plant.job("R/C").waitingFor == Gate.Closed(.predecessor, "R/A"))
        try plant.records(.start, job: "R/A", at: 3)
        try plant.records(.complete, job: "R/A", at: 5)
        #expect(try plant.job("R/C").state == .allowedReady)
    }

    @Test func whatACancelledJobShouldPrecedeMayBegin() throws {
        var plant = try Self.plant([Self.step("A"), Self.step("B", [Self.on("A", .notFollow)])])
        try plant.plans()
        try plant.records(.abort, job: "R/B", at: 1)
        #expect(try plant.job("R/A").state == .allowedReady)
    }

    /// Gate and plan agree on what follows a job that was broken off.
    @Test(arguments: [(KnownDependency.afterEnd, false), (.afterStart, true)])
    func whatFollowsABrokenOffJob(_ word: KnownDependency, isFree: Bool) throws {
        var plant = try Self.plant([Self.step("A"), Self.step("B", [Self.on("A", word)])])
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.abort, job: "R/A", at: 3)
        let work = OpenWork(plant.loop, from: .minute(4))
        #expect(work.items.map(\.id) == (isFree ? ["R/B"] : []))
        try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)), at: 4)
        #expect(try (plant.job("R/B").state == .allowedReady) == isFree)
    }

    // MARK: What a plan and a gate are told

    /// A lag that no plan can have, in an event from before it was refused.
    @Test func aStoredLagIsNoLongerThanAPlan() throws {
        let plant = try Self.plant([
            Self.step("A"), Self.step("B", [Self.on("A", .afterEnd, Self.minutes(30))]),
        ])
        var replayed = Plant()
        for event in plant.events {
            var coded = try event.encoded()
            let text = String(decoding: coded.payload, as: UTF8.self)
            coded.payload = Array(
                text.replacingOccurrences(
                    of: "\"minimumLag\":1800000", with: "\"minimumLag\":900000000000000"
                ).utf8)
            replayed.loop.apply([try Event(coded)])
        }
        #expect(
            try replayed.job("R/B").plan.dependencies?.first?.minimumLag
                == TimeSpan(milliseconds: 900_000_000_000_000))
        try replayed.plans()
        #expect(try replayed.job("R/A").planned != nil)
    }

    /// The gate names what more than time opens, else what opens last.
    @Test(arguments: [(true, "R/B", 68), (false, "R/B", nil as Int?)])
    func aGateNamesWhatOpensLast(_ isDone: Bool, _ job: String, _ until: Int?) throws {
        var plant = try Self.plant([
            Self.step("A"), Self.step("B"),
            Self.step(
                "C",
                [Self.on("A", .afterEnd, Self.minutes(30)), Self.on("B", .afterEnd, Self.minutes(60))]),
        ])
        try plant.plans()
        for job in ["R/A", "R/B"] { try plant.records(.start, job: job, at: 0) }
        for job in isDone ? ["R/A", "R/B"] : ["R/A"] { try plant.records(.complete, job: job, at: 8) }
        let closed = Gate.Closed(.predecessor, job, until: until.map { .minute($0) })
        #expect(try plant.job("R/C").waitingFor == closed)
    }

    /// As much as a start may be late without anybody being told, it may be late in the plan.
    @Test func aDeadlineOfThePlanHasTheTolerance() throws {
        var plant = try Self.plant([
            Self.step("A"), Self.step("B", [Self.on("A", .noLaterAfterEnd, Self.minutes(5))]),
        ])
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.complete, job: "R/A", at: 10)
        let work = OpenWork(plant.loop, from: .minute(12))
        let problem = PlanningProblem(work, of: plant.loop, from: .minute(12)).problem
        #expect(problem.links.map(\.maximumLag) == [.minutes(6)])
    }

    // MARK: Kept in events

    @Test func theCodedFormIsFixed() throws {
        let plant = try Self.plant([
            Self.step("A"), Self.step("B", [Self.on("A", .afterEnd, Self.minutes(30))]),
        ])
        let accepted = try #require(plant.events.first { $0.typeName == "request.accepted" })
        let text = String(decoding: try accepted.encoded().payload, as: UTF8.self)
        #expect(text.contains(#""dependencies":[],"#))
        #expect(
            text.contains(#""dependencies":[{"job":"R/A","kind":"afterEnd","minimumLag":1800000}],"#))
    }

    /// An event from before has no dependencies in it, and its jobs wait as they did.
    @Test func anOlderEventKeepsTheOrder() throws {
        let plant = try Self.plant(Self.diamond)
        let known: Set = ["\"dependencies\":[", "\"dependencies\":null"]
        var replayed = LoopState()
        for event in plant.events {
            var coded = try event.encoded()
            if event.typeName == "request.accepted" { coded.payload = Self.older(coded.payload) }
            let text = String(decoding: coded.payload, as: UTF8.self)
            if event.typeName == "request.accepted" { #expect(!known.contains { text.contains($0) }) }
            replayed.apply(try Event(coded))
        }
        #expect(replayed.jobs.values.allSatisfy { $0.plan.dependencies == nil })
        let view = GateView(state: replayed)
        let last = try #require(replayed.jobs["R/D"])
        #expect(view.firstClosed(for: last, at: .minute(0)) == Gate.Closed(.predecessor, "R/C"))
    }

    /// Without the lists of dependencies: they have no brackets inside.
    private static func older(_ payload: [UInt8]) -> [UInt8] {
        var text = String(decoding: payload, as: UTF8.self)
        while let start = text.range(of: "\"dependencies\":["),
            let end = text[start.upperBound...].range(of: "],")
        {
            text.removeSubrange(start.lowerBound..<end.upperBound)
        }
        return Array(text.utf8)
    }

    // MARK: Random definitions

    /// Steps on few machines, each with dependencies on some of those before it in a random order.
    private static func steps(_ generator: inout SeededGenerator) -> Steps {
        let count = Int.random(in: 2...7, using: &generator)
        let words = KnownDependency.allCases.filter { $0 != .notFollow }
        let drawn = (0..<count).map { index in
            let others = (0..<index).filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
            let dependencies = others.map { other in
                on(
                    Identifier("S\(other)"), words.randomElement(using: &generator) ?? .afterEnd,
                    minutes(Int.random(in: 0...90, using: &generator)))
            }
            return step(
                Identifier("S\(index)"), minutes: Int.random(in: 0...40, using: &generator),
                on: Identifier("M\(Int.random(in: 1...3, using: &generator))"), dependencies)
        }
        return drawn.shuffled(using: &generator)
    }

    /// Each plan passes the checker, or it would have been thrown; beside it, each is looked at here.
    @Test(arguments: UInt64(1)...25)
    func randomDefinitionsArePlannedAndDispatchedAsTheySay(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var settings = LoopSettings()
        settings.schedulingIterations = 60
        settings.frozenHorizon = .minutes(Int.random(in: 0...30, using: &generator))
        var plant = try Self.plant(Self.steps(&generator), settings: settings)
        try plant.imports(Self.order("S", due: 60))
        var minute = 0
        for _ in 0..<60 where !plant.state.openJobs.isEmpty {
            var twin = plant
            let decision = try plant.does(.detailedScheduling(.sequence(from: nil)), at: minute)
            try twin.does(.detailedScheduling(.sequence(from: nil)), at: minute)
            #expect(twin.state == plant.state)
            expectKept(plant, late: decision.findings.filter { $0.code == "LOOP-SCHEDULE-7" })
            try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)), at: minute)
            let running = plant.state.jobs.values.filter { $0.state == .running }.sorted(
                by: LoopState.inOrderOfPlan)
            if let job = running.randomElement(using: &generator) {
                try plant.records(.complete, job: job.plan.id, at: minute)
            }
            let ready = plant.state.jobs.values.filter { $0.state == .allowedReady }.sorted(
                by: LoopState.inOrderOfPlan)
            for job in ready.prefix(2) where try plant.job(job.plan.id).state == .allowedReady {
                let started = try plant.records(.start, job: job.plan.id, at: minute)
                #expect(!started.findings.codes.contains("LOOP-JOB-3"))
            }
            minute += Int.random(in: 5...60, using: &generator)
        }
        #expect(plant.state.openJobs.isEmpty)
        try expectReplay(plant)
    }

    private func expectKept(_ plant: Plant, late: [Finding]) {
        for job in plant.state.jobs.values where job.state.isNotStarted {
            guard let start = job.planned?.start, let end = job.planned?.end else { continue }
            for dependency in job.plan.dependencies ?? [] {
                guard let other = plant.state.jobs[dependency.job] else { continue }
                let isPlanned = other.state.isNotStarted
                guard
                    let from = isPlanned ? other.planned?.start : other.run.started?.instant,
                    let until = isPlanned ? other.planned?.end : other.run.ended?.instant ?? from
                else { continue }
                if dependency.kind == .notInParallel {
                    if isPlanned { #expect(end <= from || until <= start || start == end || from == until) }
                    continue
                }
                let anchor = dependency.kind == .afterStart ? from : until
                #expect(start >= anchor + (dependency.minimumLag ?? .zero))
                guard let latest = dependency.maximumLag.map({ anchor + $0 }),
                    start > latest + JobDependency.tolerance, isPlanned || other.state.isEnded
                else { continue }
                #expect(late.contains { $0.message.hasSuffix("after \(dependency.job)") })
            }
        }
    }

    private func expectReplay(_ plant: Plant) throws {
        var replayed = LoopState()
        for event in plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed == plant.state)
        #expect(try MemoryShelves().keep(plant.state) == plant.state)
    }
}
