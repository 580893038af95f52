import Diagnostics
import Testing

@testable import Operations

/// What the plan of the loop takes into account beside due dates and priorities.
@Suite struct PlanningTests {
    private func order(
        _ id: Identifier, _ units: [Identifier] = ["M1"], minutes: Int = 10, due: Int? = nil,
        family: String? = nil, quantity: Quantity? = nil, priority: ExactDecimal? = nil
    ) -> OperationsRequest {
        let equipment = EquipmentRequirement(equipmentIDs: units, quantities: quantity.map { [$0] } ?? [])
        var segment = SegmentRequirement(processSegmentID: "A", duration: .minutes(minutes))
        segment.equipment = [equipment]
        segment.parameters = family.map { [Parameter(id: "SetupFamily", values: [Value($0)])] } ?? []
        return OperationsRequest(
            id: id, endTime: due.map { .minute($0) }, priority: priority, segments: [segment])
    }

    private func plan(
        _ orders: [OperationsRequest], _ settings: LoopSettings = LoopSettings()
    ) throws -> (plant: Plant, decision: Decision) {
        var plant = Plant(settings: settings)
        for order in orders { try plant.imports(order) }
        let decision = try plant.does(.detailedScheduling(.sequence(from: nil)))
        return (plant, decision)
    }

