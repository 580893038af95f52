package import B2MML
package import Diagnostics
package import Journal
import Mapping
package import Operations
import XMLSchema
import XMLStream

/// Makes outgoing messages of what the loop has to tell: canonical document, the partner's set, envelope, bytes.
///
/// Everything is validated before it leaves: a message that is not valid is a fault of ours and is never sent.
package struct OutboundComposer: Sendable {
    private let library: SchemaLibrary
    private let translators: TranslatorLibrary
    let settings: Settings

    package init(library: SchemaLibrary, translators: TranslatorLibrary, settings: Settings) {
        self.library = library
        self.translators = translators
        self.settings = settings
    }

    /// The messages for partners that have an endpoint. Alerts and job lists stay inside; of proposals
    /// ``offer(_:in:at:)`` tells.
    ///
    /// A message that cannot be made is a finding and does not keep back the work that it reports: it can be made
    /// again from what the loop knows.
    ///
    /// - Throws: ``SchemaError`` when a schema cannot be loaded.
    package func rows(
        for notices: [Notice], in state: LoopState, at now: Instant
    ) throws -> Checked<[NewOutboxRow]> {
        var rows = Checked<[NewOutboxRow]>([])
        for notice in notices {
            guard case .performance(let performance, let request, let revision) = notice else { continue }
            let partner = settings.partner(state.requests[request]?.partner ?? settings.defaultPartner)
            guard partner.endpoint != nil else { continue }
            let bodID = "\(settings.site)/OperationsPerformance/\(request)/\(revision)"
            do {
                rows.value.append(
                    try row(performance, key: request, bodID: bodID, to: partner, at: now))
            } catch let fault as OutboundFault {
                rows.findings.append(fault.finding)
            }
        }
        let lots = try lotRows(for: notices, in: state, at: now)
        return Checked(rows.value + lots.value, rows.findings + lots.findings)
    }

    /// The ConfirmBOD for a message that came in, when its sender asked for one and can be reached.
    ///
    /// Source: B2MML `Sender/ConfirmationCode`: Always, OnError, Never.
    /// - Parameters:
    ///   - transaction: what came in.
    ///   - outcome: what became of it.
    ///   - findings: why, for the descriptions of a rejection.
    ///   - partner: who sent it.
    ///   - now: the time of the answer.
    /// - Returns: nil when no answer is due.
    /// - Throws: ``OutboundFault``.
    func confirmation(
        of transaction: Transaction, outcome: ImportOutcome, findings: [Finding], to partner: PartnerSettings,
        at now: Instant
    ) throws -> NewOutboxRow? {
        guard partner.endpoint != nil, let original = transaction.applicationArea,
            outcome.isRejection ? original.confirmation != .never : original.confirmation == .always
        else { return nil }
        let reference = original.bodID ?? original.creationDateTime ?? ""
        let bodID = "\(settings.site)/ConfirmBOD/\(partner.name)/\(reference)"
        let area = ApplicationArea(
            sender: partner.logicalID, receivers: [partner.name],
            creationDateTime: ZonedTime(now, offsetMinutes: 0, zoneSource: .site).description, bodID: bodID)
        let reasons = findings.filter { $0.severity == .error }.prefix(10).map(\.message)
        let confirmation = Confirmation(
            area: area, original: original,
            actionCodes: [outcome.isRejection ? Confirmation.rejected : "Accepted"],
            descriptions: outcome.isRejection ? Array(reasons) : [])
        let set = transaction.set
        let schema = try library.schema(set)
        let bytes = try validBytes(set, bodID) { () throws(DocumentEditor.Refusal) in
            try confirmation.document(schema: schema, namespace: set.namespace)
        }
        return answer(bytes, bodID: bodID, to: partner, at: now)
    }

    /// An answer that was given before, to be given again byte for byte.
    func answer(_ bytes: [UInt8], bodID: String?, to partner: PartnerSettings, at now: Instant)
        -> NewOutboxRow
    {
        NewOutboxRow(
            partner: partner.name, endpoint: partner.name, key: nil, root: "ConfirmBOD",
            verb: Verb.confirm.rawValue, noun: "BOD", bodID: bodID, bytes: bytes,
            contentHash: ContentHash.of(bytes), dueAt: now)
    }

    /// How a noun is told to a partner.
    struct Manner {
        var verb = Verb.sync
        var actionCode: String?
        /// Of a Change: whether the owner is to respond.
        var answer = AnswerPolicy.never
        var confirmation = AnswerPolicy.always
    }

    /// - Throws: ``OutboundFault``, ``SchemaError``.
    func row(
        _ value: some CanonicalNoun, _ manner: Manner = Manner(), key: String, bodID: String,
        to partner: PartnerSettings, at now: Instant
    ) throws -> NewOutboxRow {
        let set = partner.set ?? .v0700
        let schema = try library.schema(set)
        let noun = try translators.outgoing(
            value, called: key, to: set, partner: partner, settings: settings)
        guard let name = noun.root?.localName else { throw OutboundFault.empty(bodID) }
        let area = ApplicationArea(
            sender: partner.logicalID, receivers: [partner.name],
            creationDateTime: ZonedTime(now, offsetMinutes: 0, zoneSource: .site).description, bodID: bodID,
            confirmation: manner.confirmation)
        let envelope = Envelope(
            verb: manner.verb, noun: name, area: area, actionCode: manner.actionCode, answer: manner.answer)
        let bytes = try validBytes(set, bodID) { () throws(DocumentEditor.Refusal) in
            try envelope.document(around: [noun], schema: schema, namespace: set.namespace)
        }
        let root = MessageRoot.transactionName(manner.verb, name, in: schema) ?? manner.verb.rawValue + name
        return NewOutboxRow(
            partner: partner.name, endpoint: partner.name, key: key, root: root,
            verb: manner.verb.rawValue, noun: name, bodID: bodID, bytes: bytes,
            contentHash: ContentHash.of(bytes), dueAt: now)
    }

    private func validBytes(
        _ set: SchemaSet, _ bodID: String, document: () throws(DocumentEditor.Refusal) -> Document
    ) throws -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try DocumentSerialiser.bytes(of: document())
        } catch {
            throw OutboundFault.unwritable(bodID, reason: "\(error)")
        }
        let judgement = try DocumentReader(library: library).read(MemoryBytes(bytes), source: bodID, set: set)
        guard judgement.verdict == .valid else { throw OutboundFault.invalid(bodID, judgement.findings) }
        return bytes
    }
}

