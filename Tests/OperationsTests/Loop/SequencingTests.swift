import Diagnostics
import Testing

@testable import Operations

@Suite struct SequencingTests {
    private func starts(_ plant: Plant) -> [String: Instant] {
        plant.state.jobs.all.compactMapValues { $0.planned?.start }
    }

    @Test func dueDateThenPriorityThenArrivalDecide() throws {
        var plant = Plant()
        try plant.imports(Orders.route("late", [("A", "M1", 10)], due: 500))
        try plant.imports(Orders.route("none", [("A", "M1", 10)], priority: "1"))
        try plant.imports(Orders.route("low", [("A", "M1", 10)], due: 100, priority: "5"))
        try plant.imports(Orders.route("high", [("A", "M1", 10)], due: 100, priority: "1"))
        try plant.imports(Orders.route("plain", [("A", "M1", 10)], due: 100))
        try plant.imports(Orders.route("second", [("A", "M1", 10)], due: 100, priority: "5"))
        let decision = try plant.does(.detailedScheduling(.sequence(from: nil)))
        let order = starts(plant).sorted { $0.value < $1.value }.map(\.key)
        #expect(order == ["high/A", "low/A", "second/A", "plain/A", "late/A", "none/A"])
        #expect(decision.findings.codes == ["LOOP-SCHEDULE-1"])
        plant.loop.settings.priorityOrder = .highestFirst
        try plant.does(.detailedScheduling(.sequence(from: nil)))
        #expect(starts(plant).min { $0.value < $1.value }?.key == "low/A")
    }

    @Test func durationsComeFromSegmentDefinitionOrSetting() throws {
        var plant = Plant(settings: LoopSettings(defaultDuration: .minutes(33)))
        try plant.does(
            .definitionManagement(
                .store(
                    OperationsDefinition(
                        id: "D",
                        segments: [
                            OperationsSegment(id: "S", processSegmentIDs: ["B"], duration: .minutes(22))
                        ]))))
        var request = Orders.route("R", [("A", "M1", 11), ("B", "M2", nil), ("C", "M3", nil)], due: 1000)
        request.operationsDefinitionID = "D"
        try plant.imports(request)
        let decision = try plant.does(.detailedScheduling(.sequence(from: nil)))
        let planned = try ["R/A", "R/B", "R/C"].map { try #require(try plant.job($0).planned) }
        #expect(planned.map(\.duration) == [.minutes(11), .minutes(22), .minutes(33)])
        #expect(planned.map(\.durationSource) == [.segment, .definition, .setting])
        #expect(planned.map(\.start) == [.minute(0), .minute(11), .minute(33)])
        #expect(decision.findings.codes == ["LOOP-SCHEDULE-2", "LOOP-SCHEDULE-2"])
    }

    @Test func laterRequestsFillGapsAndMoveNobody() throws {
        var plant = Plant()
        try plant.imports(Orders.route("first", [("A", "M1", 30), ("B", "M2", 30)], due: 100))
        try plant.imports(Orders.route("second", [("B", "M2", 20)], due: 200))
        try plant.does(.detailedScheduling(.sequence(from: nil)))
        #expect(starts(plant) == ["first/A": .minute(0), "first/B": .minute(30), "second/B": .minute(0)])
    }

    @Test func theEventHasOnlyWhatChanged() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R1", [("A", "M1", 10)], due: 100))
        try plant.does(.detailedScheduling(.sequence(from: nil)))
        #expect(try plant.does(.detailedScheduling(.sequence(from: nil))).outcome == .unchanged)
        try plant.imports(Orders.route("R2", [("A", "M1", 10)], due: 200))
        try plant.does(.detailedScheduling(.sequence(from: nil)))
        guard case .scheduleRevised(let fact)? = plant.events.last?.fact else {
            Issue.record("no revision")
            return
        }
        #expect(fact.revision == 2)
        #expect(fact.changes.map(\.job) == ["R2/A"])
    }

