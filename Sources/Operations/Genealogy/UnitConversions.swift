/// Which quantities of one unit are which of another, as declared; nothing is known by itself.
package struct UnitConversions: Hashable, Sendable, Codable {
    package struct Conversion: Hashable, Sendable, Codable {
        /// Of this material only, such as the weight of a piece; nil for every material.
        package var material: Identifier?
        package var from: UnitOfMeasure
        package var to: UnitOfMeasure
        /// `quantity in to = quantity in from × numerator ÷ denominator`.
        package var numerator: ExactDecimal
        package var denominator: ExactDecimal

        package init(
            _ from: UnitOfMeasure, _ to: UnitOfMeasure, times numerator: ExactDecimal,
            over denominator: ExactDecimal = .one, of material: Identifier? = nil
        ) {
            self.material = material
            self.from = from
            self.to = to
            self.numerator = numerator
            self.denominator = denominator
        }
    }

    /// The first that fits is used, those of the material before those of every material.
    package var conversions: [Conversion]

    package init(_ conversions: [Conversion] = []) {
        self.conversions = conversions
    }

    /// In another unit, exactly, or to twelve digits after the point where a division does not come out; nil
    /// when no conversion is declared in either direction.
    package func convert(_ quantity: Quantity, to unit: UnitOfMeasure?, of material: Identifier? = nil)
        -> ExactDecimal?
    {
        if quantity.unit == unit { return quantity.value }
        guard let from = quantity.unit, let unit else { return nil }
        let ofMaterial = conversions.filter {
            $0.material != nil && $0.material?.matchingKey == material?.matchingKey
        }
        for conversion in ofMaterial + conversions.filter({ $0.material == nil }) {
            if conversion.from == from, conversion.to == unit {
                return Self.product(quantity.value, conversion.numerator, over: conversion.denominator)
            }
            if conversion.from == unit, conversion.to == from {
                return Self.product(quantity.value, conversion.denominator, over: conversion.numerator)
            }
        }
        return nil
    }

    private static func product(_ value: ExactDecimal, _ factor: ExactDecimal, over divisor: ExactDecimal)
        -> ExactDecimal?
    {
        guard let product = try? value.multiplied(by: factor) else { return nil }
        if divisor == .one { return product }
        return try? product.divided(by: divisor, scale: FixedPoint.scale, rounding: .halfToEven).reduced
    }
}
