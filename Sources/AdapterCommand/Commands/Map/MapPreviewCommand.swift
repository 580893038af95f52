import Adapter
import ArgumentParser
import Diagnostics
import Foundation
import Mapping

struct MapPreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "What a mapping, or one rule of it, makes of a sample.",
        discussion: """
            The mapping runs alone, with its real tables. --line shows only what the rule of that line has written; \
            --watch runs again whenever the mapping, a table or the sample is saved.
            Example: b2mml map preview csv/orders orders.csv --line 23
            """)

    @Argument(help: "The mapping.")
    var mapping: String

    @Argument(help: "The sample.")
    var file: String

    @Option(
        help: ArgumentHelp("Only what the rule in this line of the mapping's file writes.", valueName: "line")
    )
    var line: Int?

    @Flag(help: "Run again whenever a file is saved, until stopped.")
    var watch = false

    @Option(help: ArgumentHelp("The settings file, for the zone that local times take.", valueName: "file"))
    var config: String?

    func run() throws {
        var isFine = try show()
        guard watch else {
            if !isFine { throw Ending(status: .look) }
            return
        }
        var seen = try state()
        while true {
            Thread.sleep(forTimeInterval: 0.25)
            let now = try state()
            guard now != seen else { continue }
            seen = now
            Terminal.say("--- \(file)")
            // A mapping that is wrong for a moment is no reason to stop watching.
            do { isFine = try show() } catch let error as any AdapterError {
                Terminal.complain(error.description)
            }
        }
    }

    /// When the sample and the files of mappings were written last.
    private func state() throws -> [String: Date] {
        let folder = try Installation().mappings
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let paths = files.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".csv") }.map { "\(folder)/\($0)" }
        return Dictionary(
            (paths + [file]).compactMap { path in
                let attributes = try? FileManager.default.attributesOfItem(atPath: path)
                return (attributes?[.modificationDate] as? Date).map { (path, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }

    private func show() throws -> Bool {
        let bench = try MappingBench()
        let compiled = try bench.library.existing(mapping)
        let context = MappingContext(source: file, zone: try TranslationBench.zone(config), traces: true)
        let outcome = try ExampleRunner(library: bench.schemas).run(
            compiled, on: MappingBench.bytes(of: file), context)
        if let line {
            for value in outcome.values(of: line, in: "\(compiled.name).yaml") { Terminal.say(value.text) }
        } else if let bytes = outcome.bytes {
            Terminal.say(String(decoding: bytes, as: UTF8.self))
        }
        if !outcome.notes.isEmpty { Terminal.complain(outcome.notes) }
        return outcome.bytes != nil
    }
}

extension ExampleRunner.WrittenValue {
    fileprivate var text: String {
        var text = "\(path) = \(value)  [\(origin.rawValue)]"
        if let sourcePath, let sourceValue { text += "\n    from \(sourcePath) = \(sourceValue)" }
        if let tableRow { text += "\n    row \(tableRow.locator)" }
        return text
    }
}
