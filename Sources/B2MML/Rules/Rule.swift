package import Diagnostics

/// A rule beyond the schemas: what it says, why, and an example that is its test and its documentation.
///
/// A rule never changes a verdict. A finding of severity error makes that the document is not accepted.
package struct Rule: Sendable {
    package let id: RuleCode
    /// Unless a profile says otherwise.
    package let severity: Severity
    /// One sentence that holds for a document which keeps the rule.
    package let title: String
    package let why: String
    /// What the rule rests on: a clause of ISA-95, a component of B2MML, a code list, an RFC.
    package let source: String
    /// The elements that are looked at.
    package let looksAt: String
    package let example: RuleExample

    package var code: Code { id.code }

    init(
        _ id: RuleCode, _ severity: Severity, _ title: String, why: String, source: String, looksAt: String,
        _ example: RuleExample
    ) {
        self.id = id
        self.severity = severity
        self.title = title
        self.why = why
        self.source = source
        self.looksAt = looksAt
        self.example = example
    }
}

extension Rule: Encodable {
    private enum Key: String, CodingKey {
        case code, severity, title, why, source, looksAt, set, passes, fails
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(code.rawValue, forKey: .code)
        try container.encode(severity, forKey: .severity)
        try container.encode(title, forKey: .title)
        try container.encode(why, forKey: .why)
        try container.encode(source, forKey: .source)
        try container.encode(looksAt, forKey: .looksAt)
        try container.encode(example.set, forKey: .set)
        try container.encode(example.passingDocument, forKey: .passes)
        try container.encode(example.failingDocument, forKey: .fails)
    }
}
