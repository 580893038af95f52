import Adapter
import ArgumentParser
import Diagnostics
import Operations

struct LoopRulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Checks event rules, runs their examples, and lists them.",
        discussion: "Example: b2mml loop rules Mappings/rules")

    @Argument(help: "Files, or folders of them.")
    var paths: [String]

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let rows = try EventRuleFolder.read(paths).map(Row.init)
        guard !rows.isEmpty else {
            throw UsageFault(
                "EVENT-FOLDER-1", "there is no rule in \(paths.joined(separator: ", "))",
                advice: "Name a file, or a folder with files that end in .yaml.")
        }
        var printer = ResultPrinter(format)
        for row in rows { try printer.print(row, text: row.text) }
        printer.finish()
        if rows.contains(where: { !$0.findings.isEmpty }) { throw Ending(status: .look) }
    }

    private struct Row: Encodable {
        let rule: String
        let version: Int
        let enabled: Bool
        let event: String
        let asks: [String]
        let examples: Int
        let summary, file: String
        let findings: [FlatFinding]
        let text: String

        init(_ file: EventRuleFile) {
            rule = file.rule.id
            version = file.rule.version
            enabled = file.rule.isEnabled
            event = file.rule.trigger.type
            asks = file.rule.actions.map(\.name)
            examples = file.examples.count
            summary = file.rule.summary
            self.file = file.path
            let found = file.findings()
            findings = found.map(FlatFinding.init)
            text = Self.text(file, found)
        }

        private static func text(_ file: EventRuleFile, _ found: [Finding]) -> String {
            let (rule, all) = (file.rule, file.examples.count)
            let line =
                "\(rule.id) \(rule.version)\(rule.isEnabled ? "" : "  (not enabled)")  \(rule.trigger.type): "
                + "\(rule.actions.map(\.name).joined(separator: ", "))  \(all - found.count) of \(all) examples"
            return ([line] + found.map(\.description)).joined(separator: "\n")
        }

        private enum CodingKeys: CodingKey {
            case rule, version, enabled, event, asks, examples, summary, file, findings
        }
    }
}
