import Diagnostics
import Testing

@testable import Operations

@Suite struct IndicatorTests {
    private func values(_ plant: Plant, _ window: Interval, asOf: Int = 10_000) -> [Indicator.KPI: String?] {
        let indicators = plant.loop.indicators(of: "M1", window: window, asOf: .minute(asOf)).value
        return Dictionary(
            indicators.map { ($0.kpi, $0.value?.lexicalForm) }, uniquingKeysWith: { first, _ in first })
    }

    /// One job on M1 for `amount` units in `standard` minutes.
    private func plant(standard: Int?, amount: ExactDecimal) throws -> Plant {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", standard)], due: 9999, amount: amount))
        try plant.plans()
        return plant
    }

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
        let window = try interval(0, 480)
        let elements = plant.loop.timeElements(of: "M1", window: window, asOf: .minute(480))
        #expect([elements.pot, elements.pdot, elements.pbt] == [.minutes(480), .minutes(30), .minutes(450)])
        #expect([elements.apt, elements.adet, elements.adot] == [.minutes(390), .minutes(40), .minutes(20)])
        #expect(elements.pq?.value == "310")
        #expect(
            values(plant, window) == [
                .availability: "86.6667", .effectiveness: "79.4872", .qualityRatio: "96.7742",
                .oeeIndex: "66.6667",
            ])
        let indicators = plant.loop.indicators(of: "M1", window: window, asOf: .minute(480))
        #expect(indicators.findings.isEmpty)
        #expect(indicators.value.allSatisfy { !$0.provisional && $0.completeness == .one && $0.unit == "%" })
        #expect(indicators.value[0].numerator == "23400000" && indicators.value[0].denominator == "27000000")
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
        let window = try interval(0, 978)
        let elements = plant.loop.timeElements(of: "M1", window: window, asOf: .minute(978))
        #expect(elements.apt == .minutes(78))
        #expect(elements.adet == .minutes(900))
        #expect(values(plant, window)[.availability] == "7.9755")
    }

    @Test func zeroDenominatorsHaveNoValue() throws {
        var plant = try plant(standard: 10, amount: "1")
        let window = try interval(0, 100)
        #expect(
            values(plant, window) == [
                .availability: "0.0000", .effectiveness: nil, .qualityRatio: nil, .oeeIndex: "0.0000",
            ])
        try plant.does(.resourceManagement(.setCalendar(WorkCalendar([Interval]()))))
        #expect(
            values(plant, window) == [
                .availability: nil, .effectiveness: nil, .qualityRatio: nil, .oeeIndex: nil,
            ])
    }

    @Test func whatIsOpenIsProvisional() throws {
        var plant = try plant(standard: 60, amount: "1")
        try plant.records(.start, job: "R/A", at: 10)
        try plant.records(.hold, job: "R/A", at: 30)
        let window = try interval(0, 60)
        let open = plant.loop.indicators(of: "M1", window: window, asOf: .minute(40)).value[0]
        #expect(open.provisional)
        #expect(open.numerator == "1200000" && open.denominator == "2400000")
        try plant.records(.resume, job: "R/A", at: 45)
        try plant.records(.complete, job: "R/A", at: 55)
        let closed = plant.loop.indicators(of: "M1", window: window, asOf: .minute(60)).value[0]
        #expect(!closed.provisional)
        #expect(closed.numerator == "1800000" && closed.denominator == "3600000")
    }

    @Test func aTooSlowStandardIsReportedAndNotClamped() throws {
        var plant = try plant(standard: 100, amount: "10")
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.produced, job: "R/A", at: 40, quantity: "10", unit: "EA")
        try plant.records(.complete, job: "R/A", at: 50)
        let result = plant.loop.indicators(of: "M1", window: try interval(0, 50), asOf: .minute(50))
        #expect(result.value[1].value?.lexicalForm == "200.0000")
        #expect(result.findings.codes == ["LOOP-KPI-1"])
    }

    @Test func unknownStandardsAndMixedUnitsAreSaid() throws {
        var plant = try plant(standard: nil, amount: "10")
        try plant.records(.start, job: "R/A", at: 0)
        try plant.records(.produced, job: "R/A", at: 1, quantity: "1", unit: "EA")
        #expect(
            plant.loop.indicators(of: "M1", window: try interval(0, 10), asOf: .minute(10)).value[1]
                .completeness == "0")
        try plant.records(.produced, job: "R/A", at: 2, quantity: "1", unit: "KG")
        let result = plant.loop.indicators(of: "M1", window: try interval(0, 10), asOf: .minute(10))
        #expect(result.value[2].numerator == nil && result.value[2].value == nil)
        #expect(result.findings.codes == ["LOOP-KPI-2"])
    }

    /// `pbt = apt + adet + adot` and windows add up, whatever happened.
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
        let jobs = ["R/A", "R/B", "R/C"]
        let kinds: [ShopFloorRecord.Kind] = [
            .start, .hold, .resume, .pause, .complete, .equipmentState, .equipmentState,
        ]
        for _ in 0..<60 {
            let kind = kinds.randomElement(using: &generator) ?? .start
            _ = try? plant.records(
                kind, job: jobs.randomElement(using: &generator),
                at: Int.random(in: 0...400, using: &generator),
                equipment: "M1", value: Bool.random(using: &generator) ? "down" : "up",
                reason: Bool.random(using: &generator) ? "x" : "y",
                planned: Int.random(in: 0...3, using: &generator) == 0)
        }
        let asOf = Instant.minute(Int.random(in: 100...500, using: &generator))
        func elements(_ start: Int, _ end: Int) throws -> TimeElements {
            plant.loop.timeElements(of: "M1", window: try interval(start, end), asOf: asOf)
        }
        let whole = try elements(0, 500)
        let parts = try (0..<5).map { try elements($0 * 100, $0 * 100 + 100) }
        for part in parts + [whole] {
            #expect(
                part.pbt.milliseconds == part.apt.milliseconds + part.adet.milliseconds
                    + part.adot.milliseconds)
            #expect(part.pot.milliseconds == part.pbt.milliseconds + part.pdot.milliseconds)
        }
        for path in [\TimeElements.pot, \.pbt, \.apt, \.adet, \.adot, \.outsidePlan] {
            #expect(
                whole[keyPath: path].milliseconds == parts.reduce(0) { $0 + $1[keyPath: path].milliseconds })
        }
    }
}
