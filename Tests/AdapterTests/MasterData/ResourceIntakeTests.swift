import Diagnostics
import Journal
import Operations
import Testing

@testable import Adapter

/// Equipment, persons, assets and their classes come in.
@Suite struct ResourceIntakeTests {
    private static let plant = """
        <ID>PLANT</ID>
        <Equipment><ID>LINE-1</ID><EquipmentLevel>ProductionLine</EquipmentLevel>
        <EquipmentChild><ID>MIXER-01</ID><EquipmentLevel>WorkUnit</EquipmentLevel>
        <EquipmentProperty><ID>Volume</ID><Value><ValueString>0500</ValueString><DataType>decimal</DataType>\
        <UnitOfMeasure>LTR</UnitOfMeasure><Key>v</Key></Value></EquipmentProperty>
        <EquipmentClassID>MIXER</EquipmentClassID></EquipmentChild>
        <EquipmentChild><ID>MIXER-02</ID><EquipmentClassID>SMALL-MIXER</EquipmentClassID></EquipmentChild>
        </Equipment>
        <Equipment><ID>MIXER-03</ID></Equipment>
        <EquipmentClass><ID>MIXER</ID><EquipmentSourceID>MIXER-03</EquipmentSourceID></EquipmentClass>
        <EquipmentClass><ID>SMALL-MIXER</ID><EquipmentClassBaseID>MIXER</EquipmentClassBaseID></EquipmentClass>
        """

    private func units(_ bench: Bench, _ name: Identifier) async throws -> [String] {
        try await bench.state().units(ofClass: name)
    }

    @Test(arguments: ["Sync", "Process", nil])
    func equipmentIsStoredWithItsClassesAndItsPlace(_ verb: String?) async throws {
        let bench = try Bench()
        let result = try await bench.take(
            CanonicalMessage("EquipmentInformation", verb: verb, Self.plant).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(
            Set(result.objects.map(\.id)) == [
                "LINE-1", "MIXER-01", "MIXER-02", "MIXER-03", "MIXER", "SMALL-MIXER",
            ])
        let state = try await bench.state()
        let mixer = try #require(state.resourceRegister[.equipment, "MIXER-01"])
        #expect(mixer.parent == "LINE-1" && mixer.level == .known(.workUnit))
        #expect(mixer.properties.first?.values.first?.text == "0500")
        #expect(state.resourceRegister.ancestors(of: "MIXER-02", .equipment) == ["LINE-1"])
        // Its own word, a class made from it, and the class's own word.
        #expect(state.units(ofClass: "MIXER") == ["MIXER-01", "MIXER-02", "MIXER-03"])
        #expect(state.units(ofClass: "SMALL-MIXER") == ["MIXER-02"])
        #expect(state.units(ofClass: "NONE").isEmpty)
        #expect(
            state.resources["equipment/MIXER-01"] != nil && state.resources["equipmentClass/MIXER"] != nil)
    }

