import Adapter
import ArgumentParser
import Operations

struct LoopNonConformancesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nonconformances",
        abstract: "Which lots are not as they should be, and what was done about it.",
        discussion: "Example: b2mml loop nonconformances --all")

    @Flag(help: "Those, too, that are closed or cancelled.")
    var all = false

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let session = try Session.open(settings, isReading: true)
        let entries = try await session.use { try await $0.read(\.state.nonConformances.entries) }
        let clock = PlantTime(settings)
        var printer = ResultPrinter(shared.format)
        for entry in entries where all || entry.state.isOpen {
            let row = NonConformanceRow(entry, clock)
            try printer.print(row, text: row.text)
        }
        printer.finish()
    }
}
