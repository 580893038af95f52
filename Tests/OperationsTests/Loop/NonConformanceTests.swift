import Diagnostics
import Testing

@testable import Operations

/// A lot that is not as it should be, from its detection to its end.
@Suite struct NonConformanceTests {
    /// Person P1 has made lot L of material P on LINE-1, 10 EA.
    private func plant(_ settings: LoopSettings = LoopSettings()) throws -> Plant {
        var plant = Plant(settings: settings)
        try plant.imports(Orders.route("R", [("Fill", "LINE-1", 60)], due: 600))
        try plant.plans()
        try plant.records(.start, job: "R/Fill", at: 1)
        let made = ShopFloorRecord(
            source: "floor", sequence: 2, at: .minute(2), kind: .produced, job: "R/Fill", material: "P",
            lot: "L", quantity: "10", unit: "EA", person: "P1")
        try plant.records(made)
        try plant.records(.complete, job: "R/Fill", at: 30)
        return plant
    }

    private func open(_ plant: inout Plant, by person: Identifier? = "QI", reason: String = "sag") throws {
        try plant.does(
            .tracking(
                .openNonConformance(
                    NonConformanceReport(lot: "L", material: "P", reason: reason, detectedBy: person))),
            at: 40)
    }

    @discardableResult
    private func does(_ move: NonConformanceMove, _ plant: inout Plant, at minute: Int = 50) throws
        -> Decision
    {
        try plant.does(.tracking(.advanceNonConformance(id: "NC-1", move)), at: minute)
    }

    private func advance(_ steps: [NonConformanceStep], _ plant: inout Plant) throws {
        for step in steps { try does(NonConformanceMove(step, by: "QM"), &plant) }
    }

    private func entry(_ plant: Plant) throws -> NonConformance {
        try #require(plant.state.nonConformances["NC-1"])
    }

    // MARK: The machine

    @Test(arguments: NonConformanceState.allCases, NonConformanceStep.allCases)
    func onlyTheTableIsLegal(_ state: NonConformanceState, _ step: NonConformanceStep) {
        let row = NonConformanceState.transitions.first { $0.from == state && $0.command == step }
        #expect(state.after(step) == row?.to)
        #expect(state.legalSteps.contains(step) == (row != nil))
    }

    @Test func itIsOneLineWithTwoWaysOut() {
        var (state, passed) = (NonConformanceState.detected, [NonConformanceState.detected])
        while let next = state.legalSteps.first(where: { $0 != .cancel }).flatMap(state.after) {
            state = next
            passed.append(state)
        }
        #expect(passed == NonConformanceState.allCases.filter { $0 != .cancelled })
        let cancellable = NonConformanceState.allCases.filter { $0.after(.cancel) != nil }
        #expect(cancellable == [.detected, .contained])
        #expect(NonConformanceState.allCases.filter { !$0.isOpen } == [.closed, .cancelled])
    }

