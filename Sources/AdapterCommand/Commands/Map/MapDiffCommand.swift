import Adapter
import ArgumentParser
import B2MML
import Diagnostics
import Foundation
import Mapping

struct MapDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Which outputs change between two versions of a mapping.",
        discussion: """
            Both folders are like Mappings; the samples are files, or a folder of them. The status is 1 when anything \
            changes.
            Example: b2mml map diff Mappings-live Mappings csv/orders samples/
            """)

    @Argument(help: "The folder of mappings as it was.")
    var before: String

    @Argument(help: "The folder of mappings as it is to be.")
    var after: String

    @Argument(help: "The mapping.")
    var mapping: String

    @Argument(help: "Samples, or folders of them.")
    var samples: [String]

    @Option(help: ArgumentHelp("The settings file, for the zone that local times take.", valueName: "file"))
    var config: String?

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let zone = try TranslationBench.zone(config)
        let old = try version(before)
        let new = try version(after)
        var printer = ResultPrinter(format)
        var changed = 0
        let files = try samples.flatMap { try Self.files($0) }
        for file in files {
            let bytes = try MappingBench.bytes(of: file)
            let context = MappingContext(source: file, zone: zone)
            let first = try old.runner.run(old.mapping, on: bytes, context)
            let second = try new.runner.run(new.mapping, on: bytes, context)
            let change = OutputChange(file, first, second)
            if !change.isSame { changed += 1 }
            try printer.print(change, text: change.text)
        }
        printer.finish()
        if format == .text { Terminal.say("\(changed) of \(files.count) outputs change") }
        if changed > 0 { throw Ending(status: .look) }
    }

    private func version(_ folder: String) throws -> (runner: ExampleRunner, mapping: CompiledMapping) {
        let bench = try MappingBench(folder: folder)
        return (ExampleRunner(library: bench.schemas), try bench.library.existing(mapping))
    }

    /// The file itself, or those of a folder that are not expectations.
    private static func files(_ path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FileProblem.missing(path)
        }
        guard isFolder.boolValue else { return [path] }
        let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return inside.sorted().map { "\(path)/\($0)" }.filter { file in
            let name = file.split(separator: "/").last ?? ""
            var isInner: ObjCBool = false
            FileManager.default.fileExists(atPath: file, isDirectory: &isInner)
            return !isInner.boolValue && !name.hasPrefix("expect.") && name != MappingExample.contextFile
        }
    }
}

/// What two versions of a mapping make of one sample.
private struct OutputChange: Encodable {
    let file: String
    let isSame: Bool
    let output: String
    let notes: String

    init(_ file: String, _ first: ExampleRunner.Outcome, _ second: ExampleRunner.Outcome) {
        self.file = file
        isSame = first.bytes == second.bytes && first.notes == second.notes
        output = Self.difference(
            String(decoding: first.bytes ?? [], as: UTF8.self),
            String(decoding: second.bytes ?? [], as: UTF8.self))
        notes = Self.difference(first.notes, second.notes)
    }

    private static func difference(_ old: String, _ new: String) -> String {
        old == new ? "" : LineDifference(from: old, to: new).text
    }

    var text: String {
        ([isSame ? "\(file): same" : "\(file): changes"] + [output, notes].filter { !$0.isEmpty })
            .joined(separator: "\n")
    }
}
