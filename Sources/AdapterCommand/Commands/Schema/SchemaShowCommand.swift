import Adapter
import ArgumentParser
import B2MML

struct SchemaShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "What an element or a type contains.",
        discussion: """
            Names are those of the set: an element, a type, or a path of elements. Without --set, the newest set that \
            has the name is shown, 7.0.1 first.
            Example: b2mml schema show OperationsSchedule/OperationsRequest --depth 2
            """)

    @Argument(help: ArgumentHelp("An element, a type, or a path.", valueName: "element"))
    var name: String

    @Option(help: ArgumentHelp("The set.", valueName: "set"))
    var set: SchemaSet?

    @Option(help: "How many levels of children.")
    var depth = 1

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func validate() throws {
        guard (0...20).contains(depth) else { throw ValidationError("The depth is between 0 and 20.") }
    }

    func run() throws {
        let trees = try SchemaCatalog(folder: try Installation().schemas).trees(
            of: name, depth: depth, in: set)
        var printer = ResultPrinter(format)
        for (index, tree) in trees.enumerated() {
            let lines = SchemaTreeText(tree).lines
            for (row, text) in zip(tree, lines) {
                let isNext = index > 0 && row.depth == 0
                try printer.print(row, text: isNext ? "\n\(text)" : text)
            }
        }
        printer.finish()
    }
}

extension SchemaSet: ExpressibleByArgument {}
