import Adapter
import ArgumentParser
import B2MML

struct SchemaListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The sets that are installed.",
        discussion: "Example: b2mml schema list --format json")

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let catalog = SchemaCatalog(folder: try Installation().schemas)
        var printer = ResultPrinter(format)
        for set in catalog.available {
            let summary = try catalog.summary(of: set)
            try printer.print(summary, text: summary.text)
        }
        printer.finish()
    }
}

extension SchemaSummary {
    fileprivate var text: String {
        """
        \(set.rawValue)  \(namespace)
          \(files) files, \(elements) global elements of which \(transactions) messages, \(types) types, \
        \(values) values in \(enumerations) enumerations
          \(fingerprint)
        """
    }
}
