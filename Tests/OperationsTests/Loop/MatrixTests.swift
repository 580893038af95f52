import Testing

@testable import Operations

@Suite struct MatrixTests {
    /// The real order from import to response.
    private static func run() throws -> Plant {
        var plant = Plant()
        try plant.imports(Orders.mesa)
        try plant.plans()
        try plant.records(.start, job: Orders.weighing, at: 5)
        try plant.records(
            .consumed, job: Orders.weighing, at: 6, material: "CRBN0001", lot: "CRBN0001_LOT01",
            quantity: "5.000", unit: "KG")
        try plant.records(.complete, job: Orders.weighing, at: 30)
        return plant
    }

    /// The production cells have evidence after an order went through; nothing fed the other domains, and
    /// they say so.
    @Test(arguments: DomainKind.allCases, Activity.allCases)
    func cellsHaveEvidenceOnlyWhereSomethingHappened(_ domain: DomainKind, _ activity: Activity) throws {
        let plant = try Self.run()
        let evidence = plant.state.matrix.evidence(domain, activity)
        #expect((evidence > 0) == (domain == .production))
        #expect(evidence == plant.events.filter { $0.domain == domain && $0.activity == activity }.count)
    }

    @Test func incrementalAndCountedMatrixAreOne() throws {
        let plant = try Self.run()
        #expect(plant.state.matrix == LoopMatrix(of: plant.events))
        #expect(plant.state.matrix.cells.count == 32)
        #expect(plant.state.matrix.cells.reduce(0) { $0 + $1.evidence } == plant.events.count)
    }

    /// The same code runs for every domain: once something feeds it, its cells have evidence.
    /// With one activity switched off, that is where the loop breaks; with none, nowhere.
    @Test(arguments: DomainKind.allCases, Activity.allCases)
    func whatIsSwitchedOffIsWhereTheLoopBreaks(_ domain: DomainKind, _ activity: Activity) throws {
        let events = try Self.run(domain).events
        #expect(LoopMatrix(of: events).breakPoint(of: domain)?.activity == nil)
        let matrix = LoopMatrix(of: events.filter { $0.activity != activity })
        #expect(matrix.breakPoint(of: domain)?.activity == activity)
        #expect(matrix == LoopMatrix(of: events).without(domain, activity))
        for other in DomainKind.allCases where other != domain {
            #expect(!matrix.isRun(other))
            #expect(matrix.breakPoint(of: other)?.activity == nil)
        }
    }

    private static func run(_ domain: DomainKind) throws -> Plant {
        var plant = Plant(domain: domain)
        let segment = SegmentRequirement(processSegmentID: "Step", duration: .minutes(10))
        try plant.imports(OperationsRequest(id: "R", segments: [segment]))
        try plant.plans()
        try plant.records(.start, job: "R/Step", at: 1)
        try plant.records(.consumed, job: "R/Step", at: 2, material: "M", quantity: "1", unit: "EA")
        try plant.records(.complete, job: "R/Step", at: 9)
        return plant
    }

    @Test(arguments: DomainKind.allCases)
    func everyDomainRunsThroughTheLoop(_ domain: DomainKind) throws {
        var plant = Plant(domain: domain)
        let request = OperationsRequest(
            id: "R", segments: [SegmentRequirement(processSegmentID: "Step", duration: .minutes(10))])
        try plant.imports(request)
        try plant.plans()
        try plant.records(.start, job: "R/Step", at: 1)
        try plant.records(.consumed, job: "R/Step", at: 2, material: "M", quantity: "1", unit: "EA")
        let last = try plant.records(.complete, job: "R/Step", at: 9)
        for activity in Activity.allCases {
            #expect(plant.state.matrix.evidence(domain, activity) > 0, "\(activity)")
        }
        let actual = try #require(
            plant.state.performance(of: "R")?.responses.first?.segments.first?.materials.first)
        #expect(actual.use == .known(domain.profile.consumedUse))
        #expect(last.notices.contains { if case .performance = $0 { true } else { false } })
    }

    @Test(arguments: DomainKind.allCases)
    func profilesAreConsistent(_ domain: DomainKind) {
        let profile = domain.profile
        #expect(profile.domain == domain)
        #expect(profile.consumingUses.isSubset(of: profile.materialUses))
        #expect(profile.producingUses.isSubset(of: profile.materialUses))
        #expect(profile.consumingUses.isDisjoint(with: profile.producingUses))
        #expect(profile.consumingUses.contains(profile.consumedUse))
        #expect(profile.producingUses.contains(profile.producedUse))
    }

    @Test func subjectsAreFoundWhereADomainLooks() {
        let segments = [
            SegmentRequirement(
                equipment: [EquipmentRequirement(equipmentIDs: ["M1"])],
                physicalAssets: [PhysicalAssetRequirement(assetIDs: ["PUMP 7"])],
                materials: [
                    MaterialRequirement(definitionIDs: ["RAW"], use: .known(.consumable)),
                    MaterialRequirement(
                        definitionIDs: ["FG"], lotIDs: ["L1"], use: .known(.produced),
                        location: ResourceLocation("BIN 2")),
                ])
        ]
        #expect(Subject.producedMaterial.name(in: segments) == "FG")
        #expect(Subject.testedMaterial.name(in: segments) == "L1")
        #expect(Subject.asset.name(in: segments) == "PUMP 7")
        #expect(Subject.storedLot.name(in: segments) == "RAW")
        #expect(Subject.asset.name(in: []) == nil)
    }
}
