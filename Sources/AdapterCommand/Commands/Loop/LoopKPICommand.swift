import Adapter
import ArgumentParser
import Diagnostics
import Operations

struct LoopKPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kpi",
        abstract: "ISO 22400 indicators of the work centres, the site and its materials over a window.",
        discussion: "Example: b2mml loop kpi --window yesterday --format json")

    @Option(help: "Only this work centre, this line, or the site.")
    var workCentre: String?

    @Option(help: ArgumentHelp("Only indicators of this domain, such as Maintenance.", valueName: "domain"))
    var domain: DomainKind?

    @Flag(help: "Also those of which something was not collected.")
    var all = false

    @OptionGroup var time: WindowOptions
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let now = Clock.system.now()
        let window = try time.interval(settings, asOf: now)
        let session = try Session.open(settings, isReading: true)
        let query = IndicatorQuery(
            window: window, asOf: now, scope: workCentre, domain: domain, includesUnknown: all)
        let indicators = try await session.use { session in
            try await session.read { loop in
                try checkWorkCentre(loop.state)
                return loop.indicators(query)
            }
        }
        var printer = ResultPrinter(shared.format)
        for value in indicators.value {
            let row = IndicatorRow(value, PlantTime(settings))
            try printer.print(row, text: row.text)
        }
        for finding in indicators.findings { Terminal.complain(finding.description) }
        printer.finish()
    }

    private func checkWorkCentre(_ state: LoopState) throws {
        guard let workCentre, workCentre != ActivityLoop.siteScope, state.workCentres(of: workCentre).isEmpty
        else { return }
        try state.requireWorkCentre(workCentre)
    }
}
