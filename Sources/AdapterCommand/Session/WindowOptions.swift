import Adapter
import ArgumentParser
import Diagnostics
import Operations

/// The time that a report is about.
struct WindowOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Start of the window; else 24 hours before its end.", valueName: "dateTime"))
    var from: String?

    @Option(help: ArgumentHelp("End of the window; else now.", valueName: "dateTime"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "today, yesterday, shift (the last one that began), or a date: production days of the site.",
            valueName: "name"))
    var window: String?

    /// Whether one was asked for.
    var isGiven: Bool { from != nil || to != nil || window != nil }

    func interval(_ settings: Settings, asOf now: Instant) throws -> Interval {
        guard let window else { return try interval(asOf: now) }
        guard from == nil, to == nil else {
            throw UsageFault(
                "KPI-WINDOW-3", "--window is given together with --from or --to",
                advice: "Give either a name or two times.")
        }
        let days = SiteDays(settings)
        let named =
            switch window {
            case "today": days.day(containing: now)
            case "yesterday": days.day(containing: now, back: 1)
            case "shift": days.shift(at: now)
            default: days.day(window)
            }
        guard let named else {
            throw UsageFault(
                "KPI-WINDOW-4",
                window == "shift" ? "the settings have no shifts" : "\"\(window)\" is no window",
                advice: "Write today, yesterday, shift, or a date such as 2026-03-02.")
        }
        return named
    }

    private func interval(asOf now: Instant) throws -> Interval {
        let end = try to.map { try Instant(option: $0, "--to", "KPI-WINDOW-2") } ?? now
        let start =
            try from.map { try Instant(option: $0, "--from", "KPI-WINDOW-2") }
            ?? Instant(milliseconds: end.milliseconds - 86_400_000)
        guard start < end, let window = try? Interval(start, end) else {
            throw UsageFault(
                "KPI-WINDOW-1", "the window ends before it begins", advice: "Exchange --from and --to.")
        }
        return window
    }
}
