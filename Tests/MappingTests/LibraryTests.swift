import B2MML
import Diagnostics
import Mapping
import Testing

@Suite struct LibraryTests {
    @Test func everyMappingOfTheProductIsSound() {
        #expect(Bench.loaded.findings.map(\.description) == [])
        #expect(Bench.library.mappings.count == 14)
    }

    @Test(arguments: [
        ("ProductionSchedule", "OperationsSchedule"), ("ProductionPerformance", "OperationsPerformance"),
        ("MaterialInformation", "MaterialInformation"), ("MaterialClass", "MaterialClass"),
        ("MaterialDefinition", "MaterialDefinition"), ("MaterialLot", "MaterialLot"),
        ("MaterialSubLot", "MaterialSubLot"),
    ])
    func bothWaysAreFound(_ noun: String, _ canonical: String) throws {
        let inward = try #require(Bench.library.toCanonical(.v0401, noun: noun))
        #expect(inward.to == MappingEnd(.canonical, canonical))
        let outward = try #require(Bench.library.fromCanonical(canonical, to: .v0401))
        #expect(outward.to == MappingEnd(.published(.v0401), noun))
    }

    @Test func aNounWithoutAMappingHasNone() {
        #expect(Bench.library.toCanonical(.v0401, noun: "ProductionCapability") == nil)
        #expect(Bench.library.mapping(named: "isa95/from-v0401/production-schedule") != nil)
    }
}
