/// The place of an event in the log; the tie-breaker wherever times are equal.
package typealias EventNumber = Int64

/// Somebody says that a work unit was in a category from `start` on.
///
/// Names are codes of a ``ClaimNames`` table, so that a claim is plain memory; -1 is none.
package struct TimeClaim: Hashable, Sendable {
    package var event: EventNumber
    /// The higher revision of the same event replaces the lower one.
    package var revision: Int32
    /// Nil registers an order and claims no time.
    package var category: TimeCategory?
    package var start: Instant
    /// Exclusive; nil while it is open.
    package var end: Instant?
    /// The event was corrected away.
    package var withdrawn: Bool
    package var reason: Int32
    package var order: Int32
    package var job: Int32
    package var person: Int32

    package init(
        event: EventNumber, _ category: TimeCategory?, from start: Instant, to end: Instant?,
        reason: Int32 = -1, order: Int32 = -1, job: Int32 = -1, person: Int32 = -1, revision: Int32 = 0,
        withdrawn: Bool = false
    ) {
        self.event = event
        self.revision = revision
        self.category = category
        self.start = start
        self.end = end
        self.withdrawn = withdrawn
        self.reason = reason
        self.order = order
        self.job = job
        self.person = person
    }

    /// The order of the sweep: among equals the earlier start wins, then the lower event.
    static func precedes(_ left: TimeClaim, _ right: TimeClaim) -> Bool {
        (left.start, left.event) < (right.start, right.event)
    }

    /// Of two claims of one event the one that counts, whichever came first. Two of one revision that differ
    /// are a conflict; the decision is then arbitrary, but the same in any order of arrival.
    func isReplaced(by other: TimeClaim) -> Bool {
        if revision != other.revision { return revision < other.revision }
        return sortKey.lexicographicallyPrecedes(other.sortKey)
    }

    private var sortKey: [Int64] {
        [
            withdrawn ? 1 : 0, start.milliseconds, end?.milliseconds ?? .max, Int64(category?.rawValue ?? 0),
            Int64(reason), Int64(order), Int64(job), Int64(person),
        ]
    }
}

/// The path of a reason from the class to the detail, such as `breakdown / conveyor / belt jam`.
package struct ReasonPath: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package var steps: [String]

    package init(_ steps: [String]) {
        self.steps = steps
    }

    /// Nobody gave a reason.
    package static let unknown = ReasonPath([])
    package var isUnknown: Bool { steps.isEmpty }

    /// The first `depth` steps.
    package func prefix(_ depth: Int) -> ReasonPath { ReasonPath(Array(steps.prefix(max(0, depth)))) }

    package static func < (left: ReasonPath, right: ReasonPath) -> Bool {
        left.steps.lexicographicallyPrecedes(right.steps)
    }

    package var description: String { isUnknown ? "unknown" : steps.joined(separator: " / ") }
}

/// Codes for the names in claims and counts. A code never changes once it is given.
package struct ClaimNames: Sendable, Hashable {
    private var reasons: [ReasonPath] = []
    private var reasonCodes: [ReasonPath: Int32] = [:]
    private var names: [Identifier] = []
    private var nameCodes: [Identifier: Int32] = [:]

    package init() {}

    package mutating func code(of reason: ReasonPath) -> Int32 {
        if reason.isUnknown { return -1 }
        if let code = reasonCodes[reason] { return code }
        let code = Int32(clamping: reasons.count)
        reasons.append(reason)
        reasonCodes[reason] = code
        return code
    }

    /// Of an order, job, person, work unit or unit of measure.
    package mutating func code(of name: Identifier) -> Int32 {
        if let code = nameCodes[name] { return code }
        let code = Int32(clamping: names.count)
        names.append(name)
        nameCodes[name] = code
        return code
    }

    /// ``ReasonPath/unknown`` for -1 and for a code that was never given.
    package func reason(_ code: Int32) -> ReasonPath {
        reasons.indices.contains(Int(code)) ? reasons[Int(code)] : .unknown
    }

    package func name(_ code: Int32) -> Identifier? {
        names.indices.contains(Int(code)) ? names[Int(code)] : nil
    }
}
