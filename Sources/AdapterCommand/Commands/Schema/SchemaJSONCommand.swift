import Adapter
import ArgumentParser
import B2MML

struct SchemaJSONCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "json", abstract: "The JSON Schema of a set's documents in JSON.",
        discussion: """
            JSON Schema 2020-12, for what convert --to json writes. It is wider than the XML schema: exclusive choices, \
            ranges and most patterns are not in it.
            Example: b2mml schema json --set V0700 > b2mml-v0700.schema.json
            """)

    @Option(help: ArgumentHelp("The set.", valueName: "set"))
    var set: SchemaSet

    func run() throws {
        let library = SchemaLibrary(folder: try Installation().schemas, images: .standard())
        let text = try library.jsonSchema(of: set)
        Terminal.say(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
}
