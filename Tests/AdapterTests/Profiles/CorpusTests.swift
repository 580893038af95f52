import B2MML
import Diagnostics
import Foundation
import Testing

@testable import Adapter

/// Documents from the field under the profile `tolerant`, each looked at by a person. The documents are not part of the
/// repository; without them beside it these tests are skipped.
@Suite(.enabled(if: Repository.shared("corpus/dev.tsv") != nil, "the corpus is not beside the repository"))
struct CorpusTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let verdict: Verdict
        let set: SchemaSet?
        let isAccepted: Bool
        /// Each kind once, in order of their codes.
        let deviations: [DeviationKind]
        /// Why no reading accepts it, where none does.
        let remark: String?
        var testDescription: String { name }

        init(
            _ name: String, _ verdict: Verdict, _ set: SchemaSet?, _ deviations: [DeviationKind] = [],
            refused remark: String? = nil
        ) {
            self.name = name
            self.verdict = verdict
            self.set = set
            self.deviations = deviations
            self.remark = remark
            isAccepted = remark == nil
        }
    }

    private static let biz = "kannisto__Cocop.MessageSerialiser.Biz_spec__"

    static let rows = [
        Row("BowenChen0319__SMT4ModPlant__ExampleGeneralRecipe", .valid, .v0700, [.nounWithoutEnvelope]),
        Row("BowenChen0319__SMT4ModPlant__MasterRecipe_B2MML", .valid, .v0700, [.nounWithoutEnvelope]),
        Row("JaskRendix__amplab2mml__sample_b2mml_expected", .unknownSet, .v0401, [.namespaceNearMiss]),
        Row("MESA__Examples__INV-20121210175555-0001L0001_01", .valid, .v0401),
        Row("MESA__Examples__MAT-20121210170256-CRBN0001", .valid, .v0401),
        Row("MESA__Examples__PRO-20121210181416-27942", .valid, .v0401),
        Row(
            "MESA__Examples__cough_syrup_pmw", .unknownSet, .v0401,
            [.namespaceNearMiss, .order, .emptyElement, .unknownElement, .timeForm],
            refused: "older than any set: other lists of values, links without types, a date that is none"),
        Row("derived__azurexslt-processoperationsperformance", .valid, .v0600, [.identifierBlanks]),
        Row("derived__azurexslt-processproductdefinition", .valid, .v0600),
        Row(
            "derived__python-v7-ncr-operationsperformance", .unknownSet, .v0700,
            [.namespaceNearMiss, .order, .unknownElement, .enumerationOther],
            refused: "HierarchyScope is a text, and what V0700 requires of a response is not there"),
        Row(
            "embedded__aspen-apem-wd-upload", .unknownSet, .v0401,
            [.namespaceMissing, .nounWithoutEnvelope, .emptyElement, .enumerationOther]),
        Row("embedded__gevernova-v81-productinformation-abridged", .valid, .v0401, [.nounWithoutEnvelope]),
        Row(
            "embedded__gevernova-v82-processorder-disorder-abridged", .unknownSet, .v0401,
            [.namespaceMissing, .nounWithoutEnvelope, .order, .viewMarks]),
        Row(
            "embedded__nvm-erpgateway-schedule", .invalid, .v0600, [.nestedIdentifier],
            refused: "a request has no EarliestStartTime, and whether its StartTime is meant nobody says"),
        Row("embedded__nvm-xxe-schedule", .refused, nil, refused: "an attack with an external entity"),
        Row(
            "embedded__plantapps-processmaterial-abridged", .unknownSet, .v0401,
            [.unknownWrapper, .nounWithoutEnvelope, .viewMarks]),
        Row("\(biz)Neg_ProcessProductionSchedule_EndBeforeStart", .valid, .v0600),
        Row(
            "\(biz)Neg_ProcessProductionSchedule_InvalidCreationTime", .invalid, .v0600,
            refused: "a time that is none"),
        Row(
            "\(biz)Neg_ProcessProductionSchedule_InvalidEqElemLevel", .invalid, .v0600,
            refused: "a misspelt level"),
        Row(
            "\(biz)Neg_ProcessProductionSchedule_InvalidQuantityDataType", .invalid, .v0600,
            [.enumerationOther]),
        Row("\(biz)ProcessProductionSchedule_DateTimeKinds", .valid, .v0600, [.localTime]),
        Row("\(biz)ProcessProductionSchedule_EmptyItems", .valid, .v0600),
        Row("mtconnect-unwrapped__Definition", .valid, .v0600, [.nounWithoutEnvelope, .identifierBlanks]),
        Row("mtconnect-unwrapped__Definition~2", .valid, .v0600, [.nounWithoutEnvelope, .identifierBlanks]),
        Row("mtconnect-unwrapped__M16-10391", .valid, .v0600, [.nounWithoutEnvelope, .identifierBlanks]),
        Row(
            "mtconnect__b2mml-gateway__Definition", .notWellFormed, nil,
            refused: "a prefix that is not declared, which no reader of XML with namespaces takes"),
        Row(
            "mtconnect__b2mml-gateway__Definition~2", .notWellFormed, nil,
            refused: "a prefix that is not declared, which no reader of XML with namespaces takes"),
        Row(
            "mtconnect__b2mml-gateway__M16-10391", .unknownSet, .v0600,
            [.mtconnectAsset, .nounWithoutEnvelope, .identifierBlanks]),
        Row("rwth-iat__RecipeEditor__GeneralRecipeHC", .valid, .v0700, [.nounWithoutEnvelope]),
        Row("rwth-iat__RecipeEditor__Wabe102030_Grundrezept", .valid, .v0700, [.nounWithoutEnvelope]),
        Row("rwth-iat__RecipeEditor__Wabe10_Grundrezept", .valid, .v0700, [.nounWithoutEnvelope]),
        Row(
            "rwth-iat__Recipol__2026-04-26_BatchML_MasterRecipe2_Sol_1", .valid, .v0700,
            [.nounWithoutEnvelope]),
        Row("rwth-iat__Recipol__MasterRecipe_Sol_42", .valid, .v0700, [.nounWithoutEnvelope]),
        Row("rwth-iat__Recipol__Testrezept_kur", .valid, .v0700, [.nounWithoutEnvelope]),
        Row(
            "rwth-iat__Recipol__Wabe10_Grundrezept~9", .invalid, .v0700,
            [.nounWithoutEnvelope, .enumerationOther]),
        Row("rwth-iat__Recipol__Wabe2010_GrundrezeptStirrDoseHeiz", .valid, .v0700, [.nounWithoutEnvelope]),
        Row(
            "rwth-iat__SMT4ModPlant__2026-04-26_BatchML_Verfahrensrezept2", .valid, .v0700,
            [.nounWithoutEnvelope]),
    ]

    private static let judge: DocumentJudge = {
        var options = JudgingOptions()
        // Without rules: what they say is another matter.
        options.profile = .tolerant
        return DocumentJudge(library: Repository.library, options: options)
    }()

    @Test(arguments: rows) func everyDocumentIsReadAsAPersonWould(_ row: Row) throws {
        let path = try #require(Repository.shared("corpus/dev/\(row.name).xml"))
        let result = Self.judge.judge(file: path)
        #expect(result.verdict == row.verdict)
        #expect(result.set == row.set)
        #expect(result.accepted == row.isAccepted, "\(result.findings)")
        #expect(result.findings.hasErrors != row.isAccepted)
        let order = DeviationKind.allCases
        let kinds = order.filter { kind in result.deviations.contains { $0.kind == kind } }
        #expect(kinds == row.deviations)
        #expect(result.deviations.allSatisfy { $0.place.line != nil && $0.place.source == path })
    }

    @Test func everyDocumentHasARow() throws {
        let table = try #require(Repository.shared("corpus/dev.tsv"))
        let lines = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n").dropFirst()
        let names = lines.compactMap { $0.split(separator: "\t").first?.dropLast(4) }
        #expect(Set(names.map(String.init)) == Set(Self.rows.map(\.name)))
    }

    @Test func mostAreAccepted() {
        #expect(Self.rows.count == 37)
        #expect(Self.rows.count { !$0.isAccepted } == 8)
    }
}
