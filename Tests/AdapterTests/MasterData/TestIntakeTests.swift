import Diagnostics
import Journal
import Operations
import Testing

@testable import Adapter

/// Test specifications and test results come in.
@Suite struct TestIntakeTests {
    private static let specification = """
        <ID>VISCOSITY</ID><Version>2</Version><TestSampleSize><ValueString>5</ValueString></TestSampleSize>
        <RecurrenceTimeInterval>PT4H</RecurrenceTimeInterval>
        <TestSpecificationCriteria><ID>C</ID><Expression>viscosity &lt; 12.5</Expression><Result>Pass</Result>
        </TestSpecificationCriteria><EvaluatedProperty><ID>viscosity</ID></EvaluatedProperty>
        """

    private static func result(_ verdict: String = "Pass", lot: String = "W-1") -> String {
        """
        <ID>R-1</ID><EvaluationDate>2026-03-01T12:00:00+01:00</EvaluationDate>
        <TestableObjectID>\(lot)</TestableObjectID>\
        <EvaluatedCriterionResult>\(verdict)</EvaluatedCriterionResult>
        <PropertyMeasurement><ID>M-1</ID><TestableObjectPropertyID>viscosity</TestableObjectPropertyID>
        <MeasurementDate>2026-03-01T11:00:00+01:00</MeasurementDate>
        <Value><ValueString>12.50</ValueString><DataType>decimal</DataType><UnitOfMeasure>P</UnitOfMeasure>\
        <Key>v</Key></Value></PropertyMeasurement>
        <PropertyMeasurement><ID>colour</ID><Value><ValueString>red</ValueString></Value></PropertyMeasurement>
        """
    }

    private func bench() async throws -> Bench {
        let bench = try Bench()
        try await bench.take(
            CanonicalMessage("MaterialLot", "<ID>W-1</ID><MaterialDefinitionID>P</MaterialDefinitionID>").xml)
        return bench
    }

    @Test(arguments: ["Sync", "Process", nil])
    func aSpecificationIsStored(_ verb: String?) async throws {
        let bench = try Bench()
        let result = try await bench.take(
            CanonicalMessage("TestSpecification", verb: verb, Self.specification).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        let stored = try #require(try await bench.state().testSpecifications["VISCOSITY"])
        #expect(stored.version == "2" && stored.sampleSize?.text == "5")
        #expect(stored.recurrenceInterval == TimeSpan(milliseconds: 14_400_000))
        #expect(stored.evaluatedProperties.map(\.id) == ["viscosity"])
        #expect(stored.criteria.first?.expressions == ["viscosity < 12.5"])
    }

    @Test(arguments: [("Pass", LotTested.Verdict.pass), ("failed", .fail), ("NOT OK", .fail)])
    func aResultIsAFactOfTheLot(_ word: String, _ verdict: LotTested.Verdict) async throws {
        let bench = try await bench()
        let result = try await bench.take(CanonicalMessage("TestResult", Self.result(word)).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        let tests = try #require(try await bench.state().tests["W-1"])
        #expect(tests.map(\.characteristic) == ["viscosity", "colour"])
        #expect(tests.allSatisfy { $0.verdict == verdict })
        #expect(tests[0].measured == Quantity(try ExactDecimal(parsing: "12.50"), "P"))
        #expect(tests[0].occurred.description == "2026-03-01T11:00:00+01:00")
        #expect(tests[1].measured == nil && tests[1].occurred.description == "2026-03-01T12:00:00+01:00")
    }

    @Test func theSameResultIsAFactOnce() async throws {
        let bench = try await bench()
        let message = CanonicalMessage("TestResult", Self.result())
        try await bench.take(message.xml)
        #expect(try await bench.take(message.later().xml).outcome == .unchanged)
        #expect(try await bench.state().tests["W-1"]?.count == 2)
    }

    @Test func withoutMeasurementsTheResultIsTheCharacteristic() async throws {
        let bench = try await bench()
        let text = """
            <ID>RELEASE</ID><TestableObjectID>W-1</TestableObjectID>\
            <EvaluatedCriterionResult>pass</EvaluatedCriterionResult>
            """
        #expect(try await bench.take(CanonicalMessage("TestResult", text).xml).outcome == .imported)
        #expect(try await bench.state().tests["W-1"]?.map(\.characteristic) == ["RELEASE"])
    }

    @Test func anInformationHoldsBoth() async throws {
        let bench = try await bench()
        let result = try await bench.take(
            CanonicalMessage(
                "OperationsTestInformation",
                """
                <TestSpecification>\(Self.specification)</TestSpecification>
                <TestResult>\(Self.result("Fail"))</TestResult>
                """
            ).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(result.objects.map(\.noun) == ["TestSpecification", "TestResult"])
        #expect(try await bench.state().tests["W-1"]?.first?.verdict == .fail)
    }

    @Test(arguments: [
        (result("maybe"), "LOOP-TEST-1"), (result(lot: "W-2"), "LOOP-REFUSED-19"),
        ("<ID>R</ID><EvaluatedCriterionResult>Pass</EvaluatedCriterionResult>", "LOOP-TEST-1"),
    ])
    func whatIsWrongIsRefused(_ text: String, _ code: String) async throws {
        let bench = try await bench()
        let result = try await bench.take(CanonicalMessage("TestResult", text).xml)
        #expect(result.outcome == .refused && result.findings.map(\.code.rawValue) == [code])
        #expect(result.findings.allSatisfy { $0.place.line != nil })
        #expect(try await bench.state().tests.isEmpty)
    }

    @Test(arguments: ["TestSpecification", "TestResult"])
    func theyAreNotCancelled(_ noun: String) async throws {
        let bench = try await bench()
        let message = CanonicalMessage(noun, noun == "TestResult" ? Self.result() : Self.specification)
        try await bench.take(message.xml)
        let result = try await bench.take(message.later(verb: "Cancel").xml)
        #expect(result.outcome == .refused && result.findings.map(\.code) == ["IMPORT-CANCEL-1"])
    }

    @Test func aMaterialTestOfV0401IsASpecification() async throws {
        let bench = try Bench()
        let result = try await bench.take(
            Message(noun: "QAMaterialTestSpecification", "<ID>V</ID><Name>Viscosity</Name>").xml)
        let isKnown = try await bench.state().testSpecifications["V"] != nil
        #expect(isKnown || result.findings.hasErrors, "\(result.outcome) \(result.findings)")
    }
}
