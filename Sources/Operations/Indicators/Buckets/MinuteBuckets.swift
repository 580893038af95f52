package import Diagnostics

/// The sums of all work units by the minute, kept up to date as events come, late and corrected ones too.
///
/// The result is that of working everything out anew: it does not depend on the order of the events, and
/// duplicates change nothing. A correction works out again only the minutes of its old and new time.
package struct MinuteBuckets: Sendable {
    private var units: [WorkUnitTimeline] = []
    private let settings: PartitionSettings

    /// A work unit of ``MinuteBuckets``.
    package struct WorkUnit: Hashable, Sendable {
        let index: Int
    }

    package enum Event: Hashable, Sendable {
        case claim(TimeClaim)
        case count(ProductionCount)
    }

    /// What has to be published again.
    package struct Dirtied: Hashable, Sendable {
        package var unit: WorkUnit
        package var start: Instant
        /// Exclusive; nil when a claim is, or was, open.
        package var end: Instant?
    }

    package init(settings: PartitionSettings = PartitionSettings()) {
        self.settings = settings
    }

    package mutating func addUnit(planned: WorkCalendar = .alwaysOpen) -> WorkUnit {
        units.append(WorkUnitTimeline(planned: planned))
        return WorkUnit(index: units.count - 1)
    }

    package mutating func setCalendar(_ planned: WorkCalendar, of unit: WorkUnit) {
        units[unit.index].setCalendar(planned)
        units[unit.index].settle(minorStop: settings.minorStop)
    }

    /// Takes events in any order. An event of a unit that was told before is a duplicate or, with a higher
    /// revision, a correction.
    ///
    /// - Returns: per unit the range that changed; findings of events that were not taken.
    package mutating func apply(_ events: some Sequence<(WorkUnit, Event)>) -> Checked<[Dirtied]> {
        var findings: [Finding] = []
        var dirtied: [(start: Instant, end: Instant)?] = Array(repeating: nil, count: units.count)
        for (unit, event) in events {
            var conflict = false
            let change: WorkUnitTimeline.Change
            switch event {
            case .claim(let claim):
                if let finding = ClaimCheck.finding(claim, settings) {
                    findings.append(finding)
                    continue
                }
                change = units[unit.index].apply(claim, conflict: &conflict)
                if conflict { findings.append(ClaimCheck.conflict(claim.event)) }
            case .count(let count):
                if let finding = Self.finding(count) {
                    findings.append(finding)
                    continue
                }
                change = units[unit.index].apply(count, conflict: &conflict)
                if conflict { findings.append(ClaimCheck.conflict(count.event)) }
            }
            if case .dirtied(let start, let end) = change {
                let old = dirtied[unit.index]
                dirtied[unit.index] = (min(old?.start ?? start, start), max(old?.end ?? end, end))
            }
        }
        var ranges: [Dirtied] = []
        for index in units.indices {
            guard let range = dirtied[index] else { continue }
            units[index].settle(minorStop: settings.minorStop)
            ranges.append(
                Dirtied(
                    unit: WorkUnit(index: index), start: range.start,
                    end: range.end == .latest ? nil : range.end))
        }
        return Checked(ranges, findings)
    }

    private static func finding(_ count: ProductionCount) -> Finding? {
        let place = Place(path: "event \(count.event)")
        if !ClaimCheck.instants.contains(count.at) {
            return Finding(
                IndicatorNote.outOfRange, .error, at: place, "its time is not within the years 1900 to 2200")
        }
        if count.good.isNegative || count.rework.isNegative || count.scrap.isNegative {
            return Finding(
                IndicatorNote.negativeCount, .error, at: place, "it counts less than nothing",
                advice: "Correct the event that counted too much.")
        }
        return nil
    }

    /// The sum of a unit over a window, as known at `asOf`; nothing after it counts.
    package func sum(of unit: WorkUnit, _ window: Interval, asOf: Instant) -> BucketSum {
        let evaluated = window.evaluated(asOf: asOf)
        var sum = units[unit.index].sum(evaluated, asOf: asOf, minorStop: settings.minorStop)
        sum.provisional = sum.provisional || asOf < window.end
        return sum
    }

    /// Of a line: the sum of its units.
    package func sum(of line: some Sequence<WorkUnit>, _ window: Interval, asOf: Instant) -> BucketSum {
        line.reduce(into: .zero) { $0 += sum(of: $1, window, asOf: asOf) }
    }

    /// The bucket of the minute that contains an instant: of closed claims and of counts.
    package func bucket(of unit: WorkUnit, at instant: Instant) -> BucketSum {
        let remainder = instant.milliseconds % 60_000
        let start = instant.milliseconds - (remainder < 0 ? remainder + 60_000 : remainder)
        return units[unit.index].bucket(Instant(milliseconds: start), minorStop: settings.minorStop)
    }

    /// With segments, claims and shadowed time, for an explanation.
    package func partition(of unit: WorkUnit, _ window: Interval, asOf: Instant) -> TimePartition {
        TimePartition.of(
            units[unit.index].claims(in: window) + units[unit.index].allFailures, window: window,
            planned: units[unit.index].planned,
            asOf: asOf, settings: settings
        ).value
    }

    /// Scrap by the code of its reason; -1 is none. Nil when a sum has too many digits.
    package func scrapByReason(of unit: WorkUnit, _ window: Interval, asOf: Instant) -> [Int32: ExactDecimal]?
    {
        var sums: [Int32: ExactDecimal] = [:]
        for count in units[unit.index].counts(in: window.evaluated(asOf: asOf)) where !count.scrap.isZero {
            guard let sum = try? (sums[count.scrapReason] ?? .zero).adding(count.scrap) else { return nil }
            sums[count.scrapReason] = sum
        }
        return sums
    }
}
