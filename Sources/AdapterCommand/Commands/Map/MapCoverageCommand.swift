import Adapter
import ArgumentParser
import Diagnostics
import Foundation
import Mapping

struct MapCoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Which rules, alternatives and table rows no example exercises.",
        discussion: "Example: b2mml map coverage csv")

    @Argument(help: "Mappings, or folders of them. (default: all that have examples)")
    var names: [String] = []

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let bench = try MappingBench()
        var printer = ResultPrinter(format)
        for entry in try bench.mappings(names) {
            let results = try bench.test(entry, isRecording: false)
            guard !names.isEmpty || !results.isEmpty, let mapping = try bench.compiled(entry) else {
                continue
            }
            let exercised = results.reduce(into: Set<Place>()) { $0.formUnion($1.exercised) }
            let coverage = MappingCoverage(mapping, exercised, examples: results.count)
            try printer.print(coverage, text: coverage.text)
        }
        printer.finish()
    }
}

/// What the examples of a mapping exercise of it.
private struct MappingCoverage: Encodable {
    struct Missing: Encodable {
        let kind: MappingPoint.Kind
        /// `file:line:column`.
        let place: String
    }

    let mapping: String
    let examples: Int
    let points: Int
    let exercised: Int
    let missing: [Missing]

    init(_ mapping: CompiledMapping, _ exercised: Set<Place>, examples: Int) {
        let points = mapping.points
        let missing = points.filter { !exercised.contains($0.place) }
        self.mapping = mapping.name
        self.examples = examples
        self.points = points.count
        self.exercised = points.count - missing.count
        self.missing = missing.map { Missing(kind: $0.kind, place: $0.place.locator) }
    }

    var text: String {
        let head = "\(mapping): \(exercised) of \(points) exercised by \(examples) examples"
        return ([head] + missing.map { "    \($0.place): \($0.kind.rawValue)" }).joined(separator: "\n")
    }
}
