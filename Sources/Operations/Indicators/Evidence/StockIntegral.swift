package import Diagnostics

/// A change of what is on hand, at an instant.
package struct StockMovement: Hashable, Sendable {
    package var event: EventNumber
    package var at: Instant
    /// Positive into stock, negative out of it.
    package var quantity: ExactDecimal
    /// Whether it counts as throughput when it goes out: a sale or an issue, not a move or an adjustment.
    package var isIssue: Bool

    package init(event: EventNumber, at: Instant, _ quantity: ExactDecimal, isIssue: Bool = false) {
        self.event = event
        self.at = at
        self.quantity = quantity
        self.isIssue = isIssue
    }
}

/// What was on hand over a window: the integral over time, exactly, never the mean of opening and closing.
///
/// The same for quantities and, with values as quantities, for money. Integrals of items of one unit add up.
package struct StockIntegral: Hashable, Sendable {
    package let window: Interval
    /// On hand at the start and at the end of the window.
    package let opening: ExactDecimal
    package let closing: ExactDecimal
    /// In units times milliseconds.
    package let integral: ExactDecimal
    /// What was issued in the window.
    package let throughput: ExactDecimal
    package let evidence: IndicatorEvidence

    /// Movements come in any order, and one that comes twice counts once. Those before the window make the
    /// opening, together with `initial`, which was on hand before all of them.
    ///
    /// - Throws: when there are more digits than are kept.
    package static func of(
        _ movements: some Sequence<StockMovement>, initial: ExactDecimal = .zero, window: Interval
    ) throws(DecimalError) -> Checked<StockIntegral> {
        var ledger = StockLedger(level: initial, time: window.start)
        var opening = initial
        var events: [EventNumber] = []
        let distinct = Set(movements).sorted { ($0.at, $0.event) < ($1.at, $1.event) }
        for movement in distinct where movement.at < window.end {
            if movement.at < window.start {
                opening = try opening.adding(movement.quantity)
                ledger.level = opening
                continue
            }
            events.append(movement.event)
            try ledger.move(movement)
        }
        try ledger.advance(to: window.end)
        let integral = StockIntegral(
            window: window, opening: opening, closing: ledger.level, integral: ledger.integral,
            throughput: ledger.throughput, evidence: .events(events))
        return Checked(integral, ledger.findings)
    }

    /// The time-weighted average on hand, with six digits after the point; nil for an empty window.
    package var average: ExactDecimal? {
        try? integral.divided(
            by: ExactDecimal(window.length.milliseconds), scale: IndicatorValue.digits, rounding: .halfToEven)
    }

    /// Of inventory turns by quantity.
    package func elements(unit: UnitOfMeasure?) -> IndicatorElements {
        IndicatorElements(
            [
                .throughput: throughput, .inventoryTime: integral,
                .windowTime: ExactDecimal(window.length.milliseconds),
            ], unit: .one(unit))
    }

    /// Of work in process days: this is the integral of what was in process.
    package func workInProcess(output: ExactDecimal, unit: UnitOfMeasure?) -> IndicatorElements {
        IndicatorElements([.wipTime: integral, .output: output], unit: .one(unit))
    }
}

private struct StockLedger {
    var level: ExactDecimal
    var time: Instant
    var integral = ExactDecimal.zero
    var throughput = ExactDecimal.zero
    var findings: [Finding] = []

    mutating func advance(to instant: Instant) throws(DecimalError) {
        let span = ExactDecimal((instant - time).milliseconds)
        integral = try integral.adding(try level.multiplied(by: span))
        time = instant
    }

    mutating func move(_ movement: StockMovement) throws(DecimalError) {
        try advance(to: movement.at)
        level = try level.adding(movement.quantity)
        if movement.isIssue { throughput = try throughput.subtracting(movement.quantity) }
        if level.isNegative {
            findings.append(
                Finding(
                    IndicatorNote.negativeStock, .warning, at: Place(path: "event \(movement.event)"),
                    "the stock is \(level.reduced) after it", expected: ["at least 0"],
                    advice: "Count the stock: a receipt is missing or an issue is too large."))
        }
    }
}