    @Test func runningAndFinishedJobsStay() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R1", [("A", "M1", 60)], due: 500))
        try plant.plans()
        try plant.records(.start, job: "R1/A", at: 5)
        let before = try plant.job("R1/A").planned
        try plant.imports(Orders.route("R2", [("A", "M1", 10)], due: 100), at: 10)
        try plant.plans(at: 10)
        #expect(try plant.job("R1/A").planned == before)
        #expect(try plant.job("R2/A").planned?.start == .minute(65))
    }

    @Test func aCalendarThatEndsLeavesTheRestUnplanned() throws {
        var plant = Plant()
        try plant.does(.resourceManagement(.setCalendar(WorkCalendar([try interval(0, 60)]))))
        try plant.imports(Orders.route("R", [("A", "M1", 40), ("B", "M1", 40), ("C", "M1", 5)], due: 500))
        let decision = try plant.does(.detailedScheduling(.sequence(from: nil)))
        #expect(starts(plant) == ["R/A": .minute(0)])
        #expect(decision.findings.codes == ["LOOP-SCHEDULE-3"])
        try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)))
        #expect(try plant.job("R/B").state == .notAllowedWaiting)
    }

    @Test func latenessIsReported() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 40)], due: 30))
        #expect(
            try plant.does(.detailedScheduling(.sequence(from: nil))).findings.codes == ["LOOP-SCHEDULE-4"])
    }

    /// Checks plans of random plants from the requests alone, minute by minute.
    @Test(arguments: UInt64(1)...30)
    func plansHold(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var plant = Plant()
        var open: Set<Int>?
        if seed % 2 == 0 {
            let shifts = try (0..<60).map { day in
                try interval(day * 100, day * 100 + Int.random(in: 10...80, using: &generator))
            }
            try plant.does(.resourceManagement(.setCalendar(WorkCalendar(shifts))))
            open = Set(
                (0..<7000).filter { minute in
                    shifts.contains { $0.start <= .minute(minute) && .minute(minute) < $0.end }
                })
        }
        var requests: [OperationsRequest] = []
        for number in 0..<Int.random(in: 1...25, using: &generator) {
            let steps = (0..<Int.random(in: 1...4, using: &generator)).map { step in
                (
                    process: Identifier("S\(step)"),
                    centre: Identifier("M\(Int.random(in: 1...3, using: &generator))"),
                    minutes: Int?.some(Int.random(in: 0...30, using: &generator))
                )
            }
            requests.append(
                Orders.route(
                    Identifier("R\(number)"), steps,
                    due: Bool.random(using: &generator) ? Int.random(in: 50...900, using: &generator) : nil,
                    priority: Bool.random(using: &generator)
                        ? ExactDecimal(Int.random(in: 1...5, using: &generator)) : nil,
                    start: Bool.random(using: &generator) ? Int.random(in: 0...300, using: &generator) : nil))
        }
        for request in requests { try plant.imports(request) }
        try plant.does(.detailedScheduling(.sequence(from: .minute(7))))
        try check(plant, requests, open: open)
    }

    private func check(_ plant: Plant, _ requests: [OperationsRequest], open: Set<Int>?) throws {
        func minute(_ instant: Instant) -> Int {
            Int((instant.milliseconds - Instant.minute(0).milliseconds) / 60_000)
        }
        var busy: [String: Set<Int>] = [:]
        for request in requests {
            var ready = max(7, request.startTime.map { minute($0.instant) } ?? 7)
            for segment in request.segments {
                let id = "\(request.id?.text ?? "")/\(segment.processSegmentID?.text ?? "")"
                let planned = try #require(try plant.job(id).planned)
                let (start, end) = (minute(planned.start), minute(planned.end))
                #expect(start >= ready, "\(id) begins before it may")
                let minutes = (start..<end).filter { open?.contains($0) ?? true }
                #expect(.minutes(minutes.count) == segment.duration, "\(id) is not worked in full")
                if let open, !minutes.isEmpty { #expect(open.contains(start) && open.contains(end - 1)) }
                let centre = segment.equipment[0].equipmentIDs[0].text
                #expect(busy[centre, default: []].isDisjoint(with: minutes), "\(id) overlaps on \(centre)")
                busy[centre, default: []].formUnion(minutes)
                ready = end
            }
        }
    }

    @Test func planningIsDeterministic() throws {
        func plan() throws -> [String: PlannedTime?] {
            var plant = Plant()
            for number in 0..<50 {
                try plant.imports(
                    Orders.route(Identifier("R\(number)"), [("A", "M1", 3), ("B", "M2", 5)], due: number % 3))
            }
            try plant.does(.detailedScheduling(.sequence(from: nil)))
            return plant.state.jobs.all.mapValues(\.planned)
        }
        let (first, second) = (try plan(), try plan())
        #expect(first == second)
    }
}

