package import Diagnostics

extension KeyPerformanceIndicator {
    /// The value by the usual convention, or by a variant of ``variants``.
    package func value(
        _ variant: Variant? = nil, of elements: IndicatorElements, _ context: IndicatorContext
    ) -> IndicatorValue {
        value(variant, ofSteps: [elements], context)
    }

    /// The value over the steps of a routing, for formulas that are chains; others take the sum of the steps.
    package func value(
        _ variant: Variant? = nil, ofSteps steps: [IndicatorElements], _ context: IndicatorContext
    ) -> IndicatorValue {
        let variant = variant ?? variants[0]
        var evaluation = IndicatorEvaluation(variant.formula, variant.unit, steps)
        evaluation.run()
        let needed = variant.formula.elements
        let elements = steps.reduce(.none) { $0 + $1 }.only(needed)
        let usesStandards = needed.contains(.plannedRunTime)
        var value = IndicatorValue(
            kpi: id, formula: formulaID(variant), variant: variant.id, scope: context.scope,
            window: context.window, numerator: evaluation.numerator, denominator: evaluation.denominator,
            value: evaluation.value, unit: Self.symbol(variant.unit, elements.unit), lowerBound: nil,
            upperBound: nil,
            completeness: usesStandards
                ? min(context.completeness, context.standardsKnown) : context.completeness,
            provisional: context.provisional, findings: [], evidence: context.evidence, elements: elements)
        if id == .meanTimeBetweenFailures, variant.id == "per-failure" { value.bound() }
        value.findings = findings(value, variant, evaluation.problems)
        return value
    }

    private static func symbol(_ unit: IndicatorUnit, _ quantity: QuantityUnit) -> String {
        guard let place = unit.symbol.firstRange(of: "{unit}") else { return unit.symbol }
        return unit.symbol.replacingCharacters(in: place, with: quantity.symbol)
    }

    private func findings(_ value: IndicatorValue, _ variant: Variant, _ problems: [IndicatorProblem])
        -> [Finding]
    {
        let place = Place(path: "\(value.scope)/\(value.formula)")
        var findings = problems.map { $0.finding(at: place) }
        let whole = ExactDecimal(100)
        if id == .effectiveness, let number = value.value, number > whole {
            findings.append(
                Finding(
                    IndicatorNote.standardTimeSuspect, .warning, at: place,
                    "it was \(number.reduced) % effective, more than its standard times allow",
                    advice: "Check the standard times."))
        }
        if id == .effectiveness || id == .oeeIndex, value.elements[.apt]?.isZero == true,
            value.elements[.plannedRunTime]?.isZero == false
        {
            findings.append(
                Finding(
                    IndicatorNote.producedWithoutTime, .warning, at: place,
                    "it produced without any production time",
                    advice: "Check whether the state signals of the unit arrive."))
        }
        if isShare, let number = value.value, number > whole || number.isNegative {
            findings.append(
                Finding(
                    IndicatorNote.outsideRange, .warning, at: place, "\(number.reduced) % is not a share",
                    expected: ["0 to 100 %"], advice: "Check the elements that it is divided from."))
        }
        if variant.id == "estimated" {
            findings.append(
                Finding(IndicatorNote.estimated, .note, at: place, "it is estimated from quantities"))
        }
        return findings
    }
}

extension String {
    fileprivate func firstRange(of part: String) -> Range<String.Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(part) { return index..<self.index(index, offsetBy: part.count) }
            index = self.index(after: index)
        }
        return nil
    }

    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        String(self[..<range.lowerBound] + text + self[range.upperBound...])
    }
}
