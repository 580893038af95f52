import Adapter
import ArgumentParser
import Diagnostics
import Journal

struct ExchangeOutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Lists outgoing messages; with --send, delivers what is due first.",
        discussion: "Example: b2mml exchange outbox --state unknown")

    @Flag(help: "Deliver what is due before listing.")
    var send = false

    @Option(
        help: "Only messages in this state: \(OutboxState.allCases.map(\.rawValue).joined(separator: ", ")).")
    var state: StateChoice?

    @Option(help: "Only messages to this partner.")
    var partner: String?

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let session = try Session.open(try shared.settings(), isReading: true)
        let status = try await session.use { session in
            let sent = send ? try await session.outboxWorker().sendDue() : []
            let replies = send ? try await session.takeReplies() : []
            for finding in replies.flatMap(\.findings) { Terminal.complain(finding.description) }
            try await list(session)
            return sent.map(\.exitStatus).max() ?? .done
        }
        if status != .done { throw Ending(status: status) }
    }

    private func list(_ session: Session) async throws {
        var printer = ResultPrinter(shared.format)
        var last: OutboxID?
        while true {
            let rows = try await session.journal.outbox(
                OutboxFilter(state: state?.state, partner: partner), after: last, limit: 500)
            for row in rows { try printer.print(OutboxLine(row), text: OutboxLine(row).text) }
            guard let end = rows.last else { break }
            last = end.id
        }
        printer.finish()
    }
}

/// A state of an outgoing message as an argument.
struct StateChoice: ExpressibleByArgument {
    let state: OutboxState

    init?(argument: String) {
        guard let state = OutboxState(rawValue: argument) else { return nil }
        self.state = state
    }
}

/// An outgoing message as it is printed.
struct OutboxLine: Encodable {
    let id: Int64
    let partner: String
    let key: String?
    let root: String
    let bodID: String?
    let state: String
    let attempts: Int
    let lastError: String?

    init(_ row: OutboxRow) {
        id = row.id.rawValue
        partner = row.partner
        key = row.key
        root = row.root
        bodID = row.bodID
        state = row.state.rawValue
        attempts = row.attempts
        lastError = row.lastError
    }

    private enum CodingKeys: String, CodingKey {
        case id, partner, key, root, bodID, state, attempts, lastError
    }

    /// All keys are always there.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(partner, forKey: .partner)
        try container.encode(key, forKey: .key)
        try container.encode(root, forKey: .root)
        try container.encode(bodID, forKey: .bodID)
        try container.encode(state, forKey: .state)
        try container.encode(attempts, forKey: .attempts)
        try container.encode(lastError, forKey: .lastError)
    }

    var text: String {
        let error = lastError.map { ": \($0)" } ?? ""
        return "\(id)  \(partner)  \(root) \(key ?? "")  \(state) after \(attempts) attempts\(error)"
    }
}

extension SentMessage {
    /// An endpoint that cannot be reached is worth another try; what it refuses a person should look at.
    var exitStatus: ExitStatus {
        switch outcome {
        case .delivered: .done
        case .failed, .unknown, .absent: .unreachable
        case .rejected, .parked: .look
        }
    }
}
