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
        let matrix = try await session.use { try await $0.read(\.state.matrix) }
        var printer = ResultPrinter(shared.format)
        for cell in matrix.cells {
            let evidence = cell.evidence == 0 ? "no evidence" : "\(cell.evidence) events"
            try printer.print(
                cell, text: "\(cell.domain.rawValue), \(cell.activity.rawValue.lowercased()): \(evidence)")
        }
        printer.finish()
        guard shared.format == .text else { return }
        for domain in DomainKind.allCases { Terminal.say(Self.verdict(domain, matrix)) }
    }

    static func verdict(_ domain: DomainKind, _ matrix: LoopMatrix) -> String {
        guard matrix.isRun(domain) else { return "\(domain.rawValue): the loop has not run" }
        guard let broken = matrix.breakPoint(of: domain) else {
            return "\(domain.rawValue): all eight activities were seen"
        }
        return "\(domain.rawValue): the loop breaks at \(broken.activity.rawValue.lowercased()), "
            + "which does not follow \(broken.after.rawValue.lowercased())"
    }
}
