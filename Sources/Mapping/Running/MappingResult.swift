package import Diagnostics
package import XMLSchema

/// What came out of a run.
package struct MappingResult: Sendable {
    /// Its root is the noun of the target set. Not to be used when ``isHeld`` or ``isRefused``.
    package let document: Document
    package let ruleFindings: [RuleFinding]
    package let losses: Losses
    /// Whether something is missing that a person has to add first: a code, a required value, a zone.
    package let isHeld: Bool
    /// Whether a table that admits no other codes has refused one.
    package let isRefused: Bool
    /// Nil where the context has not asked for it.
    package let trace: Trace?

    package var findings: [Finding] { ruleFindings.map(\.finding) }
}

/// A finding about the input, and the rule that found it.
package struct RuleFinding: Hashable, Sendable, Codable {
    /// Its place is that in the document.
    package let finding: Finding
    /// In the mapping file; nil when no rule is concerned.
    package let rule: Place?
}

/// What became of the input, and what the output has that was not in it.
package struct Losses: Hashable, Sendable, Codable {
    /// Input that a rule declares lost.
    package struct Declared: Hashable, Sendable, Codable {
        package let path: String
        package let reason: String

        package init(path: String, reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    /// Values and attributes that rules have read.
    package var consumed = 0
    package var ignoredDeclared: [Declared] = []
    /// Paths of the input that no rule has read and no rule declares lost. An element stands for all that is in it.
    package var ignoredByAccident: [String] = []
    /// Paths of the output where something is missing that the target set requires.
    package var unsetRequired: [String] = []
    /// Paths of the output that a derive rule has written.
    package var derived: [String] = []

    package init() {}
}
