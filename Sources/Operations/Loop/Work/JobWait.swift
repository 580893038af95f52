/// The time for which a job lay before its unit: from when the last job that it waits for was that far, to its start.
///
/// A lag that the job keeps to is in it: the work is there all the same.
struct JobWait {
    var time: OpenInterval
    /// The units on which the jobs were done that it waits for.
    var upstream: Set<String>
}

extension GateView {
    /// Nil for a job that waits for nothing, or for something that is not that far.
    func wait(of entry: JobEntry) -> JobWait? {
        var since: Instant?
        var upstream: Set<String> = []
        for dependency in precedences(of: entry) {
            guard let other = job(dependency.job) else { continue }
            guard let reached = other.reached(dependency.kind) else { return nil }
            since = max(since ?? reached, reached)
            upstream.insert(other.workCentre)
        }
        return since.map {
            JobWait(time: OpenInterval(start: $0, end: entry.run.started?.instant), upstream: upstream)
        }
    }

    /// What has to have begun or to be completed before a job; where the order of the segments holds, the job before it.
    private func precedences(of entry: JobEntry) -> [JobDependency] {
        if let dependencies = entry.dependencies(job) { return dependencies.filter(\.kind.isPrecedence) }
        guard let jobs = state.requests[entry.plan.request]?.jobs,
            let index = jobs.firstIndex(of: entry.plan.id), index > 0
        else { return [] }
        return [JobDependency(jobs[index - 1], .afterEnd)]
    }

    /// The jobs that keep to one; where the order of the segments holds, the next one.
    func followers(of entry: JobEntry) -> [JobEntry] {
        let id = entry.plan.id
        guard let jobs = state.requests[entry.plan.request]?.jobs else { return [] }
        guard entry.plan.dependencies != nil else {
            guard let index = jobs.firstIndex(of: id), jobs.indices.contains(index + 1) else { return [] }
            return job(jobs[index + 1]).map { [$0] } ?? []
        }
        return jobs.compactMap(job).filter { follower in
            follower.dependencies(job)?.contains { $0.job == id } ?? false
        }
    }

    /// The units on which work is to go on that waits for a job.
    func nextUnits(after entry: JobEntry) -> Set<String> {
        let next = followers(of: entry).filter { follower in
            follower.state.isNotStarted
                && precedences(of: follower).contains { $0.job == entry.plan.id }
        }
        return Set(next.map(\.workCentre))
    }
}
