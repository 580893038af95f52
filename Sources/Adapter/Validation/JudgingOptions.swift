package import B2MML
package import XMLStream

/// How documents are judged; the same for all documents of a run.
package struct JudgingOptions: Sendable {
    /// The set to judge by; nil to take it from the namespace.
    package var set: SchemaSet?
    /// What is refused before it is validated.
    package var limits = XMLLimits()
    package var gzip = GzipLimits()
    /// What is asked beyond the schema; nil when the schema alone decides.
    package var rules: RuleBook?
    /// What is accepted although the specification does not allow it.
    package var profile = Profile.strict
    /// What a local time takes, where that is known.
    package var zone: PlantZone?

    package init() {}
}
