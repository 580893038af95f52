import Operations

/// A work centre with its jobs, in as many rows as needed for none to lie over another.
struct GanttLane {
    let workCentre: ScheduleInForce.WorkCentre
    let rows: [[ScheduledJob]]

    /// The jobs are those of the work centre that have a place in time.
    init(_ workCentre: ScheduleInForce.WorkCentre, _ jobs: [ScheduledJob], asOf now: Instant) {
        self.workCentre = workCentre
        var rows: [(end: Instant, jobs: [ScheduledJob])] = []
        let placed = jobs.compactMap { job in job.extent(asOf: now).map { (job, $0) } }
            .sorted { ($0.1.start, $0.0.id) < ($1.1.start, $1.0.id) }
        for (job, extent) in placed {
            if let index = rows.firstIndex(where: { $0.end <= extent.start }) {
                rows[index].end = extent.end
                rows[index].jobs.append(job)
            } else {
                rows.append((extent.end, [job]))
            }
        }
        self.rows = rows.map(\.jobs)
    }
}
