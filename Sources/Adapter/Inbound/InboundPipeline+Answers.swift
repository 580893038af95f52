import B2MML
import Diagnostics
import Journal
import Operations
import XMLSchema

/// Answers to messages of ours: a Respond, or a ConfirmBOD that came by itself or as the reply to the message.
///
/// They are messages like others, recognised and committed alike, and go to the proposal that they are about.
extension InboundPipeline {
    /// An answer that is valid and names a proposal that went out.
    struct AnswerReading {
        let received: Received
        let set: SchemaSet
        let answer: OwnerAnswer
        let proposal: FeedbackProposal
        let mappings: [InForce.Part]
        let findings: [Finding]
    }

    /// What an answer says, whichever form it has.
    private struct Heard {
        let area: ApplicationArea?
        let original: ApplicationArea?
        let actionCodes: [String]
        let descriptions: [String]

        init?(_ document: Document) {
            if let confirmation = Confirmation(document) {
                area = confirmation.area
                original = confirmation.original
                actionCodes = confirmation.actionCodes
                descriptions = confirmation.descriptions
            } else if let response = Response(document) {
                area = document.root?.child("ApplicationArea").map(ApplicationArea.init)
                original = response.original
                actionCodes = response.actionCodes
                descriptions = response.descriptions
            } else {
                return nil
            }
        }

        /// The gravest of the action codes that are answers.
        var verdict: OwnerAnswer.Verdict? {
            [.rejected, .modified, .accepted].first { actionCodes.contains($0.rawValue) }
        }
    }

    func readAnswer(
        _ document: Document, _ set: SchemaSet, _ delivery: Delivery, hash: String, _ findings: [Finding]
    ) throws -> Result<Understood, Refusal> {
        let heard = Heard(document)
        let partner = partner(of: delivery, sender: heard?.area?.sender)
        let root = document.root?.localName ?? ""
        func refusal(_ findings: [Finding]) -> Result<Understood, Refusal> {
            .failure(
                Refusal(delivery: delivery, contentHash: hash, partner: partner.name, findings: findings))
        }
        let bodID = heard?.original?.bodID ?? delivery.answering
        guard let heard, let bodID, let proposal = writer.state.register.proposal(sentIn: bodID),
            owner(of: proposal) == partner.name
        else { return refusal([InboundRefusals.answersNothing(bodID, root, delivery.origin)]) }
        let transaction = Transaction(document, set: set)
        let context = TranslationContext(partner: partner, settings: settings, source: delivery.origin)
        let (definitions, mappings) = try translators.definitions(
            in: transaction?.nouns ?? [], of: set, context)
        guard !definitions.findings.hasErrors else { return refusal(findings + definitions.findings) }
        let reason = heard.descriptions.joined(separator: "; ")
        let answer = OwnerAnswer(
            bodID: bodID, verdict: heard.verdict,
            definition: definitions.value.first {
                $0.id?.matchingKey == Identifier(proposal.target.object).matchingKey
            }, reason: reason.isEmpty ? nil : reason)
        let reading = AnswerReading(
            received: Received(
                delivery: delivery, contentHash: hash, partner: partner,
                identity: identity(heard.area, partner.name, root, hash), transaction: transaction),
            set: set, answer: answer, proposal: proposal, mappings: mappings,
            findings: findings + definitions.findings)
        return .success(.answer(reading))
    }

    /// Two answers can be made at the same time: without a BODID they are told apart by their content.
    private func identity(_ area: ApplicationArea?, _ partner: String, _ root: String, _ hash: String)
        -> MessageIdentity
    {
        MessageIdentity(
            partner: partner, bodID: area?.bodID, sender: nil, creation: nil, root: root, contentHash: hash)
    }

    /// Whom a proposal went to.
    private func owner(of proposal: FeedbackProposal) -> String {
        let target = proposal.target
        let key = LoopState.definitionKey(target.domain, Identifier(target.object))
        return writer.state.definitions[key]?.owner ?? settings.defaultPartner
    }

