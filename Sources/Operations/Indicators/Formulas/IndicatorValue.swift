package import Diagnostics

/// One value of a key performance indicator, with what it was divided from.
///
/// A zero denominator gives no value: never 0, never 100 %. Nothing is clamped. Roll-ups add elements, never
/// ratios: ``rollUp(_:)``.
package struct IndicatorValue: Hashable, Sendable {
    package var kpi: KeyPerformanceIndicator.ID
    /// Stable: the indicator and its convention, such as `iso22400-2:oeeIndex/iso`.
    package var formula: String
    package var variant: String
    package var scope: Identifier
    package var window: Interval
    /// Before the unit's factor: times in milliseconds. Nil when it cannot be said.
    package var numerator: ExactDecimal?
    package var denominator: ExactDecimal?
    /// In `unit`, with ``digits`` digits after the point; nil when it is not defined.
    package var value: ExactDecimal?
    package var unit: String
    /// The bounds of a 90 % confidence interval, in `unit`, where there are such.
    package var lowerBound: ExactDecimal?
    package var upperBound: ExactDecimal?
    /// 0...1: the part of the input that was there.
    package var completeness: ExactDecimal
    package var provisional: Bool
    package var findings: [Finding]
    package var evidence: IndicatorEvidence
    /// What it was worked out of, nothing else.
    package var elements: IndicatorElements

    package static let digits = 6
}

/// The events that a value rests on.
package enum IndicatorEvidence: Hashable, Sendable {
    case none
    case events([EventNumber])
    /// All are within the range; it may contain others.
    case range(ClosedRange<EventNumber>)

    package func joined(with other: IndicatorEvidence) -> IndicatorEvidence {
        switch (self, other) {
        case (.none, let evidence), (let evidence, .none): return evidence
        case (.events(let a), .events(let b)): return .events(Set(a + b).sorted())
        default:
            guard let a = range, let b = other.range else { return self }
            return .range(min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound))
        }
    }

    private var range: ClosedRange<EventNumber>? {
        switch self {
        case .none: nil
        case .events(let events):
            if let low = events.min(), let high = events.max() { low...high } else { nil }
        case .range(let range): range
        }
    }
}

/// Where, when and from what a value is worked out.
package struct IndicatorContext: Hashable, Sendable {
    package var scope: Identifier
    package var window: Interval
    /// 0...1
    package var completeness: ExactDecimal
    /// 0...1, for formulas with `PRU`: the part of the produced quantity whose standard is known.
    package var standardsKnown: ExactDecimal
    package var provisional: Bool
    package var evidence: IndicatorEvidence

    package init(
        scope: Identifier, window: Interval, completeness: ExactDecimal = .one,
        standardsKnown: ExactDecimal = .one, provisional: Bool = false, evidence: IndicatorEvidence = .none
    ) {
        self.scope = scope
        self.window = window
        self.completeness = completeness
        self.standardsKnown = standardsKnown
        self.provisional = provisional
        self.evidence = evidence
    }
}

extension IndicatorValue {
    /// The indicator of all of them together: the elements are added. Nil when there are none, when they are of
    /// different formulas, or when the formula has no shares that add up (``IndicatorFormula/rollsUp``).
    ///
    /// The completeness is the least of theirs.
    package static func rollUp(_ values: some Collection<IndicatorValue>, scope: Identifier, window: Interval)
        -> IndicatorValue?
    {
        guard let first = values.first, values.allSatisfy({ $0.formula == first.formula }),
            let variant = KeyPerformanceIndicator[first.kpi].variant(first.variant), variant.formula.rollsUp
        else { return nil }
        let context = IndicatorContext(
            scope: scope, window: window, completeness: values.map(\.completeness).min() ?? .one,
            provisional: values.contains(where: \.provisional),
            evidence: values.reduce(.none) { $0.joined(with: $1.evidence) })
        let elements = values.reduce(.none) { $0 + $1.elements }
        return KeyPerformanceIndicator[first.kpi].value(variant, of: elements, context)
    }
}
