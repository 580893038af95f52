import Adapter
import ArgumentParser
import Diagnostics
import Operations

struct LoopRejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Rejects a proposal, with the reason.",
        discussion: "Example: b2mml loop reject 4f1a09c2 --by K.Brandt --reason 'heat wave'")

    @Argument(help: "The proposal's ID, or the beginning of it.")
    var proposal: String

    @Option(help: "Who decides; not who proposed.")
    var by: String

    @Option(help: "Why.")
    var reason: String

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await ProposalDecision(proposal: proposal, approve: false, by: by, reason: reason).run(shared)
    }
}
