import Adapter
import ArgumentParser
import Diagnostics
import Foundation
import Operations

struct LoopScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Shows the schedule in force: the plan of each work centre, and the actuals.",
        discussion: """
            As svg it is a chart with a lane for each work centre, for the wall or a browser; it needs nothing besides \
            itself.
            Example: b2mml loop schedule
            Example: b2mml loop schedule --format svg -o schedule.svg
            """)

    @Option(help: "Only this work centre.")
    var workCentre: String?

    @Option(help: ArgumentHelp("Start of the window; else of the production day.", valueName: "dateTime"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "End of the window; else the last planned end, not before that of the production day.",
            valueName: "dateTime"))
    var to: String?

    @Option(help: "text, json, jsonl or svg.")
    var format: ScheduleFormat = .text

    @Option(help: "What the bars of the chart are coloured by: order or domain.")
    var colour: GanttColouring = .order

    @Option(help: ArgumentHelp("Of the chart.", valueName: "pixels"))
    var width = GanttChart.standardWidth

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where the chart is written. (default: standard output)", valueName: "file"))
    var output: String?

    @OptionGroup var site: SiteOptions

    func validate() throws {
        if output != nil, format != .svg { throw ValidationError("--output is for --format svg") }
        guard GanttChart.widths.contains(width) else {
            throw ValidationError(
                "--width is \(GanttChart.widths.lowerBound) to \(GanttChart.widths.upperBound) pixels")
        }
    }

    func run() async throws {
        let settings = try site.settings()
        let now = Clock.system.now()
        let session = try Session.open(settings, isReading: true)
        var schedule = try await session.use { session in
            try await session.read { loop in
                try loop.state.requireWorkCentre(workCentre)
                return ScheduleInForce(loop.state, site: settings.site)
            }
        }
        if let workCentre { schedule = schedule.limited(to: workCentre) }
        let window = try window(of: schedule, settings, asOf: now)
        let clock = PlantTime(settings)
        if let plain = OutputFormat(rawValue: format.rawValue) {
            try print(schedule.jobs(in: window, asOf: now), plain, clock)
        } else {
            try write(
                GanttChart(
                    schedule, window: window, now: now, clock: clock, colouring: colour, width: width
                ).svg)
        }
    }

    private func print(_ jobs: [ScheduledJob], _ format: OutputFormat, _ clock: PlantTime) throws {
        var printer = ResultPrinter(format)
        var workCentre: String?
        for job in jobs {
            if format == .text, job.workCentre != workCentre {
                Terminal.say(job.workCentre)
                workCentre = job.workCentre
            }
            let row = ScheduleRow(job, clock)
            try printer.print(row, text: row.text)
        }
        if format == .text, jobs.isEmpty { Terminal.say("Nothing is planned in this window.") }
        printer.finish()
    }

    private func write(_ chart: String) throws {
        guard let output else { return Terminal.say(String(chart.dropLast())) }
        do {
            try Data(chart.utf8).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw UsageFault(
                "SCHEDULE-WRITE-1", "\(output) cannot be written",
                advice: "Check the folder and its permissions.")
        }
    }

    // MARK: Window

    /// Longer ones have no place for a job.
    private static let longestWindow = TimeSpan(milliseconds: 1_000 * 86_400_000)

    private func window(of schedule: ScheduleInForce, _ settings: Settings, asOf now: Instant) throws
        -> Interval
    {
        let start = try from.map { try Instant(option: $0, "--from", "SCHEDULE-WINDOW-3") }
        let end = try to.map { try Instant(option: $0, "--to", "SCHEDULE-WINDOW-3") }
        let window = SiteDays(settings).day(containing: now).flatMap {
            schedule.window(from: start, to: end, productionDay: $0)
        }
        guard let window, !window.isEmpty else {
            throw UsageFault(
                "SCHEDULE-WINDOW-1", "the window ends before it begins", advice: "Exchange --from and --to.")
        }
        guard window.length <= Self.longestWindow else {
            throw UsageFault(
                "SCHEDULE-WINDOW-2", "the window is longer than 1000 days",
                advice: "Give a nearer --to, or a later --from.")
        }
        return window
    }
}

/// How the schedule is shown.
enum ScheduleFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, jsonl
    /// A chart.
    case svg
}

extension GanttColouring: ExpressibleByArgument {}
