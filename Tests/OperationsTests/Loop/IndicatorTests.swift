import Diagnostics
import Testing

@testable import Operations

/// The indicators of a loop that has run. What single formulas give is tried in `Indicators`.
@Suite struct LoopIndicatorTests {
    typealias ID = KeyPerformanceIndicator.ID

    private func query(_ start: Int, _ end: Int, asOf: Int? = nil) throws -> IndicatorQuery {
        IndicatorQuery(window: try interval(start, end), asOf: .minute(asOf ?? end))
    }

    private func indicators(_ plant: Plant, _ query: IndicatorQuery, scope: Identifier = "M1") -> [ID:
        IndicatorValue]
    {
        let values = plant.loop.indicators(query).value.filter { $0.scope == scope }
        return Dictionary(values.map { ($0.kpi, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func values(_ plant: Plant, _ query: IndicatorQuery, _ ids: [ID], scope: Identifier = "M1")
        -> [String?]
    {
        let all = indicators(plant, query, scope: scope)
        return ids.map { all[$0]?.value?.reduced.lexicalForm }
    }

    private func times(_ plant: Plant, _ query: IndicatorQuery) -> CategoryTimes {
        WorkUnitHistory(of: "M1", in: plant.loop, window: query.window, asOf: query.asOf).sum.times
    }

    /// One job on M1 for `amount` units in `standard` minutes.
    private func plant(standard: Int?, amount: ExactDecimal) throws -> Plant {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", standard)], due: 9999, amount: amount))
        try plant.plans()
        return plant
    }

    private static let oee: [ID] = [.availability, .effectiveness, .qualityRatio, .oeeIndex]

    /// By hand: 480 planned, 30 of them a planned stop: PBT 450. A job from minute 20 to the end of the
    /// shift, with a jam of 40: APT 480 - 20 - 30 - 40 = 390. Of 310 made in planned 1 minute each, 300 are
    /// good. A = 390/450, E = 310/390, Q = 300/310, OEE = 300/450.
    @Test func anOrdinaryShift() throws {
        var plant = try plant(standard: 310, amount: "310")
        try plant.does(.resourceManagement(.setCalendar(WorkCalendar([try interval(0, 480)]))))
        try plant.records(.start, job: "R/A", at: 20)
        try plant.records(
            .equipmentState, at: 100, equipment: "M1", value: "down", reason: "break", planned: true)
        try plant.records(.equipmentState, at: 130, equipment: "M1", value: "up", reason: "break")
        try plant.records(.equipmentState, at: 200, equipment: "M1", value: "down", reason: "jam")
        try plant.records(.equipmentState, at: 240, equipment: "M1", value: "up", reason: "jam")
        try plant.records(.produced, job: "R/A", at: 300, quantity: "300", unit: "EA")
        try plant.records(.scrapped, job: "R/A", at: 301, quantity: "10", unit: "EA")
        try plant.records(.complete, job: "R/A", at: 480)
        let shift = try query(0, 480)
        let times = times(plant, shift)
        #expect([times.pot, times.pdot, times.pbt] == [480, 30, 450].map { $0 * 60_000 })
        #expect([times.apt, times.adet, times.adot] == [390, 40, 20].map { $0 * 60_000 })
        #expect(values(plant, shift, Self.oee) == ["86.666667", "79.487179", "96.774194", "66.666667"])
        #expect(values(plant, shift, [.scrapRatio, .throughputRate]) == ["3.225806", "43.255814"])
        let availability = try #require(indicators(plant, shift)[.availability])
        #expect(availability.numerator == "23400000" && availability.denominator == "27000000")
        // Nothing is known of the first 20 minutes.
        #expect(availability.completeness == "0.955555" && !availability.provisional)
        #expect(availability.formula == "iso22400-2:availability/iso")
        guard case .events(let events) = availability.evidence else {
            Issue.record("no events")
            return
        }
        let types = Set(events.map { plant.events[Int($0) - 1].typeName })
        #expect(types == ["job.transitioned", "equipment.stateChanged", "material.moved"])
        // Alone on the site, its time is the site's.
        #expect(values(plant, shift, Self.oee, scope: "site") == values(plant, shift, Self.oee))
    }

    /// A public bug report: a window of 978 minutes, stops 00:00 to 15:00 and 00:10 to 14:00. The sum is
    /// 1730, the union 900.
    @Test func overlappingStopsAreAUnion() throws {
        var plant = try plant(standard: 978, amount: "1")
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.equipmentState, at: 0, equipment: "M1", value: "down", reason: "a")
        try plant.records(.equipmentState, at: 10, equipment: "M1", value: "down", reason: "b")
        try plant.records(.equipmentState, at: 840, equipment: "M1", value: "up", reason: "b")
        try plant.records(.equipmentState, at: 900, equipment: "M1", value: "up", reason: "a")
        try plant.records(.complete, job: "R/A", at: 978)
        let window = try query(0, 978)
        #expect([times(plant, window).apt, times(plant, window).adet] == [78 * 60_000, 900 * 60_000])
        #expect(values(plant, window, [.availability]) == ["7.97546"])
    }

    /// Sums are added, never ratios: 20 of 100 minutes and 60 of 100 are 80 of 200.
    @Test func aLineIsTheSumOfItsUnits() throws {
        var plant = Plant()
        for unit: Identifier in ["U1", "U2"] {
            try plant.does(
                .resourceManagement(.storeResource(Resource(.equipment, id: unit, parent: "LINE"))))
        }
        try plant.imports(Orders.route("R", [("A", "U1", 20), ("B", "U2", 60)], due: 100))
        try plant.plans()
        for (job, start, end) in [("R/A", 20, 40), ("R/B", 40, 100)] {
            try plant.records(.start, job: job, at: start)
            try plant.records(.complete, job: job, at: end)
        }
        let line = try #require(indicators(plant, try query(0, 100), scope: "LINE")[.availability])
        let units = try ["U1", "U2"].map { unit in
            indicators(plant, try query(0, 100), scope: Identifier(unit))[.availability]
        }
        #expect(line.numerator == "4800000" && line.denominator == "12000000")
        #expect(units.compactMap { $0?.numerator } == ["1200000", "3600000"])
        #expect(plant.state.workCentres(of: "LINE") == ["U1", "U2"])
        #expect(plant.state.workCentres(of: "U1") == ["U1"] && plant.state.workCentres(of: "X").isEmpty)
    }

    @Test func zeroDenominatorsHaveNoValue() throws {
        var plant = try plant(standard: 10, amount: "1")
        let window = try query(0, 100)
        #expect(values(plant, window, Self.oee) == ["0", nil, nil, "0"])
        try plant.does(.resourceManagement(.setCalendar(WorkCalendar([Interval]()))))
        #expect(values(plant, window, Self.oee) == [nil, nil, nil, nil])
        #expect(indicators(plant, window)[.availability]?.denominator == .zero)
    }

    @Test func whatIsOpenIsProvisional() throws {
        var plant = try plant(standard: 60, amount: "1")
        try plant.records(.start, job: "R/A", at: 10)
        try plant.records(.hold, job: "R/A", at: 30)
        let open = try #require(indicators(plant, try query(0, 60, asOf: 40))[.availability])
        #expect(open.provisional)
        #expect(open.numerator == "1200000" && open.denominator == "2400000")
        try plant.records(.resume, job: "R/A", at: 45)
        try plant.records(.complete, job: "R/A", at: 55)
        let closed = try #require(indicators(plant, try query(0, 60))[.availability])
        #expect(!closed.provisional)
        #expect(closed.numerator == "1800000" && closed.denominator == "3600000")
    }

    @Test func aTooSlowStandardIsReportedAndNotClamped() throws {
        var plant = try plant(standard: 100, amount: "10")
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.produced, job: "R/A", at: 40, quantity: "10", unit: "EA")
        try plant.records(.complete, job: "R/A", at: 50)
        let window = try query(0, 50)
        #expect(values(plant, window, [.effectiveness]) == ["200"])
        var unit = window
        unit.scope = "M1"
        #expect(plant.loop.indicators(unit).findings.codes == ["KPI-STANDARD-1"])
    }

    @Test func unknownStandardsAndMixedUnitsAreSaid() throws {
        var plant = try plant(standard: nil, amount: "10")
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.produced, job: "R/A", at: 1, quantity: "1", unit: "EA")
        #expect(indicators(plant, try query(0, 10))[.effectiveness]?.completeness == .zero)
        try plant.records(.produced, job: "R/A", at: 2, quantity: "1", unit: "KG")
        let quality = try #require(indicators(plant, try query(0, 10))[.qualityRatio])
        #expect(quality.numerator == nil && quality.value == nil)
        #expect(quality.findings.codes == ["KPI-ELEMENT-2"])
    }

    @Test func theFloorsWordsAreTheSitesClasses() throws {
        var plant = try plant(standard: 60, amount: "1")
        plant.loop.settings.stopReasons = [
            StopReason("seal leak", .failure, path: ["breakdown", "hydraulics", "seal leak"]),
            StopReason("tool change", .setup),
        ]
        try plant.records(.start, job: "R/A", at: 0)
        for (down, up, reason) in [
            (10, 20, "seal leak"), (30, 34, "tool change"), (40, 41, "failure / sensor"),
            (50, 57, "no pallets"),
        ] {
            try plant.records(.equipmentState, at: down, equipment: "M1", value: "down", reason: reason)
            try plant.records(.equipmentState, at: up, equipment: "M1", value: "up", reason: reason)
        }
        try plant.records(.complete, job: "R/A", at: 60)
        let hour = try query(0, 60)
        let times = times(plant, hour)
        #expect(times[TimeCategory.failure] == 11 * 60_000 && times.aust == 4 * 60_000)
        #expect(times[TimeCategory.stop] == 7 * 60_000)
        #expect(values(plant, hour, [.meanTimeToRestoration, .setupRatio]) == ["0.091667", "9.52381"])
        #expect(values(plant, hour, [.meanTimeBetweenFailures]) == ["0.35"])
        let report = plant.loop.downtime(of: "M1", window: hour.window, asOf: hour.asOf)
        #expect(
            report.items.map(\.down.reason.description) == [
                "breakdown / hydraulics / seal leak", "failure / sensor", "no pallets",
            ])
        #expect(report.explanation.total == 18 * 60_000)
    }

