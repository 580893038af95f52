package import Diagnostics
import Foundation
package import Mapping

/// Compares what a mapping makes of its examples with what was recorded.
package struct ExampleTest: Sendable {
    private let runner: ExampleRunner

    package init(_ runner: ExampleRunner) {
        self.runner = runner
    }

    package enum Verdict: String, Sendable, Encodable {
        case passed, failed
        /// Nothing says what should come out.
        case unrecorded
        /// What came out was written as what should.
        case recorded
    }

    package struct Result: Sendable, Encodable {
        package let mapping: String
        package let example: String
        package let verdict: Verdict
        /// Of each file that differs, how.
        package let differences: [String]
        /// Places of rules and table rows that had something to do.
        package let exercised: Set<Place>

        private enum CodingKeys: String, CodingKey {
            case mapping, example, verdict, differences
        }
    }

    /// Runs one example.
    ///
    /// - Parameters:
    ///   - example: of the mapping.
    ///   - mapping: compiled.
    ///   - isRecording: whether what comes out is written as what should.
    /// - Returns: whether it came out as recorded, and what of the mapping it needed.
    /// - Throws: what reading and writing files throws, and `SettingsError` for a wrong context.
    package func run(
        _ example: MappingExample, _ mapping: CompiledMapping, isRecording: Bool
    ) throws -> Result {
        let bytes = try Data(contentsOf: URL(filePath: example.inputPath))
        let outcome = try runner.run(mapping, on: Array(bytes), try example.context())
        var found: [String: [UInt8]] = [:]
        if let bytes = outcome.bytes { found["expect.\(outcome.ending)"] = bytes }
        if !outcome.notes.isEmpty { found[MappingExample.findingsFile] = Array(outcome.notes.utf8) }
        let verdict: Verdict
        var differences: [String] = []
        if isRecording {
            try record(found, in: example)
            verdict = .recorded
        } else if example.expectations.isEmpty {
            verdict = .unrecorded
        } else {
            differences = try compare(found, in: example)
            verdict = differences.isEmpty ? .passed : .failed
        }
        let rows = outcome.trace?.links.compactMap(\.tableRow) ?? []
        return Result(
            mapping: example.mapping, example: example.name, verdict: verdict, differences: differences,
            exercised: (outcome.trace?.fired ?? []).union(rows))
    }

    private func record(_ found: [String: [UInt8]], in example: MappingExample) throws {
        for name in example.expectations where found[name] == nil {
            try FileManager.default.removeItem(atPath: "\(example.folder)/\(name)")
        }
        for (name, bytes) in found {
            try Data(bytes).write(to: URL(filePath: "\(example.folder)/\(name)"), options: .atomic)
        }
    }

    private func compare(_ found: [String: [UInt8]], in example: MappingExample) throws -> [String] {
        try Set(found.keys).union(example.expectations).sorted().compactMap { name in
            let expected =
                try example.expectations.contains(name)
                ? Data(contentsOf: URL(filePath: "\(example.folder)/\(name)")) : Data()
            let actual = Data(found[name] ?? [])
            guard actual != expected else { return nil }
            let difference = LineDifference(
                from: String(decoding: expected, as: UTF8.self), to: String(decoding: actual, as: UTF8.self))
            return "\(name)\n\(difference.text)"
        }
    }
}
