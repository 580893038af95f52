/// What a rule would change, or acts on.
package struct FeedbackTarget: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// The planned duration of a segment of a definition.
        case segmentDuration
        /// A cell of the changeover matrix.
        case changeoverTime
        /// The share of its planned time in which a unit works.
        case availability
        /// The share of a segment's output that is planned to be scrap.
        case scrapFactor
        case lotDisposition
        /// The age at which a maintenance task replaces.
        case maintenanceInterval
        /// The stock of an item at a location, to be counted.
        case stockCount
        /// Sample size and recurrence of a test specification.
        case sampling
        /// A definition that a person has to look at.
        case definitionReview
        /// The planned duration of a maintenance job.
        case jobPlanDuration
        case reorderPoint
        /// The waiting time that scheduling allows before a unit.
        case queueAllowance
        /// How much a high priority counts for scheduling.
        case priorityWeight
        case frozenHorizon
        /// What may wait before a unit until one upstream of it starts no more work.
        case workInProcessGate
        /// A lot that a customer complained about, and what is connected with it.
        case containment
    }

    package var kind: Kind
    package var domain: DomainKind
    /// The definition, unit, lot, asset class, item or test specification.
    package var object: String
    /// The segment, the families of a changeover, the failure mode.
    package var part: String?
    /// The equipment class, equipment or location that it holds for.
    package var scope: String?

    package init(
        _ kind: Kind, _ domain: DomainKind, _ object: String, part: String? = nil, scope: String? = nil
    ) {
        self.kind = kind
        self.domain = domain
        self.object = object
        self.part = part
        self.scope = scope
    }

    func add(to hash: inout FowlerNollVo) {
        for field in [kind.rawValue, domain.rawValue, object] { hash.add(field: field) }
        for field in [part, scope] {
            hash.add(field: field == nil ? "0" : "1")
            hash.add(field: field ?? "")
        }
    }

    /// A seed that is the target's own.
    var seed: UInt64 {
        var hash = FowlerNollVo()
        add(to: &hash)
        return hash.folded
    }
}

extension FeedbackTarget.Kind {
    /// Whether the work of each domain on a unit has one of its own.
    fileprivate var isOfUnit: Bool { FeedbackRule.schedulingParameters.targets.contains(self) }
}

extension FeedbackTarget: CustomStringConvertible {
    package var description: String {
        let place = "\(part.map { "#\($0)" } ?? "")\(scope.map { " at \($0)" } ?? "")"
        return "\(kind.rawValue) of \(object)\(place)\(kind.isOfUnit ? " in \(domain.rawValue)" : "")"
    }
}

/// A value that is in force, or would be.
package enum FeedbackValue: Codable, Hashable, Sendable {
    /// Nothing is in force, or it is not known.
    case nothing
    case duration(TimeSpan)
    /// A share has the unit `1`.
    case number(ExactDecimal, unit: String)
    case sampling(SamplingLevel, SamplingPlan)
    case strategy(MaintenanceStrategy)
    /// Work for a person, or that no gate is set: said, not measured.
    case task(String)

    /// Milliseconds for a duration, the number for a number; nil for the rest.
    package var magnitude: Double? {
        switch self {
        case .duration(let span): Double(span.milliseconds)
        case .number(let value, _): value.approximation
        case .nothing, .sampling, .strategy, .task: nil
        }
    }

    /// Nil of what is none.
    var duration: TimeSpan? {
        if case .duration(let span) = self { span } else { nil }
    }

    /// As a message writes it; nil for nothing.
    package var text: String? {
        switch self {
        case .nothing: nil
        case .duration(let span): span.description
        case .number(let value, _): value.lexicalForm
        case .sampling(_, let plan): String(plan.sampleSize)
        case .strategy(let strategy): strategy.rawValue
        case .task(let text): text
        }
    }
}

/// How many pieces of a lot are inspected at one level.
package struct SamplingPlan: Codable, Hashable, Sendable {
    package var sampleSize: Int
    /// Pieces between two samples; nil when each lot is sampled once.
    package var recurrence: ExactDecimal?

    package init(sampleSize: Int, recurrence: ExactDecimal? = nil) {
        self.sampleSize = sampleSize
        self.recurrence = recurrence
    }
}

/// When an asset is looked after.
package enum MaintenanceStrategy: String, Codable, Hashable, Sendable, CaseIterable {
    case runToFailure = "Run to failure"
    case conditionBased = "Condition based"
}

extension ExactDecimal {
    /// The nearest Double; for statistics, never for ledgers.
    package var approximation: Double { Double(coefficient) / 10.0.raised(to: Double(scale)) }

    /// Nil when the number is not finite or has more than 18 digits at this scale of 0...18.
    init?(nearest value: Double, scale: Int) {
        guard (0...18).contains(scale) else { return nil }
        let scaled = (value * 10.0.raised(to: Double(scale))).rounded(.toNearestOrEven)
        guard scaled.isFinite, abs(scaled) < 1e18,
            let number = try? ExactDecimal(coefficient: Int128(scaled), scale: scale)
        else { return nil }
        self = number
    }
}

extension TimeSpan {
    /// Nil unless it is finite and below the longest time that is read.
    init?(nearestMilliseconds value: Double) {
        let rounded = value.rounded(.toNearestOrEven)
        guard rounded.isFinite, abs(rounded) < Double(TimeSpan.longest) else { return nil }
        self.init(milliseconds: Int64(rounded))
    }

    static func days(_ days: Double) -> TimeSpan {
        TimeSpan(nearestMilliseconds: days * 86_400_000) ?? .zero
    }

    var days: Double { Double(milliseconds) / 86_400_000 }
    var hours: Double { Double(milliseconds) / 3_600_000 }
    var minutes: Double { Double(milliseconds) / 60_000 }
}
