import Diagnostics
import Foundation

/// A finding as one line of JSON, its keys in the order in which a person reads them.
struct FindingLine {
    private let finding: Finding

    init(_ finding: Finding) {
        self.finding = finding
    }

    private enum Key: String, CaseIterable {
        case code, severity, line, column, path, message, expected, found, advice
    }

    var text: String {
        "{" + Key.allCases.map { "\"\($0.rawValue)\":\(value(of: $0))" }.joined(separator: ",") + "}"
    }

    private func value(of key: Key) -> String {
        switch key {
        case .code: Self.json(finding.code.rawValue)
        case .severity: Self.json(finding.severity.rawValue)
        case .line: finding.place.line.map(String.init) ?? "null"
        case .column: finding.place.column.map(String.init) ?? "null"
        case .path: finding.place.path.map(Self.json) ?? "null"
        case .message: Self.json(finding.message)
        case .expected: "[" + finding.expected.map(Self.json).joined(separator: ",") + "]"
        case .found: finding.found.map(Self.json) ?? "null"
        case .advice: finding.advice.map(Self.json) ?? "null"
        }
    }

    private static func json(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}
