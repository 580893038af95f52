extension LoopState {
    /// The jobs of a domain that were completed, by the step of the definition that they followed, each in the
    /// order in which they ended; the steps by their keys.
    func completedJobs(of domain: DomainKind) -> [(step: ProposalTarget, jobs: [JobEntry])] {
        var steps: [ProposalTarget: [JobEntry]] = [:]
        for job in jobs.values where job.plan.domain == domain && job.state.isDone {
            guard let definition = job.plan.definition, let segment = job.plan.definitionSegment else {
                continue
            }
            steps[ProposalTarget(definition: definition, segment: segment), default: []].append(job)
        }
        return steps.sorted { $0.key.key < $1.key.key }.map { step, jobs in
            (step, jobs.sorted { ($0.end, $0.plan.id) < ($1.end, $1.plan.id) })
        }
    }
}

extension JobState {
    fileprivate var isDone: Bool { self == .completed || self == .closed }
}

extension JobEntry {
    /// Of a job that has ended; far in the past for one that never began.
    fileprivate var end: Instant { run.ended?.instant ?? Instant(milliseconds: .min) }
}
