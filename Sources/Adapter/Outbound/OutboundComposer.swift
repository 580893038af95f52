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
    private let settings: Settings

    package init(library: SchemaLibrary, translators: TranslatorLibrary, settings: Settings) {
        self.library = library
        self.translators = translators
        self.settings = settings
    }

    /// The messages for partners that have an endpoint. Alerts, job lists and proposals stay inside.
    ///
    /// - Throws: ``OutboundFault``.
    package func rows(for notices: [Notice], in state: LoopState, at now: Instant) throws -> [NewOutboxRow] {
        var rows: [NewOutboxRow] = []
        for notice in notices {
            guard case .performance(let performance, let request, let revision) = notice else { continue }
            let partner = settings.partner(state.requests[request]?.partner ?? settings.defaultPartner)
            guard partner.endpoint != nil else { continue }
            let bodID = "\(settings.site)/OperationsPerformance/\(request)/\(revision)"
            rows.append(try row(performance, key: request, bodID: bodID, to: partner, at: now))
        }
        return rows
    }

    private func row(
        _ performance: OperationsPerformance, key: String, bodID: String, to partner: PartnerSettings,
        at now: Instant
    ) throws -> NewOutboxRow {
        let set = partner.set ?? .v0700
        let schema = try library.schema(set)
        let noun = try translators.outgoing(performance, to: set, partner: partner, settings: settings)
        guard let name = noun.root?.localName else { throw OutboundFault.empty(bodID) }
        let area = ApplicationArea(
            sender: partner.logicalID, receivers: [partner.name],
            creationDateTime: ZonedTime(now, offsetMinutes: 0, zoneSource: .site).description, bodID: bodID,
            confirmation: .always)
        let envelope = Envelope(verb: .sync, noun: name, area: area)
        let bytes = try validBytes(envelope, noun, schema, set, bodID)
        return NewOutboxRow(
            partner: partner.name, endpoint: partner.name, key: key, root: "Sync\(name)",
            verb: Verb.sync.rawValue,
            noun: name, bodID: bodID, bytes: bytes, contentHash: ContentHash.of(bytes), dueAt: now)
    }

    private func validBytes(
        _ envelope: Envelope, _ noun: Document, _ schema: Schema, _ set: SchemaSet, _ bodID: String
    ) throws -> [UInt8] {
        let bytes: [UInt8]
        do {
            let document = try envelope.document(around: [noun], schema: schema, namespace: set.namespace)
            bytes = try DocumentSerialiser.bytes(of: document)
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
        case .held: "Complete the mapping's tables; the work is recorded, and the message is made then."
        case .empty, .unwritable, .invalid:
            "Report it with the partner's mapping. Nothing was sent and nothing was recorded."
        }
    }
}
