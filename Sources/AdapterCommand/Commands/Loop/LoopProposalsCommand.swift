import Adapter
import ArgumentParser
import Operations

struct LoopProposalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proposals",
        abstract: "What the loop proposes to change, on what evidence, and what became of it.",
        discussion: "Example: b2mml loop proposals --all")

    @Flag(help: "Those, too, that are settled.")
    var all = false

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let session = try Session.open(settings, isReading: true)
        let proposals = try await session.use { try await $0.read(\.state.register.proposals) }
        let clock = PlantTime(settings)
        var printer = ResultPrinter(shared.format)
        for proposal in proposals where all || proposal.state.isOpen || proposal.state == .effective {
            let row = ProposalRow(proposal, clock)
            try printer.print(row, text: row.text)
        }
        printer.finish()
        guard shared.format == .text else { return }
        let closure = LoopClosure(proposals)
        Terminal.say(
            "\(proposals.count) proposals, \(closure.effective) took effect, \(closure.verified) verified, "
                + "\(closure.reverted) taken back")
    }
}
