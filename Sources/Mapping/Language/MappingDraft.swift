import Diagnostics

/// A mapping file, or a library of blocks and tables, as it is written.
struct MappingDraft: Sendable {
    /// What `mapping:` or `library:` says.
    var name = SourceText(text: "", place: Place())
    var isLibrary = false
    var version: String?
    var owner: String?
    var effectiveFrom: String?
    var effectiveUntil: String?
    var from: EndDraft?
    var to: EndDraft?
    var uses: [SourceText] = []
    var tables: [TableDraft] = []
    var rules: [RuleDraft] = []
    var blocks: [BlockDraft] = []
    var derive: [DeriveDraft] = []
}

/// `{ set, noun }`.
struct EndDraft: Sendable {
    var set: SourceText
    var noun: SourceText
}
