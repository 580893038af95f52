import B2MML
import Diagnostics
import Foundation
import Testing

@testable import Adapter

/// Profile files, and what they do to a result.
@Suite struct ProfileTests {
    private static let decided = """
        decided-by: J. Weber, plant IT
        decided-on: 2026-11-23
        reason: The old MES cannot be changed before its replacement in May.

        """

    private static let base = "extends: tolerant\n" + decided

    @Test func aFileChangesABuiltInProfile() throws {
        let profile = try ProfileReader.read(
            text: Self.base + """
                deviations:
                  DEV-ORDER-1: { accept: false }
                  DEV-TIME-4: { accept: true, severity: note, reason: The sender is in Ohio. }
                rules:
                  RULE-TIME-1: { severity: warning }
                  RULE-UNIT-2: { severity: "off" }
                """, source: "profiles/acme.yaml")
        #expect(profile.name == "acme" && profile.source == "profiles/acme.yaml")
        #expect(!profile.accepts(.order))
        #expect(profile[.order].decision?.by == "J. Weber, plant IT")
        #expect(profile[.americanDate].isAccepted && profile[.americanDate].severity == .note)
        #expect(profile[.americanDate].decision?.reason == "The sender is in Ohio.")
        #expect(profile[.americanDate].decision?.on == "2026-11-23")
        #expect(profile[.emptyElement] == Profile.tolerant[.emptyElement])
        #expect(profile.rules["RULE-TIME-1"]?.severity == .warning)
        #expect(profile.rules["RULE-UNIT-2"].map { $0.severity == nil } == true)
        #expect(profile.rules["RULE-UNIT-2"]?.place.line == 10)
    }

    @Test func strictCanBeOpenedForOneHabit() throws {
        let profile = try ProfileReader.read(
            text: "name: one\nextends: strict\n" + Self.decided
                + "deviations: { DEV-RELEASE-1: { accept: true } }\n", source: "p.yaml")
        #expect(profile.name == "one" && !profile.isStrict)
        #expect(DeviationKind.allCases.filter(profile.accepts) == [.releaseMissing])
    }

    @Test(arguments: ["strict", "tolerant"]) func theBuiltInOnesHaveNoDecisions(_ name: String) throws {
        let profile = try ProfileReader.read(name)
        #expect(profile.name == name && profile.source == nil && profile.fingerprint == nil)
        #expect(DeviationKind.allCases.allSatisfy { profile[$0].decision == nil })
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let text: String
        let code: Code
        let line: Int?
        let words: String
        var testDescription: String { "\(code): \(words)" }

        init(_ text: String, _ code: Code, _ line: Int?, _ words: String) {
            self.text = text
            self.code = code
            self.line = line
            self.words = words
        }
    }

    static let wrong = [
        Wrong("", "PROFILE-EMPTY-1", nil, "empty"),
        Wrong("name: a\n", "SETTINGS-VALUE-1", 1, "extends is missing"),
        Wrong("extends: lenient\n", "SETTINGS-VALUE-1", 1, "strict or tolerant"),
        Wrong("extends: strict\ndeviation: {}\n", "SETTINGS-KEY-1", 2, "Did you mean \"deviations\"?"),
        Wrong(
            base + "deviations:\n  DEV-ORDR-1: { accept: true }\n", "SETTINGS-KEY-1", 6,
            "Did you mean \"DEV-ORDER-1\"?"),
        Wrong(base + "deviations:\n  DEV-ORDER-1: { acept: true }\n", "SETTINGS-KEY-1", 6, "accept"),
        Wrong(base + "deviations:\n  DEV-ORDER-1: { accept: maybe }\n", "SETTINGS-VALUE-1", 6, "maybe"),
        Wrong(base + "deviations:\n  DEV-ORDER-1: { severity: fatal }\n", "SETTINGS-VALUE-1", 6, "fatal"),
        Wrong(base + "deviations:\n  DEV-ORDER-1: true\n", "SETTINGS-VALUE-1", 6, "mapping"),
        Wrong(base + "rules:\n  RULE-TIME-1: {}\n", "SETTINGS-VALUE-1", 6, "severity is missing"),
        Wrong(
            "extends: tolerant\ndeviations:\n  DEV-ORDER-1: { accept: false }\n", "PROFILE-DECISION-1", 3,
            "decided-by is missing"),
        Wrong(
            "extends: tolerant\ndecided-by: a\ndecided-on: 2026-11-23\nrules:\n  R: { severity: note }\n",
            "PROFILE-DECISION-1", 5, "reason is missing"),
        Wrong(
            "extends: tolerant\ndecided-by: a\ndecided-on: today\nreason: b\nrules:\n  R: { severity: note }\n",
            "SETTINGS-VALUE-1", 3, "2026-11-23"),
        Wrong("extends: [\n", "SETTINGS-YAML-1", nil, "YAML"),
    ]

