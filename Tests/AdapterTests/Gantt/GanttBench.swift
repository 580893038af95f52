import Operations

@testable import Adapter

/// Schedules to draw: the paint shop on a Monday morning.
enum GanttBench {
    static let berlin = PlantTime(zone: "Europe/Berlin")

    static func at(_ text: String) throws -> Instant { try ZonedTime(parsing: text).instant }

    /// So many minutes after 06:00 on 2 March 2026 in Berlin.
    static func minute(_ minute: Int) throws -> Instant {
        try at("2026-03-02T06:00:00+01:00") + TimeSpan(milliseconds: Int64(minute) * 60_000)
    }

    static func window(_ start: Int, _ end: Int) throws -> Interval {
        try Interval(minute(start), minute(end))
    }

    static func job(
        _ request: String, _ step: String, _ arrival: Int, at workCentre: String, _ start: Int, _ end: Int,
        domain: DomainKind = .production, state: JobState = .allowedReady, product: String? = nil,
        setup: Int? = nil, started: Int? = nil, ended: Int? = nil, pause: (Int, Int?)? = nil, due: Int? = nil
    ) throws -> ScheduledJob {
        var job = ScheduledJob(
            id: "\(request)/\(step)", request: request, arrival: arrival, path: [step], product: product,
            domain: domain, workCentre: workCentre, state: state)
        job.planned = PlannedTime(
            start: try minute(start), end: try minute(end),
            duration: TimeSpan(milliseconds: Int64(end - start) * 60_000), durationSource: .segment)
        job.setup = try setup.map { try window(start - $0, start) }
        job.actual = try started.map { OpenInterval(start: try minute($0), end: try ended.map(minute)) }
        job.interruptions =
            try pause.map {
                [OpenInterval(start: try minute($0.0), end: try $0.1.map(minute))]
            } ?? []
        job.due = try due.map(minute)
        job.promise = try minute(end)
        return job
    }

    /// Three work centres on a line and a bench in the laboratory, at 09:00; the day ends at 14:00 with a break at 10:00.
    static func paintShop() throws -> ScheduleInForce {
        let calendar = WorkCalendar([try window(0, 240), try window(255, 480), try window(1_440, 1_920)])
        let down = Stop(
            time: OpenInterval(start: try minute(150), end: try minute(175)), reason: "blocked nozzle",
            planned: false)
        let cleaning = Stop(
            time: OpenInterval(start: try minute(60), end: try minute(75)), reason: "cleaning", planned: true)
        return ScheduleInForce(
            site: "Paint shop", revision: 7,
            workCentres: [
                .init(name: "MIXER-01", group: "LINE-1", calendar: calendar, stops: [cleaning]),
                .init(name: "FILLER-01", group: "LINE-1", calendar: calendar, stops: [down]),
                .init(name: "PACKER-01", group: "LINE-2", calendar: calendar),
                .init(name: "LAB", calendar: calendar),
            ],
            jobs: try jobs())
    }

    private static func jobs() throws -> [ScheduledJob] {
        [
            try job(
                "000000451207", "0010", 1, at: "MIXER-01", 0, 60, state: .completed,
                product: "PRIMER 500 KGM",
                started: 2, ended: 71),
            try job(
                "000000451208", "0010", 2, at: "MIXER-01", 90, 200, state: .running,
                product: "ENAMEL-RED 120 KGM", setup: 15, started: 95, pause: (120, 132), due: 170),
            try job("000000451209", "0010", 3, at: "MIXER-01", 260, 330, setup: 20, due: 420),
            try job(
                "000000451207", "0020", 1, at: "FILLER-01", 75, 150, state: .suspended, started: 80,
                pause: (150, nil), due: 480),
            try job("000000451208", "0020", 2, at: "FILLER-01", 200, 300, setup: 10, due: 170),
            try job(
                "000000451209", "0020", 3, at: "PACKER-01", 330, 1_500, state: .notAllowedWaiting,
                product: "CLEAR-COAT 40 EA", due: 420),
            try job("QA-1", "restart sample", 4, at: "LAB", 180, 240, domain: .quality),
            try job("QA-2", "release", 5, at: "LAB", 200, 230, domain: .quality, state: .aborted),
            try job("PM-9", "filter", 6, at: "PACKER-01", 120, 180, domain: .maintenance),
            ScheduledJob(
                id: "4711/0010", request: "4711", arrival: 7, path: ["0010"], domain: .production,
                workCentre: "PACKER-01", state: .notAllowedWaiting),
        ]
    }

    static func chart(
        _ schedule: ScheduleInForce, _ window: Interval? = nil, now: Int = 180,
        colouring: GanttColouring = .order, width: Int = GanttChart.standardWidth
    ) throws -> GanttChart {
        GanttChart(
            schedule, window: try window ?? self.window(0, 600), now: try minute(now), clock: berlin,
            colouring: colouring, width: width)
    }
}
