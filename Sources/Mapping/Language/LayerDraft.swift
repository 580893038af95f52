import Diagnostics

/// A rule of a mapping that extends another: what differs from that.
struct LayerRuleDraft: Sendable {
    enum Action: Sendable {
        case add(RuleDraft)
        /// In the place of the rule that is called so.
        case replace(SourceText, RuleDraft)
        case remove(SourceText, reason: String)
    }

    /// The block or the `each` that it belongs to; nil for the rules of the noun itself.
    let block: SourceText?
    let action: Action
    let place: Place
}

extension RuleDraft {
    /// What a layer calls it: its `id`, else what it writes, else what it reads.
    var address: String {
        if let id { return id }
        return switch kind {
        case .value(let draft): draft.to.text
        case .each(let draft): (draft.to ?? draft.each).text
        case .use(let draft): draft.block.text
        case .copy(let names): "copy \(names.map(\.text).joined(separator: ", "))"
        case .hold(let condition, _): "hold \(condition.text)"
        case .ignore(let paths, _): "ignore \(paths.map(\.text).joined(separator: ", "))"
        }
    }

    /// Paths that nobody reads any more when it is taken away.
    var sources: [SourceText] {
        switch kind {
        case .value(let draft):
            draft.from.compactMap { text in
                guard let expression = try? Expression(parsing: text.text), case .path = expression.operand
                else { return nil }
                let path = text.text.split(separator: "|")[0]
                return text.replacing(MappingRun.trimmed(String(path)))
            }
        case .each(let draft): [draft.each]
        case .copy(let names): names.filter { $0.text != "*" }
        case .use, .ignore, .hold: []
        }
    }
}
