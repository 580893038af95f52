import B2MML
import Diagnostics
import Foundation
import Testing

/// The article Rules is what the rules say of themselves. `RECORD=1` writes it, and that run fails.
@Suite struct RuleArticleTests {
    private static let path = "\(Article.folder)/Rules.md"

    @Test func theArticleIsMadeOfTheRules() throws {
        let text = Self.article
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try text.write(toFile: Repository.path(Self.path), atomically: true, encoding: .utf8)
            Issue.record("The article was written; read what has changed.")
        }
        #expect(try Repository.text(Self.path) == text)
    }

    private static let article: String = {
        var lines = introduction
        lines += ["| code | | |", "|---|---|---|"]
        lines += Rule.all.map { "| `\($0.code)` | \($0.severity.rawValue) | \($0.title) |" }
        for rule in Rule.all { lines += section(rule) }
        return lines.joined(separator: "\n") + "\n"
    }()

    private static let introduction = """
        # Rules

        What is checked beyond the schemas: why, on what ground, and one example that passes and one that fails.

        ## Overview

        A schema says which elements may stand where and how their values are written. It does not say that work ends after
        it has begun. Rules do. They look at valid documents, add findings, and never change the verdict; a finding of
        severity error makes that the document is not accepted.

        The severities below hold where no profile says otherwise. `b2mml schema rules` prints the same. Of each rule 20
        findings are listed, and the others counted. What is a habit of the sender, such as a unit that is not written as
        its code, is said once, with how often it was seen. Of very long documents 100,000 identifiers are remembered and
        10,000 references that wait for what they name; a finding says where this was not enough.

        Units are looked up in `Schemas/Units/rec20.tsv`, which has the codes and names of UN/ECE Recommendation 20, revision
        11e, and in `Schemas/Units/aliases.tsv`, which may be extended.

        The text in a block that passes and in one that fails is the part in which the two examples differ; around it is a
        whole document, which `b2mml schema rules --format json` has.

        """.components(separatedBy: "\n")

    private static func section(_ rule: Rule) -> [String] {
        [
            "", "### \(rule.code)", "", "\(rule.title).", "", rule.why, "",
            "Looks at: \(rule.looksAt). Source: \(rule.source).", "",
            "Passes (\(rule.example.set.rawValue)), then fails:",
            "", "```text", rule.example.passes.isEmpty ? "(nothing)" : rule.example.passes,
            rule.example.fails.isEmpty ? "(nothing)" : rule.example.fails, "```",
        ]
    }
}