    /// `pbt = apt + aust + adet + adot + apmt` and windows add up, whatever happened.
    @Test(arguments: UInt64(1)...30)
    func everyMillisecondIsCountedOnce(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var plant = Plant()
        if seed % 2 == 0 {
            try plant.does(
                .resourceManagement(
                    .setCalendar(WorkCalendar([try interval(0, 100), try interval(150, 400)]))))
        }
        try plant.imports(Orders.route("R", [("A", "M1", 10), ("B", "M1", 10), ("C", "M1", 10)], due: 100))
        try plant.plans()
        let kinds: [ShopFloorRecord.Kind] = [
            .start, .hold, .resume, .pause, .complete, .equipmentState, .equipmentState,
        ]
        for _ in 0..<60 {
            let kind = kinds.randomElement(using: &generator) ?? .start
            _ = try? plant.records(
                kind, job: ["R/A", "R/B", "R/C"].randomElement(using: &generator),
                at: Int.random(in: 0...400, using: &generator),
                equipment: "M1", value: Bool.random(using: &generator) ? "down" : "up",
                reason: ["failure", "setup", "y"].randomElement(using: &generator),
                planned: Int.random(in: 0...3, using: &generator) == 0)
        }
        let asOf = Int.random(in: 100...500, using: &generator)
        let whole = times(plant, try query(0, 500, asOf: asOf))
        let parts = try (0..<5).map { times(plant, try query($0 * 100, $0 * 100 + 100, asOf: asOf)) }
        for part in parts + [whole] {
            #expect(part.pbt == part.apt + part.aust + part.adet + part.adot + part.apmt)
            #expect(part.pot == part.pbt + part.pdot)
        }
        // A stop that two windows share may be a minor one in each.
        for path in [\CategoryTimes.pot, \.pbt, \.apt, \.aust, \.adet, \.adot, \.total] {
            #expect(whole[keyPath: path] == parts.reduce(0) { $0 + $1[keyPath: path] })
        }
    }
}

