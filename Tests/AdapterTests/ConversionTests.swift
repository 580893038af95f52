import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

@testable import Adapter

/// Documents from set to set, to JSON and back.
@Suite struct ConversionTests {
    private static let mappings = MappingLibrary(
        folder: "\(Repository.home)/Mappings", schemas: Repository.library)
    private let converter = DocumentConverter(library: Repository.library, mappings: mappings)

    private func schedule() throws -> [UInt8] {
        let path = "\(Repository.home)/Mappings/demo/examples/paint-shop/schedule.xml"
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    private func convert(
        _ bytes: [UInt8], from: SchemaSet? = nil, to: ConversionTarget
    ) throws -> Conversion {
        try converter.convert(
            MemoryBytes(bytes), file: "schedule.xml", from: from.map { .set($0) }, to: to)
    }

    @Test(arguments: [SchemaSet.v0500, .v0600, .v0700of2020, .v0700])
    func aScheduleBecomesOneOfEverySetAndComesBack(_ set: SchemaSet) throws {
        let there = try convert(schedule(), to: .set(set))
        #expect(there.accidentalLosses == [] && there.findings.hasErrors == false)
        let back = try convert(#require(there.bytes), from: set, to: .set(.v0401))
        #expect(back.accidentalLosses == [])
        let text = String(decoding: try #require(back.bytes), as: UTF8.self)
        #expect(text.contains("<ProcessProductionSchedule"))
        #expect(text.contains("<ID>000000451207</ID>"), "leading zeros stay")
        #expect(text.contains("<QuantityString>240.000</QuantityString>"), "digits stay")
    }

    @Test func jsonComesBackAsTheSameDocument() throws {
        let json = try #require(try convert(schedule(), to: .json).bytes)
        #expect(json.first == UInt8(ascii: "{"))
        let back = try #require(try convert(json, to: .set(.v0401)).bytes)
        let original = try convert(schedule(), to: .set(.v0401)).bytes
        #expect(back == original)
        #expect(try convert(json, to: .set(.v0600)).bytes != nil)
    }

    @Test func whatIsNotValidIsNotTranslated() throws {
        let text = String(decoding: try schedule(), as: UTF8.self)
        let wrong = text.replacing("<Duration>PT1H30M", with: "<Duration>90 min")
        let conversion = try convert(Array(wrong.utf8), to: .set(.v0700))
        #expect(conversion.verdict == .invalid && conversion.bytes == nil && conversion.steps.isEmpty)
        #expect(conversion.findings.map(\.code.rawValue) == ["XSD-VALUE-3"])
        let json = try convert(Array("{\"a\": [1,}".utf8), to: .set(.v0700))
        #expect(json.verdict == .notWellFormed && json.bytes == nil)
        #expect(json.findings.first?.code == "JSON-SYNTAX-1")
    }

    @Test func aNounWithoutAMappingSaysSo() throws {
        let set = SchemaSet.v0401
        let text = "<MaintenanceInformation xmlns='\(set.namespace)'/>"
        let error = #expect(throws: UnroutableNoun.self) {
            try convert(Array(text.utf8), to: .set(.v0700))
        }
        #expect(error?.exitStatus == .usage)
    }
}
