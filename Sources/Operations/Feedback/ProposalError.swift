package import Diagnostics

/// Why a proposal is not moved. Nothing has changed when it is thrown.
package enum ProposalError: Error, Hashable, Sendable {
    case illegalTransition(proposal: String, command: ProposalCommand, from: ProposalState)
    case personMissing(proposal: String, command: ProposalCommand)
    case approverIsProposer(proposal: String, person: String)
    case notAutoApproved(proposal: String, rule: FeedbackRule.ID)
    case reasonMissing(proposal: String)
    case messageMissing(proposal: String)
    case hasExpired(proposal: String, at: Instant)
    case notYetExpired(proposal: String, until: Instant)
    case outOfOrder(proposal: String, at: Instant, after: Instant)
    /// The partner's release has a message for it, so that the owner has to be asked.
    case needsMessage(proposal: String, release: MessageRelease)
    case overrideForbidden(proposal: String)
    case otherProposalOpen(target: FeedbackTarget, proposal: String, state: ProposalState)
    case awaitsVerification(target: FeedbackTarget, proposal: String)
    case unknown(String)
}

extension ProposalError: AdapterError {
    package var code: Code {
        switch self {
        case .illegalTransition: "FEEDBACK-PROPOSAL-1"
        case .personMissing: "FEEDBACK-PROPOSAL-2"
        case .approverIsProposer: "FEEDBACK-PROPOSAL-3"
        case .notAutoApproved: "FEEDBACK-PROPOSAL-4"
        case .reasonMissing: "FEEDBACK-PROPOSAL-5"
        case .messageMissing: "FEEDBACK-PROPOSAL-6"
        case .hasExpired: "FEEDBACK-PROPOSAL-7"
        case .notYetExpired: "FEEDBACK-PROPOSAL-8"
        case .outOfOrder: "FEEDBACK-PROPOSAL-9"
        case .needsMessage: "FEEDBACK-PROPOSAL-10"
        case .overrideForbidden: "FEEDBACK-PROPOSAL-11"
        case .otherProposalOpen: "FEEDBACK-PROPOSAL-12"
        case .awaitsVerification: "FEEDBACK-PROPOSAL-13"
        case .unknown: "FEEDBACK-PROPOSAL-14"
        }
    }

    package var message: String {
        switch self {
        case .illegalTransition(let id, let command, let from):
            "proposal \(id) is \(from.rawValue), where \(command.rawValue) is not possible"
        case .personMissing(let id, let command): "proposal \(id): nobody is named for \(command.rawValue)"
        case .approverIsProposer(let id, let person):
            "proposal \(id) was proposed by \(person), who cannot approve it as well"
        case .notAutoApproved(let id, let rule):
            "proposal \(id) of rule \(rule.rawValue) is not approved without a person"
        case .reasonMissing(let id): "proposal \(id) is not rejected without a reason"
        case .messageMissing(let id): "proposal \(id) was sent in no message"
        case .hasExpired(let id, let at): "proposal \(id) expired \(at)"
        case .notYetExpired(let id, let until): "proposal \(id) is valid until \(until)"
        case .outOfOrder(let id, let at, let after):
            "proposal \(id): \(at) lies before \(after), which it has to follow"
        case .needsMessage(let id, let release):
            "proposal \(id) has a message in \(release.rawValue) and is the owner's to answer"
        case .overrideForbidden(let id): "proposal \(id) was refused, and the site follows the owner"
        case .otherProposalOpen(let target, let id, let state):
            "the \(target) has proposal \(id), which is \(state.rawValue)"
        case .awaitsVerification(let target, let id):
            "the \(target) was changed by proposal \(id), which is not verified yet"
        case .unknown(let id): "proposal \(id) is not known"
        }
    }

    package var advice: String? {
        switch self {
        case .illegalTransition(_, _, let from):
            from.legalCommands.isEmpty
                ? "Nothing can follow."
                : "Possible: \(from.legalCommands.map(\.rawValue).joined(separator: ", "))."
        case .personMissing: "Say who decides."
        case .approverIsProposer: "Let somebody else approve it."
        case .notAutoApproved: "Let a person approve it, or switch the rule to approve by itself if it may."
        case .reasonMissing: "Say why."
        case .messageMissing: "Name the BODID of the message."
        case .hasExpired: "Wait for the next evidence."
        case .notYetExpired: "Reject it instead."
        case .outOfOrder: "Check the clock."
        case .needsMessage: "Send it."
        case .overrideForbidden: "Talk to the owner, or allow local overrides."
        case .otherProposalOpen, .awaitsVerification: "Finish that one first."
        case .unknown: "Check the spelling."
        }
    }

    /// A person should look: never a fault of ours.
    package var exitStatus: ExitStatus { .look }
}