    @Test func oneOfSeveralUnitsIsChosen() throws {
        let orders = (1...4).map { order(Identifier("R\($0)"), ["M1", "M2"], due: $0 * 100) }
        var (plant, _) = try plan(orders)
        let places = try (1...4).map { number in
            let job = try plant.job("R\(number)/A")
            return "\(job.workCentre) \((try #require(job.planned).start - .minute(0)).milliseconds / 60_000)"
        }
        #expect(places == ["M1 0", "M2 0", "M1 10", "M2 10"])
        #expect(plant.state.jobList("M2").lines.map(\.order.id) == ["R2/A", "R4/A"])
        #expect(plant.state.workCentres["M1"]?.open == ["R1/A", "R3/A"])
        // The floor has the last word.
        try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)))
        try plant.records(.start, job: "R2/A", at: 1, equipment: "M1")
        #expect(plant.state.workCentres["M1"]?.active == ["R2/A"])
        #expect(plant.state.jobList("M2").lines.map(\.order.id) == ["R4/A"])
    }

    @Test func severalUnitsAtOnceAreNoChoice() throws {
        let orders = (1...2).map {
            order(Identifier("R\($0)"), ["M1", "M2"], due: 100, quantity: Quantity("2", nil))
        }
        let (plant, _) = try plan(orders)
        #expect(try plant.job("R2/A").workCentre == "M1")
        #expect(try plant.job("R2/A").planned?.start == .minute(10))
    }

    private func store(_ resource: Resource, in plant: inout Plant) throws {
        try plant.does(.resourceManagement(.storeResource(resource)))
    }

    @Test func oneOfAClassIsChosen() throws {
        var plant = Plant()
        for name: Identifier in ["F1", "F2"] {
            try store(Resource(.equipment, id: name, classIDs: ["FILLER"]), in: &plant)
        }
        for number in 1...2 {
            var request = order(Identifier("R\(number)"), due: 100)
            request.segments[0].equipment = [EquipmentRequirement(classIDs: ["FILLER"])]
            try plant.imports(request)
        }
        #expect(plant.state.jobList(WorkCentre.unassignedName).lines.count == 2)
        try plant.plans()
        #expect(try [plant.job("R1/A").workCentre, plant.job("R2/A").workCentre] == ["F1", "F2"])
        #expect(plant.state.jobList(WorkCentre.unassignedName).lines.isEmpty)
    }

    @Test func peopleOfAClassAreCounted() throws {
        var plant = Plant()
        try store(Resource(.person, id: "Kim", classIDs: ["SETTER"]), in: &plant)
        for unit: Identifier in ["M1", "M2"] {
            var request = order(Identifier("R-\(unit)"), [unit], due: 100)
            request.segments[0].personnel = [PersonnelRequirement(classIDs: ["SETTER"])]
            try plant.imports(request)
        }
        try plant.plans()
        #expect(try plant.job("R-M2/A").planned?.start == .minute(10))
        try store(Resource(.person, id: "Lou", classIDs: ["SETTER"]), in: &plant)
        try plant.plans()
        #expect(try plant.job("R-M2/A").planned?.start == .minute(0))
    }

    @Test func ordersOfOneFamilyAreDoneTogether() throws {
        var settings = LoopSettings()
        settings.changeovers = [
            Changeover(equipment: "M1", from: "BLACK", to: "WHITE", time: .minutes(40)),
            Changeover(equipment: "M1", time: .minutes(5)),
        ]
        let families = ["BLACK", "WHITE", "BLACK", "WHITE", "BLACK"]
        let orders = families.enumerated().map { index, family in
            order(Identifier("R\(index)"), due: 1_000 + index, family: family)
        }
        let (plant, _) = try plan(orders, settings)
        let jobs = plant.state.jobs.values.filter { $0.planned != nil }.sorted(by: LoopState.inOrderOfPlan)
        let done = jobs.map { families[Int($0.plan.request.dropFirst()) ?? 0] }
        #expect(done == ["WHITE", "WHITE", "BLACK", "BLACK", "BLACK"])
        let setups = jobs.compactMap(\.planned).map { planned in planned.setupStart.map { planned.start - $0 }
        }
        #expect(setups == [nil, nil, .minutes(5), nil, nil])
    }

    @Test func whatTheUnitIsSetUpForCounts() throws {
        var settings = LoopSettings()
        settings.changeovers = [Changeover(time: .minutes(30))]
        var (plant, _) = try plan([order("R0", due: 500, family: "RED")], settings)
        try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)))
        try plant.records(.start, job: "R0/A", at: 0)
        try plant.imports(order("R1", due: 100, family: "BLUE"), at: 1)
        try plant.imports(order("R2", due: 110, family: "RED"), at: 1)
        try plant.plans(at: 1)
        let (blue, red) = (
            try #require(try plant.job("R1/A").planned), try #require(try plant.job("R2/A").planned)
        )
        #expect(red.start == .minute(10) && red.setupStart == nil)
        #expect(blue.setupStart == .minute(20) && blue.start == .minute(50))
    }

    /// By due date, the long order would make nine others late.
    @Test func theSearchIsLessLateThanTheRule() throws {
        var orders = [order("LONG", minutes: 300, due: 50)]
        orders += (0..<9).map { order(Identifier("S\($0)"), minutes: 10, due: 100) }
        func lateness(_ iterations: Int) throws -> Int64 {
            var settings = LoopSettings()
            settings.schedulingIterations = iterations
            let (plant, _) = try plan(orders, settings)
            return plant.state.jobs.values.reduce(0) { sum, job in
                let due = job.plan.request == "LONG" ? Instant.minute(50) : .minute(100)
                return sum + max(0, ((job.planned?.end ?? due) - due).milliseconds)
            }
        }
        let (ruled, searched) = (try lateness(0), try lateness(500))
        #expect(searched < ruled / 4)
    }

    @Test func anUrgentOrderIsLateLast() throws {
        let orders = [
            order("LOW", minutes: 60, due: 60, priority: "5"),
            order("HIGH", minutes: 60, due: 60, priority: "1"),
        ]
        let (plant, decision) = try plan(orders)
        #expect(try plant.job("HIGH/A").planned?.start == .minute(0))
        let late = try #require(decision.findings.first { $0.code == "LOOP-SCHEDULE-4" })
        #expect(late.message.hasSuffix("LOW/A waits 60 min for M1"))
    }

    @Test func whatBeginsSoonStays() throws {
        var settings = LoopSettings()
        settings.frozenHorizon = .minutes(15)
        var (plant, _) = try plan(
            [order("R1", due: 500), order("R2", due: 510), order("R3", due: 520)], settings)
        try plant.imports(order("RUSH", due: 20), at: 1)
        let decision = try plant.does(.detailedScheduling(.sequence(from: nil)), at: 1)
        let listed = plant.state.jobList("M1").lines.map(\.order.id)
        #expect(listed == ["R1/A", "R2/A", "RUSH/A", "R3/A"])
        #expect(decision.findings.codes == ["LOOP-SCHEDULE-4"])
    }

    @Test func aHeldLotTakesItsOrdersOutOfThePlan() throws {
        var plant = Plant()
        try plant.does(.resourceManagement(.storeMaterialLot(MaterialLot(id: "L", definitionID: "M"))))
        var held = Orders.route("R", [("A", "M1", 10), ("B", "M1", 10)], due: 100)
        held.segments[0].materials = [
            MaterialRequirement(definitionIDs: ["M"], lotIDs: ["L"], use: .known(.consumed))
        ]
        try plant.imports(held)
        try plant.imports(order("S", due: 200))
        try plant.plans()
        #expect(try plant.job("S/A").planned?.start == .minute(20))
        try plant.does(.resourceManagement(.holdLot("L", material: "M", reason: "suspect")), at: 1)
        let decision = try plant.does(.detailedScheduling(.sequence(from: nil)), at: 1)
        #expect(decision.findings.codes == ["LOOP-SCHEDULE-5"])
        #expect(try plant.job("R/A").planned == nil && plant.job("R/B").planned == nil)
        #expect(try plant.job("S/A").planned?.start == .minute(1))
        try plant.does(.resourceManagement(.releaseLot("L", material: "M", reason: "suspect")), at: 2)
        try plant.plans(at: 2)
        #expect(try plant.job("R/A").planned?.start == .minute(2))
    }

    @Test func equipmentThatIsDownIsPlannedFromWhenItIsExpectedUp() throws {
        var (plant, _) = try plan([order("R", due: 500)])
        for (down, up) in [(1, 11), (20, 50), (60, 80)] {
            try plant.records(.equipmentState, at: down, equipment: "M1", value: "down", reason: "jam")
            try plant.records(.equipmentState, at: up, equipment: "M1", value: "up", reason: "jam")
        }
        try plant.records(.equipmentState, at: 100, equipment: "M1", value: "down", reason: "jam")
        try plant.plans(at: 105)
        #expect(try plant.job("R/A").planned?.start == .minute(120))
        // It lasts longer than expected.
        try plant.plans(at: 130)
        #expect(try plant.job("R/A").planned?.start == .minute(130))
    }

    @Test func eachDomainHasItsOwnRevisionOfOnePlan() throws {
        var plant = Plant()
        for domain in DomainKind.allCases {
            plant.domain = domain
            try plant.imports(order(Identifier(domain.rawValue), due: 100))
        }
        let decision = try plant.does(.detailedScheduling(.sequence(from: nil)))
        #expect(decision.events.map(\.domain) == DomainKind.allCases)
        let revisions = decision.events.map { event in
            if case .scheduleRevised(let fact) = event.fact { fact.revision } else { 0 }
        }
        #expect(revisions == [1, 1, 1, 1])
        #expect(try plant.does(.detailedScheduling(.sequence(from: nil))).outcome == .unchanged)
    }

    /// Random plants with choices, set-ups, calendars, stops and too little time: each plan passes the checker, or it
    /// would have been thrown, and is the same when it is made twice.
    @Test(arguments: UInt64(1)...12)
    func plansOfRandomPlantsAreSound(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var settings = LoopSettings()
        settings.schedulingIterations = 200
        settings.frozenHorizon = .minutes(Int.random(in: 0...60, using: &generator))
        settings.changeovers = [
            Changeover(equipment: "M1", time: .minutes(7)), Changeover(from: "F1", time: .minutes(3)),
        ]
        var plant = Plant(settings: settings)
        let shifts = try (0..<60).map { day in
            try interval(day * 100, day * 100 + Int.random(in: 40...90, using: &generator))
        }
        try plant.does(.resourceManagement(.setCalendar(WorkCalendar(shifts))))
        for round in 0..<4 {
            for number in 0..<Int.random(in: 1...10, using: &generator) {
                let units = (1...3).map { Identifier("M\($0)") }.filter { _ in Bool.random(using: &generator)
                }
                try plant.imports(
                    order(
                        Identifier("R\(round)-\(number)"), units.isEmpty ? ["M3"] : units,
                        minutes: Int.random(in: 0...45, using: &generator),
                        due: Int.random(in: 30...600, using: &generator),
                        family: "F\(Int.random(in: 1...3, using: &generator))"), at: round * 40)
            }
            var twin = plant
            try plant.plans(at: round * 40)
            try twin.plans(at: round * 40)
            #expect(twin.state == plant.state)
            let ready = plant.state.jobs.values.filter { $0.state == .allowedReady }.sorted(
                by: LoopState.inOrderOfPlan)
            for job in ready.prefix(2) {
                try plant.records(.start, job: job.plan.id, at: round * 40 + 1)
                if Bool.random(using: &generator) {
                    try plant.records(.complete, job: job.plan.id, at: round * 40 + 9)
                }
            }
        }
        #expect(plant.state.scheduleRevision >= 4)
    }
}
