/// What a millisecond of a work unit counts as; the raw value is the precedence, and the lower number wins.
///
/// Source: ISO 22400-2, time elements; the order among them is a convention of ours.
package enum TimeCategory: UInt8, Sendable, Hashable, Codable, CaseIterable {
    /// Outside of planned operation time (POT).
    case noPlan = 1
    /// Breaks, planned maintenance, no demand: PDOT.
    case plannedDown
    /// A breakdown: ADET while an order is registered, otherwise ADOT. Opens and closes a time to repair.
    case failure
    /// Preventive maintenance that the calendar does not plan: APMT.
    case preventiveMaintenance
    /// AUST.
    case setup
    /// Any other stop, starved, blocked and minor ones too: ADET while an order is registered, otherwise ADOT.
    case stop
    /// Executing and processing: APT.
    case production
    /// Available and planned busy, without an order: part of ADOT.
    case idle
    /// Nobody said anything: part of ADOT, and the completeness is reduced.
    case unknown

    /// Whether the equipment is down in the sense of a downtime explanation.
    package var isDown: Bool {
        switch self {
        case .failure, .preventiveMaintenance, .stop, .unknown: true
        case .noPlan, .plannedDown, .setup, .production, .idle: false
        }
    }
}

/// A category together with whether an order is registered, which decides between ADET and ADOT: one lane of
/// ``CategoryTimes``.
package enum TimeLane: UInt8, Sendable, Hashable, CaseIterable {
    case noPlan, plannedDown
    case failure, failureOfOrder
    case preventiveMaintenance, setup
    case stop, stopOfOrder
    /// A stop of an order that is shorter than the threshold.
    case minorStopOfOrder
    case production
    case idle, idleOfOrder
    case unknown, unknownOfOrder

    package init(_ category: TimeCategory, ofOrder: Bool, minor: Bool = false) {
        self =
            switch category {
            case .noPlan: .noPlan
            case .plannedDown: .plannedDown
            case .failure: ofOrder ? .failureOfOrder : .failure
            case .preventiveMaintenance: .preventiveMaintenance
            case .setup: .setup
            case .stop: ofOrder ? (minor ? .minorStopOfOrder : .stopOfOrder) : .stop
            case .production: .production
            case .idle: ofOrder ? .idleOfOrder : .idle
            case .unknown: ofOrder ? .unknownOfOrder : .unknown
            }
    }

    package var category: TimeCategory {
        switch self {
        case .noPlan: .noPlan
        case .plannedDown: .plannedDown
        case .failure, .failureOfOrder: .failure
        case .preventiveMaintenance: .preventiveMaintenance
        case .setup: .setup
        case .stop, .stopOfOrder, .minorStopOfOrder: .stop
        case .production: .production
        case .idle, .idleOfOrder: .idle
        case .unknown, .unknownOfOrder: .unknown
        }
    }
}
