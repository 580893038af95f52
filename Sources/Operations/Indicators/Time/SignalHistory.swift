/// The state signals of one work unit, turned into claims: each holds until the next one, but not longer than
/// the timeout. What is between is claimed by nobody, and so unknown.
package struct SignalHistory: Sendable {
    package struct Signal: Hashable, Sendable {
        package var event: EventNumber
        package var at: Instant
        /// Nil is a sign of life that does not change the state.
        package var state: TimeCategory?
        package var reason: Int32

        package init(event: EventNumber, at: Instant, _ state: TimeCategory?, reason: Int32 = -1) {
            self.event = event
            self.at = at
            self.state = state
            self.reason = reason
        }
    }

    private let signals: [Signal]

    /// In any order; the later event of two at one instant counts.
    package init(_ signals: some Sequence<Signal>) {
        self.signals = Set(signals).sorted { ($0.at, $0.event) < ($1.at, $1.event) }
    }

    /// One claim per stretch of one state; the event is the one that began it, and a stretch that goes on after
    /// a silence has the event that broke it. Nothing is claimed after `asOf`.
    package func claims(asOf: Instant, settings: PartitionSettings = PartitionSettings()) -> [TimeClaim] {
        var claims: [TimeClaim] = []
        var state: (category: TimeCategory, reason: Int32)?
        for (index, signal) in signals.enumerated() where signal.at <= asOf {
            let changed =
                signal.state.map { $0 != state?.category || signal.reason != state?.reason } ?? false
            if let category = signal.state { state = (category, signal.reason) }
            guard let state else { continue }
            let next = index + 1 < signals.count ? signals[index + 1].at : asOf
            let end = min(next, signal.at + settings.signalTimeout, asOf)
            guard signal.at < end else { continue }
            if !changed, let last = claims.last, last.end == signal.at, last.category == state.category {
                claims[claims.count - 1].end = end
            } else {
                claims.append(
                    TimeClaim(
                        event: signal.event, state.category, from: signal.at, to: end, reason: state.reason))
            }
        }
        return claims
    }
}
