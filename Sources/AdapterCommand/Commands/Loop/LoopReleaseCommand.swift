import Adapter
import ArgumentParser

struct LoopReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Takes one hold of a lot back; it may be used when there is no other.",
        discussion: "Example: b2mml loop release W-451207 --reason \"viscosity in doubt\"")

    @OptionGroup var lot: LotHoldOptions

    func run() async throws { try await lot.run(releasing: true) }
}
