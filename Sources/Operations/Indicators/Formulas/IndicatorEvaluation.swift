import Diagnostics

/// Why there is no value.
enum IndicatorProblem: Hashable {
    case missing(IndicatorElement)
    case disagreement(IndicatorElement)
    case mixedUnits
    case notExact

    func finding(at place: Place) -> Finding {
        switch self {
        case .missing(let element):
            Finding(
                IndicatorNote.elementMissing, .note, at: place, "\(element.rawValue) is not known",
                advice: "Collect what it is made of.")
        case .disagreement(let element):
            Finding(
                IndicatorNote.noRollUp, .warning, at: place,
                "\(element.rawValue) is not the same in all that were rolled up")
        case .mixedUnits:
            Finding(
                IndicatorNote.mixedUnits, .warning, at: place,
                "its quantities are in units that cannot be added")
        case .notExact:
            Finding(IndicatorNote.notExact, .warning, at: place, "it has more digits than are kept")
        }
    }
}

/// One evaluation of a formula, exactly, with one rounding at the end.
struct IndicatorEvaluation {
    private let formula: IndicatorFormula
    private let unit: IndicatorUnit
    private let steps: [IndicatorElements]

    private(set) var numerator: ExactDecimal?
    private(set) var denominator: ExactDecimal?
    private(set) var value: ExactDecimal?
    private(set) var problems: [IndicatorProblem] = []

    init(_ formula: IndicatorFormula, _ unit: IndicatorUnit, _ steps: [IndicatorElements]) {
        self.formula = formula
        self.unit = unit
        self.steps = steps
    }

    private struct Fraction {
        var numerator: ExactDecimal
        var denominator: ExactDecimal
    }

    mutating func run() {
        let sum = steps.reduce(.none) { $0 + $1 }
        do throws(DecimalError) {
            let fraction: Fraction? =
                switch formula {
                case .product(let ratios): try product(ratios, sum)
                case .minimum(let ratios): try minimum(ratios, sum)
                case .chain(let ratio): try chain(ratio)
                case .element(let element): try product([IndicatorRatio(element, by: .one)], sum)
                }
            guard let fraction else { return }
            numerator = fraction.numerator
            denominator = fraction.denominator
            guard !fraction.denominator.isZero else { return }
            value = try quotient(fraction)
        } catch {
            value = nil
            report(.notExact)
        }
    }

    private mutating func report(_ problem: IndicatorProblem) {
        if !problems.contains(problem) { problems.append(problem) }
    }

    private func quotient(_ fraction: Fraction) throws(DecimalError) -> ExactDecimal {
        try fraction.numerator.reduced.multiplied(by: ExactDecimal(unit.times)).divided(
            by: fraction.denominator.reduced.multiplied(by: ExactDecimal(unit.by)),
            scale: IndicatorValue.digits, rounding: .halfToEven)
    }

    /// Sums that stand both above and below are left out once it is clear that none is zero.
    private mutating func product(_ ratios: [IndicatorRatio], _ elements: IndicatorElements)
        throws(DecimalError) -> Fraction?
    {
        if ratios.count > 1, let first = try fraction(ratios[0], elements, reporting: false),
            first.numerator.isZero, !first.denominator.isZero
        {
            return first
        }
        var above: [[IndicatorOperand]] = []
        var below = ratios.map(\.denominator)
        var isUndefined = false
        for ratio in ratios {
            guard let fraction = try fraction(ratio, elements, reporting: true) else { return nil }
            if fraction.denominator.isZero { isUndefined = true }
        }
        for ratio in ratios {
            if !isUndefined, let index = below.firstIndex(of: ratio.numerator) {
                below.remove(at: index)
            } else {
                above.append(ratio.numerator)
            }
        }
        return Fraction(
            numerator: try product(of: above, elements), denominator: try product(of: below, elements))
    }

    private mutating func product(of sums: [[IndicatorOperand]], _ elements: IndicatorElements)
        throws(DecimalError) -> ExactDecimal
    {
        var product = ExactDecimal.one
        for operands in sums {
            product = try product.multiplied(by: try sum(operands, elements, reporting: true) ?? .zero)
        }
        return product
    }

    private mutating func minimum(_ ratios: [IndicatorRatio], _ elements: IndicatorElements)
        throws(DecimalError) -> Fraction?
    {
        var least: Fraction?
        for ratio in ratios {
            guard let fraction = try fraction(ratio, elements, reporting: true) else { return nil }
            guard let known = least else {
                least = fraction
                continue
            }
            guard !known.denominator.isZero, !fraction.denominator.isZero else { return known }
            if try quotient(fraction) < quotient(known) { least = fraction }
        }
        return least
    }

    private mutating func chain(_ ratio: IndicatorRatio) throws(DecimalError) -> Fraction? {
        var product = Fraction(numerator: .one, denominator: .one)
        for step in steps {
            guard let fraction = try fraction(ratio, step, reporting: true) else { return nil }
            product.numerator = try product.numerator.multiplied(by: fraction.numerator)
            product.denominator = try product.denominator.multiplied(by: fraction.denominator)
        }
        return steps.isEmpty ? nil : product
    }

    private mutating func fraction(
        _ ratio: IndicatorRatio, _ elements: IndicatorElements, reporting: Bool
    ) throws(DecimalError) -> Fraction? {
        let above = try sum(ratio.numerator, elements, reporting: reporting)
        let below = try sum(ratio.denominator, elements, reporting: reporting)
        guard let above, let below else { return nil }
        return Fraction(numerator: above, denominator: below)
    }

    private mutating func sum(
        _ operands: [IndicatorOperand], _ elements: IndicatorElements, reporting: Bool
    ) throws(DecimalError) -> ExactDecimal? {
        var total = ExactDecimal.zero
        var isKnown = true
        for operand in operands {
            var term = ExactDecimal(operand.coefficient)
            for element in operand.elements {
                guard let number = number(element, elements, reporting: reporting) else {
                    isKnown = false
                    continue
                }
                term = try term.multiplied(by: number)
            }
            total = try total.adding(term)
        }
        return isKnown ? total : nil
    }

    private mutating func number(
        _ element: IndicatorElement, _ elements: IndicatorElements, reporting: Bool
    ) -> ExactDecimal? {
        if elements.unit == .mixed, element.isQuantity {
            if reporting { report(.mixedUnits) }
            return nil
        }
        switch elements.number(element) {
        case .exact(let value)?: return value
        case .overflow?: if reporting { report(.notExact) }
        case .disagreement?: if reporting { report(.disagreement(element)) }
        case nil: if reporting { report(.missing(element)) }
        }
        return nil
    }
}

extension IndicatorElement {
    /// Counted in the unit of measure of the material, so that other units spoil it.
    fileprivate var isQuantity: Bool {
        switch self {
        case .pq, .gq, .sq, .rq, .psq, .firstPQ, .epc, .goodAfterRework, .cm, .igq, .pl, .stl, .ol,
            .throughput, .inventoryTime, .wipTime, .output:
            true
        default: false
        }
    }
}