/// What the other domains are measured by.
@Suite struct DomainIndicatorTests {
    private func value(
        _ plant: Plant, _ id: KeyPerformanceIndicator.ID, scope: Identifier = "site", _ window: Interval
    ) -> IndicatorValue? {
        plant.loop.indicators(IndicatorQuery(window: window, asOf: window.end)).value.first {
            $0.scope == scope && $0.kpi == id
        }
    }

    private func lots(_ count: Int) throws -> Plant {
        var plant = Plant()
        for number in 1...count {
            try plant.does(
                .resourceManagement(
                    .storeMaterialLot(
                        MaterialLot(
                            id: Identifier("L\(number)"), definitionID: "M",
                            quantities: [Quantity("100", "KG")]))))
        }
        return plant
    }

    @Test func firstPassYieldIsOfFirstInspections() throws {
        var plant = try lots(4)
        let verdicts = [
            ("L1", 5, "pass"), ("L1", 6, "pass"), ("L2", 7, "fail"), ("L2", 300, "pass"), ("L3", 8, "pass"),
        ]
        for (lot, minute, verdict) in verdicts {
            try plant.records(
                .tested, at: minute, lot: Identifier(lot), parameter: "viscosity", value: verdict)
        }
        try plant.records(.tested, at: 9, lot: "L4", parameter: "complaint", value: "fail")
        let yield = try #require(value(plant, .firstPassYield, try interval(0, 60)))
        #expect(yield.numerator == "2" && yield.denominator == "3")
        #expect(value(plant, .firstPassYield, try interval(200, 400)) == nil)
        // Nobody said which places mean "delivered".
        #expect(value(plant, .complaintRate, try interval(0, 60)) == nil)
        plant.loop.settings.deliveryLocations = ["CUSTOMER"]
        try plant.records(.moved, at: 10, lot: "L3", value: "CUSTOMER")
        try plant.records(.moved, at: 11, lot: "L4", value: "CUSTOMER")
        let complaints = try #require(value(plant, .complaintRate, try interval(0, 60)))
        #expect(complaints.numerator == "1" && complaints.denominator == "2")
    }

