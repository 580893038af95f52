import Adapter
import ArgumentParser
import Diagnostics
import Foundation

/// The program: parses the arguments, runs one command, and ends with the status of the contract.
@main
struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "b2mml",
        abstract: "Takes B2MML documents in, works the MOM loop, and gives performance back to the ERP.",
        discussion: """
            Exit status: 0 everything accepted; 1 a person should look; 2 usage, settings or a missing file; 3 an \
            endpoint or the journal could not be reached or is full; 70 a fault of ours.
            """,
        version: "0.1.0",
        subcommands: [
            ValidateCommand.self, ConvertCommand.self, MapCommand.self, ProfileCommand.self,
            SchemaCommand.self, ImportCommand.self, LoopCommand.self, ExchangeCommand.self, DemoCommand.self,
        ])

    static func main() async {
        do {
            if var command = validation() { return try command.run() }
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// The command that most processes run, without looking at all others first: that is a third of the time that a small
    /// document takes. Nil where it is another one, asks for help, or is wrong: then the whole parser has the word.
    private static func validation() -> ValidateCommand? {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.first == ValidateCommand.configuration.commandName else { return nil }
        return try? ValidateCommand.parse(Array(arguments.dropFirst()))
    }

    /// ArgumentParser's own statuses are not those of the contract: what it refuses is usage.
    private static func end(with error: any Error) -> Never {
        if let ending = error as? Ending {
            Foundation.exit(ending.status.rawValue)
        }
        if let error = error as? any AdapterError {
            Terminal.complain(error.description)
            Foundation.exit(error.exitStatus.rawValue)
        }
        guard exitCode(for: error) != .success else { exit(withError: error) }
        if exitCode(for: error) == .validationFailure {
            Terminal.complain(fullMessage(for: error))
            Foundation.exit(ExitStatus.usage.rawValue)
        }
        Terminal.complain(
            "error: a fault of ours: \(error) [FAULT-1]\n    Report it; the input is not to blame.")
        Foundation.exit(ExitStatus.fault.rawValue)
    }
}

/// Thrown by a command that has said all there is to say, to end with this status.
struct Ending: Error {
    let status: ExitStatus
}
