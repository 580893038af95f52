import Foundation

/// Gives local times of one zone their offset.
struct ZoneClock {
    enum Answer: Hashable {
        /// Minutes east of UTC.
        case offset(Int)
        /// The clock was put forward over it: the time did not exist. The offsets that make it an earlier and a later
        /// instant.
        case skipped(earlier: Int, later: Int)
        /// The clock was put back: it existed twice.
        case twice(earlier: Int, later: Int)
    }

    private let zone: TimeZone

    /// - Parameter identifier: of the IANA time zone database, such as `Europe/Berlin`.
    init?(_ identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.zone = zone
    }

    static func isKnown(_ identifier: String) -> Bool {
        TimeZone(identifier: identifier) != nil
    }

    func answer(localSeconds: Int) -> Answer {
        // No zone is further than a day from UTC, and none changes its offset twice in two days.
        let before = offset(at: localSeconds - 86_400)
        let after = offset(at: localSeconds + 86_400)
        if before == after { return .offset(before) }
        let isBefore = offset(at: localSeconds - before * 60) == before
        let isAfter = offset(at: localSeconds - after * 60) == after
        switch (isBefore, isAfter) {
        case (true, true): return .twice(earlier: max(before, after), later: min(before, after))
        case (false, false): return .skipped(earlier: max(before, after), later: min(before, after))
        case (true, false): return .offset(before)
        case (false, true): return .offset(after)
        }
    }

    private func offset(at seconds: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))) / 60
    }

    /// `Z`, `+02:00`, `-04:30`.
    static func text(ofOffset minutes: Int) -> String {
        guard minutes != 0 else { return "Z" }
        let magnitude = abs(minutes)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (minutes < 0 ? "-" : "+") + padded(magnitude / 60) + ":" + padded(magnitude % 60)
    }
}
