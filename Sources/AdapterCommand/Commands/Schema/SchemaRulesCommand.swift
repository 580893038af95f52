import ArgumentParser
import B2MML
import Diagnostics

struct SchemaRulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "The rules beyond the schemas: what they look at, and why.",
        discussion: """
            Rules never change a verdict; a finding of severity error makes that the document is not accepted.
            Example: b2mml schema rules RULE-TIME-1
            """)

    @Argument(help: "Codes of rules, or how they begin; all when there is none.")
    var codes: [String] = []

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let wanted = codes.isEmpty ? [""] : codes.map { $0.uppercased() }
        for code in wanted where !Rule.all.contains(where: { $0.code.rawValue.hasPrefix(code) }) {
            throw unknown(code)
        }
        var printer = ResultPrinter(format)
        for rule in Rule.all where wanted.contains(where: rule.code.rawValue.hasPrefix) {
            try printer.print(rule, text: rule.text)
        }
        printer.finish()
    }

    private func unknown(_ code: String) -> UsageFault {
        let nearest = nearestName(to: code, among: Rule.all.map(\.code.rawValue))
        return UsageFault(
            "RULES-CODE-1", "no rule has the code \(code)",
            advice: nearest.map { "Did you mean \($0)?" }
                ?? "Run b2mml schema rules without a code to see all.")
    }
}

extension Rule {
    fileprivate var text: String {
        """
        \(code) \(severity.rawValue): \(title)
            \(why)
            Looks at: \(looksAt)
            Source: \(source)
            Passes (\(example.set.rawValue)): \(example.passes.isEmpty ? "(nothing)" : example.passes)
            Fails: \(example.fails.isEmpty ? "(nothing)" : example.fails)

        """
    }
}
