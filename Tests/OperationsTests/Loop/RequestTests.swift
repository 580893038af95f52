import Diagnostics
import Testing

@testable import Operations

@Suite struct RequestTests {
    @Test func theRealOrderBecomesOneJobWithAllThatIsBelow() throws {
        var plant = Plant()
        let decision = try plant.imports(Orders.mesa)
        let order = try #require(plant.state.jobOrder(Orders.weighing))
        #expect(plant.state.jobs.count == 1)
        #expect(
            order.segment.children.first?.materials.map(\.subLotIDs) == [
                ["412345670000003212"], ["412345670021003212"],
            ])
        #expect(order.inheritedMaterials.first?.definitionIDs == ["SO1215"])
        #expect(order.inheritedMaterials.first?.quantities.first?.value.lexicalForm == "1.000")
        #expect(order.workCentre == WorkCentre(name: "BOX3", source: .materialLocation))
        #expect(order.segmentRequirementIDs == ["0010"])
        #expect(plant.state.requests["258456"]?.request == Orders.mesa)
        #expect(plant.state.requests["258456"]?.definition == "Production/SO1215")
        #expect(decision.findings.isEmpty)
        let known = Set(plant.state.resources.values)
        #expect(known.contains(ResourceName(kind: .materialSubLot, name: "412345670000003212")))
        #expect(known.contains(ResourceName(kind: .equipment, name: "BOX4")))
        #expect(plant.events.filter { $0.typeName == "resource.known" }.count == known.count)
    }

    @Test func resourcesAndDefinitionsAreNewOnlyOnce() throws {
        var plant = Plant()
        try plant.imports(Orders.mesa)
        var second = Orders.mesa
        second.id = "258457"
        try plant.imports(second)
        #expect(plant.events.suffix(1).map(\.typeName) == ["request.accepted"])
        #expect(plant.state.definitions["Production/SO1215"]?.versions.map(\.basis) == [.derived])
    }

    @Test func branchesGiveTheOutermostProcessSegmentOrTheLeaf() {
        let leaf = SegmentRequirement(id: "L")
        let request = OperationsRequest(
            id: "R",
            segments: [
                SegmentRequirement(
                    id: "1",
                    children: [
                        SegmentRequirement(id: "1.1", children: [leaf]),
                        SegmentRequirement(processSegmentID: "P", children: [leaf]),
                    ]),
                SegmentRequirement(
                    id: "2", processSegmentID: "Q", children: [SegmentRequirement(processSegmentID: "inner")]),
                SegmentRequirement(processSegmentID: "Q"), SegmentRequirement(),
                SegmentRequirement(processSegmentID: "Q"),
            ])
        let paths = JobBreakdown.steps(of: request).map { $0.path.joined(separator: "/") }
        #expect(paths == ["1/1.1/L", "1/P", "2", "Q#3", "#4", "Q#5"])
    }

    @Test func workCentreIsChosenInOrder() throws {
        func choice(_ segment: SegmentRequirement, scope: HierarchyScope? = nil) throws -> WorkCentre {
            let request = OperationsRequest(id: "R", hierarchyScope: scope, segments: [segment])
            return WorkCentre.choice(for: try #require(JobBreakdown.steps(of: request).first), of: request)
        }
        func lying(_ place: String, _ type: LocationType?) -> MaterialRequirement {
            MaterialRequirement(location: ResourceLocation(place, type: type))
        }
        let scope = HierarchyScope("SITE", child: [HierarchyScope("LINE ")])
        let equipment = EquipmentRequirement(equipmentIDs: [" ", "M1 "])
        let bins = [
            lying("A", .known(.equipment)), lying("B", .known(.equipment)), lying("B", .known(.equipment)),
            lying("C", .known(.description)),
        ]
        #expect(
            try choice(SegmentRequirement(equipment: [equipment], materials: bins), scope: scope).name == "M1"
        )
        #expect(
            try choice(SegmentRequirement(materials: bins), scope: scope)
                == WorkCentre(name: "B", source: .materialLocation))
        #expect(
            try choice(
                SegmentRequirement(materials: [
                    lying("A", .known(.equipment)), lying("B", .known(.equipment)),
                ])
            ).name == "A")
        #expect(
            try choice(SegmentRequirement(materials: [lying("C", nil)]), scope: scope)
                == WorkCentre(name: "LINE", source: .hierarchyScope))
        let scoped = MaterialRequirement(hierarchyScope: HierarchyScope("BOX3", level: .known(.workCell)))
        #expect(
            try choice(SegmentRequirement(materials: [scoped]), scope: scope)
                == WorkCentre(name: "BOX3", source: .materialLocation))
        #expect(try choice(SegmentRequirement()) == .unassigned)
    }

    @Test func aJobWithoutAPlaceIsReported() throws {
        var plant = Plant()
        let decision = try plant.imports(OperationsRequest(id: "R", segments: [SegmentRequirement(id: "1")]))
        #expect(decision.findings.codes == ["LOOP-JOB-1"])
        #expect(plant.state.jobList("unassigned").lines.map(\.order.id) == ["R/1"])
    }

    @Test func namesOfTwoPartnersAndDomainsAreNotMixedUp() throws {
        var plant = Plant()
        let request = Orders.route("1000", [("A", "M1", 10)])
        try plant.imports(request, partner: "ERP")
        try plant.imports(Orders.route("1000", [("B", "M1", 10)]), partner: "OTHER")
        plant.domain = .maintenance
        try plant.imports(request, partner: "ERP")
        #expect(Set(plant.state.requests.keys) == ["1000", "OTHER:1000", "ERP:1000"])
        #expect(Set(plant.state.jobs.keys) == ["1000/A", "OTHER:1000/B", "ERP:1000/A"])
        plant.domain = .production
        #expect(try plant.imports(request, partner: "ERP").outcome == .unchanged)
    }

    @Test func jobsOfTwoRequestsNeverShareAnID() throws {
        var plant = Plant()
        try plant.imports(Orders.route("A", [("B/C", "M1", 10)]))
        try plant.imports(Orders.route("A/B", [("C", "M1", 10)]))
        #expect(Set(plant.state.jobs.keys) == ["A/B/C", "A/B/C'"])
        try plant.imports(Orders.route("A/B", [("C", "M1", 20)]))
        #expect(Set(plant.state.jobs.keys) == ["A/B/C", "A/B/C'"])
    }

    @Test func blanksAtTheEndsMatch() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R1 ", [("A", "M1", 10)]))
        let decision = try plant.imports(Orders.route("R1", [("A", "M1", 20)]))
        #expect(decision.outcome == .revised)
        #expect(plant.state.requests.count == 1)
    }

    @Test func whatCannotBeFollowedIsRefused() {
        var plant = Plant()
        #expect(throws: LoopError.requestWithoutID) {
            try plant.imports(OperationsRequest(id: " ", segments: [SegmentRequirement()]))
        }
        #expect(throws: LoopError.requestWithoutWork(request: "R")) {
            try plant.imports(OperationsRequest(id: "R"))
        }
        #expect(throws: LoopError.unknownRequest("R")) {
            try plant.imports(OperationsRequest(id: "R"), .cancel)
        }
        #expect(throws: LoopError.unknownRequest("R")) {
            try plant.imports(OperationsRequest(id: "R"), .change)
        }
        #expect(plant.events.isEmpty)
    }

    @Test func aRequestWithoutSegmentsTakesThoseOfItsDefinition() throws {
        var plant = Plant()
        let definition = OperationsDefinition(
            id: "D",
            segments: [
                OperationsSegment(
                    id: "S1", processSegmentIDs: ["Mix"], duration: .minutes(15),
                    equipment: [EquipmentSpecification(equipmentIDs: ["MIXER"])])
            ])
        try plant.does(.definitionManagement(.store(definition)))
        let request = OperationsRequest(id: "R", operationsDefinitionID: "D ")
        try plant.imports(request)
        #expect(plant.state.jobs["R/Mix"]?.plan.workCentre.name == "MIXER")
        #expect(plant.state.jobs["R/Mix"]?.plan.definitionSegment == "S1")
        #expect(try plant.imports(request).outcome == .unchanged)
    }

    @Test func definitionsKeepVersions() throws {
        var plant = Plant()
        var request = Orders.route("R1", [("A", "M1", 10)])
        request.operationsDefinitionID = "D"
        #expect(try plant.imports(request).findings.codes == ["LOOP-DEFINITION-1"])
        let sent = OperationsDefinition(
            id: "D", version: "7",
            segments: [OperationsSegment(id: "S", processSegmentIDs: ["A"], duration: .minutes(12))])
        #expect(try plant.does(.definitionManagement(.store(sent))).outcome == .revised)
        #expect(try plant.does(.definitionManagement(.store(sent))).outcome == .unchanged)
        let entry = try #require(plant.state.definitions["Production/D"])
        #expect(entry.versions.map(\.basis) == [.derived, .message])
        #expect(entry.version(named: "7", at: .minute(0))?.number == 2)
        request.id = "R2"
        try plant.imports(request)
        #expect(plant.state.definitions["Production/D"]?.versions.count == 2)
        #expect(plant.loop.standard(of: try plant.job("R2/A").plan, at: .minute(0)) == .minutes(12))
        var other = sent
        other.segments = []
        #expect(try plant.does(.definitionManagement(.store(other))).findings.codes == ["LOOP-DEFINITION-2"])
        #expect(throws: LoopError.objectWithoutID("definition")) {
            try plant.does(.definitionManagement(.store(OperationsDefinition())))
        }
    }

    @Test func theVersionInForceIsTheEffectiveOne() {
        func version(_ number: Int, from: Int?, to: Int?) -> DefinitionVersion {
            DefinitionVersion(
                number: number, basis: .message,
                definition: OperationsDefinition(
                    effectiveStart: from.map { .minute($0) }, effectiveEnd: to.map { .minute($0) }))
        }
        let entry = DefinitionEntry(versions: [
            version(1, from: nil, to: 100), version(2, from: 50, to: 80), version(3, from: 200, to: nil),
        ])
        #expect(entry.version(at: .minute(0))?.number == 1)
        #expect(entry.version(at: .minute(50))?.number == 2)
        #expect(entry.version(at: .minute(80))?.number == 1)
        #expect(entry.version(at: .minute(300))?.number == 3)
        #expect(entry.version(at: .minute(150))?.number == 3)
    }

    @Test func foreignUsesAndTypesAreReported() throws {
        var plant = Plant(domain: .inventory)
        let decision = try plant.imports(Orders.route("R", [("A", "M1", 10)]))
        #expect(decision.findings.codes == ["LOOP-REQUEST-1", "LOOP-REQUEST-2"])
    }
}