    @Test func aMembershipEndsWhenItIsNotSaidAgain() async throws {
        let bench = try Bench()
        let message = CanonicalMessage("EquipmentInformation", Self.plant)
        try await bench.take(message.xml)
        let moved = CanonicalMessage(
            "Equipment", "<ID>MIXER-01</ID><EquipmentClassID>SILO</EquipmentClassID>"
        ).later()
        #expect(try await bench.take(moved.xml).outcome == .revised)
        #expect(try await units(bench, "MIXER") == ["MIXER-02", "MIXER-03"])
        #expect(try await units(bench, "SILO") == ["MIXER-01"])
        // Standing alone it does not say what it is a part of, and stays there.
        #expect(
            try await bench.state().resourceRegister[.equipment, "MIXER-01"]?.parent == "LINE-1")
    }

    /// Whatever comes first, and after a restart from the journal.
    @Test(arguments: JournalKind.allCases)
    func theOrderOfMessagesDoesNotMatter(_ kind: JournalKind) async throws {
        let equipment = CanonicalMessage("Equipment", "<ID>M</ID><EquipmentClassID>B</EquipmentClassID>")
        let classes = [
            CanonicalMessage("EquipmentClass", "<ID>A</ID>"),
            CanonicalMessage(
                "EquipmentClass", "<ID>B</ID><EquipmentClassBaseID>A</EquipmentClassBaseID>"),
        ]
        for messages in [[equipment] + classes, classes.reversed() + [equipment]] {
            let bench = try Bench(kind)
            for (minute, message) in zip(10..., messages) {
                var message = message
                message.created = "2026-03-01T16:\(minute):00+01:00"
                #expect(try await bench.take(message.xml).outcome == .imported)
            }
            #expect(try await units(bench, "A") == ["M"])
        }
    }

    @Test func onlyWhatIsEffectiveMayBeUsed() async throws {
        let bench = try Bench()
        try await bench.take(
            CanonicalMessage(
                "Equipment",
                """
                <ID>M</ID><EffectiveStartDate>2026-02-01T00:00:00Z</EffectiveStartDate>
                <EffectiveEndDate>2026-03-01T00:00:00Z</EffectiveEndDate><EquipmentClassID>A</EquipmentClassID>
                """
            ).xml)
        let state = try await bench.state()
        let times = ["2026-01-31T23:59:59Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"]
        let found = try times.map { state.units(ofClass: "A", at: try ZonedTime(parsing: $0).instant) }
        #expect(found == [[], ["M"], []])
    }

    /// A person's classes are its skills, with those that they are made from.
    @Test func aPersonHasSkills() async throws {
        let bench = try Bench()
        let result = try await bench.take(
            CanonicalMessage(
                "PersonnelInformation",
                """
                <ID>P</ID>
                <Person><ID>007</ID><PersonName>K. Brandt</PersonName>\
                <PersonnelClassID>FORKLIFT</PersonnelClassID></Person>
                <Person><ID>008</ID></Person>
                <PersonnelClass><ID>FORKLIFT</ID><PersonnelClassBaseID>DRIVER</PersonnelClassBaseID>
                </PersonnelClass>
                <PersonnelClass><ID>FIRST-AID</ID><PersonSourceID>007</PersonSourceID></PersonnelClass>
                """
            ).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        let state = try await bench.state()
        #expect(state.resourceRegister[.person, "007"]?.name == "K. Brandt")
        #expect(state.skills(of: "007") == ["DRIVER", "FIRST-AID", "FORKLIFT"])
        #expect(state.skills(of: "008").isEmpty && state.skills(of: "7").isEmpty)
        #expect(state.resourceRegister.members(of: "DRIVER", .personnelClass) == ["007"])
    }

    @Test func assetsAreStored() async throws {
        let bench = try Bench()
        let result = try await bench.take(
            CanonicalMessage(
                "PhysicalAsset",
                """
                <ID>A-1</ID><PhysicalAssetChild><ID>A-1-MOTOR</ID></PhysicalAssetChild>\
                <PhysicalAssetClassID>PUMP</PhysicalAssetClassID>
                """
            ).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        let register = try await bench.state().resourceRegister
        #expect(register[.physicalAsset, "A-1-MOTOR"]?.parent == "A-1")
        #expect(register.members(of: "PUMP", .physicalAssetClass) == ["A-1"])
    }

    @Test func aHierarchyWithoutAnEndIsReported() async throws {
        let bench = try Bench()
        try await bench.take(
            CanonicalMessage("Equipment", "<ID>A</ID><EquipmentChild><ID>B</ID></EquipmentChild>").xml)
        let result = try await bench.take(
            CanonicalMessage("Equipment", "<ID>B</ID><EquipmentChild><ID>A</ID></EquipmentChild>").later().xml
        )
        #expect(result.findings.map(\.code).contains("LOOP-RESOURCE-1"))
        #expect(try await bench.state().resourceRegister.ancestors(of: "A", .equipment) == ["B"])
    }

    @Test func classesInACircleEnd() async throws {
        let bench = try Bench()
        let circle = [("A", "B"), ("B", "A")].map { one, other in
            CanonicalMessage(
                "EquipmentClass", "<ID>\(one)</ID><EquipmentClassBaseID>\(other)</EquipmentClassBaseID>")
        }
        try await bench.take(circle[0].xml)
        try await bench.take(circle[1].later().xml)
        try await bench.take(
            CanonicalMessage("Equipment", "<ID>M</ID><EquipmentClassID>A</EquipmentClassID>").xml)
        #expect(try await units(bench, "B") == ["M"])
    }

    @Test func whatIsWrongIsRefused() async throws {
        for text in [
            "<ID> </ID>",
            """
            <ID>M</ID><EffectiveStartDate>2026-02-01T00:00:00Z</EffectiveStartDate>
            <EffectiveEndDate>2026-01-01T00:00:00Z</EffectiveEndDate>
            """,
        ] {
            let bench = try Bench()
            let result = try await bench.take(CanonicalMessage("Equipment", text).xml)
            #expect(result.outcome == .refused && result.findings.hasErrors)
            #expect(result.findings.allSatisfy { $0.place.line != nil })
            #expect(try await bench.state().resourceRegister.described.isEmpty)
        }
    }

    @Test(arguments: ["Equipment", "Person", "PhysicalAsset"])
    func aResourceIsNotCancelled(_ noun: String) async throws {
        let bench = try Bench()
        try await bench.take(CanonicalMessage(noun, "<ID>X</ID>").xml)
        let result = try await bench.take(CanonicalMessage(noun, "<ID>X</ID>").later(verb: "Cancel").xml)
        #expect(result.outcome == .refused && result.findings.map(\.code) == ["IMPORT-CANCEL-1"])
    }

    @Test(arguments: [
        ("Equipment", "<ID>M</ID><EquipmentClassID>MIXER</EquipmentClassID>", "equipment/M"),
        ("EquipmentInformation", "<Equipment><ID>M</ID></Equipment>", "equipment/M"),
        ("Person", "<ID>P</ID><PersonnelClassID>DRIVER</PersonnelClassID>", "person/P"),
        ("PersonnelInformation", "<Person><ID>P</ID></Person>", "person/P"),
    ])
    func theyComeFromV0401Too(_ noun: String, _ content: String, _ key: String) async throws {
        let bench = try Bench()
        let result = try await bench.take(Message(noun: noun, content).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(try await bench.state().resourceRegister.described[key] != nil)
    }
}
