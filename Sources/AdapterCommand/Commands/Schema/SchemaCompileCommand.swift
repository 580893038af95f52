import Adapter
import ArgumentParser
import B2MML
import Diagnostics

struct SchemaCompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Compiles sets ahead, so that no start has to.",
        discussion: """
            Any command does this for the set it needs, in the folder of B2MML_CACHE, else b2mml below XDG_CACHE_HOME, \
            else .cache/b2mml of the user's home. An image holds for this program and these schema files.
            Example: b2mml schema compile --out /var/cache/b2mml
            """)

    @Option(help: ArgumentHelp("The set to compile, all when it is not given.", valueName: "SET"))
    var set: SchemaSet?

    @OptionGroup var site: SiteSchemaOptions

    @Option(help: ArgumentHelp("The folder for the images, instead of the usual one.", valueName: "folder"))
    var out: String?

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let library = try site.library(for: set)
        guard let images = SchemaImageCache.standard(folder: out) else {
            throw UsageFault(
                "CACHE-1", "there is no folder for images: B2MML_CACHE is empty, or no home is known",
                advice: "Name one with --out.")
        }
        var printer = ResultPrinter(format)
        for set in set.map({ [$0] }) ?? library.available {
            try compile(set, library, images, &printer)
        }
        // What mappings are written for.
        if set == nil, library.available.contains(.v0700) { try compile(nil, library, images, &printer) }
        printer.finish()
    }

    private func compile(
        _ set: SchemaSet?, _ library: SchemaLibrary, _ images: SchemaImageCache,
        _ printer: inout ResultPrinter
    ) throws {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let stored = try library.writeImage(of: set, to: images)
            let time = clock.now - start
            let result = CompiledSet(set, stored, milliseconds: Int(time / .milliseconds(1)))
            try printer.print(result, text: result.text)
        } catch let problem as SchemaImageCache.Unwritable {
            throw FileProblem.unwritable(images.folder, reason: problem.description)
        }
    }
}

/// One image, as it was written.
private struct CompiledSet: Encodable {
    let set: String
    let path: String
    let bytes: Int
    let milliseconds: Int
    let key: String

    init(_ set: SchemaSet?, _ stored: SchemaImageCache.Stored, milliseconds: Int) {
        self.set = set?.rawValue ?? "canonical"
        path = stored.path
        bytes = stored.size
        key = stored.key
        self.milliseconds = milliseconds
    }

    var text: String { "\(set)  \(bytes) bytes, \(milliseconds) ms\n  \(path)\n  \(key)" }
}
