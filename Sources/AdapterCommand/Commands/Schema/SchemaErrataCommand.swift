import Adapter
import ArgumentParser
import B2MML

struct SchemaErrataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errata",
        abstract: "Spellings of the published sets that look like mistakes and must stay.",
        discussion: "Example: b2mml schema errata --set V0600")

    @Option(help: ArgumentHelp("Only of this set.", valueName: "set"))
    var set: SchemaSet?

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let catalog = SchemaCatalog(folder: try Installation().schemas)
        var printer = ResultPrinter(format)
        for erratum in try catalog.errata() where set.map(erratum.sets.contains) ?? true {
            try printer.print(erratum, text: erratum.text)
        }
        printer.finish()
    }
}

extension Erratum {
    fileprivate var text: String {
        let sets = sets.map(\.rawValue).joined(separator: ", ")
        let inside = place.isEmpty ? "" : " in \(place)"
        let spelling = published.map { "\($0), not \(expected)" } ?? "no \(expected)"
        return "\(sets): \(kind.rawValue)\(inside): \(spelling)" + (remark.isEmpty ? "" : "\n    \(remark)")
    }
}
