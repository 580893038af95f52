import Diagnostics

/// Reads a mapping file into a ``MappingDraft``: every key is known, or there is a finding.
struct MappingParser {
    /// The version of the language that is written here.
    static let language = "1"

    private let file: String
    private(set) var findings: [Finding] = []

    init(file: String) {
        self.file = file
    }

    /// - Returns: nil when the file is no YAML mapping or of another language.
    mutating func parse(_ text: String) -> MappingDraft? {
        let root: YAMLValue
        do {
            root = try YAMLValue.read(text, file: file)
        } catch {
            findings.append(error.finding)
            return nil
        }
        guard case .map(let entries) = root.content else {
            expected("a mapping of keys", root)
            return nil
        }
        let keys = Keys(entries, place: root.place)
        guard isOurLanguage(keys) else { return nil }
        return parse(keys)
    }

    private mutating func isOurLanguage(_ keys: Keys) -> Bool {
        guard let value = keys["language"] else {
            missing("language", keys.place, advice: "Write \"language: \(Self.language)\" as the first line.")
            return false
        }
        guard let text = text(value), text.text == Self.language else {
            findings.append(
                Finding(
                    "MAP-LANGUAGE-1", .error, at: value.place,
                    "this version of the mapping language is not known here", expected: [Self.language],
                    advice: "Write \"language: \(Self.language)\", or use a newer version of the program."))
            return false
        }
        return true
    }

    private mutating func parse(_ keys: Keys) -> MappingDraft {
        var draft = MappingDraft()
        draft.isLibrary = keys["library"] != nil
        let shared = ["language", "version", "owner", "uses", "tables", "blocks", "derive"]
        let own =
            draft.isLibrary ? ["library"] : ["mapping", "extends", "effective", "from", "to", "rules"]
        check(keys, allowed: shared + own, of: draft.isLibrary ? "a library" : "a mapping")
        let nameKey = draft.isLibrary ? "library" : "mapping"
        if let name = required(nameKey, keys).flatMap({ text($0) }) { draft.name = name }
        draft.version = required("version", keys).flatMap { text($0) }?.text
        draft.owner = required("owner", keys).flatMap { text($0) }?.text
        if !draft.isLibrary {
            parseEffective(keys, &draft)
            draft.extends = keys["extends"].flatMap { text($0) }
            parseBody(keys, &draft)
        }
        draft.uses = keys["uses"].map { texts($0) } ?? []
        draft.tables = parseTables(keys["tables"])
        draft.blocks = parseBlocks(keys["blocks"])
        draft.derive = items(keys["derive"]).compactMap { parseDerive($0) }
        return draft
    }

    /// A layer says only what differs.
    private mutating func parseBody(_ keys: Keys, _ draft: inout MappingDraft) {
        guard draft.extends != nil else {
            draft.from = required("from", keys).flatMap { parseEnd($0) }
            draft.to = required("to", keys).flatMap { parseEnd($0) }
            draft.rules = required("rules", keys).map { parseRules($0) } ?? []
            return
        }
        draft.from = keys["from"].flatMap { parseEnd($0) }
        draft.to = keys["to"].flatMap { parseEnd($0) }
        draft.layer = items(keys["rules"]).compactMap { parseLayerRule($0) }
    }

    private mutating func parseLayerRule(_ value: YAMLValue) -> LayerRuleDraft? {
        guard let keys = map(value) else { return nil }
        let block = keys["in"].flatMap { text($0) }
        if let removed = keys["remove"] {
            check(keys, allowed: ["in", "remove", "reason"], of: "a rule with \"remove\"")
            guard let name = text(removed), let reason = required("reason", keys).flatMap({ text($0) }) else {
                return nil
            }
            return LayerRuleDraft(
                block: block, action: .remove(name, reason: reason.text), place: keys.place)
        }
        let own = keys.entries.filter { $0.key != "in" && $0.key != "replace" }
        guard let rule = parseRule(YAMLValue(content: .map(own), place: value.place)) else { return nil }
        let replaced = keys["replace"].flatMap { text($0) }
        return LayerRuleDraft(
            block: block, action: replaced.map { .replace($0, rule) } ?? .add(rule), place: keys.place)
    }

    private mutating func parseEffective(_ keys: Keys, _ draft: inout MappingDraft) {
        guard let value = keys["effective"], let inner = map(value) else { return }
        check(inner, allowed: ["from", "until"], of: "effective")
        draft.effectiveFrom = inner["from"].flatMap { date($0) }
        draft.effectiveUntil = inner["until"].flatMap { date($0) }
    }

    private mutating func date(_ value: YAMLValue) -> String? {
        guard let text = text(value) else { return nil }
        if CodeTable.isDate(text.text) { return text.text }
        expected("a date such as 2026-01-31", value)
        return nil
    }

