import Diagnostics
import Operations
import Testing

@testable import Adapter

/// Rule files: those that are shipped, and what is said of wrong ones.
@Suite struct EventRuleFileTests {
    static let shipped = (try? EventRuleFolder.read(["\(Repository.home)/Mappings/rules"])) ?? []

    @Test func thereAreShippedRules() {
        #expect(Self.shipped.count >= 16)
        #expect(Set(Self.shipped.map(\.rule.id)).count == Self.shipped.count)
    }

    @Test(arguments: shipped.map(\.rule.id)) func shippedRulesDoWhatTheirExamplesSay(_ id: String) throws {
        let file = try #require(Self.shipped.first { $0.rule.id == id })
        #expect(file.findings().isEmpty)
        #expect(!file.examples.isEmpty)
        #expect(file.path.hasSuffix("/\(id).yaml"))
        #expect(!file.rule.summary.isEmpty)
    }

    private static let good = """
        rule: stop
        when:
          event: equipment.stateChanged
          where: [minutes >= 10]
        then:
          - { request: QA, domain: Quality, subject: lot }
        examples:
          - event: { minutes: "12", lot: L1 }
            asks: [QA]
        """

    @Test func aGoodFileIsRead() throws {
        let file = try EventRuleReader.read(Self.good, path: "stop.yaml")
        #expect(file.rule.trigger.conditions == [EventCondition("minutes", .greaterOrEqual, ["10"])])
        #expect(file.findings().isEmpty)
    }

    @Test(
        arguments: [
            ("rule: stop", "rool: stop", "EVENT-KEY-1", 1),
            ("equipment.stateChanged", "equipment.stateChange", "EVENT-NAME-2", 3),
            ("minutes >= 10", "minuets >= 10", "EVENT-NAME-2", 4),
            ("minutes >= 10", "minutes >= ten", "EVENT-VALUE-1", 4),
            ("minutes >= 10", "minutes at least 10", "EVENT-VALUE-1", 4),
            ("minutes >= 10", "verdict = fail", "EVENT-NAME-2", 4),
            ("domain: Quality", "domain: Qualty", "EVENT-VALUE-1", 6),
            ("subject: lot", "subject: lots", "EVENT-VALUE-1", 6),
            ("request: QA, domain: Quality, subject: lot", "hold: ", "EVENT-EXAMPLE-1", 8),
            ("minutes: \"12\"", "minute: \"12\"", "EVENT-NAME-2", 8),
            ("lot: L1 }", "reason: jam }", "EVENT-EXAMPLE-1", 8),
            ("  - { request: QA, domain: Quality, subject: lot }", "  []", "EVENT-VALUE-1", 6),
            ("when:", "when: [", "EVENT-YAML-1", nil),
        ] as [(String, String, Code, Int?)])
    func aWrongFileIsRefusedWithItsPlace(_ right: String, _ wrong: String, _ code: Code, _ line: Int?) throws
    {
        let text = Self.good.replacing(right, with: wrong)
        try #require(text != Self.good)
        let found: (code: Code, line: Int?)
        do {
            let findings = try EventRuleReader.read(text, path: "stop.yaml").findings()
            let first = try #require(findings.first)
            found = (first.code, first.place.line)
        } catch let error as SettingsError {
            found = (error.code, error.place?.line)
        }
        #expect(found.code == code)
        #expect(found.line == line)
    }

    @Test func twoFilesMayNotShareAName() throws {
        let folder = try TemporaryFolder()
        for name in ["a", "b"] { try folder.write(Self.good, to: "\(name).yaml") }
        #expect { try EventRuleFolder.read([folder.path]) } throws: { error in
            (error as? SettingsError)?.code == "EVENT-NAME-1"
        }
    }
}
