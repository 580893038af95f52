import Adapter
import ArgumentParser
import Mapping

/// From what to what a document is translated, and where.
struct RouteOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The set it becomes one of, json, or a mapping. (default: what the mapping of --from makes)",
            valueName: "set|json|mapping"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "The set to read it by, or a mapping. (default: the set of its namespace)",
            valueName: "set|mapping"))
    var from: String?

    @Option(help: ArgumentHelp("The settings file, for the zone that local times take.", valueName: "file"))
    var config: String?

    var source: ConversionSource? { from.map { ConversionSource($0) } }
    var target: ConversionTarget? { to.map { ConversionTarget($0) } }

    /// The site's, as the settings say it.
    func zone() throws -> MappingContext.Zone? { try TranslationBench.zone(config) }
}
