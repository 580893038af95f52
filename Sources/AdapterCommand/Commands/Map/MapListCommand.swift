import Adapter
import ArgumentParser
import B2MML
import Mapping

struct MapListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the mappings: what each translates.",
        discussion: "Example: b2mml map list --from V0600")

    @Option(help: ArgumentHelp("Only from this set, or from canonical.", valueName: "set"))
    var from: MappingSet?

    @Option(help: ArgumentHelp("Only to this set, or to canonical.", valueName: "set"))
    var to: MappingSet?

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let library = try MappingBench().library
        var printer = ResultPrinter(format)
        for entry in library.entries
        where entry.from.set == from ?? entry.from.set && entry.to.set == to ?? entry.to.set {
            try printer.print(ListedMapping(entry), text: "\(entry.name)  \(entry.from) -> \(entry.to)")
        }
        printer.finish()
    }
}

extension MappingSet: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }

    public static var allValueStrings: [String] { names }
}

private struct ListedMapping: Encodable {
    let mapping: String
    let fromSet: String
    let fromNoun: String
    let toSet: String
    let toNoun: String

    init(_ entry: MappingLibrary.Entry) {
        mapping = entry.name
        fromSet = entry.from.set.name
        fromNoun = entry.from.noun
        toSet = entry.to.set.name
        toNoun = entry.to.noun
    }
}
