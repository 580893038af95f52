import Diagnostics
import Testing

@testable import Operations

/// What the loop says when it is told the time: gauges that are overdue, and jobs that begin soon.
@Suite struct ClockEventTests {
    private func gauge(_ due: String) -> Resource {
        Resource(
            .physicalAsset, id: "A-7", properties: [Property(id: "CalibrationDue", values: [Value(due)])])
    }

    /// Gauge G1 is the asset A-7; lot L was tested with it at minutes 10 and 70.
    private func plant(due: String, _ settings: LoopSettings = LoopSettings()) throws -> Plant {
        var plant = Plant(settings: settings, domain: .quality)
        try plant.does(.resourceManagement(.storeResource(gauge(due))))
        try plant.does(.resourceManagement(.storeResource(Resource(.equipment, id: "G1", assetID: "A-7"))))
        try plant.does(.resourceManagement(.storeMaterialLot(MaterialLot(id: "L", definitionID: "P"))))
        for minute in [10, 70] {
            try plant.records(
                .tested, at: minute, lot: "L", equipment: "G1", parameter: "gloss", value: "pass")
        }
        try plant.records(.tested, at: 75, lot: "L", equipment: "G2", parameter: "gloss", value: "pass")
        return plant
    }

    private func events(_ type: String, _ plant: Plant) -> [Event] {
        plant.events.filter { $0.typeName == type }
    }

    private func check(_ plant: inout Plant, at minute: Int) throws -> Decision {
        try plant.does(.resourceManagement(.checkCalibrations), at: minute)
    }

    /// Minute 0 is 06:00 UTC.
    @Test func anOverdueGaugeIsToldOnceAndItsTestsAre() throws {
        var plant = try plant(due: "2026-08-25T09:00:00+02:00")
        #expect(try check(&plant, at: 59).events.isEmpty)
        #expect(try check(&plant, at: 80).events.count == 2)
        #expect(try check(&plant, at: 81).outcome == .unchanged)
        #expect(
            events(CalibrationOverdue.typeName, plant).map(\.fact)
                == [
                    .calibrationOverdue(
                        CalibrationOverdue(
                            gauge: ResourceName(kind: .physicalAsset, name: "A-7"), equipment: "G1",
                            due: .minute(60)))
                ])
        let suspected = events(TestSuspected.typeName, plant).compactMap { event -> Int? in
            if case .testSuspected(let fact) = event.fact { fact.test } else { nil }
        }
        #expect(suspected == [plant.state.tests["L"]?[1].event].compactMap { $0 })

        // What is measured with it later is in doubt, too.
        try plant.records(.tested, at: 90, lot: "L", equipment: "A-7", parameter: "gloss", value: "pass")
        #expect(try check(&plant, at: 91).events.map(\.typeName) == [TestSuspected.typeName])
        // Calibrated, it is overdue once more when its time has come.
        try plant.does(.resourceManagement(.storeResource(gauge("2026-08-25T10:00:00+02:00"))), at: 95)
        #expect(try check(&plant, at: 100).events.isEmpty)
        #expect(try check(&plant, at: 130).events.map(\.typeName) == [CalibrationOverdue.typeName])
    }

    @Test(arguments: [("2026-08-24", 1), ("2026-08-25", 0), ("soon", 0)])
    func aDayEndsWithItsLastMoment(_ due: String, _ overdue: Int) throws {
        var plant = try plant(due: due)
        let decision = try check(&plant, at: 0)
        #expect(events(CalibrationOverdue.typeName, plant).count == overdue)
        #expect(decision.findings.codes == (due == "soon" ? ["LOOP-CALIBRATION-1"] : []))
    }

    @Test func aRuleBlocksTheGauge() throws {
        var settings = LoopSettings()
        settings.rules = EventRuleSet([
            EventRule(
                id: "calibration", trigger: EventRule.Trigger(type: CalibrationOverdue.typeName),
                actions: [.block(reason: "calibration overdue")])
        ])
        var plant = try plant(due: "2026-08-25T09:00:00+02:00", settings)
        try plant.imports(Orders.route("Q", [("Measure", "G1", 30)]), at: 76)
        try plant.plans(at: 77)
        #expect(try plant.job("Q/Measure").state == .allowedReady)
        _ = try check(&plant, at: 80)
        #expect(plant.state.workCentres["G1"]?.isDown == true)
        #expect(try plant.job("Q/Measure").waitingFor == Gate.Closed(.equipmentState, "G1"))
        try plant.does(.resourceManagement(.block(equipment: "G1", reason: "calibration overdue")), at: 81)
        #expect(plant.state.workCentres["G1"]?.stops.count == 1)
        try plant.records(
            .equipmentState, at: 85, equipment: "G1", value: "up", reason: "calibration overdue")
        #expect(try plant.job("Q/Measure").state == .allowedReady)
    }

    private func flour(_ settings: LoopSettings = LoopSettings()) throws -> Plant {
        var plant = Plant(settings: settings)
        var request = Orders.route("R", [("Mix", "LINE-1", 60), ("Fill", "LINE-2", 60)], start: 120)
        request.segments[0].materials.append(
            MaterialRequirement(
                definitionIDs: ["FLOUR"], lotIDs: ["F1"], use: .known(.consumed),
                quantities: [Quantity("80", "KG")]))
        try plant.imports(request)
        try plant.plans()
        return plant
    }

    @Test func aJobThatBeginsSoonIsToldOnce() throws {
        var plant = try flour()
        let announce = DispatchingCommand.announce(within: .minutes(60))
        try plant.does(.dispatching(announce), at: 59)
        #expect(events(JobDueSoon.typeName, plant).isEmpty)
        for minute in [60, 61] { try plant.does(.dispatching(announce), at: minute) }
        #expect(
            events(JobDueSoon.typeName, plant).map(\.fact)
                == [
                    .jobDueSoon(
                        JobDueSoon(
                            job: "R/Mix", starts: .minute(120), material: "FLOUR", lot: "F1",
                            quantity: Quantity("80", "KG")))
                ])
        // It takes nothing, and is told all the same.
        try plant.does(.dispatching(announce), at: 125)
        #expect(
            events(JobDueSoon.typeName, plant).last?.fact
                == .jobDueSoon(JobDueSoon(job: "R/Fill", starts: .minute(180))))
    }

    @Test func aRuleStagesWhatItTakes() throws {
        var settings = LoopSettings()
        var template = EventRule.RequestTemplate(domain: .inventory, definition: "STAGE", subject: .material)
        template.takesQuantity = true
        settings.rules = EventRuleSet([
            EventRule(
                id: "staging", trigger: EventRule.Trigger(type: JobDueSoon.typeName, domain: .production),
                actions: [.request(template)])
        ])
        var plant = try flour(settings)
        try plant.does(.dispatching(.announce(within: .minutes(60))), at: 70)
        let staged = try #require(plant.state.requests.values.first { $0.domain == .inventory })
        #expect(staged.request.segments[0].materials[0].definitionIDs == ["FLOUR"])
        #expect(staged.request.segments[0].materials[0].quantities == [Quantity("80", "KG")])
        #expect(staged.cause?.rules == ["staging"])
    }

    @Test func whatWasToldIsReplayed() throws {
        var plant = try plant(due: "2026-08-25T09:00:00+02:00")
        _ = try check(&plant, at: 80)
        var replayed = ActivityLoop()
        for event in plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == plant.state)
        #expect(try MemoryShelves().keep(plant.state) == plant.state)
    }
}
