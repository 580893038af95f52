import Testing

@testable import Operations

/// R11 in the loop: where more waits than the cap allows, shift after shift, the unit upstream starts no more.
@Suite struct WorkInProcessReviewTests {
    /// A shift of eight hours a day; orders go from one unit to the next.
    private struct Run {
        static let day = 1_440
        var plant: Plant
        /// The day, from 0.
        var today = 0

        init(caps: [String: ExactDecimal] = ["PAINT": "2"]) throws {
            var settings = LoopSettings()
            // Plans by rule are enough here, and are made at once.
            settings.schedulingIterations = 0
            settings.workInProcessCaps = caps
            plant = Plant(settings: settings)
            let shifts = try (0..<60).map { try interval($0 * Self.day, $0 * Self.day + 480) }
            try plant.does(.resourceManagement(.setCalendar(WorkCalendar(shifts))))
        }

        var now: Int { today * Self.day }

        mutating func imports(
            _ ids: [String], through units: [Identifier] = ["PRESS", "PAINT"],
            painting material: MaterialRequirement? = nil
        ) throws {
            for id in ids {
                let steps = zip(["A", "B"] as [Identifier], units).map { ($0, $1, 10 as Int?) }
                var request = Orders.route(Identifier(id), steps, due: now + 20_000)
                if let material { request.segments[1].materials.append(material) }
                try plant.imports(request, at: now)
            }
            try plant.plans(at: now)
        }

        /// Does a job of each order, one after another, within the first hours of the shift.
        mutating func does(_ step: String, of ids: [String], from minute: Int = 0) throws {
            for (index, id) in ids.enumerated() {
                let start = now + minute + index * 10
                try plant.records(.start, job: "\(id)/\(step)", at: start)
                try plant.records(.complete, job: "\(id)/\(step)", at: start + 10)
            }
        }

        /// The ends of some shifts, each with a review.
        mutating func passes(days: Int) throws {
            for _ in 0..<days {
                try plant.does(.performanceAnalysis(.review), at: now + 481)
                today += 1
            }
        }

        /// Before the next shift begins.
        mutating func decides(_ target: String = toPaint, approve: Bool) throws {
            try plant.decides(proposals(of: target).last, approve: approve, at: now - 1)
        }

        mutating func approves(_ target: String = toPaint) throws { try decides(target, approve: true) }

        /// Four orders wait before PAINT from the second shift on, and nothing is done about it.
        static func crowded(caps: [String: ExactDecimal] = ["PAINT": "2"]) throws -> Run {
            var run = try Run(caps: caps)
            try run.imports(["R0", "R1", "R2", "R3"])
            try run.does("A", of: ["R0", "R1", "R2", "R3"])
            try run.passes(days: 4)
            return run
        }

        func proposals(of target: String = toPaint) -> [FeedbackProposal] {
            plant.proposals(of: target)
        }

        func waitsFor(_ job: String) throws -> Gate.Closed? { try plant.job(job).waitingFor }

        func isReady(_ job: String) throws -> Bool { try plant.job(job).state == .allowedReady }
    }

    private static let toPaint = "workInProcessGate of PRESS#PAINT"
    private static let full = Gate.Closed(.workInProcess, "PAINT")

    @Test func threeShiftsAboveTheCapAreWanted() throws {
        var run = try Run()
        try run.imports(["R0", "R1", "R2", "R3"])
        try run.does("A", of: ["R0", "R1", "R2", "R3"])
        // Nobody knows what waited at the beginning of the first one.
        try run.passes(days: 3)
        #expect(run.proposals().isEmpty)
        try run.passes(days: 1)
        let draft = try #require(run.proposals().first?.draft)
        #expect(draft.current == .task("no cap") && draft.proposed == .number("2", unit: "job orders"))
        #expect(draft.evidence.count == 3 && draft.messages.isEmpty)
        #expect(draft.evidence.statistics.map(\.value) == [4])
        try run.passes(days: 1)
        #expect(run.proposals().map(\.state) == [.proposed])
    }

