package import Diagnostics

/// Whether what went in came out again, in one unit.
///
/// `difference = inputs − outputs − losses`; balanced when its magnitude is at most the tolerance. Consumables
/// and counted material do not become part of anything and are left out.
package struct MassBalance: Hashable, Sendable, Codable {
    package struct Tolerance: Hashable, Sendable, Codable {
        /// In the unit of the balance.
        package var absolute: ExactDecimal
        /// A fraction of the inputs, 0.01 for one percent. The larger of both counts.
        package var relative: ExactDecimal

        package init(absolute: ExactDecimal = .zero, relative: ExactDecimal = .zero) {
            self.absolute = absolute
            self.relative = relative
        }
    }

    /// The transformation, or several of one job that are balanced together.
    package let subject: String
    package let unit: UnitOfMeasure?
    package let inputs: ExactDecimal
    package let outputs: ExactDecimal
    package let losses: ExactDecimal
    package let difference: ExactDecimal
    /// In the unit of the balance, not negative.
    package let tolerance: ExactDecimal
    /// Amounts without a quantity, or in a unit that no conversion leads from: the balance says nothing then.
    package let unknown: [String]

    package var isComplete: Bool { unknown.isEmpty }

    package var isBalanced: Bool {
        isComplete && difference <= tolerance && (try? difference.negated() <= tolerance) ?? false
    }

    /// - Parameters:
    ///   - subject: of the findings.
    ///   - transformations: balanced as one.
    ///   - unit: of the balance; nil takes that of the first input.
    ///   - tolerance: within which it counts as balanced.
    ///   - conversions: into the unit.
    /// - Throws: ``DecimalError/overflow`` when a sum has more digits than are kept.
    package init(
        of subject: String, _ transformations: [Transformation], in unit: UnitOfMeasure? = nil,
        tolerance: Tolerance = Tolerance(), conversions: UnitConversions = UnitConversions()
    ) throws(DecimalError) {
        let inputs = transformations.flatMap(\.inputs).filter(Self.counts)
        let outputs = transformations.flatMap(\.outputs).filter(Self.counts)
        let first = (inputs + outputs).lazy.compactMap(\.quantity).first
        self.subject = subject
        self.unit = unit ?? first?.unit
        var sum = Sum(unit: self.unit, conversions: conversions)
        self.inputs = try sum.add(inputs)
        self.outputs = try sum.add(outputs)
        losses = try sum.add(transformations.flatMap(\.losses))
        unknown = sum.unknown
        difference = try self.inputs.subtracting(self.outputs).subtracting(losses)
        let relative = try self.inputs.multiplied(by: tolerance.relative)
        self.tolerance = max(max(tolerance.absolute, relative), .zero)
    }

    package init(
        of transformation: Transformation, in unit: UnitOfMeasure? = nil,
        tolerance: Tolerance = Tolerance(), conversions: UnitConversions = UnitConversions()
    ) throws(DecimalError) {
        try self.init(
            of: "Transformation \(transformation.id)", [transformation], in: unit, tolerance: tolerance,
            conversions: conversions)
    }

    private static func counts(_ amount: LotAmount) -> Bool {
        amount.use?.known != .consumable && amount.use?.known != .inventoried
    }

    private struct Sum {
        let unit: UnitOfMeasure?
        let conversions: UnitConversions
        var unknown: [String] = []

        mutating func add(_ amounts: [LotAmount]) throws(DecimalError) -> ExactDecimal {
            var sum = ExactDecimal.zero
            for amount in amounts {
                guard let quantity = amount.quantity else {
                    unknown.append("\(amount.lot): no quantity")
                    continue
                }
                if let value = conversions.convert(quantity, to: unit, of: amount.material) {
                    sum = try sum.adding(value)
                } else {
                    unknown.append("\(amount.lot): \(MassBalance.text(quantity))")
                }
            }
            return sum
        }

        mutating func add(_ losses: [Loss]) throws(DecimalError) -> ExactDecimal {
            var sum = ExactDecimal.zero
            for loss in losses {
                if let value = conversions.convert(loss.quantity, to: unit) {
                    sum = try sum.adding(value)
                } else {
                    unknown.append("loss: \(MassBalance.text(loss.quantity))")
                }
            }
            return sum
        }
    }

    /// At most one: that the balance does not come out, or that it cannot be drawn.
    package var findings: [Finding] {
        if isBalanced { return [] }
        let place = Place(path: subject)
        guard isComplete else {
            return [
                Finding(
                    "GEN-BALANCE-2", .note, at: place, "no balance in \(unit?.rawValue ?? "one unit")",
                    found: unknown.joined(separator: "; "), advice: "Declare a conversion of the units.")
            ]
        }
        let sign = difference.isNegative ? "more came out than went in" : "something is missing"
        return [
            Finding(
                "GEN-BALANCE-1", .warning, at: place,
                "\(sign): inputs \(text(inputs)), outputs \(text(outputs)), losses \(text(losses)); "
                    + "the difference of \(text(difference)) is more than \(text(tolerance))",
                advice: "Record the loss, or correct the quantities.")
        ]
    }

    private func text(_ value: ExactDecimal) -> String {
        Self.text(Quantity(value, unit))
    }

    private static func text(_ quantity: Quantity) -> String {
        quantity.unit.map { "\(quantity.value) \($0)" } ?? quantity.value.lexicalForm
    }
}
