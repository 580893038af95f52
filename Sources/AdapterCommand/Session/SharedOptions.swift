import Adapter
import ArgumentParser

/// What every command with a journal understands.
struct SharedOptions: ParsableArguments {
    @OptionGroup private var site: SiteOptions

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func settings() throws -> Settings { try site.settings() }
}

/// Which site, for commands with forms of output of their own.
struct SiteOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The settings file.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Where the journal is, such as sqlite:b2mml.sqlite.", valueName: "journal"))
    var journal: String?

    func settings() throws -> Settings {
        var settings = try SettingsReader.read(file: config)
        if let journal { settings.journal = journal }
        return settings
    }
}
