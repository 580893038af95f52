import Diagnostics

/// What a mapping translates from or to, as it is written.
enum EndDraft: Sendable {
    /// `{ set, noun }`.
    case noun(set: SourceText, noun: SourceText)
    /// `{ format, … }`.
    case form(FormDraft)
}

/// A form that is no B2MML, as it is written; its samples and its schema are not read yet.
struct FormDraft: Sendable {
    var format: ForeignFormat
    /// Of the value of `format`.
    var place: Place
    var samples: [SourceText] = []
    /// Of xml: an XSD beside the mapping, and the root of its documents.
    var schema: SourceText?
    var root: SourceText?
    var delimited: DelimitedLayout?
    var fixedWidth: FixedWidthLayout?
    var encoding = TextEncoding.utf8
}
