/// One thing that was seen on the floor, as a rule looks at it.
package protocol FeedbackObservation: Codable, Hashable, Sendable {
    /// Of the job, shift, lot or work order; unique among the observations of one evaluation.
    var id: String { get }
    /// When it was complete.
    var at: Instant { get }
    /// The position of the event that told it; nil when it came from elsewhere.
    var event: Int? { get }
}

/// What a proposal rests on; enough to compute it again.
package struct FeedbackEvidence: Codable, Hashable, Sendable {
    /// The observations that were used.
    package var count: Int
    /// From the first to the last observation that was used; nil when there was none.
    package var window: Interval?
    package var statistics: [Statistic]
    package var interval: ConfidenceInterval?
    /// Every guard that was looked at, in order.
    package var checks: [GuardCheck]
    package var events: EventRange?
    package var excluded: [Exclusion]
}

/// A number with its name, such as a t value. Finite, so that it can be coded.
package struct Statistic: Codable, Hashable, Sendable {
    package var name: String
    package var value: Double
    /// `1` for a ratio.
    package var unit: String
}

package struct ConfidenceInterval: Codable, Hashable, Sendable {
    package var lower: Double
    package var upper: Double
    /// 0.9 for 90 %.
    package var level: Double
    package var unit: String
    package var method: String

    package init(lower: Double, upper: Double, level: Double, unit: String, method: String) {
        self.lower = lower
        self.upper = upper
        self.level = level
        self.unit = unit
        self.method = method
    }

    package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

/// Positions of events, both ends included. Not every event between them was used.
package struct EventRange: Codable, Hashable, Sendable {
    package var first: Int
    package var last: Int
}

/// An observation that was seen and not used.
package struct Exclusion: Codable, Hashable, Sendable {
    package enum Reason: String, Codable, Hashable, Sendable, CaseIterable {
        case incomplete = "data incomplete"
        case firstAfterChangeover = "first job after a changeover"
        case firstOfVersion = "first job of a version"
        /// It began before the version that is in force; statistics restart with each.
        case otherVersion = "belongs to another version"
        case nothingMade = "nothing good was made"
        case noTime = "no time passed"
        case impossible = "the numbers contradict each other"
        /// A checkpoint looks at the first so many only; a window at the last so many.
        case outsideBasis = "not among the observations of this checkpoint or window"
        case afterEvaluation = "later than the evaluation"
    }

    package var observation: String
    package var reason: Reason
}

/// One condition that has to hold before a rule speaks, and what was found.
package struct GuardCheck: Codable, Hashable, Sendable {
    package enum Relation: String, Codable, Hashable, Sendable {
        case atLeast = "at least"
        case atMost = "at most"
        case above = "more than"
        case below = "less than"

        func holds(_ found: Double, _ limit: Double) -> Bool {
            switch self {
            case .atLeast: found >= limit
            case .atMost: found <= limit
            case .above: found > limit
            case .below: found < limit
            }
        }
    }

    package var `guard`: FeedbackGuard
    package var relation: Relation
    package var limit: Double
    /// Nil when it could not be computed; the guard does not hold then.
    package var found: Double?
    package var unit: String
    package var holds: Bool
}

extension GuardCheck: CustomStringConvertible {
    /// `number of observations: at least 20 jobs needed, 12 found`.
    package var description: String {
        "\(self.guard.rawValue): \(relation.rawValue) \(Self.text(limit, unit)) needed, "
            + (found.map { "\(Self.text($0, unit)) found" } ?? "not known")
    }

    /// Four significant digits are enough for a person.
    private static func text(_ value: Double, _ unit: String) -> String {
        let number = ExactDecimal(nearest: value, scale: 4)?.reduced.lexicalForm ?? String(value)
        return unit == "1" ? number : "\(number) \(unit)"
    }
}
