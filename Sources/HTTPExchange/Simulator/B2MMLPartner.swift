package import Adapter
package import B2MML
import Diagnostics
package import Operations
import XMLSchema

/// Plays a partner that speaks B2MML: judges what it gets, and answers with a ConfirmBOD of the same set; a Change with
/// a Respond that accepts it, and the noun as it was asked for.
///
/// A document that is not valid, or not of a set that is known, is rejected with the findings as descriptions.
package struct B2MMLPartner: SimulatedERP {
    private let library: SchemaLibrary
    private let logicalID: String
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - library: the sets that it understands.
    ///   - logicalID: how it calls itself in its answers.
    ///   - now: the time of its answers.
    package init(library: SchemaLibrary, logicalID: String, now: @escaping @Sendable () -> Instant) {
        self.library = library
        self.logicalID = logicalID
        self.now = now
    }

    /// The BODID, by which a repetition is recognised; nil where there is none.
    package func key(of request: ReceivedRequest) -> String? {
        judge(request)?.transaction?.applicationArea?.bodID
    }

    package func answer(to request: ReceivedRequest) async -> SimulatedAnswer {
        guard let judged = judge(request) else { return SimulatedAnswer(status: 500) }
        guard let set = judged.judgement.set, judged.judgement.document != nil else {
            return SimulatedAnswer(
                status: 400, headers: [TransportHeader("Content-Type", "text/plain; charset=utf-8")],
                body: Array(judged.judgement.findings.map(\.description).joined(separator: "\n").utf8))
        }
        return respond(judged, set) ?? confirm(judged, set)
    }

    private struct Judged {
        let judgement: Judgement
        let transaction: Transaction?
    }

    private func judge(_ request: ReceivedRequest) -> Judged? {
        let reader = DocumentReader(library: library)
        guard let judgement = try? reader.read(MemoryBytes(request.body), source: "request \(request.number)")
        else {
            return nil
        }
        let transaction = judgement.set.flatMap { set in
            judgement.document.flatMap { Transaction($0, set: set) }
        }
        return Judged(judgement: judgement, transaction: transaction)
    }

    /// Nil for what is no Change, what is not valid, and where the set has no Respond for the noun.
    private func respond(_ judged: Judged, _ set: SchemaSet) -> SimulatedAnswer? {
        guard judged.judgement.verdict == .valid, let transaction = judged.transaction,
            transaction.verb == .change, let schema = try? library.schema(set),
            MessageRoot.transactionName(.respond, transaction.noun, in: schema) != nil
        else { return nil }
        let original = transaction.applicationArea
        let envelope = Envelope(
            verb: .respond, noun: transaction.noun,
            area: ApplicationArea(
                sender: logicalID,
                creationDateTime: ZonedTime(now(), offsetMinutes: 0, zoneSource: .site).description,
                bodID: original?.bodID.map { "\(logicalID)/\($0)" }),
            response: Response(original: original, actionCodes: ["Accepted"]))
        guard
            let document = try? envelope.document(
                around: transaction.nouns, schema: schema, namespace: set.namespace)
        else { return nil }
        return answer(document)
    }

    private func answer(_ document: Document) -> SimulatedAnswer {
        guard let bytes = try? DocumentSerialiser.bytes(of: document) else {
            return SimulatedAnswer(status: 500)
        }
        return SimulatedAnswer(
            status: 200, headers: [TransportHeader("Content-Type", "application/xml; charset=utf-8")],
            body: bytes)
    }

    private func confirm(_ judged: Judged, _ set: SchemaSet) -> SimulatedAnswer {
        let isTaken = judged.judgement.verdict == .valid && judged.transaction != nil
        let area = ApplicationArea(
            sender: logicalID,
            creationDateTime: ZonedTime(now(), offsetMinutes: 0, zoneSource: .site).description)
        let confirmation = Confirmation(
            area: area, original: judged.transaction?.applicationArea,
            actionCodes: [isTaken ? "Accepted" : Confirmation.rejected],
            descriptions: isTaken ? [] : judged.judgement.findings.prefix(5).map(\.message))
        guard let schema = try? library.schema(set),
            let document = try? confirmation.document(schema: schema, namespace: set.namespace)
        else { return SimulatedAnswer(status: 500) }
        return answer(document)
    }
}