    private mutating func parseTables(_ value: YAMLValue?) -> [TableDraft] {
        guard let value, let tables = map(value) else { return [] }
        return tables.entries.compactMap { entry in
            guard let keys = map(entry.value) else { return nil }
            check(keys, allowed: ["file", "no-match", "default"], of: "a table")
            let name = SourceText(text: entry.key, place: entry.place)
            guard let file = required("file", keys).flatMap({ text($0) }),
                let noMatch = required("no-match", keys).flatMap({ parseNoMatch($0, keys) })
            else { return nil }
            return TableDraft(name: name, file: file, noMatch: noMatch)
        }
    }

    private mutating func parseNoMatch(_ value: YAMLValue, _ keys: Keys) -> CodeTable.NoMatch? {
        guard let text = text(value) else { return nil }
        if text.text == "default" {
            return required("default", keys).flatMap { self.text($0) }.map { .default($0.text) }
        }
        if let extra = keys["default"] {
            contradiction("\"default\" belongs to \"no-match: default\"", extra.place)
        }
        switch text.text {
        case "fail": return .fail
        case "hold": return .hold
        case "pass": return .pass
        default:
            expected("fail, hold, default or pass", value, code: "MAP-KEY-5")
            return nil
        }
    }

    private mutating func parseBlocks(_ value: YAMLValue?) -> [BlockDraft] {
        guard let value, let blocks = map(value) else { return [] }
        return blocks.entries.map { entry in
            let name = SourceText(text: entry.key, place: entry.place)
            return BlockDraft(name: name, rules: parseRules(entry.value))
        }
    }

    private mutating func parseDerive(_ value: YAMLValue) -> DeriveDraft? {
        guard let keys = map(value) else { return nil }
        check(keys, allowed: ["in", "to", "from", "value", "when"], of: "a derive rule")
        guard let to = required("to", keys).flatMap({ text($0) }) else { return nil }
        let from = keys["from"].flatMap { text($0) }
        let literal = keys["value"].flatMap { text($0) }
        exactlyOne(["from", "value"], keys)
        return DeriveDraft(
            block: keys["in"].flatMap { text($0) }, to: to, from: from, literal: literal,
            when: keys["when"].flatMap { text($0) }, place: keys.place)
    }

    // MARK: Rules

    private mutating func parseRules(_ value: YAMLValue) -> [RuleDraft] {
        items(value).compactMap { parseRule($0) }
    }

    /// The kind of a rule is told by the key that only it has.
    private mutating func parseRule(_ value: YAMLValue) -> RuleDraft? {
        guard let keys = map(value) else { return nil }
        let kind: RuleDraft.Kind?
        if keys["ignore"] != nil {
            kind = parseIgnore(keys)
        } else if keys["hold"] != nil {
            kind = parseHold(keys)
        } else if keys["copy"] != nil {
            kind = parseCopy(keys)
        } else if keys["each"] != nil {
            kind = parseEach(keys)
        } else if keys["use"] != nil {
            check(keys, allowed: ["use", "with", "when", "id"], of: "a rule with \"use\"")
            kind = parseUse(keys).map { .use($0) }
        } else {
            kind = parseValue(keys)
        }
        guard let kind else { return nil }
        return RuleDraft(
            kind: kind, place: keys.place, id: keys["id"].flatMap { text($0) }?.text,
            when: keys["when"].flatMap { text($0) })
    }

    private mutating func parseIgnore(_ keys: Keys) -> RuleDraft.Kind? {
        check(keys, allowed: ["ignore", "reason", "id"], of: "a rule with \"ignore\"")
        guard let ignore = keys["ignore"], let reason = required("reason", keys).flatMap({ text($0) })
        else { return nil }
        return .ignore(texts(ignore), reason: reason.text)
    }

    private mutating func parseHold(_ keys: Keys) -> RuleDraft.Kind? {
        check(keys, allowed: ["hold", "reason", "id"], of: "a rule with \"hold\"")
        guard let condition = keys["hold"].flatMap({ text($0) }),
            let reason = required("reason", keys).flatMap({ text($0) })
        else { return nil }
        return .hold(condition, reason: reason.text)
    }

    private mutating func parseCopy(_ keys: Keys) -> RuleDraft.Kind? {
        check(keys, allowed: ["copy", "id"], of: "a rule with \"copy\"")
        return keys["copy"].map { .copy(texts($0)) }
    }

    private mutating func parseEach(_ keys: Keys) -> RuleDraft.Kind? {
        check(
            keys, allowed: ["each", "to", "rules", "use", "with", "when", "id"], of: "a rule with \"each\"")
        exactlyOne(["rules", "use"], keys)
        guard let each = keys["each"].flatMap({ text($0) }) else { return nil }
        let to = keys["to"].flatMap { text($0) }
        if let rules = keys["rules"] {
            if let extra = keys["with"] { contradiction("\"with\" belongs to \"use\"", extra.place) }
            return .each(EachDraft(each: each, to: to, body: .rules(parseRules(rules))))
        }
        return parseUse(keys).map { .each(EachDraft(each: each, to: to, body: .use($0))) }
    }

