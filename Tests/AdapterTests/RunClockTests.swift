import Journal
import Operations
import Testing

@testable import Adapter

/// `loop run` is the clock of the rules.
@Suite struct RunClockTests {
    private static let gauge = CanonicalMessage(
        "PhysicalAsset",
        """
        <ID>A-7</ID>
        <PhysicalAssetProperty><ID>CalibrationDue</ID><Value><ValueString>2026-02-01</ValueString>\
        <DataType>date</DataType></Value></PhysicalAssetProperty>
        """)

    private static let schedule = CanonicalMessage(
        "OperationsSchedule",
        """
        <ID>S</ID><OperationsRequest><ID>4711</ID><OperationsType>Production</OperationsType>
        <SegmentRequirement><ID>1</ID><ProcessSegmentID>Mix</ProcessSegmentID>\
        <OperationsDefinitionID>D</OperationsDefinitionID><OperationsSegmentID>Mix</OperationsSegmentID>
        <MaterialRequirement><MaterialDefinitionID>FLOUR</MaterialDefinitionID>\
        <MaterialUse>Consumed</MaterialUse>
        <Quantity><QuantityString>80</QuantityString><UnitOfMeasure>KGM</UnitOfMeasure></Quantity>
        </MaterialRequirement></SegmentRequirement></OperationsRequest>
        """)

    private func bench(_ rule: String) throws -> Bench {
        let bench = try Bench()
        bench.settings.loop.dueSoon = TimeSpan(milliseconds: 3_600_000)
        bench.settings.loop.rules = EventRuleSet(
            try EventRuleFolder.read(["\(Repository.home)/Mappings/rules/\(rule).yaml"]).map(\.rule))
        return bench
    }

    @Test func anOverdueGaugeIsBlockedOnceByTheShippedRule() async throws {
        let bench = try bench("calibration-overdue")
        #expect(try await bench.take(Self.gauge.xml).outcome == .imported)
        for _ in 1...2 { try await bench.run() }
        let state = try await bench.state()
        #expect(state.workCentres["A-7"]?.stops.count == 1)
        #expect(state.workCentres["A-7"]?.isDown == true)
        #expect(state.requests.values.map(\.request.operationsDefinitionID) == ["CALIBRATE"])
        #expect(try await bench.events().count { $0.event.type == "calibration.overdue" } == 1)
    }

    @Test func whatAJobTakesThatBeginsSoonIsStagedOnce() async throws {
        let bench = try bench("staging")
        let taken = try await bench.take(Self.schedule.xml)
        #expect(taken.outcome == .imported, "\(taken.findings)")
        for _ in 1...2 { try await bench.run() }
        let state = try await bench.state()
        let staged = state.requests.values.filter { $0.domain == .inventory }
        #expect(staged.count == 1)
        let material = try #require(staged.first?.request.segments.first?.materials.first)
        #expect(material.definitionIDs == ["FLOUR"])
        #expect(material.quantities.map(\.value) == ["80"].compactMap { try? ExactDecimal(parsing: $0) })
        #expect(try await bench.events().count { $0.event.type == "job.dueSoon" } == 1)
    }
}
