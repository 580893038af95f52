import B2MML
import Diagnostics
import Foundation
import Synchronization
import Testing
import XMLSchema
import XMLStream

@testable import Adapter

@Suite struct DocumentJudgeTests {
    private static let valid = "<MaterialLot xmlns=\"http://www.mesa.org/xml/B2MML\"><ID>1</ID></MaterialLot>"
    private let folder: TemporaryFolder
    private let judge = DocumentJudge(library: Repository.library)

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let path = "\(folder.path)/\(name)"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: [UInt8]
        let verdict: Verdict
        let isAccepted: Bool
        let codes: [String]
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "plain", bytes: Array(valid.utf8), verdict: .valid, isAccepted: true, codes: []),
        Row(name: "gzip", bytes: gzip(valid), verdict: .valid, isAccepted: true, codes: []),
        Row(
            name: "gzip of a broken document", bytes: gzip("<a>"), verdict: .unknownSet, isAccepted: false,
            codes: ["SET-NAMESPACE-1"]),
        Row(
            name: "cut gzip", bytes: gzip(valid).dropLast(3), verdict: .notWellFormed, isAccepted: false,
            codes: ["GZIP-DATA-1"]),
        Row(
            name: "gzip with more behind it", bytes: gzip(valid) + [0x41], verdict: .notWellFormed,
            isAccepted: false, codes: ["GZIP-DATA-2"]),
        Row(
            name: "a leaf by itself", bytes: Array("<ID xmlns=\"http://www.mesa.org/xml/BatchML\"/>".utf8),
            verdict: .unknownSet, isAccepted: false, codes: ["SET-NAMESPACE-1"]),
    ]

    @Test(arguments: rows)
    func whateverIsWrongIsInTheResult(_ row: Row) throws {
        let path = try write(row.bytes, "in")
        let result = judge.judge(file: "name", at: path)
        #expect(result.file == "name")
        #expect(result.verdict == row.verdict && result.accepted == row.isAccepted)
        #expect(result.findings.map(\.code.rawValue) == row.codes)
        #expect(result.findings.allSatisfy { $0.place.source == "name" && $0.advice != nil })
        #expect(result.sha256 == ContentHash.of(row.bytes))
        let inMemory = judge.judge(file: "name", bytes: Digested(MemoryBytes(row.bytes)))
        #expect(inMemory.sha256 == result.sha256)
    }

    @Test func aMissingFileWasNotJudged() {
        let result = judge.judge(file: "\(folder.path)/none.xml")
        #expect(result.verdict == .notExecuted && !result.accepted && result.sha256 == nil)
        #expect(result.findings.map(\.code.rawValue) == ["FILE-MISSING-1"])
    }

    @Test func limitsAreThoseOfTheOptions() throws {
        var options = JudgingOptions()
        options.gzip.harmless = 10
        options.gzip.ratio = 2
        let tight = DocumentJudge(library: Repository.library, options: options)
        let bomb = try write(gzip(Self.valid + String(repeating: " ", count: 2_000)), "bomb")
        let refused = tight.judge(file: bomb)
        #expect(refused.verdict == .refused && !refused.accepted)
        #expect(refused.findings.map(\.code.rawValue) == ["GZIP-LIMIT-2"])
        #expect(judge.judge(file: bomb).findings.isEmpty)
        options.limits.depth = 1
        let shallow = DocumentJudge(library: Repository.library, options: options)
        let deep = try write(Array(Self.valid.utf8), "deep")
        #expect(shallow.judge(file: deep).findings.map(\.code.rawValue) == ["XML-LIMIT-1"])
    }

    // MARK: Rules

    private func ruling() throws -> DocumentJudge {
        var options = JudgingOptions()
        options.rules = RuleBook(.standard(units: try UnitCatalogue(folder: "\(Repository.home)/Schemas")))
        return DocumentJudge(library: Repository.library, options: options)
    }

    @Test func withoutRulesTheSchemaDecides() throws {
        let schema = try Repository.library.schema(.v0700)
        let fragment = schema.globalElements.map { schema.names[$0] }.first { name in
            schema.globalElement(name).map {
                MessageRoot($0, in: schema) == .fragment && schema.simpleType(of: $0.type) != nil
            } ?? false
        }
        let name = try #require(fragment)
        let text = "<\(name.local) xmlns=\"\(name.namespace)\">1</\(name.local)>"
        let bytes = Digested(MemoryBytes(Array(text.utf8)))
        let strict = try ruling().judge(file: "leaf", bytes: bytes)
        #expect(strict.verdict == .valid && !strict.accepted, "\(name): \(strict.findings)")
        #expect(strict.findings.map(\.code.rawValue) == ["RULE-ROOT-1"])
        let free = judge.judge(file: "leaf", bytes: bytes)
        #expect(free.verdict == .valid && free.accepted && free.findings.isEmpty)
    }

    private static let area =
        "<ApplicationArea><CreationDateTime>2026-11-23T06:00:00Z</CreationDateTime></ApplicationArea>"

    private static func lots(_ ids: [String]) -> String {
        ids.map { "<MaterialLot><ID>\($0)</ID><MaterialDefinitionID>M</MaterialDefinitionID></MaterialLot>" }
            .joined(separator: "\n")
    }

    static let documents = [
        "<MaterialInformation xmlns=\"http://www.mesa.org/xml/B2MML\">"
            + lots((1...300).map { $0 == 250 ? "7" : "\($0)" }) + "</MaterialInformation>",
        "<SyncMaterialLot xmlns=\"http://www.mesa.org/xml/B2MML\" releaseID=\"\">\(area)<DataArea><Sync/>"
            + lots((1...300).map { $0 == 250 ? " 9 " : "\($0)" }) + "</DataArea></SyncMaterialLot>",
        "<SyncMaterialLot xmlns=\"http://www.mesa.org/xml/B2MML\" releaseID=\"\">\(area)<DataArea><Sync/>"
            + lots((1...30).map { $0 == 25 ? "9" : "\($0)" }) + "</DataArea></SyncMaterialLot>",
    ]

    /// A document that is read tolerantly is a message as any other: the rules look at what it was read as, and say
    /// where it stands in the document as it was sent.
    @Test func rulesLookAtWhatWasReadTolerantly() throws {
        var options = JudgingOptions()
        options.rules = RuleBook(.standard(units: try UnitCatalogue(folder: "\(Repository.home)/Schemas")))
        options.profile = .tolerant
        let text = """
            <Envelope><MaterialInformation>
              <MaterialLot><MaterialDefinitionID>M</MaterialDefinitionID><ID>7</ID></MaterialLot>
              <MaterialLot><MaterialDefinitionID>M</MaterialDefinitionID><ID>7</ID></MaterialLot>
            </MaterialInformation></Envelope>
            """
        let result = DocumentJudge(library: Repository.library, options: options)
            .judge(file: "wrapped", bytes: Digested(MemoryBytes(Array(text.utf8))))
        #expect(result.verdict != .valid)
        #expect(!result.deviations.isEmpty)
        let twice = try #require(result.findings.first { $0.code == "RULE-ID-5" }, "\(result.findings)")
        #expect(twice.place.path == "/Envelope/MaterialInformation[1]/MaterialLot[2]/ID[1]")
        #expect(twice.place.line == 3)
    }

    /// What the rules see record by record is what they would see in the whole document.
    @Test(arguments: documents)
    func rulesSeeEveryRecordInItsPlace(_ text: String) throws {
        let bytes = MemoryBytes(Array(text.utf8))
        let judgement = try DocumentReader(library: Repository.library).read(bytes, source: "in")
        let document = try #require(judgement.document)
        #expect(judgement.verdict == .valid, "\(judgement.findings)")
        let units = try UnitCatalogue(folder: "\(Repository.home)/Schemas")
        var run = RuleRun(rules: .standard(units: units), schema: document.schema, source: "in")
        run.check(document)
        let whole = run.finish()
        let result = try ruling().judge(file: "in", bytes: Digested(bytes))
        #expect(result.findings == whole)
        #expect(!whole.isEmpty)
    }
}
