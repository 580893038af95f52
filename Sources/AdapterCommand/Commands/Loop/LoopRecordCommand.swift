import Adapter
import ArgumentParser
import B2MML
import Diagnostics
import Foundation

struct LoopRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Takes what the shop floor reports: one JSON object a line.",
        discussion: """
            Example: b2mml loop record shift.jsonl
            Example: b2mml loop record --schema > record.schema.json
            """)

    @Argument(help: "A file of JSON lines; - is standard input.")
    var path: String?

    @Flag(help: "Print the JSON Schema of a line, and take nothing in.")
    var schema = false

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if path == nil, !schema {
            throw ValidationError("name a file of JSON lines, or - for standard input")
        }
        if path != nil, schema { throw ValidationError("--schema takes no file") }
    }

    func run() async throws {
        guard let path else { return Terminal.say(try RecordSchema().text) }
        try await record(path)
    }

    private func record(_ path: String) async throws {
        let lines = try Self.lines(of: path)
        let session = try Session.open(try shared.settings())
        let results = try await session.use { session in
            try await session.write { writer in
                try await LoopService(writer: writer, composer: session.composer).record(
                    lines: lines, source: path)
            }
        }
        var printer = ResultPrinter(shared.format)
        for result in results {
            if shared.format == .text {
                result.findings.forEach { Terminal.say($0.description) }
            } else {
                try printer.print(result, text: "")
            }
        }
        printer.finish()
        if shared.format == .text { Terminal.say(results.summary) }
        if results.contains(where: { $0.outcome == .refused || $0.findings.hasErrors }) {
            throw Ending(status: .look)
        }
    }

    static func lines(of path: String) throws -> [String] {
        let file = path == Inputs.standardInput ? FileBytes(try Spool()) : FileBytes(path: path)
        var bytes: [UInt8] = []
        try file.forEachPiece { piece in
            bytes += piece
            return true
        }
        return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}

extension [LoopService.RecordResult] {
    fileprivate var summary: String {
        let counts = LoopService.RecordResult.Outcome.allCases.map { outcome in
            "\(count { $0.outcome == outcome }) \(outcome.rawValue)"
        }
        return "\(counts.joined(separator: ", ")) (\(map(\.events).reduce(0, +)) events)"
    }
}