    @Test func whatIsNotLegalIsRefusedWithWhatIs() throws {
        var plant = try plant()
        try open(&plant)
        let error = #expect(throws: LoopError.self) {
            try does(NonConformanceMove(.disposition, by: "QM", disposition: .scrap), &plant)
        }
        #expect(
            error == .nonConformance(.illegalTransition(id: "NC-1", step: .disposition, from: .detected)))
        #expect(error?.code == "LOOP-NONCONFORMANCE-2")
        #expect(error?.advice == "Possible: contain, cancel.")
        #expect(try entry(plant).state == .detected)
    }

    @Test func nothingIsDoneByNobody() throws {
        var plant = try plant()
        try open(&plant)
        #expect(throws: LoopError.nonConformance(.personMissing(id: "NC-1", step: .contain))) {
            try does(NonConformanceMove(.contain, by: " "), &plant)
        }
        #expect(throws: LoopError.nonConformance(.unknown("NC-2"))) {
            try plant.does(
                .tracking(.advanceNonConformance(id: "NC-2", NonConformanceMove(.contain, by: "QM"))))
        }
    }

    // MARK: The lot

    @Test func containedIsHeldAndClosedIsNot() throws {
        var plant = try plant()
        try open(&plant)
        #expect(plant.state.holds.isEmpty)
        try advance([.contain], &plant)
        #expect(plant.state.holds["L"] == [LotHold(reason: "sag", origin: nil)])
        try advance([.review], &plant)
        try does(NonConformanceMove(.disposition, by: "QM", disposition: .useAsIs), &plant)
        try advance([.execute, .verify], &plant)
        #expect(plant.state.lots["L"]?.isUsable == false)
        try advance([.close], &plant)
        #expect(plant.state.holds.isEmpty)
        #expect(plant.state.lots["L"]?.isUsable == true)
        let steps = try entry(plant).history.map(\.step)
        #expect(steps == [.contain, .review, .disposition, .execute, .verify, .close])
    }

    @Test func cancelledLetsGo() throws {
        var plant = try plant()
        try open(&plant)
        try advance([.contain, .cancel], &plant)
        #expect(plant.state.holds.isEmpty)
        #expect(try entry(plant).state == .cancelled)
    }

    /// Another hold, and another non-conformance of the same hold, keep the lot.
    @Test func itTakesBackOnlyWhatItPlaced() throws {
        var plant = try plant()
        try plant.does(.resourceManagement(.holdLot("L", material: "P", reason: "recall")), at: 35)
        try open(&plant)
        try advance([.contain, .cancel], &plant)
        #expect(plant.state.holds["L"]?.map(\.reason) == ["recall"])

        try plant.does(.resourceManagement(.holdLot("L", material: "P", reason: "sag")), at: 36)
        for characteristic in ["gloss", "colour"] {
            let report = NonConformanceReport(lot: "L", reason: "sag", characteristic: characteristic)
            try plant.does(.tracking(.openNonConformance(report)), at: 41)
        }
        #expect(plant.state.nonConformances.entries.map(\.state) == [.cancelled, .contained, .contained])
        let cancel = NonConformanceMove(.cancel, by: "QM")
        try plant.does(.tracking(.advanceNonConformance(id: "NC-2", cancel)), at: 42)
        #expect(plant.state.holds["L"]?.map(\.reason) == ["recall", "sag"])
        try plant.does(.tracking(.advanceNonConformance(id: "NC-3", cancel)), at: 43)
        #expect(plant.state.holds["L"]?.map(\.reason) == ["recall"])
    }

    @Test func theSameIsNotOpenedTwice() throws {
        var plant = try plant()
        try open(&plant)
        try open(&plant)
        #expect(plant.state.nonConformances.entries.count == 1)
        try advance([.cancel], &plant)
        try open(&plant)
        #expect(plant.state.nonConformances.entries.map(\.id) == ["NC-1", "NC-2"])
        #expect(throws: LoopError.unknownLot("X")) {
            try plant.does(.tracking(.openNonConformance(NonConformanceReport(lot: "X", reason: "sag"))))
        }
    }

    // MARK: What becomes of it

    @Test(arguments: [("P1", false), ("QI", false), (" QI ", false), ("QM", true)])
    func whoIsInvolvedDoesNotPass(_ person: String, _ mayDecide: Bool) throws {
        var plant = try plant()
        try open(&plant)
        try advance([.contain, .review], &plant)
        let move = NonConformanceMove(.disposition, by: person, disposition: .useAsIs)
        if mayDecide {
            try does(move, &plant)
        } else {
            #expect(
                throws: LoopError.nonConformance(.approverNotIndependent(id: "NC-1", person: person))
            ) { try does(move, &plant) }
            // Who made it may well throw it away.
            try does(NonConformanceMove(.disposition, by: person, disposition: .scrap), &plant)
        }
        #expect(try entry(plant).state == .dispositioned)
    }

    @Test func aDispositionSaysWhat() throws {
        var plant = try plant()
        try open(&plant)
        try advance([.contain, .review], &plant)
        #expect(throws: LoopError.nonConformance(.dispositionMissing(id: "NC-1"))) {
            try does(NonConformanceMove(.disposition, by: "QM"), &plant)
        }
    }

    @Test func reworkIsARequestThatMayUseTheLot() throws {
        var plant = try plant()
        try open(&plant)
        try advance([.contain, .review], &plant)
        try does(
            NonConformanceMove(.disposition, by: "QM", disposition: .rework, definition: "STRIP"), &plant)
        let request = try #require(try entry(plant).request)
        let entry = try #require(plant.state.requests[request])
        #expect(entry.domain == .production)
        #expect(entry.request.segments[0].materials[0].lotIDs == ["L"])
        #expect(entry.request.segments[0].parameters[0].values[0].text == "NC-1")
        let job = try #require(entry.jobs.first)
        #expect(plant.state.jobs[job]?.plan.workCentre.name == "LINE-1")

        // Nobody else may use it.
        var other = Orders.route("S", [("Fill", "LINE-2", 60)], due: 600)
        other.segments[0].materials.append(
            MaterialRequirement(definitionIDs: ["P"], lotIDs: ["L"], use: .known(.consumed)))
        try plant.imports(other, at: 51)
        try plant.plans(at: 52)
        #expect(plant.state.jobs[job]?.state == .allowedReady)
        #expect(try plant.job("S/Fill").planned == nil)

        #expect(
            throws: LoopError.nonConformance(
                .reworkNotDone(id: "NC-1", request: request, state: .known(.ready)))
        ) { try advance([.execute], &plant) }
        try plant.records(.start, job: job, at: 60)
        let used = try plant.records(
            .consumed, job: job, at: 61, material: "P", lot: "L", quantity: "10", unit: "EA")
        #expect(!used.findings.codes.contains("LOOP-LOT-4"))
        try plant.records(.produced, job: job, at: 62, material: "P", lot: "L-2", quantity: "9", unit: "EA")
        try plant.records(.complete, job: job, at: 70)
        #expect(plant.state.holds["L-2"] == [LotHold(reason: "sag", origin: "L")])
        #expect(plant.state.genealogy.backward(from: "L-2") == ["L"])
        try advance([.execute, .verify, .close], &plant)
        #expect(plant.state.holds.isEmpty)
    }

    /// A second hold is not the rework's to pass.
    @Test func reworkWaitsForAnotherHold() throws {
        var plant = try plant()
        try open(&plant)
        try advance([.contain, .review], &plant)
        try does(NonConformanceMove(.disposition, by: "QM", disposition: .rework), &plant)
        try plant.plans(at: 52)
        let job = try #require(plant.state.requests["NC-1-REWORK"]?.jobs.first)
        #expect(plant.state.jobs[job]?.state == .allowedReady)
        try plant.does(.resourceManagement(.holdLot("L", material: "P", reason: "recall")), at: 53)
        #expect(plant.state.jobs[job]?.waitingFor == Gate.Closed(.lotDisposition, "L"))
        try plant.does(.resourceManagement(.releaseLot("L", material: "P", reason: "recall")), at: 54)
        #expect(plant.state.jobs[job]?.state == .allowedReady)
    }

    @Test(arguments: [(nil, "0", true), ("4", "6", false)] as [(ExactDecimal?, ExactDecimal, Bool)])
    func scrapIsTakenFromTheBooks(_ amount: ExactDecimal?, _ left: ExactDecimal, _ isAll: Bool) throws {
        var plant = try plant()
        try open(&plant)
        try advance([.contain, .review], &plant)
        try does(NonConformanceMove(.disposition, by: "QM", disposition: .scrap), &plant)
        #expect(plant.state.lots["L"]?.onHand == Quantity("10", "EA"))
        try does(
            NonConformanceMove(
                .execute, by: "QM", reason: "crusher", quantity: amount.map { Quantity($0, "EA") }), &plant)
        #expect(plant.state.lots["L"]?.onHand == Quantity(left, "EA"))
        let scrapped = plant.events.compactMap { event -> LotScrapped? in
            if case .lotScrapped(let fact) = event.fact { fact } else { nil }
        }
        #expect(scrapped.map(\.reason) == ["crusher"])
        #expect(scrapped.first?.isAll == isAll)
        try advance([.verify, .close], &plant)
        #expect(plant.state.holds.isEmpty)
        #expect((plant.state.lots["L"]?.lot.disposition == .known(.closed)) == isAll)
        #expect(plant.state.lots["L"]?.isUsable == !isAll)
    }

    @Test func scrapOfAnotherUnitIsRefused() throws {
        var plant = try plant()
        try open(&plant)
        try advance([.contain, .review], &plant)
        try does(NonConformanceMove(.disposition, by: "QM", disposition: .scrap), &plant)
        let error = #expect(throws: LoopError.self) {
            try does(NonConformanceMove(.execute, by: "QM", quantity: Quantity("1", "KG")), &plant)
        }
        #expect(error?.code == "LOOP-REFUSED-18")
        #expect(try entry(plant).state == .dispositioned)
    }

    // MARK: Rules

    /// A rule that holds the lot beside it places the hold for it.
    @Test func aFailedTestOpensOne() throws {
        var settings = LoopSettings()
        settings.rules = EventRuleSet([
            EventRule(
                id: "failed",
                trigger: EventRule.Trigger(
                    type: LotTested.typeName, conditions: [EventCondition("verdict", .equal, ["fail"])]),
                actions: [.hold(reason: "failed"), .nonConformance(reason: "failed")])
        ])
        var plant = try plant(settings)
        let test = ShopFloorRecord(
            source: "lab", sequence: 1, at: .minute(40), kind: .tested, lot: "L", person: "QI",
            parameter: "gloss", value: "fail")
        try plant.records(test)
        let entry = try entry(plant)
        #expect(entry.state == .contained)
        #expect(entry.characteristic == "gloss")
        #expect(entry.detectedBy == "QI")
        let event = try #require(plant.events.first { $0.typeName == NonConformanceOpened.typeName })
        #expect(event.domain == .quality)
        #expect(event.origin?.cause?.rules == ["failed"])
    }

    @Test func whatWasDoneIsReplayed() throws {
        var plant = try plant()
        try open(&plant)
        try advance([.contain, .review], &plant)
        try does(NonConformanceMove(.disposition, by: "QM", disposition: .scrap), &plant)
        try advance([.execute, .verify], &plant)
        var replayed = ActivityLoop()
        for event in plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == plant.state)
        #expect(try MemoryShelves().keep(plant.state) == plant.state)
    }
}
