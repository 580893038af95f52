import Operations

/// A work centre with its jobs, in as many rows as needed for no plan to lie over another, and nothing done over another.
struct GanttLane {
    let workCentre: ScheduleInForce.WorkCentre
    let rows: [[ScheduledJob]]

    /// The jobs are those of the work centre that have a place in time.
    init(_ workCentre: ScheduleInForce.WorkCentre, _ jobs: [ScheduledJob], asOf now: Instant) {
        self.workCentre = workCentre
        var rows: [Row] = []
        let placed = jobs.compactMap { job in job.extent(asOf: now).map { (job, $0) } }
            .sorted { ($0.1.start, $0.0.id) < ($1.1.start, $1.0.id) }
        for (job, _) in placed {
            let index = rows.firstIndex { $0.hasRoom(for: job, asOf: now) }
            if index == nil { rows.append(Row()) }
            rows[index ?? rows.count - 1].add(job, asOf: now)
        }
        self.rows = rows.map(\.jobs)
    }

    /// Plans and actuals have a track each.
    private struct Row {
        var jobs: [ScheduledJob] = []
        private var planEnd: Instant?
        private var actualEnd: Instant?

        func hasRoom(for job: ScheduledJob, asOf now: Instant) -> Bool {
            isAfter(planTrack(job, now), planEnd) && isAfter(job.work(asOf: now), actualEnd)
        }

        mutating func add(_ job: ScheduledJob, asOf now: Instant) {
            jobs.append(job)
            planEnd = planTrack(job, now)?.end ?? planEnd
            actualEnd = job.work(asOf: now)?.end ?? actualEnd
        }

        /// What was done without a plan has its text there.
        private func planTrack(_ job: ScheduledJob, _ now: Instant) -> Interval? {
            job.plan ?? job.work(asOf: now)
        }

        private func isAfter(_ interval: Interval?, _ end: Instant?) -> Bool {
            guard let interval, let end else { return true }
            return end <= interval.start
        }
    }
}
