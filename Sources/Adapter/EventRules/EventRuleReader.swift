import Diagnostics
import Operations

/// Reads a rule file. Unknown types of events, fields and words are refused with the nearest one that there is.
enum EventRuleReader {
    static func read(_ text: String, path: String) throws -> EventRuleFile {
        guard let root = try YAMLReader.read(text, source: path, codes: .eventRule), !root.isEmpty else {
            throw SettingsError(
                "EVENT-VALUE-1", "the file is empty", at: Place(source: path), advice: "Write a rule.")
        }
        let known = [
            "rule", "version", "owner", "summary", "enabled", "when", "then", "once", "limit", "depth",
            "examples",
        ]
        _ = try root.entries(known: known)
        let trigger = try trigger(try root.required("when"))
        var repetition = EventRule.Repetition()
        if let once = root["once"] { try readOnce(once, trigger, into: &repetition) }
        if let limit = root["limit"] { try readLimit(limit, into: &repetition) }
        let rule = EventRule(
            id: try root.required("rule").text(), version: try root["version"]?.positive() ?? 1,
            summary: try root["summary"]?.text() ?? "", isEnabled: try root["enabled"]?.flag() ?? true,
            trigger: trigger, actions: try actions(try root.required("then"), trigger),
            repetition: repetition, maximalDepth: try root["depth"]?.positive() ?? 4)
        let examples = try root["examples"]?.items().map { try example($0, trigger) } ?? []
        return EventRuleFile(
            rule: rule, owner: try root["owner"]?.text() ?? "", examples: examples, path: path, text: text)
    }

    // MARK: When

    private static func trigger(_ node: YAMLReader) throws(SettingsError) -> EventRule.Trigger {
        _ = try node.entries(known: ["event", "domain", "where", "equipment"])
        let event = try node.required("event")
        let type = try event.text()
        guard EventField.byType[type] != nil else {
            throw event.unknown("type of event", type, among: EventField.byType.keys.sorted())
        }
        var trigger = EventRule.Trigger(type: type)
        trigger.domain = try node["domain"]?.choice(DomainKind.self)
        trigger.equipment = try node["equipment"]?.text()
        if let equipment = node["equipment"] { _ = try field("equipment", of: type, at: equipment) }
        for item in try node["where"]?.items() ?? [] {
            trigger.conditions.append(try condition(item, of: type))
        }
        return trigger
    }

    /// `minutes >= 10`, `state = up`, `reason in breakdown, jam`.
    private static func condition(_ node: YAMLReader, of type: String) throws(SettingsError) -> EventCondition
    {
        let text = try node.text()
        let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count == 3, let comparison = EventCondition.Comparison(rawValue: parts[1]) else {
            let words = EventCondition.Comparison.allCases.map(\.rawValue).joined(separator: " ")
            throw node.refusal(
                "\"\(text)\" is not a field, one of \(words), and a value, with blanks between them")
        }
        _ = try field(parts[0], of: type, at: node)
        let values =
            comparison == .oneOf
            ? parts[2].split(separator: ",").map { Identifier(String($0)).matchingKey } : [parts[2]]
        let isOrder = ![.equal, .notEqual, .oneOf].contains(comparison)
        if isOrder, (try? ExactDecimal(parsing: parts[2])) == nil {
            throw node.refusal("\"\(parts[2])\" is not a number, and \(parts[1]) compares numbers")
        }
        return EventCondition(parts[0], comparison, values)
    }

    private static func field(_ name: String, of type: String, at node: YAMLReader) throws(SettingsError)
        -> EventField
    {
        let known = EventField.byType[type] ?? []
        guard let field = EventField(rawValue: name), known.contains(field) else {
            throw node.unknown("field of \(type)", name, among: known.map(\.rawValue).sorted())
        }
        return field
    }

    // MARK: Then

    private static func actions(_ node: YAMLReader, _ trigger: EventRule.Trigger) throws(SettingsError)
        -> [EventRule.Action]
    {
        let actions = try node.items().map { (item) throws(SettingsError) in try action(item, trigger) }
        guard !actions.isEmpty else { throw node.refusal("a rule that asks for nothing is no rule") }
        return actions
    }

    private static func action(_ node: YAMLReader, _ trigger: EventRule.Trigger) throws(SettingsError)
        -> EventRule.Action
    {
        if node["request"] != nil { return .request(try request(node, trigger)) }
        let known = ["hold", "release", "non-conformance", "block", "revoke", "reschedule"]
        guard let (key, value) = try node.entries(known: known).first else {
            throw node.refusal("an action is a request, or one of \(known.joined(separator: ", "))")
        }
        switch key {
        case "hold":
            _ = try field("lot", of: trigger.type, at: value)
            return .hold(reason: try value.text())
        case "release":
            _ = try field("lot", of: trigger.type, at: value)
            return .release(reason: try value.text())
        case "non-conformance":
            _ = try field("lot", of: trigger.type, at: value)
            return .nonConformance(reason: try value.text())
        case "block":
            _ = try field("equipment", of: trigger.type, at: value)
            return .block(reason: try value.text())
        case "revoke":
            _ = try field("job", of: trigger.type, at: value)
            return .revoke(reason: try value.text())
        default: return .reschedule(try value.choice(DomainKind.self))
        }
    }

