import Foundation
package import Operations

/// The zone of local times, and who said so.
package struct LocalZone: Hashable, Sendable {
    /// What to do with a time that the clock of the zone skips or shows twice.
    package enum TransitionPolicy: String, Hashable, Sendable, CaseIterable {
        /// The time is left out with an error: a person decides.
        case hold
        /// The earlier of the two instants that can be meant.
        case earlier
        case later
    }

    /// What a local time comes to.
    package enum Placement: Hashable, Sendable {
        case one(ZonedTime)
        /// The clock is put forward over this time. Both instants are an hour (or whatever the step is) apart: read with
        /// the offset after the step and with the one before it.
        case skipped(earlier: ZonedTime, later: ZonedTime)
        /// The clock is put back and shows this time twice.
        case twice(earlier: ZonedTime, later: ZonedTime)
    }

    /// Of the IANA database, such as `Europe/Berlin`.
    package let identifier: String
    package let source: ZoneSource
    package let transition: TransitionPolicy
    private let zone: TimeZone

    /// Nil when the system's time zone data has no zone of this name.
    package init?(identifier: String, source: ZoneSource, transition: TransitionPolicy = .hold) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        self.source = source
        self.transition = transition
        self.zone = zone
    }

    /// Zones change their offset at most once within the two days around a time; the offsets a day before and a day
    /// after it are therefore the only ones that it can have been read with.
    package func place(_ time: CivilTime) -> Placement {
        let day: Int64 = 86_400_000
        let before = offset(at: time.localMilliseconds - day)
        let after = offset(at: time.localMilliseconds + day)
        let candidates = before == after ? [before] : [before, after]
        let instants = candidates.map { time.localMilliseconds - $0 }
        let valid = zip(candidates, instants).filter { offset(at: $1) == $0 }.map(\.1).sorted()
        if let first = valid.first, let last = valid.last {
            return first == last ? .one(zoned(first)) : .twice(earlier: zoned(first), later: zoned(last))
        }
        let (earlier, later) = (instants.min() ?? 0, instants.max() ?? 0)
        return .skipped(earlier: zoned(earlier), later: zoned(later))
    }

    /// What its clock shows at an instant.
    package func time(at instant: Instant) -> ZonedTime { zoned(instant.milliseconds) }

    /// East of UTC, in milliseconds.
    private func offset(at milliseconds: Int64) -> Int64 {
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
        return Int64(zone.secondsFromGMT(for: date)) * 1_000
    }

    /// Offsets of the days before standard time are not whole minutes and are not kept.
    private func zoned(_ milliseconds: Int64) -> ZonedTime {
        let offset = offset(at: milliseconds)
        return ZonedTime(
            Instant(milliseconds: milliseconds),
            offsetMinutes: offset % 60_000 == 0 ? Int(offset / 60_000) : nil, zoneSource: source)
    }
}
