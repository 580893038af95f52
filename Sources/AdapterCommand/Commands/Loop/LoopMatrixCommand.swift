import Adapter
import ArgumentParser
import Operations

struct LoopMatrixCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: "Four domains by eight activities: in how many events each was seen.",
        discussion: "Example: b2mml loop matrix --format json")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let session = try Session.open(try shared.settings(), isReading: true)
        let matrix = try await session.use { try await $0.loop().state.matrix }
        var printer = ResultPrinter(shared.format)
        for cell in matrix.cells {
            let evidence = cell.evidence == 0 ? "no evidence" : "\(cell.evidence) events"
            try printer.print(
                cell, text: "\(cell.domain.rawValue), \(cell.activity.rawValue.lowercased()): \(evidence)")
        }
        printer.finish()
    }
}