    @Test func stockIsCountedAndTurnedOver() throws {
        var plant = try lots(2)
        try plant.records(.counted, at: 10, lot: "L1", quantity: "94", unit: "KG")
        try plant.records(.counted, at: 20, lot: "L2", quantity: "100", unit: "KG")
        let accuracy = try #require(value(plant, .stockAccuracy, try interval(0, 60)))
        #expect(accuracy.value?.reduced == "50" && accuracy.denominator == "2")
        // 200 for 10 minutes, 194 for 20, 144 for 30, of which 50 went out.
        try plant.imports(Orders.route("R", [("A", "M1", 10)], due: 100))
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 29)
        try plant.records(.consumed, job: "R/A", at: 30, material: "M", lot: "L2", quantity: "50", unit: "KG")
        let turns = try #require(value(plant, .inventoryTurns, scope: "M", try interval(0, 60)))
        #expect(turns.numerator == "180000000" && turns.denominator == "612000000")
    }

    @Test func requestsAreInTimeOrNot() throws {
        var plant = Plant()
        for (id, due) in [("R1", 60), ("R2", 61), ("R3", 62), ("R4", 900)] {
            try plant.imports(Orders.route(Identifier(id), [("A", "M1", 10)], due: due))
        }
        try plant.imports(Orders.route("R3", [("A", "M1", 10)], due: 62), .cancel)
        try plant.plans()
        for (id, start, end) in [("R1", 10, 40), ("R2", 40, 70)] {
            try plant.records(.start, job: "\(id)/A", at: start)
            try plant.records(.complete, job: "\(id)/A", at: end)
        }
        let window = try interval(0, 100)
        let adherence = try #require(value(plant, .scheduleAdherence, window))
        #expect(adherence.numerator == "1" && adherence.denominator == "2")
        // Each of the two was in process for half an hour.
        let days = try #require(value(plant, .wipDays, window))
        #expect(days.numerator == "3600000" && days.denominator == "2" && days.value == "0.020833")
    }

    @Test func maintenanceIsCorrectiveWhereTheEquipmentStands() throws {
        var plant = Plant(domain: .maintenance)
        for id in ["PM", "CM"] {
            try plant.imports(Orders.route(Identifier(id), [("A", "M1", 30)], due: 600))
        }
        try plant.plans()
        try plant.records(.start, job: "PM/A", at: 10)
        try plant.records(.complete, job: "PM/A", at: 70)
        try plant.records(.equipmentState, at: 100, equipment: "M1", value: "down", reason: "breakdown")
        try plant.records(.start, job: "CM/A", at: 110)
        try plant.records(.complete, job: "CM/A", at: 130)
        try plant.records(.equipmentState, at: 135, equipment: "M1", value: "up", reason: "breakdown")
        let window = try interval(0, 200)
        for scope: Identifier in ["M1", "site"] {
            let ratio = try #require(value(plant, .plannedMaintenanceRatio, scope: scope, window))
            #expect(ratio.numerator == "3600000" && ratio.denominator == "4800000")
        }
        // What a rule asks for after a breakdown is corrective, also when the equipment is up again.
        plant.loop.settings.rules = EventRuleSet([Self.rule])
        try plant.records(.equipmentState, at: 150, equipment: "M1", value: "down", reason: "breakdown")
        try plant.records(.equipmentState, at: 155, equipment: "M1", value: "up", reason: "breakdown")
        let asked = try #require(plant.state.requests.values.first { $0.cause != nil })
        try plant.plans(at: 156)
        try plant.records(.start, job: try #require(asked.jobs.first), at: 160)
        try plant.records(.complete, job: try #require(asked.jobs.first), at: 170)
        #expect(value(plant, .plannedMaintenanceRatio, window)?.denominator == "5400000")
        let times = WorkUnitHistory(of: "M1", in: plant.loop, window: window, asOf: window.end).sum.times
        #expect(times.apmt == 70 * 60_000 && times[TimeCategory.failure] == 40 * 60_000)
    }

    /// What fillers count in pieces and mixers in kilograms is no matter of the requests.
    @Test func mixedUnitsSpoilOnlyWhatIsCountedInThem() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 10), ("B", "M2", 10)], due: 100))
        try plant.plans()
        for (job, start, unit) in [("R/A", 0, "KG"), ("R/B", 20, "EA")] {
            try plant.records(.start, job: job, at: start)
            try plant.records(
                .produced, job: job, at: start + 5, quantity: "1", unit: UnitOfMeasure(text: unit))
            try plant.records(.complete, job: job, at: start + 20)
        }
        let window = try interval(0, 120)
        #expect(try #require(value(plant, .throughputRate, window)).value == nil)
        #expect(value(plant, .wipDays, window)?.value == "0.027778")
        #expect(value(plant, .scheduleAdherence, window)?.value?.reduced == "100")
    }

    @Test func aConventionIsChosenAndNamed() throws {
        var plant = Plant()
        plant.loop.settings.indicatorVariants = [.availability: "nakajima-changeover-out"]
        try plant.imports(Orders.route("R", [("A", "M1", 100)], due: 600))
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.equipmentState, at: 10, equipment: "M1", value: "down", reason: "changeover")
        try plant.records(.equipmentState, at: 60, equipment: "M1", value: "up", reason: "changeover")
        let availability = try #require(value(plant, .availability, scope: "M1", try interval(0, 100)))
        #expect(availability.value?.reduced == "100")
        #expect(availability.formula == "iso22400-2:availability/nakajima-changeover-out")
    }

    /// Three stops that overlap, together 40 minutes: the answer adds up to 40 minutes.
    @Test func whyALineStood() throws {
        var plant = Plant()
        plant.loop.settings.rules = EventRuleSet([Self.rule])
        try plant.imports(Orders.route("R", [("A", "M1", 240)], due: 9999, amount: "480"))
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 0)
        for (minute, value, reason) in [
            (60, "down", "breakdown"), (70, "down", "no operator"), (80, "up", "breakdown"),
            (85, "down", "jam"), (90, "up", "no operator"), (100, "up", "jam"),
        ] {
            try plant.records(.equipmentState, at: minute, equipment: "M1", value: value, reason: reason)
        }
        let report = plant.loop.downtime(
            of: "M1", window: try interval(0, 120), asOf: .minute(120), shortest: .minutes(11))
        #expect(report.explanation.total == 40 * 60_000)
        #expect(report.explanation.tooShort == 20 * 60_000)
        #expect(
            report.explanation.explained + report.explanation.unexplained + report.explanation.tooShort
                == report.explanation.total)
        let item = try #require(report.items.first)
        #expect(item.down.reason.description == "breakdown" && item.down.order == "R")
        // A unit every half minute.
        #expect(item.down.lostUnits?.reduced == "40" && item.unit == "EA")
        #expect(item.rank == 1 && report.comparison.bars.count == 3)
        #expect(item.events.allSatisfy { plant.events[$0 - 1].typeName == "equipment.stateChanged" })
        #expect(item.followed.map(\.domain) == [.maintenance])
    }

    private static var rule: EventRule {
        EventRule(
            id: "breakdown",
            trigger: EventRule.Trigger(
                type: EquipmentStateChanged.typeName,
                conditions: [
                    EventCondition("state", .equal, ["up"]), EventCondition("reason", .equal, ["breakdown"]),
                ]),
            actions: [
                .request(
                    EventRule.RequestTemplate(
                        domain: .maintenance, definition: "INSPECT", subject: .equipment))
            ])
    }
}