    private static func request(_ node: YAMLReader, _ trigger: EventRule.Trigger) throws(SettingsError)
        -> EventRule.RequestTemplate
    {
        _ = try node.entries(known: [
            "request", "domain", "subject", "quantity", "priority", "due", "duration", "at",
        ])
        let subject = try node.required("subject")
        var template = EventRule.RequestTemplate(
            domain: try node.required("domain").choice(DomainKind.self),
            definition: try node.required("request").text(),
            subject: try subject.choice(EventRule.RequestTemplate.Subject.self))
        _ = try field(template.subject.field.rawValue, of: trigger.type, at: subject)
        if let value = node["quantity"] {
            template.takesQuantity = try value.text() == "event"
            if template.takesQuantity {
                _ = try field("quantity", of: trigger.type, at: value)
            } else {
                template.quantity = try quantity(value)
            }
        }
        template.priority = try node["priority"].map { (value) throws(SettingsError) in try decimal(value) }
        template.due = try node["due"].map { (value) throws(SettingsError) in try value.duration() }
        template.duration = try node["duration"].map { (value) throws(SettingsError) in try value.duration() }
        template.workCentre = try node["at"]?.text()
        return template
    }

    /// `5 EA`, or a number alone.
    private static func quantity(_ node: YAMLReader) throws(SettingsError) -> Quantity {
        let text = try node.text()
        let parts = text.split(separator: " ")
        guard (1...2).contains(parts.count), let value = try? ExactDecimal(parsing: parts[0]) else {
            throw node.refusal("\"\(text)\" is not a number and a unit such as 5 EA, nor event")
        }
        return Quantity(value, parts.count == 2 ? UnitOfMeasure(rawValue: String(parts[1])) : nil)
    }

    private static func decimal(_ node: YAMLReader) throws(SettingsError) -> ExactDecimal {
        let text = try node.text()
        guard let value = try? ExactDecimal(parsing: text) else {
            throw node.refusal("\"\(text)\" is not a decimal")
        }
        return value
    }

    // MARK: How often

    private static func readOnce(
        _ node: YAMLReader, _ trigger: EventRule.Trigger, into repetition: inout EventRule.Repetition
    ) throws(SettingsError) {
        _ = try node.entries(known: ["for", "within"])
        for item in try node.required("for").items() {
            repetition.key.append(try field(try item.text(), of: trigger.type, at: item).rawValue)
        }
        if let window = node["within"] { repetition.window = try window.duration() }
    }

    private static func readLimit(_ node: YAMLReader, into repetition: inout EventRule.Repetition)
        throws(SettingsError)
    {
        _ = try node.entries(known: ["times", "within"])
        repetition.limit = try node.required("times").positive()
        if let period = node["within"] { repetition.period = try period.duration() }
    }

    // MARK: Examples

    private static func example(_ node: YAMLReader, _ trigger: EventRule.Trigger) throws(SettingsError)
        -> EventRuleFile.Example
    {
        _ = try node.entries(known: ["name", "event", "asks"])
        var fields: [EventField: String] = [:]
        for (key, value) in try node.required("event").entries() {
            fields[try field(key, of: trigger.type, at: value)] = try value.text()
        }
        let asks = try node["asks"]?.items().map { (item) throws(SettingsError) in try item.text() } ?? []
        return EventRuleFile.Example(
            name: try node["name"]?.text() ?? "", fields: fields, expected: asks, place: node.place)
    }
}

extension YAMLReader {
    func required(_ key: String) throws(SettingsError) -> YAMLReader {
        guard let value = self[key] else { throw refusal("\(key) is missing") }
        return value
    }

    func duration() throws(SettingsError) -> TimeSpan {
        let text = try text()
        guard let span = try? TimeSpan(parsing: text), span.milliseconds > 0 else {
            throw refusal("\"\(text)\" is not a duration such as PT1H30M")
        }
        return span
    }

    fileprivate func unknown(_ what: String, _ name: String, among known: [String]) -> SettingsError {
        SettingsError(
            codes.name, "there is no \(what) \"\(name)\"", at: place,
            advice: nearestName(to: name, among: known).map { "Did you mean \"\($0)\"?" }
                ?? "Known are \(known.joined(separator: ", ")).")
    }
}
