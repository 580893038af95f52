import Adapter
import ArgumentParser
import Diagnostics
import Foundation
import Mapping

struct MapTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs mappings on their examples, and compares what comes out.",
        discussion: """
            Below examples/MAPPING beside a mapping stands a folder for each example: in.*, expect.* with what comes out, \
            and expect.findings.txt with what is found and lost. Where examples/round-trips.yaml names a folder that leads \
            back, generated documents go there and back, and what differs is in examples/round-trips. With --record \
            all this is written, and the run fails, so that a person reads it.
            Example: b2mml map test csv
            """)

    @Argument(help: "Mappings, or folders of them. (default: all)")
    var names: [String] = []

    @Flag(help: "Write what comes out as what should; the status is 1.")
    var record = false

    @Option(help: "text, json, jsonl or junit.")
    var format: TestFormat = .text

    func run() throws {
        let bench = try MappingBench()
        var results: [ExampleTest.Result] = []
        var bare = 0
        for entry in try bench.mappings(names) {
            let found = try bench.test(entry, isRecording: record)
            if found.isEmpty { bare += 1 }
            results += found
        }
        try print(results, bare)
        if record || results.contains(where: { $0.verdict != .passed }) { throw Ending(status: .look) }
    }

    private func print(_ results: [ExampleTest.Result], _ bare: Int) throws {
        guard let plain = OutputFormat(rawValue: format.rawValue) else {
            Terminal.say(JUnitReport(results).text)
            return
        }
        var printer = ResultPrinter(plain)
        for result in results { try printer.print(result, text: result.text) }
        printer.finish()
        guard plain == .text else { return }
        let passed = results.filter { $0.verdict == .passed }.count
        Terminal.say("\(passed) of \(results.count) examples passed, \(bare) mappings have none")
    }
}

/// How the results of examples are printed.
enum TestFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, jsonl, junit
}

extension ExampleTest.Result {
    fileprivate var text: String {
        (["\(mapping) \(example): \(verdict.rawValue)"] + differences.map { "  \($0)" })
            .joined(separator: "\n")
    }
}

/// Results as CI systems read them.
struct JUnitReport {
    private let results: [ExampleTest.Result]

    init(_ results: [ExampleTest.Result]) {
        self.results = results
    }

    var text: String {
        let failures = results.filter { $0.verdict != .passed }.count
        let cases = results.map { result in
            let head =
                "  <testcase classname=\"\(Self.escaped(result.mapping))\" "
                + "name=\"\(Self.escaped(result.example))\""
            guard result.verdict != .passed else { return head + "/>" }
            let words = Self.escaped(result.differences.joined(separator: "\n"))
            return head
                + ">\n    <failure message=\"\(result.verdict.rawValue)\">\(words)</failure>\n  </testcase>"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="b2mml map test" tests="\(results.count)" failures="\(failures)">
            \(cases.joined(separator: "\n"))
            </testsuite>
            """
    }

    /// Characters that XML 1.0 has no place for become a replacement.
    private static func escaped(_ text: String) -> String {
        String(
            text.unicodeScalars.map { scalar -> String in
                switch scalar {
                case "&": "&amp;"
                case "<": "&lt;"
                case ">": "&gt;"
                case "\"": "&quot;"
                case "\n", "\t": String(scalar)
                case _ where scalar.value < 0x20 || scalar.value >= 0xFFFE && scalar.value <= 0xFFFF:
                    "\u{FFFD}"
                default: String(scalar)
                }
            }.joined())
    }
}