// MARK: - Change and cancel

@Suite struct ChangeTests {
    private static func request(amount: ExactDecimal = "10", minutes: Int = 10) -> OperationsRequest {
        Orders.route("R", [("A", "M1", minutes), ("B", "M2", minutes)], amount: amount)
    }

    /// Three stages of a request of two jobs.
    enum Stage: CaseIterable {
        case accepted, dispatched, running, held, between, completed, cancelled
    }

    private func plant(_ stage: Stage, cancelRunning: LoopSettings.CancelRunning = .refuse) throws -> Plant {
        var plant = Plant(settings: LoopSettings(cancelRunning: cancelRunning))
        try plant.imports(Self.request(), stamp: RevisionStamp(created: .minute(0)))
        if stage == .accepted { return plant }
        if stage == .cancelled {
            try plant.imports(Self.request(), .cancel)
            return plant
        }
        try plant.plans()
        if stage == .dispatched { return plant }
        try plant.records(.start, job: "R/A", at: 1)
        if stage == .held { try plant.records(.hold, job: "R/A", at: 2) }
        if stage == .running || stage == .held { return plant }
        try plant.records(.complete, job: "R/A", at: 10)
        if stage == .between { return plant }
        try plant.records(.start, job: "R/B", at: 11)
        try plant.records(.complete, job: "R/B", at: 20)
        return plant
    }

