/// A rule at work on one target: collects what was seen, checked and computed, and makes the outcome.
struct Examination {
    let rule: FeedbackRule
    let target: FeedbackTarget
    let asOf: Instant
    private(set) var checks: [GuardCheck] = []
    private(set) var statistics: [Statistic] = []
    private(set) var excluded: [Exclusion] = []
    private(set) var count = 0
    private(set) var window: Interval?
    private(set) var events: EventRange?
    var interval: ConfidenceInterval?
    private var named: [(name: String, text: String)] = []

    init(_ rule: FeedbackRule, _ target: FeedbackTarget, asOf: Instant) {
        self.rule = rule
        self.target = target
        self.asOf = asOf
    }

    /// Whether the guard holds, with the limit of the rule.
    mutating func require(_ name: FeedbackGuard, _ relation: GuardCheck.Relation, _ found: Double?)
        throws(FeedbackError) -> Bool
    {
        let setting = try rule.setting(name)
        return require(name, relation, try rule.value(name), found, unit: setting.unit)
    }

    mutating func require(
        _ name: FeedbackGuard, _ relation: GuardCheck.Relation, _ limit: Double, _ found: Double?,
        unit: String = "1"
    ) -> Bool {
        let found = found?.finite
        let holds = found.map { relation.holds($0, limit) } ?? false
        checks.append(
            GuardCheck(guard: name, relation: relation, limit: limit, found: found, unit: unit, holds: holds))
        return holds
    }

    mutating func note(_ name: String, _ value: Double?, unit: String = "1") {
        guard let value = value?.finite else { return }
        statistics.append(Statistic(name: name, value: value, unit: unit))
    }

    /// The text of ``MessageTemplate/Content/named(_:)``.
    mutating func name(_ name: String, _ text: String?) {
        if let text { named.append((name, text)) }
    }

    mutating func exclude(_ observation: some FeedbackObservation, _ reason: Exclusion.Reason) {
        excluded.append(Exclusion(observation: observation.id, reason: reason))
    }

    /// The observations in order of time that began with the version in force and are not of the future;
    /// the rest are excluded.
    mutating func ordered<Observation: FeedbackObservation>(
        _ observations: [Observation], since: Instant?, began: (Observation) -> Instant = \.at
    ) -> [Observation] {
        var kept: [Observation] = []
        for observation in observations {
            if observation.at > asOf {
                exclude(observation, .afterEvaluation)
            } else if let since, began(observation) < since {
                exclude(observation, .otherVersion)
            } else {
                kept.append(observation)
            }
        }
        return kept.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }

    /// What the outcome rests on; in order of time.
    mutating func rest(on basis: [some FeedbackObservation]) {
        count = basis.count
        window = basis.first.flatMap { first in
            basis.last.flatMap { try? Interval(first.at, $0.at) }
        }
        let positions = basis.compactMap(\.event)
        events = positions.min().flatMap { first in
            positions.max().map { EventRange(first: first, last: $0) }
        }
    }

    mutating func rest(count: Int, in window: Interval, events: EventRange?) {
        self.count = count
        self.window = window
        self.events = events
    }

    var evidence: FeedbackEvidence {
        FeedbackEvidence(
            count: count, window: window, statistics: statistics, interval: interval, checks: checks,
            events: events, excluded: excluded)
    }

    var silent: FeedbackOutcome {
        .silent(Silence(rule: rule.id, ruleVersion: rule.version, target: target, evidence: evidence))
    }

    /// A proposal; silent when it would change nothing.
    mutating func propose(
        _ proposed: FeedbackValue, instead current: FeedbackValue, uncapped: Double? = nil,
        effect: PredictedEffect?
    ) throws(FeedbackError) -> FeedbackOutcome {
        guard require(.changesSomething, .atLeast, 1, proposed == current ? 0 : 1) else { return silent }
        let expiresAt = asOf + .days(try rule.value(.validity))
        return .proposal(
            ProposalDraft(
                id: Self.id(rule.id, rule.version, target, window), rule: rule.id, ruleVersion: rule.version,
                target: target, current: current, proposed: proposed, uncapped: uncapped?.finite,
                evidence: evidence, predictedEffect: effect, expiresAt: expiresAt,
                messages: messages(current: current, proposed: proposed)))
    }

    /// The messages of the rule for this target.
    func messages(
        for object: String? = nil, current: FeedbackValue = .nothing, proposed: FeedbackValue = .nothing
    ) -> [MessageIntent] {
        rule.messages.filter { $0.targets.isEmpty || $0.targets.contains(target.kind) }.map { template in
            template.filled { content in
                switch content {
                case .object: object ?? target.object
                case .part: target.part
                case .scope: target.scope
                case .current: current.text
                case .proposed: proposed.text
                case .rule: "\(rule.id.rawValue) version \(rule.version)"
                case .confidence:
                    interval.flatMap { ExactDecimal(nearest: $0.level, scale: 4)?.reduced.lexicalForm }
                case .constant(let text): text
                case .named(let name): named.last { $0.name == name }?.text
                }
            }
        }
    }

    /// 32 hexadecimal digits that the rule, its version, the target and the window of the evidence make.
    static func id(
        _ rule: FeedbackRule.ID, _ version: Int, _ target: FeedbackTarget, _ window: Interval?
    ) -> String {
        var hash = FowlerNollVo()
        hash.add(field: rule.rawValue)
        hash.add(field: String(version))
        target.add(to: &hash)
        hash.add(field: window.map { String($0.start.milliseconds) } ?? "")
        hash.add(field: window.map { String($0.end.milliseconds) } ?? "")
        return hash.digits
    }

    /// The rule that the observations are for.
    static func check<Observations: FeedbackObservations>(
        _ rule: FeedbackRule, for observations: Observations.Type
    ) throws(FeedbackError) {
        guard rule.id == Observations.rule else {
            throw .otherRule(rule: rule.id, expected: Observations.rule)
        }
    }
}

/// Where a lot is.
package struct LotWhereabouts: Codable, Hashable, Sendable {
    package enum Place: String, Codable, Hashable, Sendable, CaseIterable {
        case inStock = "in stock"
        case inProcess = "in process"
        case shipped
        case consumed = "consumed beyond recall"
    }

    package var lot: String
    package var place: Place
    /// The location, job or customer.
    package var detail: String?

    package init(lot: String, place: Place, detail: String? = nil) {
        self.lot = lot
        self.place = place
        self.detail = detail
    }
}
