import Adapter
import ArgumentParser

struct LoopHoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Holds a lot and all that was made of it, with the jobs that would use them, at once.",
        discussion: "Example: b2mml loop hold W-451207 --reason \"viscosity in doubt\"")

    @OptionGroup var lot: LotHoldOptions

    func run() async throws { try await lot.run(releasing: false) }
}
