package import Diagnostics

/// The rules that are in force, each with the severity that it has here.
package struct RuleSet: Sendable {
    /// By ``RuleCode``'s raw value; nil for a rule that is off.
    private(set) var severities: [Severity?]
    package let units: UnitCatalogue
    package var limits = RuleLimits()

    /// All rules with their own severities.
    package static func standard(units: UnitCatalogue) -> RuleSet {
        var severities = [Severity?](repeating: nil, count: RuleCode.allCases.count)
        for rule in Rule.all { severities[rule.id.rawValue] = rule.severity }
        return RuleSet(severities: severities, units: units)
    }

    private init(severities: [Severity?], units: UnitCatalogue) {
        self.severities = severities
        self.units = units
    }

    /// The severity of a rule here; nil when it is off.
    package subscript(_ rule: RuleCode) -> Severity? { severities[rule.rawValue] }

    /// The same rules, those that are named with another setting.
    ///
    /// - Throws: ``UnknownRule`` for a code that is none of a rule.
    package func adjusted(by settings: [Code: RuleSetting]) throws(UnknownRule) -> RuleSet {
        var adjusted = self
        for (code, setting) in settings {
            guard let rule = RuleCode(code) else { throw UnknownRule(code) }
            switch setting {
            case .severity(let severity): adjusted.severities[rule.rawValue] = severity
            case .off: adjusted.severities[rule.rawValue] = nil
            }
        }
        return adjusted
    }
}

/// What a profile says about a rule.
package enum RuleSetting: Sendable, Hashable {
    case severity(Severity)
    case off
}

/// A code that no rule has.
package struct UnknownRule: Error, Sendable, Hashable {
    package let code: Code
    package let nearest: Code?

    init(_ code: Code) {
        self.code = code
        nearest = nearestName(to: code.rawValue, among: RuleCode.allCases.map(\.code.rawValue))
            .map(Code.init(rawValue:))
    }
}

/// How much the rules remember of one document, so that memory stays flat however long it is. A finding says where a
/// limit has been reached.
package struct RuleLimits: Sendable {
    /// Findings of one rule that are listed; those beyond are counted.
    package var findingsPerRule = 20
    /// Identifiers of records, and of objects that something may refer to, each.
    package var identifiers = 100_000
    /// References that still wait for what they name, and dependencies between segments, each.
    package var references = 10_000

    package init() {}
}
