import ArgumentParser

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map", abstract: "Works with mappings: the consultant's bench.",
        subcommands: [MapCheckCommand.self, MapExplainCommand.self, MapListCommand.self])
}
