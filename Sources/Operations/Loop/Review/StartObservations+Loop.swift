extension StartObservations: ReviewedObservations {
    /// Of the first parameter: the loop asks for one at a time.
    var target: FeedbackTarget { FeedbackTarget(parameters.first ?? .queueAllowance, domain, unit) }

    /// Three for each unit and each domain whose work began there.
    static func all(in loop: ActivityLoop, asOf: Instant) -> [StartObservations] {
        guard let rule = FeedbackRule.delivered(rule), let look = try? rule.value(.minimalCount) else {
            return []
        }
        let parameters = SchedulingParameters(loop)
        return loop.state.workCentres.keys.sorted().flatMap { unit in
            let begun = loop.state.begunJobs(on: unit)
            return DomainKind.allCases.flatMap { domain in
                loop.starts(on: unit, domain, begun, parameters, look: Int(look))
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

    /// Whether the rule would not propose it again, and of a horizon, whether the plan is kept as well as before; nil
    /// when nothing tells.
    private func helps(_ seen: [StartObservation], _ rule: FeedbackRule) throws(FeedbackError) -> Bool? {
        switch target.kind {
        case .priorityWeight:
            let (pairs, breaches) = Self.priorityPairs(seen)
            guard Double(pairs) >= (try rule.value(.minimalCount)) else { return nil }
            return Double(breaches) <= Double(pairs) * (try rule.value(.breaches))
        case .frozenHorizon:
            let share = try rule.value(.horizonQuantile)
            guard Double(seen.count) >= Self.starts(for: share), let slip = Self.slip(of: share, seen) else {
                return nil
            }
            let tolerance = try rule.value(.minimalAbsoluteChange)
            return slipBefore.map { slip <= $0 + tolerance } ?? true
        default:
            let least = try rule.value(.minimalAbsoluteChange)
            return Self.medianSlip(seen).map { abs($0) < least }
        }
    }
}

/// The last jobs that began on a unit, in the order in which they were reported.
private struct BegunJobs {
    var jobs: [JobEntry]
    /// With those before them.
    var count: Int

    /// How many of the last jobs of a unit are looked at.
    static let back = 200
    /// The longest time from one look to the next, in jobs.
    static let longestLook = 80

    /// Those that had begun when so many more had than at the look before: who looks at each start finds a slip some
    /// day.
    func atLook(_ every: Int) -> ArraySlice<JobEntry> {
        jobs.dropLast(count % min(every, Self.longestLook)).suffix(Self.back)
    }
}

extension LoopState {
    fileprivate func begunJobs(on unit: String) -> BegunJobs {
        let begun = workCentres[unit]?.started
        return BegunJobs(
            jobs: (begun?.last(BegunJobs.back + BegunJobs.longestLook) ?? []).compactMap { jobs[$0] },
            count: begun?.count ?? 0)
    }
}

extension ActivityLoop {
    /// One for each parameter. A change in effect is judged by all starts, anything else at looks only; each time that a
    /// change was taken back, they are half as many.
    fileprivate func starts(
        on unit: String, _ domain: DomainKind, _ begun: BegunJobs, _ parameters: SchedulingParameters,
        look: Int
    ) -> [StartObservations] {
        let jobs = begun.jobs.filter { $0.plan.domain == domain }
        guard !jobs.isEmpty else { return [] }
        let targets = FeedbackRule.schedulingParameters.targets.map { FeedbackTarget($0, domain, unit) }
        let since = targets.compactMap { state.register.evidenceStart(of: $0) }.max()
        let seen = starts(of: jobs, since: since)
        return targets.map { target in
            let inEffect = state.register.unverified(target)
            let every = max(look, 1) << min(state.register.reversals(of: target), 3)
            let atLook = Set(begun.atLook(every).map(\.plan.id))
            var observed = StartObservations(
                unit: unit, domain: domain, queueAllowance: parameters.queueAllowance(before: unit, domain),
                priorityWeight: parameters.priorityWeight(on: unit, domain),
                frozenHorizon: parameters.frozenHorizon(on: unit, domain), since: since,
                starts: inEffect != nil ? seen : seen.filter { atLook.contains($0.id) },
                parameters: [target.kind])
            observed.slipBefore = inEffect?.draft.evidence[StartObservations.mostSlip]
            return observed
        }
    }

    /// In order of time. What was permitted to start under other parameters is not among them.
    private func starts(of jobs: [JobEntry], since: Instant?) -> [StartObservation] {
        let ranks = ranks(of: jobs.compactMap { state.requests[$0.plan.request] })
        let view = GateView(state: state)
        return jobs.compactMap { job -> StartObservation? in
            guard let started = job.run.started?.instant, let permission = job.permission,
                since.map({ $0 <= permission.at }) ?? true, let available = view.available(job)
            else { return nil }
            let rank = state.requests[job.plan.request]?.request.priority.flatMap { ranks[$0] }
            return StartObservation(
                id: job.plan.id, at: started, event: job.run.events.first,
                plannedStart: permission.plannedStart, available: max(available, permission.at),
                priority: rank.map { $0 + 1 } ?? 0)
        }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }
}

extension FeedbackEvidence {
    fileprivate subscript(_ name: String) -> Double? { statistics.first { $0.name == name }?.value }
}

extension ProposalRegister {
    /// How often a change of a target was taken back.
    fileprivate func reversals(of target: FeedbackTarget) -> Int {
        proposals.count { $0.target == target && $0.state == .reverted }
    }
}

extension GateView {
    /// When a job could begin by its dates and by what comes before it; nil for one that has neither. Whether its
    /// material was there is not looked at.
    fileprivate func available(_ job: JobEntry) -> Instant? {
        [job.plan.earliestStart?.instant, wait(of: job)?.time.start].compactMap { $0 }.max()
    }
}