    @Test(arguments: [[:], ["PRESS": "1"], ["PAINT": "4"], ["PAINT": "4.5"]] as [[String: ExactDecimal]])
    func whatIsAllowedOrNotLimitedIsLeftAlone(_ caps: [String: ExactDecimal]) throws {
        let run = try Run.crowded(caps: caps)
        #expect(run.plant.state.register.proposals.isEmpty)
    }

    @Test func whatWaitsIsWeightedByTime() throws {
        var run = try Run(caps: ["PAINT": "0.5"])
        try run.imports(["R0"])
        try run.passes(days: 1)
        for day in 1...3 {
            try run.imports(["S\(day)"])
            // From minute 10 to minute 370 of 480.
            try run.does("A", of: ["S\(day)"])
            try run.does("B", of: ["S\(day)"], from: 370)
            try run.passes(days: 1)
        }
        #expect(run.proposals().isEmpty)
        try run.imports(["S4"])
        try run.does("A", of: ["S4"])
        try run.does("B", of: ["S4"], from: 370)
        try run.passes(days: 1)
        let draft = try #require(run.proposals().first?.draft)
        #expect(draft.evidence.statistics.map(\.value) == [0.75])
    }

    @Test func theUpstreamUnitWaitsUntilLessDoes() throws {
        var run = try Run.crowded()
        try run.approves()
        try run.imports(["N", "M"])
        #expect(try run.waitsFor("N/A") == Self.full && run.waitsFor("M/A") == Self.full)
        #expect(try run.plant.job("N/A").state == .allowedWaiting)
        // What goes elsewhere begins.
        try run.imports(["E"], through: ["PRESS", "PACK"])
        #expect(try run.isReady("E/A"))
        try run.does("B", of: ["R0", "R1"])
        #expect(try run.waitsFor("N/A") == Self.full)
        // Three of four have begun.
        try run.plant.records(.start, job: "R2/B", at: run.now + 20)
        #expect(try run.isReady("N/A") && run.isReady("M/A"))
        let started = try run.plant.records(.start, job: "N/A", at: run.now + 21)
        #expect(started.findings.isEmpty)
        // With R3 and N the cap is reached again.
        try run.plant.records(.complete, job: "N/A", at: run.now + 31)
        #expect(try run.waitsFor("M/A") == Self.full)
        let late = try run.plant.records(.start, job: "M/A", at: run.now + 32)
        #expect(late.findings.codes == ["LOOP-JOB-3"])
    }

    @Test func whatIsCalledOffMakesRoom() throws {
        var run = try Run.crowded()
        try run.approves()
        try run.imports(["N"])
        for id in ["R0", "R1", "R2"] {
            #expect(try run.waitsFor("N/A") == Self.full)
            try run.plant.does(
                .executionManagement(.perform(.cancel, job: "\(id)/B", at: nil, reason: nil)), at: run.now)
        }
        #expect(try run.isReady("N/A"))
    }

    @Test func whatHelpsIsVerifiedAndThenLifted() throws {
        var run = try Run.crowded()
        try run.approves()
        #expect(run.proposals().map(\.state) == [.effective])
        // The first of the three shifts is still too full; the others are not.
        try run.does("B", of: ["R0", "R1"], from: 300)
        try run.passes(days: 2)
        #expect(run.proposals().map(\.state) == [.effective])
        try run.passes(days: 1)
        #expect(run.proposals().map(\.state) == [.verified])
        try run.passes(days: 1)
        let lifting = try #require(run.proposals().last)
        #expect(lifting.draft.current == .number("2", unit: "job orders"))
        #expect(lifting.draft.proposed == .task("no cap") && lifting.draft.reverts == nil)
        try run.imports(["N"])
        #expect(try run.waitsFor("N/A") == Self.full)
        try run.approves()
        try run.plant.plans(at: run.now)
        #expect(try run.isReady("N/A"))
        try run.passes(days: 3)
        #expect(run.proposals().map(\.state) == [.verified, .verified])
    }

