/// Two documents that differ in one place: one keeps a rule, the other breaks it and no other rule.
package struct RuleExample: Sendable {
    package let set: SchemaSet
    /// The document around the place, which is written `…`; the namespace is added to the root.
    private let frame: String
    package let passes: String
    package let fails: String

    init(_ set: SchemaSet, _ frame: String = "…", passes: String, fails: String) {
        self.set = set
        self.frame = frame
        self.passes = passes
        self.fails = fails
    }

    package var passingDocument: String { document(passes) }
    package var failingDocument: String { document(fails) }

    private func document(_ part: String) -> String {
        let whole = frame.split(separator: "…", maxSplits: 1, omittingEmptySubsequences: false)
            .joined(separator: part)
        let name = whole.prefix { $0 != ">" && $0 != " " }
        return "\(name) xmlns=\"\(set.namespace)\"\(whole.dropFirst(name.count))"
    }
}
