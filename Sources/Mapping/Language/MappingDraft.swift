import Diagnostics

/// A mapping file, or a library of blocks and tables, as it is written.
struct MappingDraft: Sendable {
    /// What `mapping:` or `library:` says.
    var name = SourceText(text: "", place: Place())
    var isLibrary = false
    /// The file of the mapping that this one changes, beside it.
    var extends: SourceText?
    var version: String?
    var owner: String?
    var effectiveFrom: String?
    var effectiveUntil: String?
    var from: EndDraft?
    var to: EndDraft?
    var uses: [SourceText] = []
    var tables: [TableDraft] = []
    var rules: [RuleDraft] = []
    /// Instead of `rules`, where another mapping is extended.
    var layer: [LayerRuleDraft] = []
    var blocks: [BlockDraft] = []
    var derive: [DeriveDraft] = []
}
