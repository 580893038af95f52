import Operations

/// Problems of every kind, small enough for many of them; the same for the same seed.
struct RandomProblem {
    private var random: SeededGenerator
    /// A Monday at midnight.
    static let start = Instant(milliseconds: 1_788_134_400_000)
    static let minute: Int64 = 60_000

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    static func at(_ minutes: Int) -> Instant {
        start + span(minutes)
    }

    static func span(_ minutes: Int) -> TimeSpan {
        TimeSpan(milliseconds: Int64(minutes) * minute)
    }

    static func interval(_ from: Int, _ to: Int) throws -> Interval {
        try Interval(at(from), at(to))
    }

    mutating func below(_ bound: Int) -> Int {
        Int(random.next() % UInt64(max(1, bound)))
    }

    /// Shifts from 6:00 to 22:00 with a break, for a month.
    static func shifts() throws -> WorkCalendar {
        WorkCalendar(
            try (0..<30).flatMap { day in
                try [(360, 720), (750, 1_320)].map { try interval(day * 1_440 + $0, day * 1_440 + $1) }
            })
    }

    /// Everything at once: calendars, setups, alternatives, a crew of one, lags, what runs and what is frozen.
    ///
    /// Unit 0 has a calendar and setups that always take time; unit 1 works always. The last three jobs have
    /// one operation each: one that runs on unit 1 and two that are frozen on unit 0.
    mutating func plant(jobs: Int = 6, operations: Int = 4) throws -> SchedulingProblem {
        var problem = SchedulingProblem(start: Self.start, families: ["red", "green", "blue"])
        let setups: [Int64] = [0, 20, 35, 25, 0, 30, 15, 40, 0].map { $0 * Self.minute }
        problem.units = [
            SchedulingProblem.Unit("saw", calendar: try Self.shifts(), initialFamily: 0, setups: setups),
            SchedulingProblem.Unit("press", initialFamily: 1, setups: setups),
            SchedulingProblem.Unit(
                "oven", calendar: try Self.shifts(), blocked: [try Self.interval(1_440 + 400, 1_440 + 700)],
                interruptsSetups: false),
            SchedulingProblem.Unit("bench", availableFrom: Self.at(below(300))),
        ]
        problem.resources = [SchedulingProblem.CumulativeResource("crew", capacity: 1)]
        for job in 0..<jobs { addJob(job, operations, &problem) }
        addCommitted(&problem)
        return problem
    }

    private mutating func addJob(_ job: Int, _ operations: Int, _ problem: inout SchedulingProblem) {
        problem.jobs.append(
            SchedulingProblem.Job(
                Identifier("PO-\(job)"), release: Self.at(30 + below(600)), due: Self.at(900 + below(4_000)),
                weight: Int64(1 + below(5))))
        for place in 0..<operations {
            let unit = place % 4
            var modes = [mode(unit)]
            if below(2) == 0 { modes.append(mode((unit + 1 + below(3)) % 4)) }
            problem.operations.append(
                SchedulingProblem.Operation(
                    Identifier("\(place)"), job: Int32(job), modes: modes,
                    family: unit == 3 ? nil : Int32(below(3)), isInterruptible: below(3) > 0))
            let index = Int32(problem.operations.count - 1)
            if place > 0 {
                problem.links.append(
                    SchedulingProblem.Link(index - 1, index, minimumLag: Self.span(below(30))))
            }
        }
    }

    private mutating func mode(_ unit: Int) -> SchedulingProblem.Mode {
        SchedulingProblem.Mode(
            unit: Int32(unit), duration: Self.span(20 + below(160)),
            needs: unit >= 2 ? [SchedulingProblem.Need(resource: 0)] : [])
    }

    private mutating func addCommitted(_ problem: inout SchedulingProblem) {
        let commitments: [(Int32, SchedulingProblem.Commitment)] = [
            (1, .running(unit: 1, start: Self.at(-45), remaining: Self.span(20 + below(40)))),
            (0, .frozen(unit: 0, order: 1)), (0, .frozen(unit: 0, order: 2)),
        ]
        for (place, (unit, commitment)) in commitments.enumerated() {
            let job = Int32(problem.jobs.count)
            problem.jobs.append(SchedulingProblem.Job(Identifier("settled-\(place)")))
            problem.operations.append(
                SchedulingProblem.Operation(
                    "0", job: job,
                    modes: [SchedulingProblem.Mode(unit: unit, duration: Self.span(30 + below(60)))],
                    family: Int32(1 + place % 2), commitment: commitment))
        }
    }
}
