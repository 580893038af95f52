/// An exact number of a unit.
///
/// B2MML: `QuantityValueType`. Several stand side by side in one parent and are then told apart by their
/// `key`. Two quantities of different units are never added: ``QuantityError/mixedUnits(_:_:)``.
package struct Quantity: Hashable, Sendable, Codable {
    package var value: ExactDecimal
    package var unit: UnitOfMeasure?
    package var key: Identifier?
    /// The sender's word for the kind of number, such as `decimal`; carried, not interpreted.
    package var dataType: String?

    package init(
        _ value: ExactDecimal, _ unit: UnitOfMeasure? = nil, key: Identifier? = nil, dataType: String? = nil
    ) {
        self.value = value
        self.unit = unit
        self.key = key
        self.dataType = dataType
    }

    /// The sum, with the key and data type of the left one.
    package func adding(_ other: Quantity) throws(QuantityError) -> Quantity {
        try combined(with: other) { (a, b) throws(DecimalError) in try a.adding(b) }
    }

    package func subtracting(_ other: Quantity) throws(QuantityError) -> Quantity {
        try combined(with: other) { (a, b) throws(DecimalError) in try a.subtracting(b) }
    }

    private func combined(
        with other: Quantity,
        _ operation: (ExactDecimal, ExactDecimal) throws(DecimalError) -> ExactDecimal
    ) throws(QuantityError) -> Quantity {
        guard unit == other.unit else { throw .mixedUnits(unit, other.unit) }
        do throws(DecimalError) {
            var result = self
            result.value = try operation(value, other.value)
            return result
        } catch {
            throw .notExact(error)
        }
    }
}

/// What cannot be done with quantities.
package enum QuantityError: Error, Hashable, Sendable {
    /// The two units have no conversion here; a nil unit is a unit of its own.
    case mixedUnits(UnitOfMeasure?, UnitOfMeasure?)
    case notExact(DecimalError)
}

extension Sequence where Element == Quantity {
    /// The exact sum; nil for an empty sequence.
    ///
    /// - Throws: ``QuantityError/mixedUnits(_:_:)`` when not all have one unit.
    package func sum() throws(QuantityError) -> Quantity? {
        var total: Quantity?
        for quantity in self {
            total = if let sum = total { try sum.adding(quantity) } else { quantity }
        }
        return total
    }
}