    @Test func whatDoesNotHelpIsProposedToBeTakenBack() throws {
        var run = try Run.crowded()
        try run.approves()
        try run.passes(days: 3)
        let back = try #require(run.proposals().last)
        #expect(back.draft.reverts == run.proposals().first?.id)
        try run.approves()
        #expect(run.proposals().map(\.state) == [.reverted, .effective])
        try run.imports(["N"])
        #expect(try run.isReady("N/A"))
    }

    @Test func aNoIsAskedAboutAgainAfterThreeMoreShifts() throws {
        var run = try Run.crowded()
        try run.decides(approve: false)
        try run.passes(days: 2)
        #expect(run.proposals().map(\.state) == [.rejected])
        try run.passes(days: 1)
        #expect(run.proposals().map(\.state) == [.rejected, .proposed])
    }

    /// The gate knows its cap by the proposal; another one in the settings is one more to be decided on.
    @Test func anotherCapIsProposedWhereMoreWaits() throws {
        var run = try Run.crowded(caps: ["PAINT": "3"])
        try run.approves()
        try run.does("B", of: ["R0"])
        try run.passes(days: 3)
        #expect(run.proposals().map(\.state) == [.verified])
        run.plant.loop.settings.workInProcessCaps["PAINT"] = "1"
        try run.passes(days: 1)
        let draft = try #require(run.proposals().last?.draft)
        #expect(draft.current == .number("3", unit: "job orders"))
        #expect(draft.proposed == .number("1", unit: "job orders"))
        try run.approves()
        #expect(run.plant.state.register.workInProcessGates["PRESS", "PAINT"]?.cap == "1")
    }

    @Test func aGateWithoutASettingCanBeLifted() throws {
        var run = try Run.crowded()
        try run.approves()
        try run.does("B", of: ["R0", "R1"])
        run.plant.loop.settings.workInProcessCaps = [:]
        try run.passes(days: 4)
        #expect(run.proposals().map(\.state) == [.verified, .proposed])
        #expect(run.proposals().last?.draft.proposed == .task("no cap"))
    }

    @Test func withoutASettingNoOtherGateIsProposed() throws {
        var run = try Run.crowded()
        try run.approves()
        run.plant.loop.settings.workInProcessCaps = [:]
        try run.imports(["S0"], through: ["MILL", "PAINT"])
        try run.does("A", of: ["S0"])
        try run.passes(days: 2)
        #expect(run.plant.state.register.proposals.count == 1)
        run.plant.loop.settings.workInProcessCaps = ["PAINT": "2"]
        try run.passes(days: 1)
        #expect(run.proposals(of: "workInProcessGate of MILL#PAINT").count == 1)
    }

    // MARK: Nothing waits for ever

    private static let toPress = "workInProcessGate of PAINT#PRESS"

    @Test func gatesFormNoRing() throws {
        var run = try Run(caps: ["PAINT": "1", "PRESS": "1"])
        try run.imports(["R0", "R1"])
        try run.imports(["S0", "S1"], through: ["PAINT", "PRESS"])
        try run.does("A", of: ["R0", "R1"])
        try run.does("A", of: ["S0", "S1"])
        try run.passes(days: 4)
        #expect(run.proposals(of: Self.toPaint).count == 1 && run.proposals(of: Self.toPress).count == 1)
        try run.approves(Self.toPress)
        try run.approves(Self.toPaint)
        #expect(run.plant.state.register.workInProcessGates.all.map(\.acts) == [true, false])
        // S/B waits on PRESS for nothing but PRESS; what feeds it waits, what feeds PAINT does not.
        try run.imports(["N"])
        try run.imports(["M"], through: ["PAINT", "PRESS"])
        #expect(try run.isReady("N/A"))
        #expect(try run.waitsFor("M/A") == Gate.Closed(.workInProcess, "PRESS"))
    }

