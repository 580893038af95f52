import Adapter
import ArgumentParser
import B2MML
import Diagnostics
import Foundation
import Mapping

struct MapExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Where each value of a translation comes from, and where it went.",
        discussion: """
            First the values that came out, with their rules, table rows and sources; then the values of the document, \
            with what became of them. As html it is one page with both documents side by side, for a browser; it needs \
            nothing besides itself.
            Example: b2mml map explain schedule.xml --to V0700
            Example: b2mml map explain schedule.xml --to V0700 --format html -o lineage.html
            """)

    @Argument(help: "The document.")
    var file: String

    @OptionGroup var route: RouteOptions

    @Option(help: ArgumentHelp("Only values whose path contains this text.", valueName: "text"))
    var path: String?

    @Option(help: "text, json, jsonl or html.")
    var format: ExplanationFormat = .text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where the page is written. (default: standard output)", valueName: "file"))
    var output: String?

    func validate() throws {
        if output != nil, format != .html { throw ValidationError("--output is for --format html") }
    }

    func run() throws {
        let converter = try TranslationBench.converter()
        let document = DocumentFile(path: file)
        let conversion = try converter.convert(
            document, file: file, from: route.source, to: route.target, zone: route.zone(), explaining: true)
        for finding in conversion.findings { Terminal.complain(finding.description) }
        let explanation = try converter.explain(conversion)
        if let plain = OutputFormat(rawValue: format.rawValue) {
            try print(explanation, plain)
        } else {
            try write(LineagePage(conversion, explanation, digest: document.digest(), path: path).html)
        }
        Terminal.complain(explanation.summary)
        if conversion.bytes == nil || !explanation.unexplained.isEmpty { throw Ending(status: .look) }
    }

    private func print(_ explanation: Explanation, _ format: OutputFormat) throws {
        var printer = ResultPrinter(format)
        for output in explanation.outputs where isWanted(output.path) {
            try printer.print(output, text: output.text)
        }
        for input in explanation.inputs where isWanted(input.source.path) {
            try printer.print(input, text: input.text)
        }
        printer.finish()
    }

    private func write(_ page: String) throws {
        guard let output else { return Terminal.say(String(page.dropLast())) }
        do {
            try Data(page.utf8).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw UsageFault(
                "EXPLAIN-WRITE-1", "\(output) cannot be written",
                advice: "Check the folder and its permissions.")
        }
    }

    private func isWanted(_ text: String) -> Bool { path.map { text.contains($0) } ?? true }
}

/// How an explanation is shown.
enum ExplanationFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, jsonl
    /// A page for a browser.
    case html
}

/// What commands that translate work with.
enum TranslationBench {
    static func converter() throws -> DocumentConverter {
        let installation = try Installation()
        let library = SchemaLibrary(folder: installation.schemas, images: .standard())
        return DocumentConverter(
            library: library, mappings: MappingLibrary(folder: installation.mappings, schemas: library))
    }

    /// The site's zone, as the settings say it.
    static func zone(_ config: String?) throws -> MappingContext.Zone? {
        try SettingsReader.read(file: config).zone.map { MappingContext.Zone(identifier: $0, origin: "site") }
    }
}

extension Explanation {
    fileprivate var summary: String {
        let counts = counts
        return "\(counts.explained) of \(counts.valuesOut) values that came out are explained, "
            + "\(counts.accountedFor) of \(counts.valuesIn) values that came in are accounted for"
    }
}

extension Explanation.Output {
    fileprivate var text: String {
        var lines = ["\(path) = \(value)  [\(origin.rawValue)]"]
        if let source { lines.append("    from \(source.text)") }
        lines += alsoFrom.map { "    also from \($0.text)" }
        lines += rules.map { "    by \($0)" } + tableRows.map { "    row \($0)" }
        return lines.joined(separator: "\n")
    }
}

extension Explanation.Input {
    fileprivate var text: String {
        let words =
            switch fate {
            case .written: "went to \(outputs.joined(separator: ", "))"
            case .read: "was read, and not written"
            case .envelope: "was taken over as it is"
            case .ignoredDeclared: "is lost as declared: \(reason ?? "")"
            case .ignoredByAccident: "is lost by accident: \(reason ?? "no rule reads it")"
            }
        let place = rule.map { "\n    by \($0)" } ?? ""
        return "\(source.text)\n    \(words)\(place)"
    }
}

extension Explanation.Source {
    fileprivate var text: String { "\(line ?? 0):\(column ?? 0) \(path) = \(value)" }
}
