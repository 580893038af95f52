import B2MML
import Diagnostics
import Foundation
import Testing

/// What the rules say about documents from the field: a rule that speaks here has been looked at, one by one.
@Suite struct RuleCorpusTests {
    /// By document, as far as the rules say anything: how often each rule speaks.
    private static let said: [String: String] = [
        "BowenChen0319__SMT4ModPlant__ExampleGeneralRecipe.xml":
            "RULE-VALUE-1*2",
        "BowenChen0319__SMT4ModPlant__MasterRecipe_B2MML.xml":
            "RULE-UNIT-2*4",
        "MESA__Examples__INV-20121210175555-0001L0001_01.xml":
            "RULE-ACTION-1*1 RULE-UNIT-2*1",
        "MESA__Examples__MAT-20121210170256-CRBN0001.xml":
            "RULE-ACTION-1*1",
        "MESA__Examples__PRO-20121210181416-27942.xml":
            "RULE-ACTION-1*1 RULE-UNIT-2*1",
        "derived__azurexslt-processoperationsperformance.xml":
            "RULE-ID-3*3 RULE-ID-6*1 RULE-QUANTITY-5*1 RULE-UNIT-1*2",
        "derived__azurexslt-processproductdefinition.xml":
            "RULE-ID-2*1",
        "embedded__gevernova-v81-productinformation-abridged.xml":
            "RULE-VALUE-3*1 RULE-VALUE-4*1",
        "kannisto__Cocop.MessageSerialiser.Biz_spec__Neg_ProcessProductionSchedule_EndBeforeStart.xml":
            "RULE-TIME-1*1",
        "kannisto__Cocop.MessageSerialiser.Biz_spec__ProcessProductionSchedule_DateTimeKinds.xml":
            "RULE-ZONE-2*1",
        "kannisto__Cocop.MessageSerialiser.Biz_spec__ProcessProductionSchedule_EmptyItems.xml":
            "RULE-UNIT-3*1",
        "mtconnect-unwrapped__Definition.xml":
            "RULE-ID-3*2",
        "mtconnect-unwrapped__Definition~2.xml":
            "RULE-ID-3*2",
        "mtconnect-unwrapped__M16-10391.xml":
            "RULE-ID-3*2",
        "rwth-iat__RecipeEditor__GeneralRecipeHC.xml":
            "RULE-ID-2*1 RULE-QUANTITY-8*4",
        "rwth-iat__RecipeEditor__Wabe102030_Grundrezept.xml":
            "RULE-OTHER-1*3 RULE-UNIT-2*3 RULE-VALUE-5*1",
        "rwth-iat__RecipeEditor__Wabe10_Grundrezept.xml":
            "RULE-ID-2*1 RULE-OTHER-1*1 RULE-UNIT-2*3 RULE-VALUE-5*1",
        "rwth-iat__Recipol__2026-04-26_BatchML_MasterRecipe2_Sol_1.xml":
            "RULE-UNIT-2*4",
        "rwth-iat__Recipol__MasterRecipe_Sol_42.xml":
            "RULE-UNIT-2*3",
        "rwth-iat__Recipol__Testrezept_kur.xml":
            "RULE-ID-2*1 RULE-OTHER-1*1 RULE-UNIT-2*3 RULE-VALUE-5*1",
        "rwth-iat__Recipol__Wabe2010_GrundrezeptStirrDoseHeiz.xml":
            "RULE-OTHER-1*2 RULE-UNIT-2*5 RULE-VALUE-5*1",
        "rwth-iat__SMT4ModPlant__2026-04-26_BatchML_Verfahrensrezept2.xml":
            "RULE-VALUE-1*2",
    ]

    @Test(.enabled(if: PackageFolder.corpus != nil, "The documents from the field are not here."))
    func theRulesSayWhatTheyAreKnownToSay() throws {
        let folder = try #require(PackageFolder.corpus).appending(path: "dev")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let data = try Data(contentsOf: folder.appending(path: name))
            let (verdict, findings) = try RuleBench.check(String(decoding: data, as: UTF8.self))
            guard verdict == .valid else { continue }
            var counts: [String: Int] = [:]
            for finding in findings { counts[finding.code.rawValue, default: 0] += 1 }
            let text = counts.sorted { $0.key < $1.key }.map { "\($0.key)*\($0.value)" }.joined(
                separator: " ")
            #expect(text == Self.said[name] ?? "", "\(name)")
        }
    }
}
