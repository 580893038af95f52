import B2MML
import Diagnostics
import Foundation
import Testing

/// Every rule by its own examples.
@Suite struct RuleTests {
    @Test(arguments: RuleCode.allCases)
    func theExamplesKeepAndBreakTheRule(_ id: RuleCode) throws {
        let rule = try #require(Rule.rule(id))
        let passing = try RuleBench.check(rule.example.passingDocument)
        #expect(passing.verdict == .valid, "\(passing.findings)")
        #expect(passing.findings.map(\.description) == [])
        let failing = try RuleBench.check(rule.example.failingDocument)
        #expect(failing.verdict == .valid, "\(failing.findings)")
        #expect(Set(failing.findings.map(\.code)) == [id.code], "\(failing.findings)")
        #expect(failing.findings.allSatisfy { $0.severity == rule.severity })
    }

    @Test(arguments: RuleCode.allCases)
    func aFindingSaysWhereAndWhatToDo(_ id: RuleCode) throws {
        let rule = try #require(Rule.rule(id))
        for finding in try RuleBench.check(rule.example.failingDocument).findings {
            #expect(finding.place.line == 1)
            #expect(finding.place.column ?? 0 > 0)
            #expect(finding.place.path?.hasPrefix("/") ?? false)
            #expect(finding.advice?.hasSuffix(".") ?? false || finding.advice?.hasSuffix("?") ?? false)
            #expect(!finding.message.isEmpty && !finding.message.hasSuffix("."))
        }
    }

    @Test(arguments: RuleCode.allCases)
    func aRuleThatIsOffSaysNothing(_ id: RuleCode) throws {
        let rule = try #require(Rule.rule(id))
        let rules = try RuleBench.rules().adjusted(by: [id.code: .off])
        let codes = try RuleBench.check(rule.example.failingDocument, rules).findings.map(\.code)
        #expect(!codes.contains(id.code))
    }

    @Test func theListIsComplete() {
        #expect(Rule.all.map(\.id) == RuleCode.allCases)
        #expect(Set(Rule.all.map(\.code)).count == Rule.all.count)
        #expect(Set(Rule.all.map(\.title)).count == Rule.all.count)
        #expect(Rule.all.count >= 25)
        for rule in Rule.all {
            #expect(rule.code.rawValue.wholeMatch(of: /RULE-[A-Z]+-[1-9]/) != nil)
            for text in [rule.title, rule.why, rule.source, rule.looksAt] { #expect(text.count > 3) }
            #expect(rule.why.hasSuffix(".") || rule.why.hasSuffix("?"))
        }
    }

    @Test func aProfileChangesSeverities() throws {
        let rule = try #require(Rule.rule(.missingZone))
        let rules = try RuleBench.rules().adjusted(by: [rule.code: .severity(.error)])
        let findings = try RuleBench.check(rule.example.failingDocument, rules).findings
        #expect(findings.map(\.severity) == [.error])
    }

    @Test func anUnknownCodeIsRefusedWithTheNearest() throws {
        let rules = try RuleBench.rules()
        let error = #expect(throws: UnknownRule.self) { try rules.adjusted(by: ["RULE-TIMES-1": .off]) }
        #expect(error?.nearest == "RULE-TIME-1")
    }
}