    @Test(arguments: wrong) func whatIsWrongIsRefusedWithItsPlace(_ row: Wrong) throws {
        let error = try #require(
            #expect(throws: SettingsError.self) { try ProfileReader.read(text: row.text, source: "p.yaml") })
        #expect(error.code == row.code)
        if let line = row.line { #expect(error.place?.line == line) }
        #expect(error.place?.source == "p.yaml")
        #expect(error.description.contains(row.words), "\(error)")
    }

    @Test func aMisspeltNameIsNoMissingFile() throws {
        let error = try #require(#expect(throws: SettingsError.self) { try ProfileReader.read("tolerent") })
        #expect(error.advice == "Did you mean \"tolerant\"?")
        #expect(throws: FileProblem.self) { try ProfileReader.read("absent.yaml") }
    }

    @Test func aPartnersProfileIsFoundFromTheSettingsFile() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.base + "deviations: { DEV-TIME-3: { accept: true } }\n", to: "acme.yaml")
        let path = try folder.write(
            "partners: { erp: { profile: acme.yaml }, mes: { profile: tolerant } }\n", to: "b2mml.yaml")
        let settings = try SettingsReader.read(file: path, environment: [:])
        #expect(settings.partner("erp").profile.accepts(.dateOnly))
        #expect(settings.partner("mes").profile == .tolerant)
        #expect(settings.partner("other").profile == .strict)
        try folder.write(Self.base, to: "acme.yaml")
        let changed = try SettingsReader.read(file: path, environment: [:])
        #expect(changed.fingerprint != settings.fingerprint)
        let error = #expect(throws: SettingsError.self) {
            try SettingsReader.read("partners:\n  erp:\n    profile: tolerent\n", source: "b2mml.yaml")
        }
        #expect(error?.place?.line == 3)
    }

    // MARK: Results

    private func judge(_ text: String, _ profile: Profile) -> ValidationResult {
        var options = JudgingOptions()
        options.profile = profile
        return DocumentJudge(library: Repository.library, options: options).judge(
            file: "in.xml", bytes: Digested(MemoryBytes(Array(text.utf8))))
    }

    private static let disorder = """
        <Equipment xmlns="http://www.wbf.org/xml/B2MML-V0401"><Description/><ID>1</ID></Equipment>
        """

    @Test func theVerdictIsThatOfTheSpecification() throws {
        let strict = judge(Self.disorder, .strict)
        #expect(strict.verdict == .invalid && !strict.accepted)
        #expect(strict.deviations.isEmpty && strict.findings.map(\.code) == ["XSD-CHILD-1"])
        let tolerant = judge(Self.disorder, .tolerant)
        #expect(tolerant.verdict == .invalid && tolerant.accepted)
        #expect(tolerant.deviations.map(\.kind) == [.order, .nounWithoutEnvelope])
        #expect(tolerant.findings.isEmpty)
        #expect(tolerant.sha256 == strict.sha256)
    }

    @Test func theResultSaysWhoDecided() throws {
        let profile = try ProfileReader.read(
            text: Self.base + "deviations: { DEV-ORDER-1: { severity: error } }\n", source: "acme.yaml")
        let result = judge(Self.disorder, profile)
        #expect(!result.accepted)
        let encoded = try JSONEncoder().encode(result)
        let object = try #require(try JSONSerialization.jsonObject(with: encoded) as? [String: Any])
        #expect(object["profile"] as? String == "acme")
        let deviation = try #require((object["deviations"] as? [[String: Any]])?.first)
        #expect(deviation["code"] as? String == "DEV-ORDER-1")
        #expect(deviation["severity"] as? String == "error")
        #expect(deviation["decidedBy"] as? String == "J. Weber, plant IT")
        #expect(deviation["decidedOn"] as? String == "2026-11-23")
        #expect((deviation["reason"] as? String)?.hasPrefix("The old MES") == true)
        #expect(deviation["found"] as? String == "Description, ID")
        #expect(deviation["assumed"] as? String == "ID, Description")
        #expect(deviation["count"] as? Int == 1 && deviation["line"] as? Int == 1)
    }

    @Test func whatIsValidAndNotWantedIsNotAccepted() throws {
        let profile = try ProfileReader.read(
            text: Self.base + "deviations: { DEV-ENVELOPE-1: { severity: error } }\n", source: "p.yaml")
        let result = judge(
            "<Equipment xmlns=\"http://www.wbf.org/xml/B2MML-V0401\"><ID>1</ID></Equipment>", profile)
        #expect(result.verdict == .valid && !result.accepted)
    }

    @Test func bothDialectsAreSaid() throws {
        let namespace = "http://www.mesa.org/xml/B2MML"
        let both = judge("<Equipment xmlns=\"\(namespace)\"><ID>1</ID></Equipment>", .strict)
        #expect(both.set == .v0700 && both.dialects == [.v0700, .v0700of2020])
        let canonical = judge(
            """
            <MaterialLot xmlns="\(namespace)"><ID>1</ID><StorageLocation><Location>A</Location>\
            <LocationType>Person</LocationType><LocationChild><Location>B</Location>\
            <LocationType>Person</LocationType></LocationChild></StorageLocation></MaterialLot>
            """, .strict)
        #expect(canonical.verdict == .valid && canonical.set == .v0700 && canonical.dialects == [.v0700])
        let earlier = judge(
            """
            <WorkflowSpecification xmlns="\(namespace)"><ID>1</ID><WorkflowSpecificationNode><ID>1</ID>\
            <WorkflowSpecifictionNodeProperty><ID>1</ID></WorkflowSpecifictionNodeProperty>\
            </WorkflowSpecificationNode></WorkflowSpecification>
            """, .strict)
        #expect(earlier.verdict == .valid && earlier.accepted)
        #expect(earlier.set == .v0700of2020 && earlier.dialects == [.v0700of2020])
        #expect(earlier.setReason.contains("only V0700-2020 accepts"))
        let neither = judge("<Equipment xmlns=\"\(namespace)\"/>", .strict)
        #expect(neither.set == .v0700 && neither.dialects == [])
        let older = judge(
            "<Equipment xmlns=\"http://www.wbf.org/xml/B2MML-V0401\"><ID>1</ID></Equipment>", .strict)
        #expect(older.dialects == nil)
    }
}
