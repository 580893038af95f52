import Diagnostics

/// The rules and blocks of a mapping, as layers change them.
struct MappingLayering {
    var rules: [RuleDraft]
    var blocks: [String: BlockDraft]
    private(set) var findings: [Finding] = []

    init(rules: [RuleDraft], blocks: [String: BlockDraft]) {
        self.rules = rules
        self.blocks = blocks
    }

    mutating func apply(_ layer: [LayerRuleDraft]) {
        for change in layer { apply(change) }
    }

    private mutating func apply(_ change: LayerRuleDraft) {
        var own = rules
        defer { rules = own }
        guard let name = change.block else {
            edit(&own, change)
            return
        }
        if var block = blocks[name.text] {
            edit(&block.rules, change)
            blocks[name.text] = block
        } else if !edit(&own, inside: name.text, change) {
            let known = (blocks.keys + Self.places(in: rules)).sorted()
            report(
                "MAP-EXTENDS-4", name.place,
                "what is extended has no block and no \"each\" called \"\(name.text)\"",
                nearestName(to: name.text, among: known).map { "Did you mean \"\($0)\"?" }
                    ?? "There are \(known.joined(separator: ", ")).")
        }
    }

    /// Follows the `to` of one `each` after another.
    private mutating func edit(_ rules: inout [RuleDraft], inside path: String, _ change: LayerRuleDraft)
        -> Bool
    {
        for index in rules.indices {
            guard case .each(var draft) = rules[index].kind, case .rules(var inner) = draft.body else {
                continue
            }
            let address = rules[index].address
            var isDone = false
            if path == address {
                edit(&inner, change)
                isDone = true
            } else if path.hasPrefix("\(address)/") {
                isDone = edit(&inner, inside: String(path.dropFirst(address.count + 1)), change)
            }
            guard isDone else { continue }
            draft.body = .rules(inner)
            rules[index] = rules[index].with(.each(draft))
            return true
        }
        return false
    }

    private static func places(in rules: [RuleDraft]) -> [String] {
        rules.flatMap { rule -> [String] in
            guard case .each(let draft) = rule.kind, case .rules(let inner) = draft.body else { return [] }
            return [rule.address] + places(in: inner).map { "\(rule.address)/\($0)" }
        }
    }

    private mutating func edit(_ rules: inout [RuleDraft], _ change: LayerRuleDraft) {
        switch change.action {
        case .add(let rule):
            rules.append(rule)
        case .replace(let name, let rule):
            guard let index = index(of: name, in: rules) else { return }
            rules[index] = rule
        case .remove(let name, let reason):
            guard let index = index(of: name, in: rules) else { return }
            let removed = rules.remove(at: index)
            // What it read is lost from now on, and the layer says why.
            guard !removed.sources.isEmpty else { return }
            rules.append(
                RuleDraft(
                    kind: .ignore(removed.sources, reason: reason), place: change.place, id: nil, when: nil))
        }
    }

    private mutating func index(of name: SourceText, in rules: [RuleDraft]) -> Int? {
        let found = rules.indices.filter { rules[$0].address == name.text }
        if found.count == 1 { return found[0] }
        let names = rules.map(\.address)
        if found.isEmpty {
            report(
                "MAP-EXTENDS-5", name.place, "no rule here is called \"\(name.text)\"",
                nearestName(to: name.text, among: names).map { "Did you mean \"\($0)\"?" }
                    ?? "There are \(names.joined(separator: ", ")).")
        } else {
            report(
                "MAP-EXTENDS-6", name.place, "\(found.count) rules here are called \"\(name.text)\"",
                "Give the one that is meant an \"id\", and name that.")
        }
        return nil
    }

    private mutating func report(_ code: Code, _ place: Place, _ message: String, _ advice: String) {
        findings.append(Finding(code, .error, at: place, message, advice: advice))
    }
}

extension RuleDraft {
    fileprivate func with(_ kind: Kind) -> RuleDraft {
        RuleDraft(kind: kind, place: place, id: id, when: when)
    }
}
