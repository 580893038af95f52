import ArgumentParser

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map", abstract: "Works with mappings: the consultant's bench.",
        subcommands: [
            MapCheckCommand.self, MapTestCommand.self, MapPreviewCommand.self, MapExplainCommand.self,
            MapCoverageCommand.self, MapDiffCommand.self, MapNewCommand.self, MapListCommand.self,
        ])
}
