import Synchronization
import Testing
import XMLSchema
import XMLStream

@testable import B2MML

/// Which elements are records, by the root.
@Suite struct RecordPlanTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let set: SchemaSet
        let root: String
        let noun: String
        /// Some of the records; none where the noun is one.
        let records: [String]
        var testDescription: String { "\(set.rawValue) \(root)" }
    }

    static let rows = [
        Row(
            set: .v0700, root: "OperationsSchedule", noun: "OperationsSchedule",
            records: ["OperationsRequest"]),
        Row(
            set: .v0700, root: "ProcessOperationsSchedule", noun: "OperationsSchedule",
            records: ["OperationsRequest"]),
        Row(
            set: .v0700, root: "OperationsPerformance", noun: "OperationsPerformance",
            records: ["OperationsResponse"]),
        Row(
            set: .v0700, root: "MaterialInformation", noun: "MaterialInformation",
            records: ["MaterialClass", "MaterialDefinition", "MaterialLot"]),
        Row(set: .v0700, root: "SyncMaterialLot", noun: "MaterialLot", records: []),
        Row(set: .v0700, root: "SyncEquipment", noun: "Equipment", records: []),
        Row(
            set: .v0401, root: "ProcessProductionSchedule", noun: "ProductionSchedule",
            records: ["ProductionRequest"]),
        Row(
            set: .v0401, root: "ProductionSchedule", noun: "ProductionSchedule",
            records: ["ProductionRequest"]),
        Row(set: .v0700, root: "ConfirmBOD", noun: "BOD", records: []),
    ]

    private func plan(_ root: String, _ set: SchemaSet) throws -> (RecordPlan, Schema) {
        let schema = try PackageFolder.library.schema(set)
        let name = ExpandedName(set.namespace, root)
        return (try #require(RootCatalogue().root(name, in: schema)).plan, schema)
    }

    @Test(arguments: rows)
    func recordsAreTheOutermostThatRepeat(_ row: Row) throws {
        let (plan, schema) = try plan(row.root, row.set)
        #expect(schema.names[plan.noun].local == row.noun)
        let records = Set(plan.records.map { schema.names[$0].local })
        #expect(records.isSuperset(of: row.records) && records.isEmpty == row.records.isEmpty, "\(records)")
    }

    /// What is asked of a document is asked of its root, so that one is kept.
    @Test(arguments: PackageFolder.library.available)
    func aBareRootIsNoRecord(_ set: SchemaSet) throws {
        let schema = try PackageFolder.library.schema(set)
        let catalogue = RootCatalogue()
        for id in schema.globalElements {
            guard let root = catalogue.root(schema.names[id], in: schema) else { continue }
            if root.plan.noun == id { #expect(!root.plan.records.isEmpty, "\(schema.names[id])") }
        }
    }

    /// However long it is.
    @Test func ofAnUndeclaredRootNothingIsKept() throws {
        let text =
            "<NoSuchNoun xmlns=\"http://www.mesa.org/xml/B2MML\">"
            + String(repeating: "<MaterialLot><ID>1</ID></MaterialLot>", count: 100) + "</NoSuchNoun>"
        let reading = try DocumentReader(library: PackageFolder.library).judge(
            MemoryBytes(Array(text.utf8)), source: nil
        ) { _ in Counter() }
        #expect(reading.judgement.verdict == .invalid && reading.root == nil)
        #expect(reading.judgement.findings.map(\.code.rawValue) == ["XSD-ROOT-1"])
        #expect(reading.consumer?.ids == [] && reading.judgement.document?.nodes.isEmpty ?? true)
    }

    /// Nothing that is sent in numbers is read as one piece.
    @Test(arguments: PackageFolder.library.available)
    func everyTransactionHasRecords(_ set: SchemaSet) throws {
        let schema = try PackageFolder.library.schema(set)
        let catalogue = RootCatalogue()
        var transactions = 0
        for id in schema.globalElements {
            let name = schema.names[id]
            guard let root = catalogue.root(name, in: schema) else {
                Issue.record("\(name) is not declared")
                continue
            }
            guard case .transaction(_, let noun) = root.message else { continue }
            transactions += 1
            #expect(schema.names[root.plan.noun].local == noun, "\(name)")
        }
        #expect(transactions > 50)
    }

    // MARK: One reading

    /// Counts how often it is opened.
    private final class Watched: ByteSource {
        let pieces: [[UInt8]]
        let opened = Mutex(0)

        init(_ pieces: [[UInt8]]) {
            self.pieces = pieces
        }

        func open() -> Reader {
            opened.withLock { $0 += 1 }
            return Reader(pieces)
        }

        final class Reader: ByteReader {
            private var rest: ArraySlice<[UInt8]>

            init(_ pieces: [[UInt8]]) {
                rest = pieces[...]
            }

            func withNextPiece<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result? {
                try rest.popFirst().map { try $0.withUnsafeBytes(body) }
            }
        }
    }

    private struct Counter: RecordConsumer {
        var ids: [String] = []

        mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
            ids.append(record.child("ID")?.text ?? "")
            return true
        }
    }

    private static let lots =
        "<SyncMaterialLot xmlns=\"http://www.mesa.org/xml/B2MML\" releaseID=\"\"><ApplicationArea><CreationDateTime>"
        + "2026-11-23T06:00:00Z</CreationDateTime></ApplicationArea><DataArea><Sync/>"
        + (1...500).map { "<MaterialLot><ID>\($0)</ID></MaterialLot>" }.joined()
        + "</DataArea></SyncMaterialLot>"

    @Test(arguments: [0, 1, 100, 10_000])
    func aDocumentIsReadOnceWhenItsRootComesEarly(comment: Int) throws {
        let reader = DocumentReader(library: PackageFolder.library)
        let bytes = Array("<!--\(String(repeating: "x", count: comment))-->\(Self.lots)".utf8)
        for size in [bytes.count, 12_000, 7] {
            let pieces = stride(from: 0, to: bytes.count, by: size).map {
                Array(bytes[$0..<min($0 + size, bytes.count)])
            }
            let source = Watched(pieces)
            let reading = try reader.judge(source, source: nil) { _ in Counter() }
            #expect(reading.judgement.verdict == .valid, "\(reading.judgement.findings)")
            #expect(reading.consumer?.ids == (1...500).map(String.init))
            #expect(reading.root == .transaction(verb: .sync, noun: "MaterialLot"))
            #expect((reading.judgement.document?.nodes.count ?? .max) < 10)
            #expect(source.opened.withLock { $0 } == (size > 10 ? 1 : 2))
        }
    }
}
