import Testing

@testable import Operations

/// Measurements that chance does not explain any more.
@Suite struct ControlChartTests {
    /// Up and down by one around 100, with pauses, so that no rule is broken: centre 100, mean moving range 1.
    private static let calm: [ExactDecimal] = (0..<24).map { ["100", "101", "100", "99"][$0 % 4] }

    private func plant(_ values: [ExactDecimal], material: Identifier = "P") throws -> Plant {
        var plant = Plant(domain: .quality)
        try plant.does(.resourceManagement(.storeMaterialLot(MaterialLot(id: "L", definitionID: material))))
        for (minute, value) in values.enumerated() { try measure(value, &plant, at: minute) }
        return plant
    }

    private func measure(
        _ value: ExactDecimal, unit: UnitOfMeasure = "P", _ plant: inout Plant, at minute: Int
    )
        throws
    {
        try plant.records(
            .tested, at: minute, lot: "L", quantity: value, unit: unit, parameter: "viscosity", value: "pass")
    }

    private func found(_ plant: Plant) -> [CharacteristicOutOfControl] {
        plant.events.compactMap { event in
            if case .characteristicOutOfControl(let fact) = event.fact { fact } else { nil }
        }
    }

    @Test func chanceIsNotTold() throws {
        #expect(found(try plant(Self.calm)).isEmpty)
    }

    @Test func onePointFarOffIs() throws {
        var plant = try plant(Self.calm)
        try measure("102.5", &plant, at: 30)
        #expect(found(plant).isEmpty)
        try measure("103.5", &plant, at: 31)
        let fact = try #require(found(plant).first)
        #expect(fact.rules == [.beyondThreeSigma])
        #expect(fact.measured == Quantity("103.5", "P"))
        #expect(fact.count == 25)
        let event = plant.events.last { $0.typeName == CharacteristicOutOfControl.typeName }
        #expect(event?.activity == .performanceAnalysis && event?.domain == .quality)
    }

    /// The mean of 24 values is 100 and their mean moving range 1; sigma is 1/1.128.
    @Test func theLimitsAreThoseOfTheMovingRange() throws {
        var series = ControlSeries()
        for value in Self.calm { series.add(Quantity(value, "P")) }
        let judgement = try #require(series.judgement(of: Quantity("100", "P")))
        #expect(judgement.centre == "100")
        #expect(judgement.sigma == "0.886524823")
        #expect(judgement.rules.isEmpty)
    }

    @Test(arguments: [
        (NelsonRule.nineOnOneSide, Array(repeating: "100.5", count: 9) as [ExactDecimal]),
        (.sixSteady, ["99.2", "99.5", "99.9", "100.2", "100.6", "100.9"]),
        (.fourteenAlternating, (0..<14).map { $0 % 2 == 0 ? "100.5" : "99.5" }),
    ]) func aRowIsToldOnceWhereItIsLongEnough(_ rule: NelsonRule, _ row: [ExactDecimal]) throws {
        var plant = try plant(Self.calm)
        for (index, value) in row.enumerated() { try measure(value, &plant, at: 30 + index) }
        let told = found(plant)
        #expect(told.map(\.rules) == [[rule]])
        #expect(told.first?.occurred.instant ?? .minute(0) <= .minute(30 + row.count))
    }

    @Test func fewMeasurementsSayNothing() throws {
        var plant = try plant(Array(Self.calm.prefix(19)))
        try measure("150", &plant, at: 30)
        #expect(found(plant).isEmpty)
    }

    @Test func anotherUnitBeginsAnew() throws {
        var plant = try plant(Self.calm)
        try measure("10.35", unit: "Pas", &plant, at: 30)
        #expect(found(plant).isEmpty)
        #expect(plant.state.controlCharts["P#viscosity"]?.values == ["10.35"])
    }

    @Test func onlyTheLastCount() throws {
        let plant = try plant((0..<100).map { ["100", "101", "100", "99"][$0 % 4] })
        #expect(plant.state.controlCharts["P#viscosity"]?.values.count == ControlSeries.largest)
        var replayed = ActivityLoop()
        for event in plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == plant.state)
    }
}
