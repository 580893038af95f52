import Diagnostics
import Journal
import Operations
import Testing

@testable import Adapter

/// Definitions of operations come in.
@Suite struct DefinitionIntakeTests {
    private static func segment(
        _ id: String, _ duration: String = "PT1H", _ more: String = "", dependency: String = "",
        dependent: String = ""
    ) -> String {
        """
        <OperationsSegment><ID>\(id)</ID><Duration>\(duration)</Duration>\(more)\(dependency)\(dependent)\
        </OperationsSegment>
        """
    }

    private static func after(_ other: String, _ word: String = "AfterEnd") -> String {
        "<SegmentDependency><ID>D</ID><Dependency>\(word)</Dependency><SegmentID>\(other)</SegmentID>"
            + "</SegmentDependency>"
    }

    private static let paint = """
        <ID>PAINT</ID><Version>1</Version>\
        <EffectiveStartDate>2026-01-01T00:00:00+01:00</EffectiveStartDate>\
        <OperationsType>Production</OperationsType>
        \(segment("Mixing", "PT1H30M", "<EquipmentSpecification><ID>E</ID><EquipmentClassID>MIXER</EquipmentClassID>"
            + "<EquipmentID>MIXER-01</EquipmentID><EquipmentID>MIXER-02</EquipmentID></EquipmentSpecification>"))
        \(segment("Filling", dependency: after("Mixing")))
        """

