import Adapter
import ArgumentParser
import Diagnostics
import Foundation
import Journal

struct ExchangeRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Makes a parked or waiting message due at once.",
        discussion: "Example: b2mml exchange retry 17 --reason \"the ERP is up again\"")

    @OptionGroup var intervention: InterventionOptions
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await intervention.carryOut(.retry, with: shared)
    }
}

struct ExchangeParkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "park",
        abstract: "Takes a message out of the queue; the later ones of its order wait behind it.",
        discussion: "Example: b2mml exchange park 17 --reason \"wrong lot, see ticket 4711\"")

    @Flag(help: "Give it up for good: the later ones of its order go on.")
    var abandon = false

    @OptionGroup var intervention: InterventionOptions
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await intervention.carryOut(abandon ? .abandon : .park, with: shared)
    }
}

/// What a person says who changes the way of an outgoing message: which one, and why.
struct InterventionOptions: ParsableArguments {
    @Argument(help: "The number of the message, as exchange outbox lists it.")
    var id: Int64

    @Option(help: "Why; kept in the journal with your name.")
    var reason: String

    func carryOut(_ intervention: OutboxIntervention, with shared: SharedOptions) async throws {
        let session = try Session.open(try shared.settings(), isReading: true)
        let isDone = try await session.use { session in
            try await session.journal.intervene(
                intervention, in: OutboxID(rawValue: id), by: NSUserName(), because: reason,
                at: session.clock.now())
        }
        guard isDone else {
            throw UsageFault(
                "OUTBOX-STATE-1", "message \(id) is not there, or its state does not allow it",
                advice: "See b2mml exchange outbox.")
        }
        try Terminal.say("\(id): \(intervention.rawValue)")
    }
}