// MARK: - Dispatch

@Suite struct DispatchingTests {
    @Test func listsAreInOrderOfThePlan() throws {
        var plant = Plant()
        try plant.imports(Orders.route("B", [("A", "M1", 10)], due: 200))
        try plant.imports(Orders.route("A", [("A", "M1", 10)], due: 100))
        try plant.does(.detailedScheduling(.sequence(from: nil)))
        try plant.imports(Orders.route("0", [("A", "M1", 10)], due: 50))
        #expect(plant.state.jobList("M1").lines.map(\.order.id) == ["A/A", "B/A", "0/A"])
        try plant.does(.dispatching(.dispatch(workCentre: "M1", until: .minute(5))))
        #expect(
            plant.state.jobList("M1").lines.map(\.status) == [
                .known(.ready), .known(.waiting), .known(.waiting),
            ])
    }

    @Test func aJobWaitsForItsPredecessorAndIsLetThrough() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 10), ("B", "M2", 10)], due: 100))
        try plant.plans()
        #expect(try plant.job("R/B").state == .allowedWaiting)
        #expect(try plant.job("R/B").waitingFor == Gate.Closed(.predecessor, "R/A"))
        try plant.records(.start, job: "R/A", at: 1)
        try plant.records(.complete, job: "R/A", at: 9)
        #expect(try plant.job("R/B").state == .allowedReady)
        #expect(try plant.job("R/B").waitingFor == nil)
    }

    @Test func anAbortedPredecessorLetsNobodyThrough() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 10), ("B", "M2", 10)], due: 100))
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 1)
        try plant.records(.abort, job: "R/A", at: 2)
        #expect(try plant.job("R/B").waitingFor == Gate.Closed(.predecessor, "R/A"))
    }

    @Test func downEquipmentClosesTheGateUntilItIsUp() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 10)], due: 100))
        try plant.plans()
        try plant.records(.equipmentState, at: 1, equipment: "M1", value: "down", reason: "jam")
        try plant.records(.equipmentState, at: 2, equipment: "M1", value: "down", reason: "power")
        #expect(try plant.job("R/A").waitingFor == Gate.Closed(.equipmentState, "M1"))
        try plant.records(.equipmentState, at: 3, equipment: "M1", value: "up", reason: "jam")
        #expect(try plant.job("R/A").state == .allowedWaiting)
        try plant.records(.equipmentState, at: 4, equipment: "M1", value: "up")
        #expect(try plant.job("R/A").state == .allowedReady)
    }

    @Test(arguments: [
        (Disposition.known(.restricted), "5", Gate.lotDisposition as Gate?),
        (.known(.unrestricted), "4.999", .material),
        (.known(.unrestricted), "5.000", nil),
    ])
    func lotsCloseGates(_ disposition: Disposition, _ amount: String, _ gate: Gate?) throws {
        var plant = Plant()
        let lot = MaterialLot(
            id: "L1", definitionID: "RAW", disposition: disposition,
            quantities: [Quantity(try ExactDecimal(parsing: amount), "KG")])
        try plant.does(.resourceManagement(.storeMaterialLot(lot)))
        var request = Orders.route("R", [("A", "M1", 10)], due: 100)
        request.segments[0].materials.append(
            MaterialRequirement(
                definitionIDs: ["RAW"], lotIDs: ["L1"], use: .known(.consumed),
                quantities: [Quantity("5", "KG")]))
        try plant.imports(request)
        try plant.plans()
        #expect(try plant.job("R/A").waitingFor?.gate == gate)
        #expect(try plant.job("R/A").state == (gate == nil ? .allowedReady : .allowedWaiting))
    }

    @Test func permissionIsTakenBack() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 10)], due: 100))
        try plant.plans()
        try plant.does(.dispatching(.revoke(job: "R/A", reason: "tool missing")))
        #expect(try plant.job("R/A").state == .notAllowedReady)
        #expect(throws: LoopError.illegalTransition(job: "R/A", command: .run, from: .notAllowedReady)) {
            try plant.records(.start, job: "R/A", at: 1)
        }
        #expect(throws: LoopError.unknownJob("X")) {
            try plant.does(.dispatching(.revoke(job: "X", reason: nil)))
        }
    }
}
