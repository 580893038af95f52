/// Where a proposal is on its way from evidence to a change that was looked at afterwards.
///
/// Source: section 3.1 of the design. The answers of the owner are those of B2MML `RESPOND`: accepted,
/// modified, refused.
package enum ProposalState: String, Hashable, Sendable, Codable, CaseIterable {
    case draft = "Draft"
    case proposed = "Proposed"
    case approved = "Approved"
    case rejected = "Rejected"
    case expired = "Expired"
    case superseded = "Superseded"
    case sent = "Sent"
    case accepted = "Accepted"
    /// The owner took another value than the one that was proposed.
    case modified = "Modified"
    case refused = "Refused"
    case effective = "Effective"
    case verified = "Verified"
    case reverted = "Reverted"
}

/// What can be done with a proposal.
package enum ProposalCommand: String, Hashable, Sendable, Codable, CaseIterable {
    case propose
    case approve, reject, expire, supersede
    case send
    case accept, modify, refuse
    case takeEffect
    /// Takes effect without a message, as the partner's release has none for it.
    case applyInternally
    /// Takes effect here although the owner refused; only where a site's policy says so.
    case overrideLocally
    case verify, revert
}

extension ProposalState {
    /// Every legal transition; what is not in this list is refused.
    package static let transitions: [(from: ProposalState, command: ProposalCommand, to: ProposalState)] = [
        (.draft, .propose, .proposed),
        (.proposed, .approve, .approved),
        (.proposed, .reject, .rejected),
        (.proposed, .expire, .expired),
        (.proposed, .supersede, .superseded),
        (.approved, .send, .sent),
        (.approved, .applyInternally, .effective),
        // An owner that no message reaches was asked by somebody, and answers with its definition.
        (.approved, .accept, .accepted),
        (.approved, .modify, .modified),
        (.sent, .accept, .accepted),
        (.sent, .modify, .modified),
        (.sent, .refuse, .refused),
        (.accepted, .takeEffect, .effective),
        (.modified, .takeEffect, .effective),
        (.refused, .overrideLocally, .effective),
        (.effective, .verify, .verified),
        (.effective, .revert, .reverted),
    ]

    private static let table = TransitionTable(transitions)

    /// Where a command leads from here; nil when it is not legal.
    package func after(_ command: ProposalCommand) -> ProposalState? {
        Self.table.after(command, from: self)
    }

    /// The commands that are legal here, in the order of ``ProposalCommand``.
    package var legalCommands: [ProposalCommand] { ProposalCommand.allCases.filter { after($0) != nil } }

    /// On its way to take effect: no second one for the same target may stand beside it.
    package var isOpen: Bool {
        switch self {
        case .draft, .proposed, .approved, .sent, .accepted, .modified: true
        case .rejected, .expired, .superseded, .refused, .effective, .verified, .reverted: false
        }
    }

    /// Took effect once.
    package var hasBeenEffective: Bool { self == .effective || self == .verified || self == .reverted }
}
