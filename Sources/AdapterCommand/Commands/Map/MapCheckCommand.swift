import Adapter
import ArgumentParser
import B2MML
import Diagnostics
import Foundation
import Mapping

struct MapCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks mappings against the schemas of both sides.",
        discussion: """
            Every path, every block, every table; what the target requires and nothing sets; what can never run. With \
            errors the status is 1.
            Example: b2mml map check acme
            """)

    @Argument(help: "Files or folders below the Mappings folder, as there or from here. (default: all)")
    var paths: [String] = []

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let bench = try MappingBench()
        let library = bench.library
        let chosen = try MappingPaths(bench.folder).choose(paths, among: library.paths)
        library.prepare(chosen)
        var printer = ResultPrinter(format)
        var errors = 0
        var warnings = 0
        for path in chosen {
            for finding in library.check(path).findings {
                if finding.severity == .error { errors += 1 } else { warnings += 1 }
                try printer.print(FlatFinding(finding), text: finding.description)
            }
        }
        printer.finish()
        if format == .text {
            Terminal.say(
                "\(chosen.count) \(chosen.count == 1 ? "file" : "files"), \(errors) errors, \(warnings) warnings"
            )
        }
        if errors > 0 { throw Ending(status: .look) }
    }
}

/// Mapping files as people name them: below the folder of mappings, or from where they stand.
struct MappingPaths {
    private let folder: String

    init(_ folder: String) {
        self.folder = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
            .path(percentEncoded: false)
    }

    /// - Throws: ``UsageFault`` for a name that is none of a file or a folder of mappings.
    func choose(_ names: [String], among paths: [String]) throws -> [String] {
        if names.isEmpty { return paths }
        var chosen: [String] = []
        for name in names {
            let found = candidates(name).lazy.map { candidate in
                paths.filter { $0 == candidate || $0 == "\(candidate).yaml" || $0.hasPrefix("\(candidate)/") }
            }.first { !$0.isEmpty }
            guard let found else {
                let nearest = nearestName(to: name, among: paths)
                throw UsageFault(
                    "MAP-FILE-1", "there is no mapping \(name) below \(folder)",
                    advice: nearest.map { "Did you mean \($0)?" } ?? "b2mml map list shows what there is.")
            }
            chosen += found.filter { !chosen.contains($0) }
        }
        return chosen
    }

    private func candidates(_ name: String) -> [String] {
        let bare = name.hasSuffix("/") ? String(name.dropLast()) : name
        let absolute = URL(filePath: bare).standardizedFileURL.path(percentEncoded: false)
        let below = absolute.hasPrefix(folder) ? String(absolute.dropFirst(folder.count)) : nil
        return [bare] + (below.map { [$0.hasPrefix("/") ? String($0.dropFirst()) : $0] } ?? [])
    }
}
