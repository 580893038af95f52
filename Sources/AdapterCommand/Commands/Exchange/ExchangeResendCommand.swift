import Adapter
import ArgumentParser
import Diagnostics
import Foundation

struct ExchangeResendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend",
        abstract: "Makes the performance message of a completed order once more, with a BODID of its own.",
        discussion: "Example: b2mml exchange resend 258456")

    @Argument(help: "The ID of the order.")
    var request: String

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let session = try Session.open(try shared.settings())
        let made = try await session.use { session in
            try await session.write { writer in
                try await LoopService(writer: writer, composer: session.composer).resend(
                    request: request, by: NSUserName())
            }
        }
        for finding in made.findings { Terminal.complain(finding.description) }
        guard made.value > 0, !made.findings.hasErrors else {
            if made.findings.isEmpty {
                Terminal.complain("nothing to send: the order's partner has no endpoint in the settings")
            }
            throw Ending(status: .look)
        }
        try Terminal.say("\(request): \(made.value) message in the outbox")
    }
}
