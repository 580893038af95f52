/// Milliseconds per lane: the additive core of all time elements.
///
/// `+` with ``zero`` is a commutative monoid. Sums stay far from overflow, since claims are kept within the
/// years that ``ClaimCheck`` accepts.
package struct CategoryTimes: Hashable, Sendable {
    /// One lane per ``TimeLane``; the rest is zero.
    private(set) var lanes: SIMD16<Int64>

    package static let zero = CategoryTimes(lanes: .zero)

    init(lanes: SIMD16<Int64>) {
        self.lanes = lanes
    }

    package subscript(lane: TimeLane) -> Int64 {
        lanes[Int(lane.rawValue)]
    }

    package subscript(category: TimeCategory) -> Int64 {
        TimeLane.allCases.reduce(0) { $1.category == category ? $0 + self[$1] : $0 }
    }

    mutating func add(_ milliseconds: Int64, to lane: TimeLane) {
        lanes[Int(lane.rawValue)] &+= milliseconds
    }

    package static func + (left: CategoryTimes, right: CategoryTimes) -> CategoryTimes {
        CategoryTimes(lanes: left.lanes &+ right.lanes)
    }

    package static func += (left: inout CategoryTimes, right: CategoryTimes) {
        left.lanes &+= right.lanes
    }

    /// All categories together: the length of the window.
    package var total: Int64 { lanes.wrappedSum() }
}

// MARK: - The time elements of ISO 22400-2, in milliseconds

extension CategoryTimes {
    /// Planned operation time.
    package var pot: Int64 { total - self[.noPlan as TimeLane] }
    /// Planned down time.
    package var pdot: Int64 { self[.plannedDown as TimeLane] }
    /// Planned busy time: `POT - PDOT`.
    package var pbt: Int64 { pot - pdot }
    /// Actual production time.
    package var apt: Int64 { self[.production as TimeLane] }
    /// Actual unit set-up time.
    package var aust: Int64 { self[.setup as TimeLane] }
    /// Actual unit delay time.
    package var adet: Int64 {
        self[.failureOfOrder] + self[.stopOfOrder] + self[.minorStopOfOrder]
    }
    /// Actual unit down time: available, but no order, or nobody knows.
    package var adot: Int64 {
        self[.failure as TimeLane] + self[.stop as TimeLane] + self[.idle as TimeLane] + self[.idleOfOrder]
            + self[.unknown as TimeLane] + self[.unknownOfOrder]
    }
    /// Actual preventive maintenance time within planned busy time.
    package var apmt: Int64 { self[.preventiveMaintenance as TimeLane] }
    /// Actual unit processing time: `APT + AUST`.
    package var aupt: Int64 { apt + aust }
    /// Actual unit busy time: `AUPT + ADET`.
    package var aubt: Int64 { aupt + adet }
    /// Transport and queueing of an order at this unit: the part of ADOT in which an order was registered.
    package var waitingOfOrders: Int64 { self[.idleOfOrder] + self[.unknownOfOrder] }
    /// Actual order execution time: `AUBT` and the waiting of orders.
    package var aoet: Int64 { aubt + waitingOfOrders }
    /// The part of ADET in stops shorter than the threshold.
    package var minorStops: Int64 { self[.minorStopOfOrder] }
    /// Time in which nobody said anything.
    package var unknown: Int64 { self[TimeCategory.unknown] }
    /// What a downtime explanation has to explain.
    package var down: Int64 {
        TimeCategory.allCases.reduce(0) { $1.isDown ? $0 + self[$1] : $0 }
    }
}
