package import Diagnostics

/// Which deviations a site or a partner accepts, with whose decision, and how heavily rules beyond the schema weigh.
///
/// A profile never changes a verdict: it decides what is accepted.
package struct Profile: Sendable, Hashable {
    /// Whether a kind of deviation is read, and how much it weighs. An error is named and keeps the document out.
    package struct Choice: Sendable, Hashable {
        package var isAccepted: Bool
        package var severity: Severity
        /// Nil while nobody has changed it.
        package var decision: Decision?
    }

    /// Who changed something, when, and why.
    package struct Decision: Sendable, Hashable, Encodable {
        package var by: String
        /// A calendar date as it was written, such as `2026-11-23`.
        package var on: String
        package var reason: String

        package init(by: String, on: String, reason: String) {
            self.by = by
            self.on = on
            self.reason = reason
        }
    }

    /// What a profile says about a rule beyond the schema.
    package struct RuleChoice: Sendable, Hashable {
        /// Nil for a rule that is not applied.
        package var severity: Severity?
        package var decision: Decision
        /// Where the profile file says so.
        package var place: Place

        package init(severity: Severity?, decision: Decision, place: Place) {
            self.severity = severity
            self.decision = decision
            self.place = place
        }
    }

    package var name: String
    /// The file that it comes from; nil for a built-in one.
    package var source: String?
    /// SHA-256 over the file; nil for a built-in one.
    package var fingerprint: String?
    private var choices: [DeviationKind: Choice]
    /// By code; only what the profile changes.
    package var rules: [Code: RuleChoice] = [:]

    /// The specification, and nothing else.
    package static let strict = Profile(name: "strict") { _ in false }

    /// What ``DeviationDescription/isAccepted`` says of each kind.
    package static let tolerant = Profile(name: "tolerant") { $0.description.isAccepted }

    package static let builtIn = [strict, tolerant]

    private init(name: String, accepts: (DeviationKind) -> Bool) {
        self.name = name
        choices = Dictionary(
            uniqueKeysWithValues: DeviationKind.allCases.map {
                ($0, Choice(isAccepted: accepts($0), severity: $0.description.severity, decision: nil))
            })
    }

    package subscript(_ kind: DeviationKind) -> Choice {
        get { choices[kind] ?? Choice(isAccepted: false, severity: .error, decision: nil) }
        set { choices[kind] = newValue }
    }

    package func accepts(_ kind: DeviationKind) -> Bool { self[kind].isAccepted }

    /// Whether no deviation is accepted, so that there is nothing to read tolerantly.
    package var isStrict: Bool { !choices.values.contains { $0.isAccepted } }
}
