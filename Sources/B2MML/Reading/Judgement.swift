package import Diagnostics
package import XMLSchema
package import XMLStream

/// What reading a document has shown.
package struct Judgement: Sendable {
    package var verdict: Verdict
    /// The set that was assumed; nil when none fits.
    package var set: SchemaSet?
    /// Why that set.
    package var setReason: String
    package var root: ExpandedName?
    package var findings: [Finding]
    /// The document, as far as it was kept; nil when it is not well-formed or has no set.
    package var document: Document?
    /// Records read, when it was read record by record.
    package var records: Int
    /// Whether another set of the same namespace may say something else; see ``Validator/mayDependOnMarks``.
    package var mayDependOnDialect = true

    package init(
        verdict: Verdict, set: SchemaSet? = nil, setReason: String, root: ExpandedName? = nil,
        findings: [Finding] = [], document: Document? = nil, records: Int = 0
    ) {
        self.verdict = verdict
        self.set = set
        self.setReason = setReason
        self.root = root
        self.findings = findings
        self.document = document
        self.records = records
    }
}
