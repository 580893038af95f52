import B2MML
import Diagnostics
import Foundation
import Testing
import XMLSchema
import XMLStream

@Suite struct DocumentReaderTests {
    private let reader = DocumentReader(library: PackageFolder.library)

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: [UInt8]
        let verdict: Verdict
        var set: SchemaSet?
        var code: String?
        var testDescription: String { name }

        init(
            _ name: String, _ text: String, _ verdict: Verdict, _ set: SchemaSet? = nil, _ code: String? = nil
        ) {
            self.init(name, Array(text.utf8), verdict, set, code)
        }

        init(
            _ name: String, _ bytes: [UInt8], _ verdict: Verdict, _ set: SchemaSet? = nil,
            _ code: String? = nil
        ) {
            self.name = name
            self.bytes = bytes
            self.verdict = verdict
            self.set = set
            self.code = code
        }
    }

    private static let v7 = "http://www.mesa.org/xml/B2MML"
    private static let v4 = "http://www.wbf.org/xml/B2MML-V0401"
    private static let lot = "<MaterialLot xmlns=\"\(v7)\"><ID>Lücke</ID></MaterialLot>"

    static let rows = [
        Row("valid V0700", lot, .valid, .v0700),
        Row(
            "valid V0500", "<Equipment xmlns=\"http://www.wbf.org/xml/B2MML-V05\"><ID>1</ID></Equipment>",
            .valid,
            .v0500),
        Row(
            "valid V0600",
            "<JobList xmlns=\"http://www.mesa.org/xml/B2MML-V0600\"><ID>1</ID></JobList>", .valid, .v0600),
        Row("valid V0401", "<Equipment xmlns=\"\(v4)\"><ID>1</ID></Equipment>", .valid, .v0401),
        Row("prefixed root", "<b:MaterialLot xmlns:b=\"\(v7)\"><b:ID/></b:MaterialLot>", .valid, .v0700),
        Row("byte order mark", [0xEF, 0xBB, 0xBF] + Array(lot.utf8), .valid, .v0700),
        Row(
            "UTF-16", [0xFF, 0xFE] + lot.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, .valid, .v0700),
        Row("invalid", "<MaterialLot xmlns=\"\(v7)\"/>", .invalid, .v0700, "XSD-CHILD-2"),
        Row("unknown root", "<MaterialLott xmlns=\"\(v7)\"/>", .invalid, .v0700, "XSD-ROOT-1"),
        Row(
            "not well-formed behind the root", "<MaterialLot xmlns=\"\(v7)\"><ID></MaterialLot>",
            .notWellFormed, nil, "XML-WF-1"),
        Row("cut off", String(lot.dropLast(5)), .notWellFormed, nil, "XML-WF-1"),
        Row("two roots", lot + lot, .notWellFormed, nil, "XML-WF-1"),
        Row("empty", "", .notWellFormed, nil, "XML-EMPTY-1"),
        Row("blank", " \n", .notWellFormed, nil, "XML-EMPTY-1"),
        Row("JSON", "{\"ID\": 1}", .notWellFormed, nil, "XML-WF-1"),
        Row("PDF", "%PDF-1.7", .notWellFormed, nil, "XML-WF-1"),
        Row("undeclared prefix", "<b:MaterialLot/>", .notWellFormed, nil, "XML-WF-1"),
        Row(
            "Latin-1 without a declaration",
            Array("<MaterialLot xmlns=\"\(v7)\"><ID>".utf8) + [0xFC] + Array("</ID></MaterialLot>".utf8),
            .notWellFormed),
        Row(
            "DOCTYPE", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", .refused, nil,
            "XML-DOCTYPE-1"),
        Row("DOCTYPE alone", "<!DOCTYPE MaterialLot>" + lot, .refused, nil, "XML-DOCTYPE-1"),
        Row(
            "too deep",
            "<MaterialLot xmlns=\"\(v7)\">" + String(repeating: "<a>", count: 300)
                + String(repeating: "</a>", count: 300) + "</MaterialLot>", .refused, nil, "XML-LIMIT-1"),
        Row("no namespace", "<MaterialLot/>", .unknownSet, nil, "SET-NAMESPACE-1"),
        Row(
            "near miss", "<MaterialLot xmlns=\"http://www.mesa.org/xml/B2MML-V0700\"/>", .unknownSet, nil,
            "SET-NAMESPACE-1"),
        Row("other namespace", "<Invoice xmlns=\"urn:oasis:ubl\"/>", .unknownSet, nil, "SET-NAMESPACE-1"),
    ]

    @Test(arguments: rows) func theVerdictIsAFact(_ row: Row) throws {
        let judgement = try reader.read(MemoryBytes(row.bytes), source: "in.xml")
        #expect(judgement.verdict == row.verdict, "\(judgement.findings)")
        // Of a document that fails early or late, the set may or may not have been known.
        if let set = row.set { #expect(judgement.set == set) }
        #expect(!judgement.setReason.isEmpty)
        #expect(judgement.findings.isEmpty == (row.verdict == .valid))
        #expect(judgement.findings.allSatisfy { $0.place.source == "in.xml" && $0.advice != nil })
        if let code = row.code { #expect(judgement.findings.first?.code.rawValue == code) }
        let isKept = row.verdict == .valid || row.verdict == .invalid
        #expect((judgement.document != nil) == isKept)
    }

    /// A source that hands out its bytes in pieces of a few bytes.
    private struct Crumbs: ByteSource {
        let bytes: [UInt8]
        let size: Int

        func open() -> CrumbReader { CrumbReader(bytes, size) }
    }

    private final class CrumbReader: ByteReader {
        private var rest: ArraySlice<UInt8>
        private let size: Int

        init(_ bytes: [UInt8], _ size: Int) {
            rest = bytes[...]
            self.size = size
        }

        func withNextPiece<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result? {
            guard !rest.isEmpty else { return nil }
            let piece = rest.prefix(size)
            rest = rest.dropFirst(size)
            return try piece.withUnsafeBytes(body)
        }
    }

    @Test(arguments: rows) func piecesMakeNoDifference(_ row: Row) throws {
        for size in [1, 7] {
            let judgement = try reader.read(Crumbs(bytes: row.bytes, size: size), source: nil)
            #expect(judgement.verdict == row.verdict)
        }
    }

    @Test func theSetCanBeAskedFor() throws {
        let text = "<Equipment xmlns=\"\(Self.v4)\"><ID>1</ID></Equipment>"
        let asked = try reader.read(MemoryBytes(Array(text.utf8)), source: nil, set: .v0700)
        #expect(asked.verdict == .invalid)
        #expect(asked.findings.first?.code == "XSD-ROOT-1")
        #expect(asked.setReason == "asked for")
        #expect(try reader.read(MemoryBytes(Array(text.utf8)), source: nil, set: .v0500).verdict == .invalid)
        #expect(try reader.sniff(MemoryBytes(Array(text.utf8)), source: nil).set == .v0401)
    }

    /// A dialect is asked for by its name: the namespace does not tell which of the two it is.
    @Test func eachDialectOfV0700CanBeAskedFor() throws {
        let documents: [(text: String, set: SchemaSet)] = [
            (
                "<WorkDirective xmlns=\"\(Self.v7)\"><ID>1</ID><WorkMasterID>2</WorkMasterID>"
                    + "<WorkMasterVersion>3</WorkMasterVersion></WorkDirective>", .v0700
            ),
            (
                "<JobOrder xmlns=\"\(Self.v7)\"><ID>1</ID><EquipmentRequirement><ID>2</ID><EquipmentLevel>"
                    + "<EquipmentID>3</EquipmentID><EquipmentLevel>Unit</EquipmentLevel></EquipmentLevel>"
                    + "</EquipmentRequirement></JobOrder>", .v0700of2020
            ),
        ]
        for (text, set) in documents {
            for asked in [SchemaSet.v0700, .v0700of2020] {
                let judgement = try reader.read(MemoryBytes(Array(text.utf8)), source: nil, set: asked)
                #expect(judgement.set == asked)
                #expect(judgement.verdict == (asked == set ? .valid : .invalid), "\(judgement.findings)")
            }
        }
    }

    @Test func aSetThatIsNotInstalledIsSaid() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sets-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "V0401").path,
            withDestinationPath: "\(PackageFolder.schemas)/V0401")
        let reader = DocumentReader(library: SchemaLibrary(folder: folder.path))
        let text = "<MaterialLot xmlns=\"http://www.mesa.org/xml/B2MML-V0600\"/>"
        let judgement = try reader.read(MemoryBytes(Array(text.utf8)), source: nil)
        #expect(judgement.verdict == .unknownSet && judgement.document == nil)
        #expect(judgement.findings.map(\.code) == ["SET-MISSING-1"])
        #expect(judgement.findings.first?.expected == ["V0401"])
    }

    @Test func theReleaseIsPartOfTheReason() throws {
        let text = "<GetEquipment xmlns=\"\(Self.v7)\" releaseID=\" 7.0.1\"/>"
        let judgement = try reader.sniff(MemoryBytes(Array(text.utf8)), source: nil)
        #expect(judgement.setReason == "namespace \(Self.v7), releaseID \"7.0.1\"")
        #expect(judgement.verdict == .notExecuted)
    }

    @Test func whatCannotBeReadIsThrown() {
        struct Broken: ByteSource {
            struct Failure: Error {}
            func open() throws -> CrumbReader { throw Failure() }
        }
        #expect(throws: Broken.Failure.self) { try reader.read(Broken(), source: nil) }
    }

    @Test func findingsBeyondTheLimitAreNoted() throws {
        let text =
            "<MaterialLot xmlns=\"\(Self.v7)\"><ID/>" + String(repeating: "<x/>", count: 1_000)
            + "</MaterialLot>"
        let findings = try reader.read(MemoryBytes(Array(text.utf8)), source: nil).findings
        #expect(findings.count == 201)
        #expect(findings.last?.code == "XSD-MANY-1")
        #expect(findings.last?.severity == .note)
        #expect(findings.last?.message.contains("800 more") == true)
    }

    private struct Counter: RecordConsumer {
        var ids: [String] = []

        mutating func consume(_ document: Document, record: Node, number: Int) -> Bool {
            ids.append(record.child("ID")?.text ?? "")
            return true
        }
    }

    @Test func recordsAreReadInBothPasses() throws {
        let schema = try PackageFolder.library.schema(.v0700)
        let noun = try #require(schema.names[ExpandedName(Self.v7, "MaterialLot")])
        let plan = RecordPlan(noun: noun, records: [])
        let lots = (1...50).map { "<MaterialLot><ID>\($0)</ID></MaterialLot>" }.joined()
        let text =
            "<SyncMaterialLot xmlns=\"\(Self.v7)\" releaseID=\"\"><ApplicationArea><CreationDateTime>2026-11-23T06:00:00Z"
            + "</CreationDateTime></ApplicationArea><DataArea><Sync/>\(lots)</DataArea></SyncMaterialLot>"
        let bytes = Crumbs(bytes: Array(text.utf8), size: 1_000)
        let (first, counted) = try reader.read(
            bytes, source: nil, plan: plan, header: nil, consumer: Counter())
        #expect(first.verdict == .valid && first.records == 50)
        #expect(counted.ids == (1...50).map(String.init))
        let header = try #require(first.document)
        #expect(header.nodes.count < 10)
        let second = RecordReading(
            bytes.open(), schema: schema, plan: plan, header: header, consumer: Counter())
        while try second.advance() {}
        #expect(second.isAtEnd)
        #expect(second.consumer.ids == counted.ids)
        #expect(try !second.advance())
    }

    // MARK: Documents from the field

    /// Verdicts under the published sets.
    @Test(.enabled(if: PackageFolder.corpus != nil, "the corpus is not beside the package"))
    func documentsFromTheFieldAreJudgedAsExpected() throws {
        let corpus = try #require(PackageFolder.corpus)
        let table = try String(contentsOf: corpus.appending(path: "dev.tsv"), encoding: .utf8)
        var counts: [Verdict: Int] = [:]
        for line in table.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let (file, set, root, expected) = (fields[0], fields[5], fields[6], fields[8])
            let data = try Data(contentsOf: corpus.appending(path: "dev/\(file)"))
            let judgement = try reader.read(MemoryBytes(Array(data)), source: file)
            #expect(judgement.verdict.rawValue == expected, "\(file): \(judgement.findings)")
            if judgement.verdict == .valid || judgement.verdict == .invalid {
                #expect(judgement.set?.rawValue == set && judgement.root?.local == root)
            }
            counts[judgement.verdict, default: 0] += 1
        }
        print(
            "documents from the field: \(counts.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: ", "))"
        )
        #expect(counts.values.reduce(0, +) > 30)
    }
}
