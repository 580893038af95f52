/// Why a work unit was down in a window: the failures, stops, unplanned maintenance and unknown times of its
/// partition, each with what is known about it.
///
/// `explained + tooShort + unexplained = total`: a person who asks about 40 minutes gets 40 minutes.
package struct DowntimeExplanation: Hashable, Sendable {
    package let window: Interval
    /// In the order of time.
    package let items: [DowntimeItem]
    /// All time down, in milliseconds.
    package let total: Int64
    /// With a reason, in milliseconds.
    package let explained: Int64
    /// In items without a reason, in milliseconds.
    package let unexplained: Int64
    /// In items that are shorter than what was asked for, in milliseconds.
    package let tooShort: Int64
    /// 0...1: the part of planned busy time about which something is known.
    package let coverage: ExactDecimal
    package let provisional: Bool

    /// `plannedRunTime` is PRU at an instant, for lost units; nil when it is not known. Items that were down for
    /// less than `shortest` are summed up only. Two stops of one reason that are no further apart than `gap` are
    /// one item; the gap is not down time.
    package init(
        _ partition: TimePartition, names: ClaimNames,
        plannedRunTime: (Instant) -> PlannedRunTime? = { _ in nil },
        shortest: TimeSpan = .zero, gap: TimeSpan = TimeSpan(milliseconds: 60_000)
    ) {
        let all = Self.merged(partition, names, gap).map { item in
            var item = item
            item.lostUnits = plannedRunTime(item.start)?.quantity(in: item.down)
            return item
        }
        window = partition.evaluated
        items = all.filter { $0.down >= shortest.milliseconds }
        total = partition.times.down
        tooShort = all.reduce(0) { $1.down < shortest.milliseconds ? $0 + $1.down : $0 }
        unexplained = items.reduce(0) { $1.reason.isUnknown ? $0 + $1.down : $0 }
        explained = items.reduce(0) { $1.reason.isUnknown ? $0 : $0 + $1.down }
        coverage = BucketSum(partition).context(scope: "", window: window).completeness
        provisional = partition.provisional
    }

    private static func merged(_ partition: TimePartition, _ names: ClaimNames, _ gap: TimeSpan)
        -> [DowntimeItem]
    {
        var items: [DowntimeItem] = []
        // The last item of each reason: something else may have been down in the gap.
        var lastOfKey: [Key: Int] = [:]
        for segment in partition.segments where segment.category.isDown {
            let claim = segment.claim >= 0 ? partition.claims[Int(segment.claim)] : nil
            let key = Key(
                category: segment.category, reason: claim?.reason ?? -1, order: segment.order,
                job: segment.job)
            if let index = lastOfKey[key], segment.start - items[index].end <= gap {
                items[index].end = segment.end
                items[index].down += segment.milliseconds
                if let event = claim?.event, !items[index].evidence.contains(event) {
                    items[index].evidence.append(event)
                }
                continue
            }
            lastOfKey[key] = items.count
            items.append(
                DowntimeItem(
                    category: segment.category, reason: names.reason(claim?.reason ?? -1),
                    start: segment.start, end: segment.end, down: segment.milliseconds,
                    order: names.name(segment.order), job: names.name(segment.job),
                    person: names.name(segment.person), evidence: claim.map { [$0.event] } ?? [],
                    lostUnits: nil))
        }
        return items
    }

    private struct Key: Hashable {
        var category: TimeCategory
        var reason: Int32
        var order: Int32
        var job: Int32
    }
}

/// One stretch of time down, of one reason.
package struct DowntimeItem: Hashable, Sendable {
    package var category: TimeCategory
    package var reason: ReasonPath
    package var start: Instant
    package var end: Instant
    /// Milliseconds down between `start` and `end`, without the gaps.
    package var down: Int64
    package var order: Identifier?
    package var job: Identifier?
    package var person: Identifier?
    /// The events that claimed it.
    package var evidence: [EventNumber]
    /// `down / PRU`; nil when PRU is not known.
    package var lostUnits: ExactDecimal?
}

extension PlannedRunTime {
    /// How much would have been made, with six digits after the point; nil when it takes no time.
    package func quantity(in milliseconds: Int64) -> ExactDecimal? {
        guard let amount = try? quantity.multiplied(by: ExactDecimal(milliseconds)) else { return nil }
        return try? amount.divided(by: self.milliseconds, scale: 6, rounding: .halfToEven)
    }
}
