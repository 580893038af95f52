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
    private let renderer: ResultRenderer
    private var count = 0

    init(_ format: OutputFormat) {
        self.format = format
        renderer = ResultRenderer(format)
    }

    mutating func print(_ result: some Encodable, text: @autoclosure () -> String) throws {
        print(rendered: try renderer.render(result, text: text()))
    }

    /// A result that was rendered elsewhere.
    mutating func print(rendered: String) {
        switch format {
        case .text, .jsonl: Terminal.say(rendered)
        case .json: Terminal.say((count == 0 ? "[\n" : ",\n") + rendered)
        }
        count += 1
    }

    func finish() {
        if format == .json { Terminal.say(count == 0 ? "[]" : "]") }
    }
}

/// Puts single results into words, on any thread.
struct ResultRenderer: Sendable {
    private let format: OutputFormat
    private let encoder: JSONEncoder

    init(_ format: OutputFormat) {
        self.format = format
        encoder = JSONEncoder()
        encoder.outputFormatting =
            format == .json
            ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
    }

    func render(_ result: some Encodable, text: @autoclosure () -> String) throws -> String {
        if format == .text { return text() }
        return String(decoding: try encoder.encode(result), as: UTF8.self)
    }
}
