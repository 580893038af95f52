import Diagnostics

/// A rule as it is written, before any path is looked up.
struct RuleDraft: Sendable {
    indirect enum Kind: Sendable {
        case value(ValueDraft)
        case each(EachDraft)
        case use(UseDraft)
        case copy([SourceText])
        case ignore([SourceText], reason: String)
        /// `{ hold: condition, reason }`.
        case hold(SourceText, reason: String)
    }

    let kind: Kind
    /// Of the rule's first key.
    let place: Place
    let id: String?
    let when: SourceText?
}

/// `{ to, from | value, else, default, required }`.
struct ValueDraft: Sendable {
    var to: SourceText
    /// The alternatives in order; empty when there is a literal.
    var from: [SourceText]
    var literal: SourceText?
    /// Written when no alternative is present.
    var otherwise: SourceText?
    /// Written when no alternative is present, and when the one that is present is empty.
    var fallback: SourceText?
    var isRequired: Bool
}

/// `{ each, to, rules | use, with }`.
struct EachDraft: Sendable {
    var each: SourceText
    var to: SourceText?
    var body: Body

    enum Body: Sendable {
        case rules([RuleDraft])
        case use(UseDraft)
    }
}

/// `use: block, with: { name: text }`.
struct UseDraft: Sendable {
    var block: SourceText
    var parameters: [Parameter]

    struct Parameter: Sendable {
        let name: String
        let place: Place
        let value: SourceText
    }
}

/// `{ in, to, from | value, when }`: what is written only when a document leaves and its set requires it.
struct DeriveDraft: Sendable {
    /// The block that it belongs to; nil for the rules of the noun itself.
    var block: SourceText?
    var to: SourceText
    var from: SourceText?
    var literal: SourceText?
    var when: SourceText?
    var place: Place
}

struct BlockDraft: Sendable {
    var name: SourceText
    var rules: [RuleDraft]
}

struct TableDraft: Sendable {
    var name: SourceText
    var file: SourceText
    var noMatch: CodeTable.NoMatch
}
