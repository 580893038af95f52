/// The numbers that indicators are worked out from. `+` with ``none`` is a commutative monoid.
///
/// An element that is not there is not known; that is not zero. A sum that has too many digits, or values that
/// must agree and do not, are there but without a number.
package struct IndicatorElements: Hashable, Sendable {
    package enum Number: Hashable, Sendable {
        case exact(ExactDecimal)
        case overflow
        case disagreement
    }

    private var numbers: [IndicatorElement: Number] = [:]
    /// Of all quantities.
    package private(set) var unit = QuantityUnit.any

    package static let none = IndicatorElements()

    package init(_ values: [IndicatorElement: ExactDecimal] = [:], unit: QuantityUnit = .any) {
        for (element, value) in values { numbers[element] = .exact(value) }
        self.unit = unit
    }

    package subscript(element: IndicatorElement) -> ExactDecimal? {
        get {
            if element == .one { return .one }
            guard case .exact(let value)? = numbers[element] else { return nil }
            return value
        }
        set { numbers[element] = newValue.map { .exact($0) } }
    }

    /// Nil when it is not known.
    package func number(_ element: IndicatorElement) -> Number? {
        element == .one ? .exact(.one) : numbers[element]
    }

    mutating func set(_ element: IndicatorElement, _ number: Number) {
        numbers[element] = number
    }

    /// Only these.
    func only(_ elements: Set<IndicatorElement>) -> IndicatorElements {
        var copy = self
        copy.numbers = numbers.filter { elements.contains($0.key) }
        return copy
    }

    package static func + (left: IndicatorElements, right: IndicatorElements) -> IndicatorElements {
        var sum = left
        sum.unit = left.unit.combined(with: right.unit)
        for (element, number) in right.numbers {
            sum.numbers[element] = left.numbers[element].map { combined(element, $0, number) } ?? number
        }
        return sum
    }

    private static func combined(_ element: IndicatorElement, _ left: Number, _ right: Number) -> Number {
        guard case .exact(let a) = left, case .exact(let b) = right else {
            return left == .disagreement || right == .disagreement ? .disagreement : .overflow
        }
        switch element.rollUp {
        case .mustAgree: return a == b ? left : .disagreement
        case .adds: return (try? a.adding(b)).map { .exact($0) } ?? .overflow
        }
    }
}

/// The unit of measure that quantities share; `combined` is a commutative monoid with ``any``.
package enum QuantityUnit: Hashable, Sendable {
    /// Nothing was counted yet.
    case any
    /// A nil unit is a unit of its own.
    case one(UnitOfMeasure?)
    /// They cannot be added.
    case mixed

    package func combined(with other: QuantityUnit) -> QuantityUnit {
        switch (self, other) {
        case (.any, let unit), (let unit, .any): unit
        case (.one(let a), .one(let b)) where a == b: self
        default: .mixed
        }
    }

    package var symbol: String {
        if case .one(let unit?) = self { return unit.rawValue }
        return "unit"
    }
}
