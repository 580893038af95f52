import ArgumentParser
import Foundation

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    /// One array.
    case json
    /// One object a line.
    case jsonl
}

/// Prints results one by one in a format.
struct ResultPrinter {
    private let format: OutputFormat
    private let encoder: JSONEncoder
    private var count = 0

    init(_ format: OutputFormat) {
        self.format = format
        encoder = JSONEncoder()
        encoder.outputFormatting =
            format == .json
            ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
    }

    mutating func print(_ result: some Encodable, text: @autoclosure () -> String) throws {
        switch format {
        case .text: Terminal.say(text())
        case .jsonl: Terminal.say(try json(result))
        case .json: Terminal.say((count == 0 ? "[\n" : ",\n") + (try json(result)))
        }
        count += 1
    }

    func finish() {
        if format == .json { Terminal.say(count == 0 ? "[]" : "]") }
    }

    private func json(_ result: some Encodable) throws -> String {
        String(decoding: try encoder.encode(result), as: UTF8.self)
    }
}
