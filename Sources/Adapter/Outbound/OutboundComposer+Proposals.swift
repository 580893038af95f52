import B2MML
import Diagnostics
import Journal
import Mapping
import Operations

extension OutboundComposer {
    /// How the owner of what an approved proposal is about gets to know of it.
    enum Offer {
        case message(NewOutboxRow, bodID: String)
        /// The owner's release has no message for it: the change is made here.
        case withoutMessage(MessageRelease)
        /// Nothing can be sent today; the finding says why and what to do.
        case kept(Finding)
    }

    /// The Change that asks the owner of a definition for what was approved.
    ///
    /// Source: ISA-95 Part 5, CHANGE. The owner is to answer with RESPOND, and to confirm faults alone: a ConfirmBOD that
    /// says Accepted is then the answer of an owner that has no RESPOND.
    /// - Parameters:
    ///   - proposal: approved, about a definition that a partner owns.
    ///   - state: of the loop, with the definition.
    ///   - now: the time of the message.
    /// - Returns: the message, or what stands in its place.
    /// - Throws: ``SchemaError`` when a schema cannot be loaded.
    func offer(_ proposal: FeedbackProposal, in state: LoopState, at now: Instant) throws -> Offer {
        let target = proposal.target
        guard target.kind.isOfDuration else { return .kept(Self.withoutMessage(proposal)) }
        let key = LoopState.definitionKey(target.domain, Identifier(target.object))
        let entry = state.definitions[key]
        let partner = settings.partner(entry?.owner ?? settings.defaultPartner)
        guard partner.endpoint != nil else { return .kept(Self.unreachable(partner, proposal)) }
        let release = MessageRelease(of: partner.set ?? .v0700)
        guard proposal.draft.messages.contains(where: { $0.release == release }) else {
            return .withoutMessage(release)
        }
        guard case .duration(let duration) = proposal.agreedValue, let part = target.part,
            let asked = entry?.version(at: now)?.definition.asking(for: duration, of: part)
        else { return .kept(LoopError.stepGone(proposal: proposal.id).finding) }
        let bodID = "\(settings.site)/\(OperationsDefinition.noun)/\(proposal.id)"
        do {
            let row = try row(
                asked, Manner(verb: .change, actionCode: "Change", answer: .always, confirmation: .onError),
                key: target.object, bodID: bodID, to: partner, at: now)
            return .message(row, bodID: bodID)
        } catch let fault as OutboundFault {
            var finding = fault.finding
            finding.advice =
                "The proposal stays approved. Correct the partner's mapping; b2mml loop run makes the message."
            return .kept(finding)
        }
    }

    private static func withoutMessage(_ proposal: FeedbackProposal) -> Finding {
        Finding(
            "LOOP-PROPOSAL-7", .warning, at: Place(path: "Proposal \(proposal.id)"),
            "the definition is its sender's, who has to change it, and no message is made of this value",
            advice: "Agree on it with the sender: the next definition that has a value for it is in force.")
    }

    private static func unreachable(_ partner: PartnerSettings, _ proposal: FeedbackProposal) -> Finding {
        Finding(
            "LOOP-PROPOSAL-2", .warning, at: Place(path: "Proposal \(proposal.id)"),
            "the definition is its sender's, who has to change it, and the partner \(partner.name) has no endpoint",
            advice:
                "Agree on it with the sender: the next definition that comes is in force. Or give the partner an "
                + "endpoint; b2mml loop run then asks it.")
    }
}

extension MessageRelease {
    /// Proposals differ between V0401, which has production alone, and the sets with operations nouns.
    fileprivate init(of set: SchemaSet) {
        self = set == .v0401 ? .v0401 : .v0700
    }
}
