/// One changeover that was done.
package struct SetupObservation: FeedbackObservation {
    /// The job that it prepared.
    package var id: String
    package var at: Instant
    package var event: Int?
    package var fromFamily: String
    package var toFamily: String
    package var equipment: String
    package var duration: TimeSpan

    package init(
        id: String, at: Instant, event: Int? = nil, fromFamily: String, toFamily: String, equipment: String,
        duration: TimeSpan
    ) {
        self.id = id
        self.at = at
        self.event = event
        self.fromFamily = fromFamily
        self.toFamily = toFamily
        self.equipment = equipment
        self.duration = duration
    }
}

/// R1b: the changeover matrix against the changeovers. Each cell is an exponential average that begins at
/// the value in force; a cell that has too few of its own takes those of its two families on all equipment.
package struct ChangeoverObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.changeoverTime

    package struct Cell: Codable, Hashable, Sendable {
        package var fromFamily: String
        package var toFamily: String
        package var equipment: String
        /// Nil when the matrix has no value.
        package var current: TimeSpan?
        /// When the value in force took effect.
        package var since: Instant?

        package init(
            fromFamily: String, toFamily: String, equipment: String, current: TimeSpan?, since: Instant? = nil
        ) {
            self.fromFamily = fromFamily
            self.toFamily = toFamily
            self.equipment = equipment
            self.current = current
            self.since = since
        }
    }

    /// The network that holds the matrix.
    package var network: String
    package var cells: [Cell]
    package var setups: [SetupObservation]

    package init(network: String, cells: [Cell], setups: [SetupObservation]) {
        self.network = network
        self.cells = cells
        self.setups = setups
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var outcomes: [FeedbackOutcome] = []
        for cell in cells { outcomes.append(try judge(cell, rule, asOf)) }
        return outcomes
    }

    private func judge(_ cell: Cell, _ rule: FeedbackRule, _ asOf: Instant) throws(FeedbackError)
        -> FeedbackOutcome
    {
        let target = FeedbackTarget(
            .changeoverTime, .production, network, part: "\(cell.fromFamily) > \(cell.toFamily)",
            scope: cell.equipment)
        var work = Examination(rule, target, asOf: asOf)
        let family = setups.filter { $0.fromFamily == cell.fromFamily && $0.toFamily == cell.toFamily }
        var usable: [SetupObservation] = []
        for setup in work.ordered(family, since: cell.since) {
            if setup.duration >= .zero { usable.append(setup) } else { work.exclude(setup, .impossible) }
        }
        let needed = try rule.value(.minimalCount)
        let own = usable.filter { $0.equipment == cell.equipment }
        let isOwn = Double(own.count) >= needed
        let basis = isOwn ? own : usable
        work.rest(on: basis)
        work.note("changeovers of this equipment", Double(own.count), unit: "changeovers")
        guard try work.require(.minimalCount, .atLeast, Double(basis.count)) else { return work.silent }
        return try propose(cell, basis, isOwn: isOwn, &work)
    }

    private func propose(_ cell: Cell, _ basis: [SetupObservation], isOwn: Bool, _ work: inout Examination)
        throws(FeedbackError) -> FeedbackOutcome
    {
        let durations = basis.map { Double($0.duration.milliseconds) }
        let current = cell.current.map { Double($0.milliseconds) }
        let estimate: Double?
        if isOwn {
            var average = ExponentialAverage(weight: try work.rule.value(.smoothing), start: current)
            for duration in durations { average?.add(duration) }
            estimate = average?.value
            work.note("exponential average", estimate, unit: "ms")
        } else {
            estimate = Sample(durations)?.mean
            work.note("mean of the families", estimate, unit: "ms")
        }
        let value = estimate.flatMap { TimeSpan(nearestMilliseconds: $0) }
        guard work.require(.estimable, .atLeast, 1, value == nil ? 0 : 1), let estimate, let value else {
            return work.silent
        }
        if let current {
            let relative = current > 0 ? abs(estimate / current - 1) : (estimate > 0 ? 1 : 0)
            guard try work.require(.minimalChange, .atLeast, relative),
                try work.require(.minimalAbsoluteChange, .atLeast, abs(estimate - current) / 60_000)
            else { return work.silent }
        }
        let effect = current.map {
            PredictedEffect(measure: "changeover time", before: $0, after: estimate, unit: "ms")
        }
        return try work.propose(
            .duration(value), instead: cell.current.map { .duration($0) } ?? .nothing,
            uncapped: isOwn ? Sample(durations)?.mean : nil, effect: effect)
    }
}