    @Test func whatWouldCloseARingIsNotProposed() throws {
        var run = try Run(caps: ["PAINT": "1", "PRESS": "1"])
        try run.imports(["R0", "R1"])
        try run.does("A", of: ["R0", "R1"])
        try run.passes(days: 4)
        try run.approves(Self.toPaint)
        try run.imports(["S0", "S1"], through: ["PAINT", "PRESS"])
        try run.does("A", of: ["S0", "S1"])
        try run.passes(days: 4)
        #expect(run.proposals(of: Self.toPress).isEmpty)
    }

    /// What is short may be what is kept upstream.
    @Test func whatWaitsForMaterialAloneKeepsNothing() throws {
        var run = try Run()
        let varnish = MaterialLot(
            id: "V", definitionID: "VARNISH", disposition: .known(.restricted),
            quantities: [Quantity("100", "KG")])
        try run.plant.does(.resourceManagement(.storeMaterialLot(varnish)))
        let need = MaterialRequirement(
            definitionIDs: ["VARNISH"], lotIDs: ["V"], use: .known(.consumed),
            quantities: [Quantity("1", "KG")])
        try run.imports(["R0", "R1", "R2"], painting: need)
        try run.does("A", of: ["R0", "R1", "R2"])
        try run.passes(days: 4)
        try run.approves()
        try run.imports(["N", "M"])
        #expect(try run.isReady("N/A") && run.isReady("M/A"))
        // N needs no varnish: now something before PAINT can begin.
        try run.does("A", of: ["N"])
        #expect(try run.waitsFor("M/A") == Self.full)
    }

    // MARK: What waits

    /// What is put together waits from its last part on; what depends on nothing is not in process.
    @Test func aJobWaitsFromTheLastThatItDependsOn() throws {
        let after = { (words: [KnownDependency], ids: [Identifier]) in
            zip(words, ids).map {
                SegmentDependency(id: "D", dependency: .known($0), segmentIDs: [$1])
            }
        }
        let step = { (id: Identifier, dependencies: [SegmentDependency]) in
            OperationsSegment(
                id: id, processSegmentIDs: [id], duration: .minutes(10),
                equipment: [EquipmentSpecification(equipmentIDs: [Identifier("M\(id)")])],
                dependencies: dependencies)
        }
        var run = try Run(caps: [:])
        let steps = [
            step("A", []), step("B", []), step("C", after([.afterEnd, .afterEnd], ["A", "B"])),
            step("D", after([.afterStart], ["A"])),
        ]
        try run.plant.does(
            .definitionManagement(.store(OperationsDefinition(id: "X", segments: steps))), partner: "erp")
        try run.plant.imports(
            OperationsRequest(
                id: "R", operationsType: .known(.production), endTime: .minute(1_000),
                operationsDefinitionID: "X"))
        try run.plant.plans()
        func wait(_ job: String) throws -> JobWait? {
            GateView(state: run.plant.state).wait(of: try run.plant.job(job))
        }
        try run.does("A", of: ["R"], from: 5)
        #expect(try wait("R/A") == nil && wait("R/C") == nil)
        #expect(try wait("R/D")?.time == OpenInterval(start: .minute(5)))
        try run.does("B", of: ["R"], from: 30)
        try run.does("C", of: ["R"], from: 60)
        #expect(try wait("R/C")?.time == OpenInterval(start: .minute(40), end: .minute(60)))
        #expect(try wait("R/C")?.upstream == ["MA", "MB"])
        #expect(GateView(state: run.plant.state).nextUnits(after: try run.plant.job("R/A")) == ["MD"])
    }

    // MARK: Replay

    @Test func whatWasReviewedIsReplayed() throws {
        var run = try Run.crowded()
        try run.approves()
        try run.imports(["N", "M"])
        try run.does("B", of: ["R0", "R1", "R2"])
        try run.does("A", of: ["N"], from: 40)
        try run.passes(days: 3)
        var replayed = ActivityLoop()
        for event in run.plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == run.plant.state)
        #expect(replayed.state.register.workInProcessGates.all.count == 1)
    }
}
