import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing

@Suite struct LibraryTests {
    static let paths = Bench.library.paths

    @Test(arguments: paths) func everyMappingOfTheProductIsSound(_ path: String) {
        let checked = Bench.library.check(path)
        // A pack may leave a part unread on purpose: what is in it is then told as lost by accident, and refused in strict.
        let isPack = !path.hasPrefix("isa95/")
        let findings = checked.findings.filter { !isPack || $0.code != "MAP-UNREAD-1" }
        #expect(findings.map(\.description) == [])
        #expect((checked.value == nil) == !Bench.library.entries.contains { "\($0.name).yaml" == path })
    }

    /// What has no header, or another name than its file, is no mapping that anybody can ask for.
    @Test func whatIsNotFoundIsALibrary() throws {
        let others = Set(Self.paths).subtracting(Bench.library.entries.map { "\($0.name).yaml" })
        for path in others {
            let text = try String(contentsOf: Bench.root.appending(path: "Mappings/\(path)"), encoding: .utf8)
            #expect(text.contains("\nlibrary: "), "\(path)")
        }
        #expect(Bench.library.entries.count > others.count)
    }

    @Test(arguments: [
        ("ProductionSchedule", "OperationsSchedule"), ("ProductionPerformance", "OperationsPerformance"),
        ("MaterialInformation", "MaterialInformation"), ("MaterialClass", "MaterialClass"),
        ("MaterialDefinition", "MaterialDefinition"), ("MaterialLot", "MaterialLot"),
        ("MaterialSubLot", "MaterialSubLot"),
    ])
    func bothWaysAreFound(_ noun: String, _ canonical: String) throws {
        let inward = try #require(try Bench.library.toCanonical(.v0401, noun: noun))
        #expect(inward.to == MappingEnd(.canonical, canonical))
        let outward = try #require(try Bench.library.fromCanonical(canonical, to: .v0401))
        #expect(outward.to == MappingEnd(.published(.v0401), noun))
    }

    @Test func aNounWithoutAMappingHasNone() throws {
        #expect(try Bench.library.toCanonical(.v0401, noun: "MaintenanceInformation") == nil)
        #expect(try Bench.library.mapping(named: "isa95/from-v0401/production-schedule") != nil)
    }
}
