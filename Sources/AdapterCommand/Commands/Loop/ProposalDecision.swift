import Adapter
import Diagnostics
import Operations

/// What somebody decides about a proposal.
struct ProposalDecision {
    let proposal: String
    let approve: Bool
    let by: String
    let reason: String?

    func run(_ shared: SharedOptions) async throws {
        let settings = try shared.settings()
        let session = try Session.open(settings, isReading: true)
        let decided = try await session.use { session in
            let id = try await session.read { try Self.id(beginning: proposal, in: $0.state.register) }
            return try await session.write { writer in
                try await LoopService(writer: writer, composer: session.composer)
                    .decide(proposal: id, approve: approve, by: by, reason: reason)
            }
        }
        for finding in decided.findings { Terminal.complain(finding.description) }
        guard let proposal = decided.value else { return }
        var printer = ResultPrinter(shared.format)
        let row = ProposalRow(proposal, PlantTime(settings))
        try printer.print(row, text: row.text)
        printer.finish()
    }

    /// IDs are long; a beginning that only one has is enough.
    private static func id(beginning text: String, in register: ProposalRegister) throws -> String {
        let found = register.proposals.map(\.id).filter { !text.isEmpty && $0.hasPrefix(text) }
        guard let id = found.first, found.count == 1 else {
            throw UsageFault(
                "PROPOSAL-NAME-1",
                found.isEmpty
                    ? "there is no proposal \"\(text)\""
                    : "\"\(text)\" is the beginning of \(found.count) proposals",
                advice: found.isEmpty ? "b2mml loop proposals --all lists them." : "Write more of it.")
        }
        return id
    }
}
