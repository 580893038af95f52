package import Diagnostics

/// Which claims are taken at all.
package enum ClaimCheck {
    /// The years 1900 to 2200: nothing outside of them is an event of a plant.
    static let instants = Instant(milliseconds: -2_208_988_800_000)...Instant(milliseconds: 7_258_118_400_000)

    /// Nil when the claim can be used.
    package static func finding(_ claim: TimeClaim, _ settings: PartitionSettings) -> Finding? {
        let place = Place(path: "event \(claim.event)")
        guard instants.contains(claim.start), claim.end.map(instants.contains) ?? true else {
            return Finding(
                IndicatorNote.outOfRange, .error, at: place, "its time is not within the years 1900 to 2200")
        }
        guard let end = claim.end else { return nil }
        if end < claim.start {
            return Finding(
                IndicatorNote.endsBeforeStart, .error, at: place, "it ends before it starts",
                found:
                    "\(claim.start) to \(end)",
                advice: "Exchange the two times, or give the end its own date.")
        }
        if end - claim.start > settings.longestClaim {
            return Finding(
                IndicatorNote.tooLong, .error, at: place, "it lasts \(end - claim.start)",
                expected: ["at most \(settings.longestClaim)"], advice: "End it, or claim it day by day.")
        }
        return nil
    }

    /// One claim per event, the highest revision of each, in the order of the sweep; withdrawn ones are gone.
    ///
    /// The result does not depend on the order in which the claims come, and duplicates change nothing.
    package static func current(_ claims: some Sequence<TimeClaim>, _ settings: PartitionSettings)
        -> Checked<[TimeClaim]>
    {
        var findings: [Finding] = []
        var kept: [EventNumber: TimeClaim] = [:]
        var conflicts: Set<EventNumber> = []
        for claim in claims {
            if let finding = finding(claim, settings) {
                if !findings.contains(finding) { findings.append(finding) }
                continue
            }
            guard let known = kept[claim.event] else {
                kept[claim.event] = claim
                continue
            }
            if known.revision == claim.revision, known != claim { conflicts.insert(claim.event) }
            if known.isReplaced(by: claim) { kept[claim.event] = claim }
        }
        findings += conflicts.sorted().map(conflict)
        return Checked(kept.values.filter { !$0.withdrawn }.sorted(by: TimeClaim.precedes), findings)
    }

    static func conflict(_ event: EventNumber) -> Finding {
        Finding(
            IndicatorNote.conflict, .warning, at: Place(path: "event \(event)"),
            "it was told twice with different content and the same revision",
            advice: "Give a correction a higher revision.")
    }
}
