import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema
import XMLStream

@testable import Adapter

/// What is translated record by record is what is translated as a whole.
@Suite struct RecordConversionTests {
    private static let library = Repository.library
    private static let converter = DocumentConverter(
        library: library,
        mappings: MappingLibrary(folder: "\(Repository.home)/Mappings", schemas: library))

    /// Documents of any shape of every noun that has records; the transaction around some of them.
    @Test(arguments: [SchemaSet.v0401, .v0500, .v0600, .v0700of2020, .v0700])
    func bothWaysGiveTheSameDocument(_ set: SchemaSet) throws {
        let target: SchemaSet = set == .v0700 ? .v0600 : .v0700
        let schema = try Self.library.schema(set)
        let generator = SampleGenerator(schema, target: set.namespace, substitutesTypes: false)
        var random = SampleRandom(seed: 7)
        var compared = 0
        var made = 0
        for name in schema.globalElements where schema.names[name].namespace == set.namespace {
            guard let element = schema.globalElement(schema.names[name]),
                MessageRoot(element, in: schema).noun != nil,
                let sample = generator.document(root: name, using: &random)
            else { continue }
            let bytes = Array(sample.document(target: set.namespace).utf8)
            guard
                let whole = try? Self.converter.convert(
                    MemoryBytes(bytes), file: "a.xml", from: .set(set), to: .set(target)),
                let flat = try Self.converter.convertRecords(
                    MemoryBytes(bytes), file: "a.xml", from: set, to: target)
            else { continue }
            compared += 1
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(whole.verdict == flat.verdict)
            #expect(whole.isMade == flat.isMade, "\(text)\n\(flat.findings.map(\.description))")
            guard let output = flat.output, let expected = whole.bytes else { continue }
            made += 1
            let found = Array(try Data(contentsOf: URL(filePath: output.path)))
            let (one, other) = try (Self.normal(found, target), Self.normal(expected, target))
            #expect(one == other, "\(LineDifference(from: other, to: one).text)\n\(text)")
            #expect(Self.kinds(whole.accidentalLosses) == Self.kinds(flat.accidentalLosses), "\(text)")
            #expect(Self.kinds(whole.derived) == Self.kinds(flat.derived), "\(text)")
            #expect(
                Self.kinds(whole.steps.flatMap { $0.losses.ignoredDeclared.map(\.path) })
                    == Self.kinds(flat.steps.flatMap { $0.losses.ignoredDeclared.map(\.path) }), "\(text)")
        }
        print("\(set.rawValue): \(compared) compared, \(made) made")
        #expect(compared >= 25 && made >= 20)
    }

    /// Records that derive the same identifier are told apart, as they are when they are seen together.
    @Test func equalKeysAreCountedOverAllRecords() throws {
        let request = """
              <ProductionRequest>
                <ProductProductionRuleID>R1</ProductProductionRuleID>
              </ProductionRequest>
            """
        let text = """
            <ProductionSchedule xmlns="\(SchemaSet.v0401.namespace)"><ID>S1</ID>
            \(request)\(request)\(request)<ScheduleState>Released</ScheduleState></ProductionSchedule>
            """
        let whole = try Self.converter.convert(
            MemoryBytes(Array(text.utf8)), file: "a.xml", to: .set(.v0700))
        let flat = try #require(
            try Self.converter.convertRecords(
                MemoryBytes(Array(text.utf8)), file: "a.xml", from: nil, to: .v0700))
        let found = Array(try Data(contentsOf: URL(filePath: try #require(flat.output).path)))
        let expected = try #require(whole.bytes)
        #expect(String(decoding: found, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
        #expect(String(decoding: found, as: UTF8.self).contains("<ID>S1-R1-3</ID>"))
        #expect(flat.repeatedLosses["/OperationsSchedule/OperationsRequest/ID"] == 3)
    }

    @Test func whatIsHeldInOneRecordHoldsAll() throws {
        let text = """
            <OperationsSchedule xmlns="\(SchemaSet.v0700.namespace)"><ID>S1</ID>
            <OperationsRequest><ID>1</ID><SegmentRequirement><ID>1</ID><ProcessSegmentID>P</ProcessSegmentID>\
            <OperationsDefinitionID>D</OperationsDefinitionID><OperationsSegmentID>O</OperationsSegmentID>\
            </SegmentRequirement></OperationsRequest>
            <OperationsRequest><ID>2</ID><OperationsType>Maintenance</OperationsType><SegmentRequirement><ID>1</ID>\
            <ProcessSegmentID>P</ProcessSegmentID><OperationsDefinitionID>D</OperationsDefinitionID>\
            <OperationsSegmentID>O</OperationsSegmentID></SegmentRequirement></OperationsRequest>
            </OperationsSchedule>
            """
        let flat = try #require(
            try Self.converter.convertRecords(
                MemoryBytes(Array(text.utf8)), file: "a.xml", from: .v0700, to: .v0401))
        #expect(!flat.isMade)
        let finding = try #require(flat.findings.first { $0.code == "MAP-RUN-14" })
        #expect(finding.place.path == "/OperationsSchedule/OperationsRequest[2]")
    }

    /// As it is written by us, whatever declares the namespaces.
    private static func normal(_ bytes: [UInt8], _ set: SchemaSet) throws -> String {
        let judged = try DocumentReader(library: library).read(MemoryBytes(bytes), source: nil, set: set)
        let document = try #require(judged.document)
        return String(decoding: try DocumentSerialiser.bytes(of: document), as: UTF8.self)
    }

    private static func kinds(_ paths: [String]) -> Set<String> {
        Set(paths.map(LossTally.withoutPositions))
    }
}
