extension StartObservations: ReviewedObservations {
    /// Of the first parameter: the loop asks for one at a time.
    var target: FeedbackTarget { FeedbackTarget(parameters.first ?? .queueAllowance, domain, unit) }

    /// Three for each unit and each domain whose work began there.
    static func all(in loop: ActivityLoop, asOf: Instant) -> [StartObservations] {
        let parameters = SchedulingParameters(loop)
        return loop.state.workCentres.keys.sorted().flatMap { unit in
            let jobs = Dictionary(grouping: loop.state.lastJobs(on: unit), by: \.plan.domain)
            return DomainKind.allCases.flatMap { domain in
                jobs[domain].map { loop.starts(on: unit, domain, $0, parameters) } ?? []
            }
        }
    }

    /// Nothing is said of a change that does not help before there are enough starts to give it up.
    func sample(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> VerificationSample? {
        let seen = starts.filter { $0.at <= asOf }
        guard let first = seen.first, let last = seen.last, let window = try? Interval(first.at, last.at)
        else { return nil }
        let helps = try helps(seen, rule)
        let isLimit = Double(seen.count) >= (try rule.value(.verificationLimit))
        return VerificationSample(
            count: seen.count, estimate: nil, holds: helps == true || isLimit ? helps : nil, window: window)
    }

    /// Whether the rule would not propose it again; nil when nothing tells.
    private func helps(_ seen: [StartObservation], _ rule: FeedbackRule) throws(FeedbackError) -> Bool? {
        switch target.kind {
        case .priorityWeight:
            let (pairs, breaches) = Self.priorityPairs(seen)
            guard Double(pairs) >= (try rule.value(.minimalCount)) else { return nil }
            return Double(breaches) <= Double(pairs) * (try rule.value(.breaches))
        case .frozenHorizon:
            let slip = Self.slip(of: try rule.value(.horizonQuantile), seen)
            return slip.map { $0 <= frozenHorizon.minutes }
        default:
            let least = try rule.value(.minimalAbsoluteChange)
            return Self.medianSlip(seen).map { abs($0) < least }
        }
    }
}

extension LoopState {
    /// How many of the last jobs of a unit are looked at.
    private static let jobsBack = 100

    /// In the order in which they were reported to have begun.
    fileprivate func lastJobs(on unit: String) -> [JobEntry] {
        (workCentres[unit]?.started.last(Self.jobsBack) ?? []).compactMap { jobs[$0] }
    }
}

extension ActivityLoop {
    fileprivate func starts(
        on unit: String, _ domain: DomainKind, _ jobs: [JobEntry], _ parameters: SchedulingParameters
    ) -> [StartObservations] {
        let kinds: [FeedbackTarget.Kind] = [.queueAllowance, .priorityWeight, .frozenHorizon]
        let since = kinds.compactMap {
            state.register.evidenceStart(of: FeedbackTarget($0, domain, unit))
        }.max()
        let starts = starts(of: jobs, since: since)
        guard !starts.isEmpty else { return [] }
        return kinds.map { kind in
            StartObservations(
                unit: unit, domain: domain, queueAllowance: parameters.queueAllowance(before: unit, domain),
                priorityWeight: parameters.priorityWeight(on: unit, domain),
                frozenHorizon: parameters.frozenHorizon(on: unit, domain), since: since, starts: starts,
                parameters: [kind])
        }
    }

    /// In order of time. What was permitted to start under other parameters is not among them.
    private func starts(of jobs: [JobEntry], since: Instant?) -> [StartObservation] {
        let ranks = ranks(of: jobs.compactMap { state.requests[$0.plan.request] })
        return jobs.compactMap { job -> StartObservation? in
            guard let started = job.run.started?.instant, let permission = job.permission,
                since.map({ $0 <= permission.at }) ?? true, let available = state.available(job)
            else { return nil }
            let rank = state.requests[job.plan.request]?.request.priority.flatMap { ranks[$0] }
            return StartObservation(
                id: job.plan.id, at: started, event: job.run.events.first,
                plannedStart: permission.plannedStart, available: max(available, permission.at),
                priority: rank.map { $0 + 1 } ?? 0)
        }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }
}

extension LoopState {
    /// When a job could begin by its dates and by what comes before it; nil for one that has neither. Whether its
    /// material was there is not looked at.
    fileprivate func available(_ job: JobEntry) -> Instant? {
        ([job.plan.earliestStart?.instant] + opened(job)).compactMap { $0 }.max()
    }

    /// When each of the jobs before it let it begin.
    private func opened(_ job: JobEntry) -> [Instant?] {
        if let dependencies = job.dependencies({ jobs[$0] }) {
            return dependencies.filter(\.kind.isPrecedence).map { dependency in
                let other = jobs[dependency.job]?.run
                return dependency.kind == .afterStart ? other?.started?.instant : other?.ended?.instant
            }
        }
        let before = requests[job.plan.request]?.jobs.prefix { $0 != job.plan.id }.last
        return [before.flatMap { jobs[$0]?.run.ended?.instant }]
    }
}