    func take(_ reading: AnswerReading) async throws -> ImportResult {
        let received = reading.received
        let isRehearsal = writer.isRehearsal
        let known = try await writer.journal.message(received.identity)
        switch MessageRecognition(contentHash: received.contentHash, known: known) {
        case .new:
            return try await writer.commit { draft in
                try decide(reading, draft, isRehearsal: isRehearsal)
            }
        case .duplicate(let message), .resume(let message, _):
            return try await duplicate(of: message, known, received, isRehearsal: isRehearsal)
        case .conflict(let message):
            return try await conflict(with: message, received, known, isRehearsal: isRehearsal)
        }
    }

    private func decide(_ reading: AnswerReading, _ draft: Draft, isRehearsal: Bool) throws -> ImportResult {
        let received = reading.received
        var result = ImportResult(
            file: received.delivery.origin, outcome: .unchanged, isRehearsal: isRehearsal,
            findings: reading.findings)
        result.partner = received.partner.name
        let place = Place(source: received.delivery.origin)
        let origin = Origin(partner: received.partner.name, message: received.identity.label)
        let domain = reading.proposal.draft.domain
        do throws(LoopError) {
            let decision = try draft.perform(
                Command(domain, .performanceAnalysis(.answerProposal(reading.answer)), origin: origin))
            result.outcome = decision.outcome == .applied ? .imported : .unchanged
            result.findings += decision.findings.map { $0.ofLoop(at: place) }
        } catch {
            result.outcome = .refused
            result.findings.append(error.finding.ofLoop(at: place))
        }
        result.objects = [
            ImportResult.Object(
                noun: "OperationsDefinition", id: reading.proposal.target.object, outcome: result.outcome)
        ]
        result.findings += try draft.tell(composer)
        let answer = try self.answer(received, result, at: draft.now)
        draft.outbox += answer.map { [$0] } ?? []
        result.events = draft.eventCount
        draft.inbox = InboxPart(
            .first(
                ReceivedMessage(
                    identity: received.identity, contentHash: received.contentHash,
                    content: try received.delivery.content(), origin: received.delivery.origin,
                    receivedAt: received.delivery.receivedAt,
                    inForce: try inForce(reading.set, reading.mappings))),
            MessageProgress(
                result.outcome == .refused ? .refused : .acknowledged,
                cursor: RecordCursor(committed: 1, of: 1), outcome: result.outcome, answer: answer?.bytes),
            findings: result.findings)
        return result
    }
}

// MARK: - Replies

extension InboundPipeline {
    /// Takes in what owners have answered at once, in the reply to the message that asked them. The reply lies in the
    /// outbox, so that none is lost between sending and this.
    ///
    /// - Returns: one result for each reply that had not been taken in.
    /// - Throws: ``JournalError``; our own faults.
    package func takeReplies() async throws -> [ImportResult] {
        var results: [ImportResult] = []
        for proposal in writer.state.register.proposals where proposal.state == .sent {
            guard let bodID = proposal.sentIn else { continue }
            for row in try await writer.journal.outbox(OutboxFilter(bodID: bodID), after: nil, limit: 10) {
                results += try await takeReply(to: row, bodID)
            }
        }
        return results
    }

    private func takeReply(to row: OutboxRow, _ bodID: String) async throws -> [ImportResult] {
        guard let reply = row.reply, row.state == .delivered || row.state == .rejected else { return [] }
        let delivery = Delivery(
            origin: "reply to message \(row.id.rawValue)", bytes: FileBytes(try Spool(reply)),
            partner: row.partner, receivedAt: row.changedAt, answering: bodID)
        guard case .success(.answer(let reading)) = try read(delivery),
            try await writer.journal.message(reading.received.identity) == nil
        else { return [] }
        return [try await take(reading)]
    }
}
