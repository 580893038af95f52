import B2MML
import Diagnostics
import Foundation
import Testing
import XMLSchema

/// Documents under rules.
enum RuleBench {
    static let units = Result { try UnitCatalogue(folder: PackageFolder.schemas) }

    static func rules() throws -> RuleSet { .standard(units: try units.get()) }

    /// The verdict on a document, and what the rules say about it.
    static func check(_ xml: String, _ rules: RuleSet? = nil) throws -> (
        verdict: Verdict, findings: [Finding]
    ) {
        let judgement = try DocumentReader(library: PackageFolder.library)
            .read(MemoryBytes(Array(xml.utf8)), source: nil)
        guard let document = judgement.document else { return (judgement.verdict, judgement.findings) }
        var run = RuleRun(rules: try rules ?? self.rules(), schema: document.schema, source: nil)
        run.check(document)
        return (judgement.verdict, judgement.findings + run.finish())
    }

    /// What the rules say about a document that is read record by record.
    static func check(records xml: String, _ plan: (Schema) throws -> RecordPlan, _ rules: RuleSet? = nil)
        throws
        -> [Finding]
    {
        let reader = DocumentReader(library: PackageFolder.library)
        let bytes = MemoryBytes(Array(xml.utf8))
        let set = try #require(try reader.sniff(bytes, source: nil).set)
        let schema = try PackageFolder.library.schema(set)
        let run = RuleRun(rules: try rules ?? self.rules(), schema: schema, source: nil)
        var (judgement, end) = try reader.read(
            bytes, source: nil, plan: try plan(schema), header: nil, consumer: run)
        #expect(judgement.verdict == .valid)
        #expect(judgement.records > 0)
        if let document = judgement.document { end.check(document) }
        return end.finish()
    }
}
