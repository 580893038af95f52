import ArgumentParser

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Says what the sets contain.",
        discussion: "Example: b2mml schema show OperationsSchedule --depth 2",
        subcommands: [
            SchemaListCommand.self, SchemaShowCommand.self, SchemaErrataCommand.self,
            SchemaRulesCommand.self, SchemaCompileCommand.self, SchemaJSONCommand.self,
        ])
}
