extension RepairObservations: ReviewedObservations {
    /// Of the first job plan: the loop asks for one at a time.
    var target: FeedbackTarget {
        FeedbackTarget(
            .jobPlanDuration, .maintenance, plans.first?.definition ?? "", part: plans.first?.failureMode)
    }

    /// One for each step of a definition by which something was repaired and that has a duration. The step stands
    /// for the failure mode that it is done for.
    static func all(in loop: ActivityLoop, asOf: Instant) -> [RepairObservations] {
        loop.state.completedJobs(of: .maintenance).compactMap { step, jobs in
            loop.repairs(by: step, jobs.filter { loop.state.isRepair($0) }, asOf: asOf)
        }
    }

    func sample(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> VerificationSample? {
        let seen = repairs.filter { $0.at <= asOf && $0.timeToRestore > .zero }
        let times = seen.map { Double($0.timeToRestore.milliseconds) }
        guard let median = Sample(times)?.median, let first = seen.first, let last = seen.last,
            let window = try? Interval(first.at, last.at)
        else { return nil }
        let level = try rule.value(.confidence)
        let bounds = Bootstrap(seed: target.seed).medianInterval(of: times, level: level)
        return VerificationSample(
            count: seen.count, estimate: median,
            interval: bounds.map {
                ConfidenceInterval(
                    lower: $0.lower, upper: $0.upper, level: level, unit: "ms",
                    method: "bootstrap over repairs")
            }, window: window)
    }
}

extension LoopState {
    /// Whether a job mends what had failed: the unit stood unplanned when it began.
    func isRepair(_ job: JobEntry) -> Bool {
        guard job.plan.domain.profile.subject == .asset, let started = job.run.started?.instant else {
            return false
        }
        return stoodUnplanned(job.workCentre, at: started)
    }
}

extension ActivityLoop {
    fileprivate func repairs(by step: ProposalTarget, _ jobs: [JobEntry], asOf: Instant)
        -> RepairObservations?
    {
        guard let first = jobs.first?.run.started?.instant,
            let definition = state.definitions[step.definition]?.version(at: asOf)?.definition,
            let id = definition.id?.matchingKey,
            let duration = definition.segment(step.segment)?.duration, duration > .zero
        else { return nil }
        var observed = RepairObservations(
            plans: [
                RepairObservations.JobPlan(definition: id, failureMode: step.segment, duration: duration)
            ],
            spares: [], watchedFrom: first, repairs: [])
        let since = state.register.evidenceStart(of: observed.target)
        observed.plans[0].since = since
        observed.repairs = jobs.compactMap { job in
            guard let started = job.run.started?.instant, since.map({ $0 <= started }) ?? true else {
                return nil
            }
            return repair(by: job, mode: step.segment)
        }
        return observed
    }

    /// What a plan has to give it: the working time from its start to its end, with all that it waited for.
    private func repair(by job: JobEntry, mode: String) -> RepairObservation? {
        guard let started = job.run.started?.instant, let ended = job.run.ended?.instant else { return nil }
        return RepairObservation(
            id: job.plan.id, at: ended, event: job.run.events.last, failureMode: mode,
            timeToRestore: state.calendar(of: job.workCentre).workingTime(from: started, to: ended))
    }
}
