import Diagnostics
import Testing

@testable import Operations

/// What is told of lots and counters without a job, and what holds do.
@Suite struct LotTests {
    /// Two steps: A makes lot S out of R, B makes lot F out of S.
    private func plant() throws -> Plant {
        var plant = Plant()
        for lot in ["R", "S"] {
            try plant.does(
                .resourceManagement(
                    .storeMaterialLot(
                        MaterialLot(
                            id: Identifier(lot), definitionID: Identifier("M" + lot),
                            disposition: .known(.unrestricted),
                            quantities: [Quantity("100", "KG")]))))
        }
        for (id, lot) in [("A", "R"), ("B", "S"), ("C", "S")] {
            var request = Orders.route(Identifier(id), [("Mix", Identifier("W" + id), 30)], due: 600)
            request.segments[0].materials.append(
                MaterialRequirement(
                    definitionIDs: [Identifier("M" + lot)], lotIDs: [Identifier(lot)], use: .known(.consumed),
                    quantities: [Quantity("10", "KG")]))
            try plant.imports(request)
        }
        try plant.plans()
        try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)))
        return plant
    }

    @Test func aHoldReachesWhatWasMadeAndStopsWhatUsesIt() throws {
        var plant = try plant()
        try plant.records(.start, job: "A/Mix", at: 1)
        try plant.records(
            .consumed, job: "A/Mix", at: 2, material: "MR", lot: "R", quantity: "10", unit: "KG")
        try plant.records(.produced, job: "A/Mix", at: 3, material: "MS", lot: "S", quantity: "9", unit: "KG")
        try plant.records(.start, job: "B/Mix", at: 4)
        let held = try plant.does(
            .resourceManagement(.holdLot("R", material: "MR", reason: "supplier recall")), at: 5)
        #expect(held.notices.contains(.lots(["R", "S"])))
        let second = try plant.does(
            .resourceManagement(.holdLot("R", material: "MR", reason: "odour")), at: 5)
        #expect(!second.notices.contains { if case .lots = $0 { true } else { false } })
        let stillHeld = try plant.does(
            .resourceManagement(.releaseLot("R", material: "MR", reason: "odour")), at: 5)
        #expect(!stillHeld.notices.contains { if case .lots = $0 { true } else { false } })
        #expect(plant.state.lots["R"]?.lot.disposition == .known(.restricted))
        #expect(plant.state.lots["S"]?.lot.disposition == .known(.restricted))
        #expect(plant.state.holds["S"] == [LotHold(reason: "supplier recall", origin: "R")])
        #expect(try plant.job("B/Mix").state == .held)
        #expect(try plant.job("C/Mix").waitingFor == Gate.Closed(.lotDisposition, "S"))

        let released = try plant.does(
            .resourceManagement(.releaseLot("R", material: "MR", reason: "supplier recall")), at: 6)
        #expect(released.notices.contains(.lots(["R", "S"])))
        #expect(plant.state.holds.isEmpty)
        #expect(try plant.job("C/Mix").waitingFor == nil)
        // What was stopped begins again when somebody says so.
        #expect(try plant.job("B/Mix").state == .held)
    }

    /// What is held is what has to be tested and moved; nothing is made of it.
    @Test(arguments: DomainKind.allCases)
    func aHeldLotIsTestedAndMovedAllTheSame(_ domain: DomainKind) throws {
        var plant = Plant(domain: domain)
        try plant.does(.resourceManagement(.storeMaterialLot(MaterialLot(id: "R", definitionID: "M"))))
        try plant.does(.resourceManagement(.holdLot("R", material: "M", reason: "suspect")))
        var segment = SegmentRequirement(processSegmentID: "Step", duration: .minutes(10))
        segment.materials = [MaterialRequirement(definitionIDs: ["M"], lotIDs: ["R"])]
        try plant.imports(OperationsRequest(id: "Q", segments: [segment]))
        try plant.plans()
        try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)))
        let isUsed = domain == .production || domain == .maintenance
        let line = try #require(
            plant.state.jobList(WorkCentre.unassignedName).lines.first { $0.order.id == "Q/Step" })
        #expect(line.waitingFor == (isUsed ? Gate.Closed(.lotDisposition, "R") : nil))
        #expect((line.planned == nil) == isUsed)
    }

    /// Who finds out that a lot is bad goes on testing it.
    @Test func aHoldStopsOnlyWhoUsesTheLot() throws {
        var plant = Plant(domain: .quality)
        try plant.does(.resourceManagement(.storeMaterialLot(MaterialLot(id: "R", definitionID: "M"))))
        var segment = SegmentRequirement(processSegmentID: "Test", duration: .minutes(10))
        segment.materials = [MaterialRequirement(definitionIDs: ["M"], lotIDs: ["R"])]
        for domain in [DomainKind.quality, .production] {
            plant.domain = domain
            try plant.imports(OperationsRequest(id: Identifier(domain.rawValue), segments: [segment]))
            try plant.plans()
        }
        for job in ["Quality/Test", "Production/Test"] { try plant.records(.start, job: job, at: 20) }
        try plant.does(.resourceManagement(.holdLot("R", material: "M", reason: "failed")), at: 25)
        #expect(try plant.job("Quality/Test").state == .running)
        #expect(try plant.job("Production/Test").state == .held)
    }

    @Test func twoHoldsNeedTwoReleases() throws {
        var plant = try plant()
        for reason in ["test", "recall"] {
            try plant.does(.resourceManagement(.holdLot("S", material: "MS", reason: reason)), at: 1)
        }
        let again = try plant.does(.resourceManagement(.holdLot("S", material: "MS", reason: "test")), at: 2)
        #expect(again.outcome == .unchanged)
        try plant.does(.resourceManagement(.releaseLot("S", material: "MS", reason: "test")), at: 3)
        #expect(plant.state.lots["S"]?.isUsable == false)
        #expect(throws: LoopError.noSuchHold(lot: "S", reason: "test")) {
            try plant.does(.resourceManagement(.releaseLot("S", material: "MS", reason: "test")), at: 4)
        }
        try plant.does(.resourceManagement(.releaseLot("S", material: "MS", reason: "recall")), at: 5)
        #expect(plant.state.lots["S"]?.isUsable == true)
    }

    private func store(_ lot: MaterialLot, _ plant: inout Plant, at minute: Int) throws {
        try plant.does(.resourceManagement(.storeMaterialLot(lot)), at: minute)
    }

    @Test func aReleaseGivesNoMoreThanWhatWasTold() throws {
        var plant = try plant()
        try store(MaterialLot(id: "S", definitionID: "MS", disposition: .known(.restricted)), &plant, at: 1)
        try plant.does(.resourceManagement(.holdLot("S", material: "MS", reason: "test")), at: 2)
        try plant.does(.resourceManagement(.releaseLot("S", material: "MS", reason: "test")), at: 3)
        #expect(plant.state.lots["S"]?.lot.disposition == .known(.restricted))
        #expect(plant.state.lots["S"]?.isUsable == false)
        #expect(try plant.job("B/Mix").waitingFor == Gate.Closed(.lotDisposition, "S"))
    }

    @Test func aMessageDoesNotLiftAHold() throws {
        var plant = try plant()
        try plant.does(.resourceManagement(.holdLot("S", material: "MS", reason: "test")), at: 1)
        try store(MaterialLot(id: "S", definitionID: "MS", status: "seen"), &plant, at: 2)
        try store(MaterialLot(id: "S", definitionID: "MS", disposition: .known(.unrestricted)), &plant, at: 3)
        #expect(plant.state.lots["S"]?.isUsable == false)
        #expect(plant.state.lots["S"]?.lot.status == "seen")
        try plant.does(.resourceManagement(.releaseLot("S", material: "MS", reason: "test")), at: 4)
        #expect(plant.state.lots["S"]?.lot.disposition == .known(.unrestricted))
    }

    /// The job that used it goes on reporting, in any order.
    @Test(arguments: [true, false]) func whatIsMadeOfAHeldLotIsHeld(_ consumedFirst: Bool) throws {
        var plant = try plant()
        try plant.records(.start, job: "A/Mix", at: 1)
        let consume = { (plant: inout Plant, minute: Int) in
            try plant.records(
                .consumed, job: "A/Mix", at: minute, material: "MR", lot: "R", quantity: "1", unit: "KG")
        }
        let produce = { (plant: inout Plant, minute: Int) in
            try plant.records(
                .produced, job: "A/Mix", at: minute, material: "MS", lot: "S", quantity: "1", unit: "KG")
        }
        _ = consumedFirst ? try consume(&plant, 2) : try produce(&plant, 2)
        try plant.does(.resourceManagement(.holdLot("R", material: "MR", reason: "recall")), at: 3)
        #expect(plant.state.holds["S"] == nil)
        let last = consumedFirst ? try produce(&plant, 4) : try consume(&plant, 4)
        #expect(last.notices.contains(.lots(["S"])))
        #expect(plant.state.holds["S"] == [LotHold(reason: "recall", origin: "R")])
        #expect(try plant.job("B/Mix").waitingFor == Gate.Closed(.lotDisposition, "S"))
        try plant.does(.resourceManagement(.releaseLot("R", material: "MR", reason: "recall")), at: 5)
        #expect(plant.state.holds.isEmpty)
        #expect(try plant.job("B/Mix").waitingFor == nil)
        var replayed = ActivityLoop()
        for event in plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == plant.state)
    }

    /// Two lots of one origin go into one: it has the hold once, and one release frees all.
    @Test func aHoldThatComesTwoWaysIsOne() throws {
        var plant = try plant()
        func moves(_ kind: ShopFloorRecord.Kind, _ job: String, _ minute: Int, _ lot: Identifier) throws {
            try plant.records(
                kind, job: "\(job)/Mix", at: minute, material: Identifier("M" + lot.text), lot: lot,
                quantity: "1", unit: "KG")
        }
        try plant.records(.start, job: "A/Mix", at: 1)
        try moves(.consumed, "A", 2, "R")
        try moves(.produced, "A", 3, "S")
        try moves(.produced, "A", 3, "T")
        try plant.records(.start, job: "B/Mix", at: 4)
        try moves(.consumed, "B", 5, "S")
        try moves(.consumed, "B", 6, "T")
        try plant.does(.resourceManagement(.holdLot("R", material: "MR", reason: "recall")), at: 7)
        try moves(.produced, "B", 8, "F")
        #expect(plant.state.holds["F"] == [LotHold(reason: "recall", origin: "R")])
        try plant.does(.resourceManagement(.releaseLot("R", material: "MR", reason: "recall")), at: 9)
        #expect(plant.state.holds.isEmpty)
    }

    @Test func aLotThatOnlyRecordsNameIsHeldAsWell() throws {
        var plant = try plant()
        try plant.records(.start, job: "A/Mix", at: 1)
        try plant.records(.consumed, job: "A/Mix", at: 2, material: "X", lot: "X1", quantity: "1", unit: "KG")
        #expect(plant.state.lots["X1"] == nil)
        try plant.does(.resourceManagement(.holdLot("X1", material: "X", reason: "recall")), at: 3)
        #expect(plant.state.lots["X1"]?.isUsable == false)
        #expect(throws: LoopError.unknownLot("nobody")) {
            try plant.does(.resourceManagement(.holdLot("nobody", material: nil, reason: "recall")), at: 4)
        }
    }

    @Test func whatIsCountedIsOnHand() throws {
        var plant = try plant()
        try plant.records(.counted, at: 1, lot: "R", quantity: "95", unit: "KG")
        #expect(plant.state.onHand(lot: "R") == Quantity("95", "KG"))
        #expect(plant.state.counts.map(\.book) == [Quantity("100", "KG")])
        #expect(throws: LoopError.self) {
            try plant.records(.counted, at: 2, lot: "R", quantity: "95", unit: "LTR")
        }
        #expect(throws: LoopError.unknownLot("unknown")) {
            try plant.records(.counted, at: 2, lot: "unknown", quantity: "95")
        }
        #expect(plant.events.filter { $0.typeName == LotCounted.typeName }.map(\.domain) == [.inventory])
    }

    @Test func aLotIsWhereItWasMovedLast() throws {
        var plant = try plant()
        try plant.records(.moved, at: 1, lot: "R", value: "R-02")
        try plant.records(.moved, at: 2, lot: "R", value: "R-03")
        #expect(plant.state.lots["R"]?.lot.location == ResourceLocation("R-03"))
        #expect(throws: LoopError.self) { try plant.records(.moved, at: 3, lot: "R", value: " ") }
    }

    @Test(arguments: [nil, "maybe"]) func aVerdictIsPassOrFail(_ value: String?) throws {
        var plant = try plant()
        #expect(throws: LoopError.self) {
            try plant.records(.tested, at: 1, lot: "R", parameter: "viscosity", value: value)
        }
        try plant.records(.tested, at: 1, lot: "R", parameter: "viscosity", value: "pass")
        #expect(plant.state.tests["R"]?.map(\.verdict) == [.pass])
    }

    // MARK: Counters

    @Test func aCounterCountsOverItsResets() throws {
        var plant = Plant()
        let readings: [ExactDecimal] = ["100", "140", "150", "5", "25"]
        for (minute, reading) in readings.enumerated() {
            try plant.records(
                .counter, at: minute, quantity: reading, unit: "EA", equipment: "W", parameter: "strokes")
        }
        let entry = try #require(plant.state.counters["W/strokes"])
        #expect(entry.total == Quantity("75", "EA"))
        let reads = plant.events.compactMap { event -> CounterRead? in
            if case .counterRead(let read) = event.fact { read } else { nil }
        }
        #expect(reads.map(\.increment.value) == ["0", "40", "10", "5", "20"])
        #expect(reads.map(\.wasReset) == [false, false, false, true, false])
    }

    @Test func aLateReadingCountsNothing() throws {
        var plant = Plant()
        try plant.records(.counter, at: 5, quantity: "10", equipment: "W", parameter: "strokes")
        let late = try plant.records(.counter, at: 3, quantity: "8", equipment: "W", parameter: "strokes")
        #expect(late.findings.map(\.code) == ["LOOP-RECORD-7"])
        try plant.records(.counter, at: 6, quantity: "12", equipment: "W", parameter: "strokes")
        #expect(plant.state.counters["W/strokes"]?.total == Quantity("2"))
    }
}
