import Adapter
import ArgumentParser
import Diagnostics
import Operations

struct LoopKPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kpi", abstract: "ISO 22400 indicators of the work centres over a window.",
        discussion: """
            Example: b2mml loop kpi --from 2026-03-02T06:00:00+01:00 --to 2026-03-02T14:00:00+01:00 --format json
            """)

    @Option(help: "Only this work centre.")
    var workCentre: String?

    @Option(help: ArgumentHelp("Start of the window; else 24 hours before its end.", valueName: "dateTime"))
    var from: String?

    @Option(help: ArgumentHelp("End of the window; else now.", valueName: "dateTime"))
    var to: String?

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let now = Clock.system.now()
        let window = try window(asOf: now)
        let session = try Session.open(settings, isReading: true)
        let loop = try await session.use { try await $0.loop() }
        try loop.state.requireWorkCentre(workCentre)
        var printer = ResultPrinter(shared.format)
        for name in loop.state.workCentres.keys.sorted() where workCentre == nil || workCentre == name {
            let indicators = loop.indicators(of: name, window: window, asOf: now)
            for indicator in indicators.value {
                try printer.print(
                    IndicatorRow(indicator, PlantTime(settings)),
                    text: IndicatorRow(indicator, PlantTime(settings)).text)
            }
            for finding in indicators.findings { Terminal.complain(finding.description) }
        }
        printer.finish()
    }

    private func window(asOf now: Instant) throws -> Interval {
        let end = try to.map { try Self.instant($0, "--to") } ?? now
        let start =
            try from.map { try Self.instant($0, "--from") }
            ?? Instant(milliseconds: end.milliseconds - 86_400_000)
        guard start < end, let window = try? Interval(start, end) else {
            throw UsageFault(
                "KPI-WINDOW-1", "the window ends before it begins", advice: "Exchange --from and --to.")
        }
        return window
    }

    private static func instant(_ text: String, _ option: String) throws -> Instant {
        guard let time = try? ZonedTime(parsing: text) else {
            throw UsageFault(
                "KPI-WINDOW-2", "\"\(text)\" of \(option) is not a dateTime with its offset",
                advice: "Write it like 2026-03-02T06:00:00+01:00.")
        }
        return time.instant
    }
}

/// One indicator as it is printed.
struct IndicatorRow: Encodable {
    let kpi, scope: String
    /// Start and end, as XSD dateTimes in the site's zone.
    let window: [String]
    let numerator, denominator, value: String?
    let unit, completeness: String
    let provisional: Bool
    let formula: String

    init(_ indicator: Indicator, _ clock: PlantTime) {
        kpi = indicator.kpi.rawValue
        scope = indicator.scope
        window = [clock.text(indicator.window.start), clock.text(indicator.window.end)]
        numerator = indicator.numerator?.lexicalForm
        denominator = indicator.denominator?.lexicalForm
        value = indicator.value?.lexicalForm
        unit = indicator.unit
        completeness = indicator.completeness.lexicalForm
        provisional = indicator.provisional
        formula = indicator.formula
    }

    /// All keys are always there; what is not defined is null.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kpi, forKey: .kpi)
        try container.encode(scope, forKey: .scope)
        try container.encode(window, forKey: .window)
        try container.encode(numerator, forKey: .numerator)
        try container.encode(denominator, forKey: .denominator)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(completeness, forKey: .completeness)
        try container.encode(provisional, forKey: .provisional)
        try container.encode(formula, forKey: .formula)
    }

    private enum CodingKeys: String, CodingKey {
        case kpi, scope, window, numerator, denominator, value, unit, completeness, provisional, formula
    }

    var text: String {
        let shown = value.map { "\($0) \(unit)" } ?? "undefined"
        let parts = "\(numerator ?? "?") / \(denominator ?? "?")"
        return
            "\(scope)  \(kpi): \(shown)  (\(parts), completeness \(completeness)\(provisional ? ", provisional" : ""))"
    }
}
