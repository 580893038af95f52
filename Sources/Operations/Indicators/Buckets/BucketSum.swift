/// All that is kept of a work unit and a stretch of time. `+` with ``zero`` is a commutative monoid: minutes,
/// hours, shifts, days and lines are sums of each other.
package struct BucketSum: Hashable, Sendable {
    package var times = CategoryTimes.zero
    package var counts = CountSum.zero
    package var failures = FailureSum.zero
    /// The least and greatest event that it rests on; nil when there is none.
    package var firstEvent: EventNumber?
    package var lastEvent: EventNumber?
    /// Something was open, or the window had not ended.
    package var provisional = false

    package static let zero = BucketSum()

    package static func + (left: BucketSum, right: BucketSum) -> BucketSum {
        var sum = left
        sum += right
        return sum
    }

    package static func += (left: inout BucketSum, right: BucketSum) {
        left.times += right.times
        left.counts += right.counts
        left.failures = left.failures + right.failures
        left.provisional = left.provisional || right.provisional
        if let first = right.firstEvent, let last = right.lastEvent { left.note(first, last) }
    }

    mutating func note(_ first: EventNumber, _ last: EventNumber) {
        firstEvent = firstEvent.map { min($0, first) } ?? first
        lastEvent = lastEvent.map { max($0, last) } ?? last
    }
}

extension BucketSum {
    package init(_ partition: TimePartition, counts: some Sequence<ProductionCount> = []) {
        times = partition.times
        failures = partition.failures
        provisional = partition.provisional
        for claim in partition.claims { note(claim.event, claim.event) }
        var last: [EventNumber: ProductionCount] = [:]
        for count in counts where last[count.event].map({ $0.isReplaced(by: count) }) ?? true {
            last[count.event] = count
        }
        for count in last.values where !count.withdrawn {
            guard count.at >= partition.evaluated.start, count.at < partition.evaluated.end else { continue }
            self.counts += CountSum(count)
            note(count.event, count.event)
        }
    }

    /// The elements of ISO 22400-2 that a work unit's events give.
    /// `unit` finds the unit of measure of a code.
    package func elements(unit: (Int32) -> UnitOfMeasure? = { _ in nil }) -> IndicatorElements {
        let milliseconds: [(IndicatorElement, Int64)] = [
            (.pot, times.pot), (.pdot, times.pdot), (.pbt, times.pbt), (.apt, times.apt), (.aust, times.aust),
            (.aupt, times.aupt), (.adet, times.adet), (.adot, times.adot), (.apmt, times.apmt),
            (.aubt, times.aubt), (.aoet, times.aoet), (.minorStops, times.minorStops),
            (.operatingTime, times.aupt), (.calendarTime, times.total), (.fe, failures.failures),
            (.ttr, failures.timeToRepair), (.restoredFailures, failures.restored),
            (.openAge, failures.openAge),
        ]
        var elements = IndicatorElements(
            Dictionary(milliseconds.map { ($0, ExactDecimal($1)) }, uniquingKeysWith: { $1 }),
            unit: quantityUnit(unit))
        let produced = (try? counts.good.adding(counts.rework)).flatMap { try? $0.adding(counts.scrap) }
        let quantities: [(IndicatorElement, ExactDecimal?)] = [
            (.gq, counts.good), (.rq, counts.rework), (.sq, counts.scrap), (.pq, produced),
            (.plannedRunTime, counts.plannedRunTime),
        ]
        for (element, quantity) in quantities {
            elements.set(
                element, quantity.flatMap { counts.overflows ? nil : .exact($0) } ?? .overflow)
        }
        return elements
    }

    private func quantityUnit(_ unit: (Int32) -> UnitOfMeasure?) -> QuantityUnit {
        switch counts.unit {
        case CountSum.anyUnit: .any
        case CountSum.mixedUnits: .mixed
        default: .one(unit(counts.unit))
        }
    }

    package func context(scope: Identifier, window: Interval) -> IndicatorContext {
        IndicatorContext(
            scope: scope, window: window,
            completeness: Self.share(times.pbt - times.unknown, of: times.pbt),
            standardsKnown: Self.share(Int64(counts.ratedRecords), of: Int64(counts.records)),
            provisional: provisional, evidence: evidence)
    }

    private var evidence: IndicatorEvidence {
        guard let firstEvent, let lastEvent else { return .none }
        return .range(firstEvent...lastEvent)
    }

    private static func share(_ part: Int64, of whole: Int64) -> ExactDecimal {
        guard whole > 0 else { return .one }
        return (try? ExactDecimal(part).divided(by: ExactDecimal(whole), scale: 6, rounding: .towardZero))?
            .reduced ?? .zero
    }
}
