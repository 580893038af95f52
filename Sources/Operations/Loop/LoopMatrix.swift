/// Four domains by eight activities: in how many events each cell has been seen.
///
/// A cell without evidence says so; it is never filled from what the loop could do.
package struct LoopMatrix: Hashable, Sendable, Codable {
    package struct Cell: Hashable, Sendable, Codable {
        package var domain: DomainKind
        package var activity: Activity
        package var evidence: Int
    }

    private var counts: [String: Int] = [:]

    package init() {}

    package init(of events: some Sequence<Event>) {
        for event in events { count(event) }
    }

    package mutating func count(_ event: Event) {
        counts[Self.key(event.domain, event.activity), default: 0] += 1
    }

    /// The same, had nothing been done in one cell.
    package func without(_ domain: DomainKind, _ activity: Activity) -> LoopMatrix {
        var copy = self
        copy.counts[Self.key(domain, activity)] = nil
        return copy
    }

    package func evidence(_ domain: DomainKind, _ activity: Activity) -> Int {
        counts[Self.key(domain, activity)] ?? 0
    }

    /// All 32, domain by domain, in the order of the two lists.
    package var cells: [Cell] {
        DomainKind.allCases.flatMap { domain in
            Activity.allCases.map { Cell(domain: domain, activity: $0, evidence: evidence(domain, $0)) }
        }
    }

    /// Where the loop of a domain breaks: the first activity, in the order of the loop, of which nothing was seen
    /// although something was seen of the one before it, the first following the last. Nil when all eight were
    /// seen, and when none was.
    package func breakPoint(of domain: DomainKind) -> (activity: Activity, after: Activity)? {
        let activities = Activity.allCases
        return activities.indices.lazy.map { index in
            (activities[index], activities[(index + activities.count - 1) % activities.count])
        }.first { evidence(domain, $0.0) == 0 && evidence(domain, $0.1) > 0 }
    }

    /// Whether anything was seen of a domain.
    package func isRun(_ domain: DomainKind) -> Bool {
        Activity.allCases.contains { evidence(domain, $0) > 0 }
    }

    private static func key(_ domain: DomainKind, _ activity: Activity) -> String {
        domain.rawValue + "/" + activity.rawValue
    }
}
