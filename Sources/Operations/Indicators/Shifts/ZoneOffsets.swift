package import Diagnostics

/// What clocks showed at a site: the offsets from UTC of its zone, with the instants from which they hold.
///
/// Somebody with a zone database makes it; here is none.
package struct ZoneOffsets: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var from: Instant
        /// East of UTC.
        package var minutes: Int

        package init(from: Instant, minutes: Int) {
            self.from = from
            self.minutes = minutes
        }
    }

    /// By instant.
    private let entries: [Entry]
    /// Holds before the first entry.
    private let initial: Int

    package init(initial: Int, _ entries: some Sequence<Entry> = []) {
        self.initial = initial
        self.entries = entries.sorted { $0.from < $1.from }
    }

    package func minutes(at instant: Instant) -> Int {
        let index = entries.partitioningIndex { $0.from > instant }
        return index == 0 ? initial : entries[index - 1].minutes
    }

    /// What to do with a local time that clocks showed twice.
    package enum RepeatedHour: String, Sendable, Hashable, Codable, CaseIterable { case earlier, later, hold }

    /// The instant at which clocks showed a local time. No value for one that they skipped, and for one that
    /// they showed twice when that is to be held; with a finding each time it was not plain.
    ///
    /// `local` is in milliseconds since 1970-01-01T00:00 on the clock.
    package func instant(local: Int64, repeatedHour: RepeatedHour = .earlier) -> Checked<Instant?> {
        let offsets = Set([initial] + entries.map(\.minutes))
        let found = offsets.compactMap { offset -> Instant? in
            let instant = Instant(milliseconds: local - Int64(offset) * 60_000)
            return minutes(at: instant) == offset ? instant : nil
        }.sorted()
        let place = Place(path: CivilTime(localMilliseconds: local, offsetMinutes: nil).description)
        guard let first = found.first, let last = found.last else {
            return Checked(
                nil,
                [
                    Finding(
                        IndicatorNote.skippedHour, .error, at: place, "clocks never showed this time",
                        advice: "Give it with its offset.")
                ])
        }
        guard first != last else { return Checked(first) }
        let finding = Finding(
            IndicatorNote.repeatedHour, .warning, at: place,
            "clocks showed this time twice, the \(repeatedHour.rawValue) one is meant by the settings",
            advice: "Give it with its offset.")
        switch repeatedHour {
        case .earlier: return Checked(first, [finding])
        case .later: return Checked(last, [finding])
        case .hold: return Checked(nil, [finding])
        }
    }
}