    @Test(arguments: Stage.allCases)
    func equalContentIsUnchanged(_ stage: Stage) throws {
        var plant = try plant(stage)
        let before = plant.state
        #expect(try plant.imports(Self.request(), at: 30).outcome == .unchanged)
        #expect(plant.state == before)
    }

    @Test(arguments: Stage.allCases)
    func olderContentIsStale(_ stage: Stage) throws {
        var plant = try plant(stage)
        if stage == .cancelled { return }
        let before = plant.state
        let old = RevisionStamp(created: .minute(-1))
        #expect(try plant.imports(Self.request(amount: "5"), at: 30, stamp: old).outcome == .stale)
        #expect(plant.state == before)
    }

    @Test(arguments: Stage.allCases)
    func newContentIsAppliedByExecutionState(_ stage: Stage) throws {
        var plant = try plant(stage)
        let new = Self.request(minutes: 20)
        switch stage {
        case .accepted, .dispatched:
            #expect(try plant.imports(new, at: 30).outcome == .revised)
            #expect(try plant.job("R/A").plan.duration == .minutes(20))
            #expect(try plant.job("R/A").state == .notAllowedWaiting)
            guard case .requestRevised(let fact)? = plant.events.last?.fact else { throw Unexpected() }
            #expect(fact.reason == (stage == .accepted ? "process while Released" : "process while Ready"))
        case .running, .held, .between:
            #expect(
                throws: LoopError.runningMayOnlyBeReduced(
                    request: "R", difference: "more than quantities would change")
            ) {
                try plant.imports(new, at: 30)
            }
        case .completed:
            #expect(throws: LoopError.requestFinished(request: "R", state: .known(.completed))) {
                try plant.imports(new, at: 30)
            }
        case .cancelled:
            #expect(throws: LoopError.requestFinished(request: "R", state: .known(.cancelled))) {
                try plant.imports(new, at: 30)
            }
        }
    }

    private struct Unexpected: Error {}

    @Test(arguments: [Stage.running, .held, .between])
    func runningWorkMayOnlyBeReduced(_ stage: Stage) throws {
        var plant = try plant(stage)
        let states = plant.state.jobs.all.mapValues(\.state)
        #expect(
            throws: LoopError.runningMayOnlyBeReduced(
                request: "R", difference: "a quantity would grow from 10 to 10.001")
        ) {
            try plant.imports(Self.request(amount: "10.001"), at: 30)
        }
        #expect(try plant.imports(Self.request(amount: "9.5"), .change, at: 30).outcome == .revised)
        #expect(plant.state.jobs.all.mapValues(\.state) == states)
        #expect(plant.state.jobOrder("R/B")?.segment.materials.first?.quantities.first?.value == "9.5")
    }

    @Test(arguments: Stage.allCases)
    func cancelIsAppliedByExecutionState(_ stage: Stage) throws {
        var plant = try plant(stage)
        let cancelled = OperationsRequest(id: "R")
        switch stage {
        case .accepted, .dispatched:
            try plant.imports(cancelled, .cancel, at: 30)
            #expect(plant.state.requestState("R") == .known(.cancelled))
            #expect(plant.state.openJobs.isEmpty)
            #expect(try plant.job("R/A").dispatchStatus == .known(.cancelled))
            #expect(plant.state.jobList("M1").lines.isEmpty)
        case .running, .held, .between:
            #expect(throws: LoopError.cancelOfRunningRefused(request: "R")) {
                try plant.imports(cancelled, .cancel, at: 30)
            }
        case .completed, .cancelled:
            #expect(throws: LoopError.self) { try plant.imports(cancelled, .cancel, at: 30) }
        }
    }

    @Test(arguments: [Stage.running, .held, .between])
    func cancelOfRunningWorkHoldsAndAlertsWhereSet(_ stage: Stage) throws {
        var plant = try plant(stage, cancelRunning: .hold)
        let decision = try plant.imports(OperationsRequest(id: "R"), .cancel, at: 30)
        #expect(plant.state.alerts.map(\.code) == ["LOOP-ALERT-1"])
        #expect(decision.notices.contains { if case .alert = $0 { true } else { false } })
        #expect(try plant.job("R/A").state == (stage == .between ? .completed : .held))
        #expect(try !plant.job("R/B").state.isAllowedToStart)
    }

    @Test func aChangeKeepsWhatItLeavesOut() throws {
        var plant = try plant(.accepted)
        try plant.imports(OperationsRequest(id: "R", endTime: .minute(99), priority: "3"), .change)
        var part = Self.request(minutes: 7)
        part.segments.removeFirst()
        try plant.imports(part, .change)
        let request = try #require(plant.state.requests["R"]?.request)
        #expect(request.endTime == .minute(99))
        #expect(request.segments.map(\.duration) == [.minutes(10), .minutes(7)])
    }

    @Test func stampsAreComparedInOrder() {
        func stamp(_ created: Int?, _ published: Int?, _ version: Identifier?) -> RevisionStamp {
            RevisionStamp(
                created: created.map { .minute($0) }, published: published.map { .minute($0) },
                version: version)
        }
        #expect(stamp(1, 9, "9").isOlder(than: stamp(2, 1, "1")))
        #expect(stamp(1, 1, "9").isOlder(than: stamp(1, 2, "1")))
        #expect(stamp(nil, 1, "9").isOlder(than: stamp(1, 1, "10")))
        #expect(!stamp(1, 1, "10").isOlder(than: stamp(1, 1, "9")))
        #expect(stamp(nil, nil, "A").isOlder(than: stamp(nil, nil, "B")))
        #expect(!stamp(nil, nil, nil).isOlder(than: stamp(1, nil, nil)))
    }
}
