/// `coefficient * element * element ...`
package struct IndicatorOperand: Hashable, Sendable {
    package var coefficient: Int64
    package var elements: [IndicatorElement]

    package init(_ elements: IndicatorElement..., times coefficient: Int64 = 1) {
        self.coefficient = coefficient
        self.elements = elements
    }
}

/// A sum of operands divided by a sum of operands.
package struct IndicatorRatio: Hashable, Sendable {
    package var numerator: [IndicatorOperand]
    package var denominator: [IndicatorOperand]

    package init(_ numerator: [IndicatorOperand], by denominator: [IndicatorOperand]) {
        self.numerator = numerator
        self.denominator = denominator
    }

    package init(_ numerator: IndicatorElement, by denominator: IndicatorElement) {
        self.init([IndicatorOperand(numerator)], by: [IndicatorOperand(denominator)])
    }
}

/// How an indicator is worked out of elements.
package enum IndicatorFormula: Hashable, Sendable {
    /// The product of ratios; it is 0 when the first one is 0, also when the others are not defined.
    case product([IndicatorRatio])
    case minimum([IndicatorRatio])
    /// The product of one ratio over the steps of a routing.
    case chain(IndicatorRatio)
    /// The element itself.
    case element(IndicatorElement)

    static func ratio(_ numerator: IndicatorElement, _ denominator: IndicatorElement) -> IndicatorFormula {
        .product([IndicatorRatio(numerator, by: denominator)])
    }

    package var ratios: [IndicatorRatio] {
        switch self {
        case .product(let ratios), .minimum(let ratios): ratios
        case .chain(let ratio): [ratio]
        case .element(let element): [IndicatorRatio(element, by: .one)]
        }
    }

    package var elements: Set<IndicatorElement> {
        Set(ratios.flatMap { ($0.numerator + $0.denominator).flatMap(\.elements) })
    }

    /// Whether sums of elements give the indicator of the whole.
    ///
    /// Not for `FE + 1`: it is one more per window for a unit, and one more per unit for a line.
    package var rollsUp: Bool {
        switch self {
        case .minimum, .chain: false
        case .element(let element): element.rollUp == .adds
        case .product: elements.allSatisfy { $0.rollUp == .adds || $0 == .windowTime }
        }
    }
}

// MARK: - As text

extension IndicatorOperand: CustomStringConvertible {
    package var description: String {
        let product = elements.map(\.rawValue).joined(separator: " * ")
        return switch coefficient {
        case 1: product
        case -1: "-" + product
        default: "\(coefficient) * \(product)"
        }
    }
}

extension IndicatorRatio: CustomStringConvertible {
    package var description: String {
        let isPlain = denominator == [IndicatorOperand(.one)]
        return isPlain ? Self.sum(numerator) : "\(Self.sum(numerator)) / \(Self.sum(denominator))"
    }

    private static func sum(_ operands: [IndicatorOperand]) -> String {
        var text = ""
        for operand in operands {
            let term = operand.description
            if text.isEmpty {
                text = term
            } else {
                text += term.hasPrefix("-") ? " - " + term.dropFirst() : " + " + term
            }
        }
        let isSimple = operands.count == 1 && operands[0].elements.count == 1 && operands[0].coefficient == 1
        return isSimple ? text : "(\(text))"
    }
}

extension IndicatorFormula: CustomStringConvertible {
    package var description: String {
        switch self {
        case .product(let ratios) where ratios.count == 1: ratios[0].description
        case .product(let ratios): ratios.map { "(\($0))" }.joined(separator: " * ")
        case .minimum(let ratios): "min(\(ratios.map(\.description).joined(separator: "; ")))"
        case .chain(let ratio): "product over the steps of (\(ratio))"
        case .element(let element): element.rawValue
        }
    }
}
