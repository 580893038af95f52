import ArgumentParser

struct ExchangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange", abstract: "Looks at and works the queues between the partners and us.",
        discussion: "Example: b2mml exchange outbox --send",
        subcommands: [
            ExchangeOutboxCommand.self, ExchangeRetryCommand.self, ExchangeParkCommand.self,
            ExchangeResendCommand.self, ExchangeSimulateCommand.self,
        ])
}
