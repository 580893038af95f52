import Adapter
import ArgumentParser
import Diagnostics
import Operations

struct LoopApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract:
            "Approves a proposal: what the site owns changes at once, a partner is asked for what it owns.",
        discussion: "Example: b2mml loop approve 4f1a09c2 --by K.Brandt")

    @Argument(help: "The proposal's ID, or the beginning of it.")
    var proposal: String

    @Option(help: "Who decides; not who proposed.")
    var by: String

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await ProposalDecision(proposal: proposal, approve: true, by: by, reason: nil).run(shared)
    }
}
