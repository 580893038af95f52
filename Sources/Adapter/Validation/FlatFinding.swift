package import Diagnostics

/// A finding in the form of the commands' JSON: one object, without nesting.
package struct FlatFinding: Encodable, Sendable {
    private let finding: Finding

    package init(_ finding: Finding) {
        self.finding = finding
    }

    private enum Key: String, CodingKey {
        case code, severity, file, line, column, path, message, expected, found, advice
    }

    /// All keys are always there; what is not known is null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(finding.code.rawValue, forKey: .code)
        try container.encode(finding.severity, forKey: .severity)
        try container.encode(finding.place.source, forKey: .file)
        try container.encode(finding.place.line, forKey: .line)
        try container.encode(finding.place.column, forKey: .column)
        try container.encode(finding.place.path, forKey: .path)
        try container.encode(finding.message, forKey: .message)
        try container.encode(finding.expected, forKey: .expected)
        try container.encode(finding.found, forKey: .found)
        try container.encode(finding.advice, forKey: .advice)
    }
}
