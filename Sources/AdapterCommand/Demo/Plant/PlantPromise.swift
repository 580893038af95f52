import Operations

/// A job that was promised and has ended: how good the promise was.
struct PlantPromise: Sendable {
    let target: String
    let started: Instant
    /// In minutes: what was planned for the job, what it took without interruptions, and how much later than promised
    /// at the beginning of its shift it ended, earlier below zero.
    let planned, took, late: Double

    /// - Returns: nil for a job that has not been completed.
    init?(_ job: JobEntry, promised: Instant) {
        guard job.state == .completed, let started = job.run.started?.instant,
            let ended = job.run.ended?.instant,
            let planned = job.planned
        else { return nil }
        target = Self.target(job)
        self.started = started
        self.planned = Self.minutes(planned.duration.milliseconds)
        took = Self.minutes(job.run.working(asOf: ended).length.milliseconds)
        late = Self.minutes(ended.milliseconds - promised.milliseconds)
    }

    /// As a proposal calls it.
    static func target(_ job: JobEntry) -> String {
        (job.plan.definition ?? "") + "#" + (job.plan.definitionSegment ?? "")
    }

    private static func minutes(_ milliseconds: Int64) -> Double { Double(milliseconds) / 60_000 }
}

/// Of several promises of one step.
struct PlantPromiseError: Sendable {
    let jobs: Int
    /// In per cent of what was planned, and in minutes: means, regardless of the sign.
    let ofLength, ofEnd: Double

    /// - Returns: nil for none.
    init?(_ promises: [PlantPromise]) {
        guard !promises.isEmpty else { return nil }
        let count = Double(promises.count)
        jobs = promises.count
        ofLength = promises.reduce(0) { $0 + abs($1.took / $1.planned - 1) } / count * 100
        ofEnd = promises.reduce(0) { $0 + abs($1.late) } / count
    }

    var text: String {
        "\(jobs) jobs, \(Self.tenths(ofLength)) % off the planned time, \(Self.tenths(ofEnd)) min off the planned end"
    }

    static func tenths(_ value: Double) -> String {
        let tenths = Int((abs(value) * 10).rounded())
        return "\(value < 0 && tenths > 0 ? "-" : "")\(tenths / 10).\(tenths % 10)"
    }
}
