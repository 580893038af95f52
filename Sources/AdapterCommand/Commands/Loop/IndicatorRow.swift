import Adapter
import Operations

/// One indicator as it is printed.
struct IndicatorRow: Encodable {
    let kpi, scope: String
    /// The row of ISO 22400-2.
    let iso: Int?
    /// Start and end, as XSD dateTimes in the site's zone.
    let window: [String]
    let numerator, denominator, value, lowerBound, upperBound: String?
    let unit, completeness: String
    let provisional: Bool
    let formula, definition: String
    /// By their numbers.
    let events: [Int64]

    init(_ indicator: IndicatorValue, _ clock: PlantTime) {
        let definition = KeyPerformanceIndicator[indicator.kpi]
        kpi = definition.name
        iso = definition.number
        scope = indicator.scope.text
        window = [clock.text(indicator.window.start), clock.text(indicator.window.end)]
        numerator = indicator.numerator?.lexicalForm
        denominator = indicator.denominator?.lexicalForm
        value = indicator.value?.lexicalForm
        lowerBound = indicator.lowerBound?.lexicalForm
        upperBound = indicator.upperBound?.lexicalForm
        unit = indicator.unit
        completeness = indicator.completeness.lexicalForm
        provisional = indicator.provisional
        formula = indicator.formula
        self.definition = definition.variant(indicator.variant)?.formula.description ?? ""
        if case .events(let events) = indicator.evidence { self.events = events } else { events = [] }
    }

    /// All keys are always there; what is not defined is null.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kpi, forKey: .kpi)
        try container.encode(iso, forKey: .iso)
        try container.encode(scope, forKey: .scope)
        try container.encode(window, forKey: .window)
        try container.encode(numerator, forKey: .numerator)
        try container.encode(denominator, forKey: .denominator)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(lowerBound, forKey: .lowerBound)
        try container.encode(upperBound, forKey: .upperBound)
        try container.encode(completeness, forKey: .completeness)
        try container.encode(provisional, forKey: .provisional)
        try container.encode(formula, forKey: .formula)
        try container.encode(definition, forKey: .definition)
        try container.encode(events, forKey: .events)
    }

    private enum CodingKeys: String, CodingKey {
        case kpi, iso, scope, window, numerator, denominator, value, unit, lowerBound, upperBound,
            completeness
        case provisional, formula, definition, events
    }

    var text: String {
        let shown = value.map { "\($0) \(unit)" } ?? "undefined"
        let parts = "\(numerator ?? "?") / \(denominator ?? "?")"
        let bound = value == nil ? lowerBound.map { ", at least \($0) \(unit)" } ?? "" : ""
        return
            "\(scope)  \(kpi): \(shown)\(bound)  (\(parts), completeness \(completeness)\(provisional ? ", provisional" : ""))"
    }
}
