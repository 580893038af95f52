/// What came out of a work unit at an instant: a count belongs to the window that contains it.
package struct ProductionCount: Hashable, Sendable {
    package var event: EventNumber
    /// The higher revision of the same event replaces the lower one.
    package var revision: Int32
    package var at: Instant
    /// GQ, RQ and SQ; none is negative.
    package var good: ExactDecimal
    package var rework: ExactDecimal
    package var scrap: ExactDecimal
    /// The code of the unit of measure; -1 is none.
    package var unit: Int32
    /// The code of the reason of the scrap; -1 is none.
    package var scrapReason: Int32
    /// The planned run time of the definition that was effective at `at`; nil when it is not known.
    package var planned: PlannedRunTime?
    package var withdrawn: Bool

    package init(
        event: EventNumber, at: Instant, good: ExactDecimal = .zero, rework: ExactDecimal = .zero,
        scrap: ExactDecimal = .zero, unit: Int32 = -1, scrapReason: Int32 = -1,
        planned: PlannedRunTime? = nil,
        revision: Int32 = 0, withdrawn: Bool = false
    ) {
        self.event = event
        self.revision = revision
        self.at = at
        self.good = good
        self.rework = rework
        self.scrap = scrap
        self.unit = unit
        self.scrapReason = scrapReason
        self.planned = planned
        self.withdrawn = withdrawn
    }

    /// As for claims: the same choice in any order of arrival.
    func isReplaced(by other: ProductionCount) -> Bool {
        if revision != other.revision { return revision < other.revision }
        let (a, b) = (sortKey, other.sortKey)
        return a.lexicographicallyPrecedes(b)
    }

    private var sortKey: [ExactDecimal] {
        [
            ExactDecimal(withdrawn ? 1 : 0), ExactDecimal(at.milliseconds), good, rework, scrap,
            ExactDecimal(unit), ExactDecimal(scrapReason), planned?.milliseconds ?? .zero,
            planned?.quantity ?? .zero,
        ]
    }
}

/// PRU: how long a quantity takes by the plan, such as 60 000 ms for 1, or 3 600 000 ms for 7.
package struct PlannedRunTime: Hashable, Sendable {
    package var milliseconds: ExactDecimal
    package var quantity: ExactDecimal

    package init(milliseconds: ExactDecimal, per quantity: ExactDecimal = .one) {
        self.milliseconds = milliseconds
        self.quantity = quantity
    }

    /// Of an amount, in milliseconds with at most six digits after the point; nil when the run is of nothing.
    package func of(_ amount: ExactDecimal) -> ExactDecimal? {
        guard let product = try? milliseconds.multiplied(by: amount) else { return nil }
        if quantity == .one, product.scale <= 6 { return product }
        return try? product.divided(by: quantity, scale: 6, rounding: .halfToEven)
    }
}

/// What counts add up to; `+` with ``zero`` is a commutative monoid.
package struct CountSum: Hashable, Sendable {
    package private(set) var good = ExactDecimal.zero
    package private(set) var rework = ExactDecimal.zero
    package private(set) var scrap = ExactDecimal.zero
    /// The sum of `PRU * PQ`, in milliseconds.
    package private(set) var plannedRunTime = ExactDecimal.zero
    package private(set) var records: Int32 = 0
    /// Those of a known PRU.
    package private(set) var ratedRecords: Int32 = 0
    /// -2 before the first record, -1 for no unit, ``mixedUnits``, otherwise a code.
    package private(set) var unit = anyUnit
    /// A sum has more digits than are kept.
    package private(set) var overflows = false

    package static let zero = CountSum()
    package static let anyUnit: Int32 = -2
    package static let mixedUnits: Int32 = -3

    private init() {}

    init(_ count: ProductionCount) {
        good = count.good
        rework = count.rework
        scrap = count.scrap
        records = 1
        unit = count.unit
        guard let planned = count.planned else { return }
        var produced = ExactDecimal.zero
        for part in [good, rework, scrap] {
            if let sum = try? produced.adding(part) { produced = sum } else { overflows = true }
        }
        guard let time = planned.of(produced) else { return }
        plannedRunTime = time
        ratedRecords = 1
    }

    package static func + (left: CountSum, right: CountSum) -> CountSum {
        var sum = left
        sum += right
        return sum
    }

    package static func += (left: inout CountSum, right: CountSum) {
        if right.records == 0, !right.overflows { return }
        do throws(DecimalError) {
            left.good = try left.good.adding(right.good)
            left.rework = try left.rework.adding(right.rework)
            left.scrap = try left.scrap.adding(right.scrap)
            left.plannedRunTime = try left.plannedRunTime.adding(right.plannedRunTime)
        } catch {
            left.overflows = true
        }
        left.overflows = left.overflows || right.overflows
        left.records &+= right.records
        left.ratedRecords &+= right.ratedRecords
        if left.unit == anyUnit {
            left.unit = right.unit
        } else if right.unit != anyUnit, left.unit != right.unit {
            left.unit = mixedUnits
        }
    }
}