    private mutating func parseUse(_ keys: Keys) -> UseDraft? {
        guard let block = keys["use"].flatMap({ text($0) }) else { return nil }
        var parameters: [UseDraft.Parameter] = []
        if let value = keys["with"], let with = map(value) {
            for entry in with.entries {
                guard let text = text(entry.value) else { continue }
                parameters.append(UseDraft.Parameter(name: entry.key, place: entry.place, value: text))
            }
        }
        return UseDraft(block: block, parameters: parameters)
    }

    private mutating func parseValue(_ keys: Keys) -> RuleDraft.Kind? {
        check(
            keys, allowed: ["to", "from", "value", "else", "default", "required", "when", "id"], of: "a rule")
        guard let to = required("to", keys).flatMap({ text($0) }) else { return nil }
        exactlyOne(["from", "value"], keys)
        let draft = ValueDraft(
            to: to, from: keys["from"].map { texts($0) } ?? [], literal: keys["value"].flatMap { text($0) },
            otherwise: keys["else"].flatMap { text($0) }, fallback: keys["default"].flatMap { text($0) },
            isRequired: keys["required"].flatMap { flag($0) } ?? false)
        for key in ["else", "default", "required"] where draft.literal != nil {
            if let extra = keys[key] { contradiction("\"\(key)\" belongs to \"from\"", extra.place) }
        }
        if draft.isRequired, let extra = keys["else"] ?? keys["default"] {
            contradiction("a required value has no \"else\" and no \"default\"", extra.place)
        }
        return .value(draft)
    }

    // MARK: Keys and values

    /// The entries of one YAML mapping.
    struct Keys {
        let entries: [YAMLValue.Entry]
        let place: Place

        init(_ entries: [YAMLValue.Entry], place: Place) {
            self.entries = entries
            self.place = entries.first?.place ?? place
        }

        subscript(_ key: String) -> YAMLValue? {
            entries.first { $0.key == key }?.value
        }
    }

    mutating func check(_ keys: Keys, allowed: [String], of what: String) {
        for entry in keys.entries where !allowed.contains(entry.key) {
            let nearest = suggestion(for: entry.key, among: allowed)
            findings.append(
                Finding(
                    "MAP-KEY-1", .error, at: entry.place, "\(what) has no key \"\(entry.key)\"",
                    expected: allowed, found: entry.key,
                    advice: nearest.map { "Did you mean \"\($0)\"?" }
                        ?? "It may have \(allowed.joined(separator: ", "))."))
        }
    }

    mutating func required(_ key: String, _ keys: Keys) -> YAMLValue? {
        if let value = keys[key] { return value }
        missing(key, keys.place, advice: "Add \"\(key): …\" here.")
        return nil
    }

    mutating func missing(_ key: String, _ place: Place, advice: String) {
        findings.append(
            Finding("MAP-KEY-3", .error, at: place, "the key \"\(key)\" is missing", advice: advice))
    }

    mutating func exactlyOne(_ names: [String], _ keys: Keys) {
        let present = names.filter { keys[$0] != nil }
        guard present.count != 1 else { return }
        let list = names.map { "\"\($0)\"" }.joined(separator: " or ")
        if present.isEmpty {
            missing(names[0], keys.place, advice: "A rule like this has \(list).")
        } else {
            contradiction("a rule has \(list), not both", keys.place)
        }
    }

    mutating func contradiction(_ message: String, _ place: Place) {
        findings.append(
            Finding("MAP-KEY-4", .error, at: place, message, advice: "Take one of the two keys away."))
    }

    mutating func expected(_ what: String, _ value: YAMLValue, code: Code = "MAP-KEY-5") {
        findings.append(
            Finding(
                code, .error, at: value.place, "\(what) is expected here",
                advice: "See Mappings/README.md for what may stand here."))
    }

    mutating func text(_ value: YAMLValue) -> SourceText? {
        guard case .scalar(let text) = value.content else {
            expected("a text", value)
            return nil
        }
        var place = value.place
        place.column = place.column.map { $0 + value.textOffset }
        return SourceText(text: text, place: place)
    }

    /// One text or a list of them.
    mutating func texts(_ value: YAMLValue) -> [SourceText] {
        if case .list(let items) = value.content { return items.compactMap { text($0) } }
        return text(value).map { [$0] } ?? []
    }

    mutating func flag(_ value: YAMLValue) -> Bool? {
        guard let text = text(value) else { return nil }
        switch text.text {
        case "true": return true
        case "false": return false
        default:
            expected("true or false", value)
            return nil
        }
    }

    mutating func map(_ value: YAMLValue) -> Keys? {
        guard case .map(let entries) = value.content else {
            expected("a mapping of keys", value)
            return nil
        }
        return Keys(entries, place: value.place)
    }

    mutating func items(_ value: YAMLValue?) -> [YAMLValue] {
        guard let value else { return [] }
        guard case .list(let items) = value.content else {
            expected("a list, with a dash before each item,", value)
            return []
        }
        return items
    }
}
