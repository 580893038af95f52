import Adapter
import ArgumentParser
import B2MML

/// A site's own schema files, in place of ours.
struct SiteSchemaOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The entry of a copy of a set, loaded instead of ours, such as the published AllSchemas.xsd.",
            valueName: "driver.xsd"))
    var schemas: String?

    @Option(
        help: ArgumentHelp(
            "The site's own elements: a file of the namespace of a set's extensions.",
            valueName: "file.xsd"))
    var extensions: String?

    /// The set is what was asked for; nil when it is left to the documents.
    func library(for set: SchemaSet?) throws -> SchemaLibrary {
        let folder = try Installation().schemas
        let library = try SchemaLibrary(
            folder: folder, driver: schemas, extensions: extensions, images: .standard())
        if let set { try library.check(set) }
        return library
    }
}
