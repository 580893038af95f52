extension ScrapObservations: ReviewedObservations {
    /// How many times the amounts of a series double: to its looks, the first of which needs the least amount.
    private static let looks = 4
    /// Fewer jobs do not tell whether their scrap comes in lumps.
    private static let jobsOfALook = 3

    /// As delivered, with the risk of being wrong shared among the looks of a series; a series that is looked at
    /// after each job finds a difference in most steps some day.
    static var asked: FeedbackRule? {
        guard var asked = FeedbackRule.delivered(rule), let level = try? asked.value(.confidence),
            let index = asked.settings.firstIndex(where: { $0.guard == .confidence })
        else { return nil }
        asked.settings[index] = GuardSetting(.confidence, 1 - (1 - level) / Double(looks))
        return asked
    }

    static func all(in loop: ActivityLoop, asOf: Instant) -> [ScrapObservations] {
        loop.state.completedJobs(of: .production).compactMap { step, jobs in
            loop.scrap(of: step, jobs, asOf: asOf)
        }
    }

    func judged(by rule: FeedbackRule) -> ScrapObservations { atLastLook(rule) }

    func sample(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> VerificationSample? {
        let seen = jobs.filter { $0.at <= asOf }
        let groups = seen.compactMap {
            Proportion($0.scrapped.approximation, of: $0.produced.approximation)
        }
        let produced = groups.reduce(0) { $0 + $1.whole }
        let scrapped = groups.reduce(0) { $0 + $1.part }
        guard let total = Proportion(scrapped, of: produced), let first = seen.first, let last = seen.last,
            let window = try? Interval(first.at, last.at)
        else { return nil }
        return VerificationSample(
            count: Int(produced.rounded()), estimate: total.share,
            interval: Self.interval(groups, total, level: try rule.value(.confidence)), window: window)
    }
}

extension ScrapObservations {
    /// The same with the jobs of the series under way, up to its last look: when the amount produced, or that of
    /// scrap, has doubled since the look before. In between, nothing is said that was not said then.
    func atLastLook(_ rule: FeedbackRule) -> ScrapObservations {
        guard let least = try? rule.value(.minimalProduced), let scrap = try? rule.value(.minimalScrapped),
            least > 0, scrap > 0
        else { return self }
        let most = 1 << (Self.looks - 1)
        var series = (begin: 0, produced: 0.0, scrapped: 0.0, reached: 0)
        var basis = 0..<0
        for (index, job) in jobs.enumerated() {
            if series.reached == most { series = (index, 0, 0, 0) }
            series.produced += job.produced.approximation
            series.scrapped += job.scrapped.approximation
            guard index + 1 - series.begin >= Self.jobsOfALook else { continue }
            let amount = max(series.produced / least, series.scrapped / scrap)
            while series.reached < most, amount >= Double(max(1, series.reached * 2)) {
                series.reached = max(1, series.reached * 2)
                basis = series.begin..<index + 1
            }
        }
        var copy = self
        copy.jobs = Array(jobs[basis])
        return copy
    }
}

extension ActivityLoop {
    /// What the jobs of a step made and threw away since its factor was decided on; nil when its definition is
    /// gone.
    fileprivate func scrap(of step: ProposalTarget, _ jobs: [JobEntry], asOf: Instant) -> ScrapObservations? {
        guard let entry = state.definitions[step.definition]?.version(at: asOf)?.definition, let id = entry.id
        else { return nil }
        let route = entry.route
        let target = FeedbackTarget(.scrapFactor, .production, id.matchingKey, part: step.segment)
        guard let position = route.firstIndex(where: { $0.id?.matchingKey == step.segment }),
            let last = jobs.last
        else { return nil }
        let since = state.register.evidenceStart(of: target)
        let yields = jobs.compactMap { job -> YieldObservation? in
            guard let started = job.run.started?.instant, since.map({ $0 <= started }) ?? true else {
                return nil
            }
            return state.yield(of: job)
        }
        return ScrapObservations(
            target: target, route: route.map { $0.scrapFactor ?? .zero }, position: position,
            orderQuantity: state.plannedQuantity(of: last.plan.id)?.value ?? .one, since: since, jobs: yields)
    }
}

extension LoopState {
    /// Nil for a job of which nothing was counted in pieces.
    fileprivate func yield(of job: JobEntry) -> YieldObservation? {
        let product = product(of: job.plan.id)?.matchingKey
        let movements = job.goodAndScrap.filter { movement in
            movement.direction == .produced || movement.material.map { $0.matchingKey == product } ?? true
        }
        let scrap = movements.filter { $0.direction == .scrapped }.compactMap(\.quantity)
        guard let ended = job.run.ended?.instant,
            let made = (try? movements.compactMap(\.quantity).sum()) ?? nil, made.unit.isPieces,
            let thrown = try? scrap.sum()?.value ?? .zero
        else { return nil }
        return YieldObservation(
            id: job.plan.id, at: ended, event: movements.compactMap(\.event).last, produced: made.value,
            scrapped: thrown)
    }
}

extension UnitOfMeasure? {
    /// Whether it counts pieces, by the codes of UN/ECE Recommendation 20 and what is written for them; an amount
    /// without a unit is one of pieces.
    fileprivate var isPieces: Bool {
        self.map { Self.pieces.contains($0.rawValue.uppercased()) } ?? true
    }

    private static var pieces: Set<String> { ["EA", "C62", "H87", "PCE", "PC", "PCS", "ST", "NMB"] }
}