/// An outgoing message that we could not make. Ours, never the partner's; it is never sent.
package enum OutboundFault: AdapterError {
    case empty(String)
    case unwritable(String, reason: String)
    case invalid(String, [Finding])
    /// A code or a reference without a counterpart keeps the message back.
    case held(String, [Finding])

    package var code: Code {
        switch self {
        case .empty, .unwritable: "OUT-FAULT-1"
        case .invalid: "OUT-FAULT-2"
        case .held: "OUT-HELD-1"
        }
    }

    package var message: String {
        switch self {
        case .empty(let id): "the message \(id) came out empty"
        case .unwritable(let id, let reason): "the message \(id) cannot be written: \(reason)"
        case .invalid(let id, let findings):
            "the message \(id) would not be valid: \(findings.first?.description ?? "")"
        case .held(let id, let findings):
            "the message \(id) cannot be translated: \(findings.first?.description ?? "")"
        }
    }

    package var advice: String? {
        switch self {
        case .held:
            "The work is recorded. Complete the mapping's tables and make the message with b2mml exchange resend."
        case .empty, .unwritable, .invalid:
            "The work is recorded. Correct the partner's mapping and make the message with b2mml exchange resend."
        }
    }
}

extension ImportOutcome {
    /// Whether the sender has to hear that the message was not taken.
    fileprivate var isRejection: Bool {
        switch self {
        case .refused, .conflict, .held: true
        case .imported, .revised, .unchanged, .stale, .duplicate: false
        }
    }
}