    @Test(arguments: ["Sync", "Process", nil])
    func aDefinitionIsStored(_ verb: String?) async throws {
        let bench = try Bench()
        let result = try await bench.take(
            CanonicalMessage("OperationsDefinition", verb: verb, Self.paint).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(result.objects.map(\.noun) == ["OperationsDefinition"])
        let version = try #require(try await bench.state().definitions["Production/PAINT"]?.versions.first)
        #expect(version.basis == .message && version.definition.version == "1")
        let mixing = try #require(version.definition.segment("Mixing"))
        #expect(mixing.duration == TimeSpan(milliseconds: 5_400_000))
        #expect(mixing.equipment.first?.equipmentIDs == ["MIXER-01", "MIXER-02"])
        #expect(mixing.equipment.first?.classIDs == ["MIXER"])
        let dependency = try #require(version.definition.segment("Filling")?.dependencies.first)
        #expect(dependency.dependency == .known(.afterEnd) && dependency.segmentIDs == ["Mixing"])
    }

    /// A step without a duration of its own takes the standard of the definition that came.
    @Test func aRequestFollowsTheDefinitionThatCame() async throws {
        let bench = try Bench()
        try await bench.take(CanonicalMessage("OperationsDefinition", Self.paint).xml)
        let order = try await bench.take(
            CanonicalMessage(
                "OperationsSchedule", verb: "Process",
                """
                <ID>S</ID><OperationsRequest><ID>4711</ID>
                <OperationsDefinitionID>PAINT</OperationsDefinitionID>
                <SegmentRequirement><ID>1</ID><ProcessSegmentID>Mixing</ProcessSegmentID>
                <OperationsDefinitionID>PAINT</OperationsDefinitionID>
                <OperationsSegmentID>Mixing</OperationsSegmentID></SegmentRequirement></OperationsRequest>
                """
            ).xml)
        #expect(order.outcome == .imported, "\(order.findings)")
        #expect(!order.findings.map(\.code).contains("LOOP-DEFINITION-1"))
        try await bench.run()
        let planned = try #require(try await bench.state().jobs["4711/1"]?.planned)
        #expect(planned.duration == TimeSpan(milliseconds: 5_400_000))
        #expect(planned.durationSource == .definition)
    }

    /// Two steps that depend on the same one are planned side by side, the second after a lag.
    @Test func aRequestWaitsAsTheDefinitionThatCameSays() async throws {
        let bench = try Bench()
        let lag =
            "<DependencyFactor><ValueString>30</ValueString><UnitOfMeasure>MIN</UnitOfMeasure></DependencyFactor>"
        let later = Self.after("Mixing").replacing("<SegmentID>", with: lag + "<SegmentID>")
        let steps = [
            Self.segment("Mixing"), Self.segment("Filling", dependency: Self.after("Mixing")),
            Self.segment("Testing", dependency: later),
        ]
        let definition = "<ID>PAINT</ID><OperationsType>Production</OperationsType>" + steps.joined()
        let known = try await bench.take(CanonicalMessage("OperationsDefinition", definition).xml)
        #expect(known.findings.isEmpty, "\(known.findings)")
        let segments = ["Mixing", "Filling", "Testing"].map { name in
            """
            <SegmentRequirement><ID>\(name)</ID><ProcessSegmentID>\(name)</ProcessSegmentID>
            <OperationsDefinitionID>PAINT</OperationsDefinitionID><OperationsSegmentID>\(name)</OperationsSegmentID>
            <EquipmentRequirement><ID>E</ID><EquipmentID>\(name)-01</EquipmentID></EquipmentRequirement></SegmentRequirement>
            """
        }
        let order =
            "<ID>S</ID><OperationsRequest><ID>4711</ID><OperationsDefinitionID>PAINT</OperationsDefinitionID>"
        let taken = try await bench.take(
            CanonicalMessage(
                "OperationsSchedule", verb: "Process", order + segments.joined() + "</OperationsRequest>"
            ).xml)
        #expect(taken.outcome == .imported, "\(taken.findings)")
        try await bench.run()
        let jobs = try await bench.state().jobs
        let mixed = try #require(jobs["4711/Mixing"]?.planned).end
        #expect(jobs["4711/Filling"]?.planned?.start == mixed)
        #expect(jobs["4711/Testing"]?.planned?.start == mixed + TimeSpan(milliseconds: 1_800_000))
        #expect(jobs["4711/Testing"]?.waitingFor == Gate.Closed(.predecessor, "4711/Mixing"))
    }

    @Test(arguments: DomainKind.allCases)
    func theOperationsTypeIsItsDomain(_ domain: DomainKind) async throws {
        let bench = try Bench()
        let text = Self.paint.replacing(">Production<", with: ">\(domain.rawValue)<")
        try await bench.take(CanonicalMessage("OperationsDefinition", text).xml)
        #expect(try await bench.state().definitions.keys.sorted() == ["\(domain.rawValue)/PAINT"])
    }

    @Test func laterContentIsAnotherVersion() async throws {
        let bench = try Bench()
        let first = CanonicalMessage("OperationsDefinition", Self.paint)
        try await bench.take(first.xml)
        #expect(try await bench.take(first.later().xml).outcome == .unchanged)
        let second = first.later(
            Self.paint.replacing("<Version>1<", with: "<Version>2<")
                .replacing("2026-01-01T", with: "2027-01-01T"))
        var other = second
        other.created = "2026-03-01T19:00:00+01:00"
        #expect(try await bench.take(other.xml).outcome == .revised)
        let entry = try #require(try await bench.state().definitions["Production/PAINT"])
        #expect(entry.versions.count == 2)
        let now = try ZonedTime(parsing: "2026-06-01T00:00:00Z").instant
        let then = try ZonedTime(parsing: "2027-06-01T00:00:00Z").instant
        #expect(entry.version(at: now)?.definition.version == "1")
        #expect(entry.version(at: then)?.definition.version == "2")
    }

    @Test func anInformationHoldsMany() async throws {
        let bench = try Bench()
        let result = try await bench.take(
            CanonicalMessage(
                "OperationsDefinitionInformation",
                """
                <ID>I</ID>
                <OperationsDefinition>\(Self.paint)</OperationsDefinition>
                <OperationsDefinition><ID>GLUE</ID>\(Self.segment("Mixing"))</OperationsDefinition>
                """
            ).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(result.objects.map(\.id) == ["PAINT", "GLUE"])
    }

    // MARK: Circles

    private func take(_ segments: String) async throws -> ImportResult {
        try await Bench().take(CanonicalMessage("OperationsDefinition", "<ID>X</ID>\n\(segments)").xml)
    }

    @Test(arguments: ["AfterEnd", "AfterStart", "NoEarlierAfterEnd", "NoEarlierAfterStart"])
    func aCircleIsRefused(_ word: String) async throws {
        let result = try await take(
            Self.segment("A", dependency: Self.after("C", word))
                + Self.segment("B", dependency: Self.after("A"))
                + Self.segment("C", dependency: Self.after("B")))
        #expect(result.outcome == .refused)
        let finding = try #require(result.findings.first { $0.code == "LOOP-DEFINITION-3" })
        #expect(finding.severity == .error && finding.place.line == 4, "\(finding)")
        #expect(finding.message.contains("A → C → B → A"))
    }

    @Test func aStepThatWaitsForItselfIsRefused() async throws {
        let result = try await take(Self.segment("A", dependency: Self.after("A")))
        #expect(result.findings.map(\.code) == ["LOOP-DEFINITION-3"])
        let dependent = try await take(
            Self.segment("A", dependent: "<DependentOperationsSegmentID>B</DependentOperationsSegmentID>")
                + Self.segment(
                    "B", dependent: "<DependentOperationsSegmentID>A</DependentOperationsSegmentID>"))
        #expect(dependent.findings.map(\.code) == ["LOOP-DEFINITION-3"])
    }

    /// Two ways to the same step are none, nor is what only forbids or bounds.
    @Test func aDiamondIsNoCircle() async throws {
        let diamond = try await take(
            Self.segment("A") + Self.segment("B", dependency: Self.after("A"))
                + Self.segment("C", dependency: Self.after("A"))
                + Self.segment("D", dependency: Self.after("B") + Self.after("C")))
        #expect(diamond.outcome == .imported, "\(diamond.findings)")
        let bounds = try await take(
            Self.segment("A", dependency: Self.after("B", "NotInParallel"))
                + Self.segment("B", dependency: Self.after("A")))
        #expect(bounds.outcome == .imported, "\(bounds.findings)")
    }

    @Test func aDependencyOnNothingIsReported() async throws {
        let result = try await take(Self.segment("A", dependency: Self.after("Z")))
        #expect(result.outcome == .imported && result.findings.map(\.code) == ["LOOP-DEFINITION-4"])
    }

    // MARK: Bad input, other sets

    @Test func whatIsWrongIsRefused() async throws {
        let backwards = Self.paint.replacing(
            "<OperationsType>",
            with: "<EffectiveEndDate>2025-01-01T00:00:00+01:00</EffectiveEndDate><OperationsType>")
        for text in [backwards, Self.paint.replacing("PT1H30M", with: "-PT1H")] {
            let bench = try Bench()
            let result = try await bench.take(CanonicalMessage("OperationsDefinition", text).xml)
            #expect(result.outcome == .refused && result.findings.hasErrors)
            #expect(result.findings.allSatisfy { $0.place.line != nil }, "\(result.findings)")
            #expect(try await bench.state().definitions.isEmpty)
        }
    }

    @Test func aDefinitionIsNotCancelled() async throws {
        let bench = try Bench()
        let message = CanonicalMessage("OperationsDefinition", Self.paint)
        try await bench.take(message.xml)
        let result = try await bench.take(message.later(verb: "Cancel").xml)
        #expect(result.outcome == .refused && result.findings.map(\.code) == ["IMPORT-CANCEL-1"])
        #expect(try await bench.state().definitions.count == 1)
    }

    @Test func aProductDefinitionOfV0401IsOne() async throws {
        let bench = try Bench()
        let result = try await bench.take(
            Message(
                noun: "ProductDefinition",
                """
                <ID>PAINT</ID><Version>3</Version>
                <ProductSegment><ID>Mixing</ID><Duration>PT45M</Duration></ProductSegment>
                """
            ).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        let entry = try #require(try await bench.state().definitions["Production/PAINT"])
        #expect(
            entry.versions.first?.definition.segment("Mixing")?.duration == TimeSpan(milliseconds: 2_700_000))
    }

    /// What real senders sent: taken in, or refused with reasons that say where.
    @Test(arguments: [
        "mtconnect-unwrapped__M16-10391.xml", "mtconnect-unwrapped__Definition.xml",
        "embedded__gevernova-v81-productinformation-abridged.xml",
        "derived__azurexslt-processproductdefinition.xml",
        "JaskRendix__amplab2mml__sample_b2mml_expected.xml",
    ])
    func theCorpusIsTakenInOrRefusedWithReasons(_ name: String) async throws {
        guard let path = Repository.shared("corpus/dev/\(name)") else { return }
        let bench = try Bench()
        bench.settings.zone = "Europe/Berlin"
        let result = try await bench.take(file: path)
        let isIn = try await !bench.state().definitions.isEmpty
        #expect(isIn || result.findings.hasErrors, "\(result.outcome) \(result.findings)")
        #expect(result.findings.filter { $0.severity == .error }.allSatisfy { $0.place.line != nil })
    }
}
