package import B2MML
package import Diagnostics
import Foundation
package import Journal
import Mapping
package import Operations
import XMLSchema
import XMLStream

/// Takes one delivery in. The file to read first: each step is a value, and the next one takes it.
///
/// ```
/// Delivery ─► Reading (judged, with its records' plan) ─► Recognised (which message it is)
///          ─► batches of TranslatedRecord ─► Draft (events, objects, answers) ─► one journal transaction each
/// ```
/// Forward only. The journal transaction is the only commit point: a crash before it means "never received", after it
/// "taken in up to the cursor", and the same delivery goes on from there.
package struct InboundPipeline {
    let library: SchemaLibrary
    let reader: DocumentReader
    private let tolerant: TolerantReader
    let translators: TranslatorLibrary
    let writer: SiteWriter
    let composer: OutboundComposer
    var settings: Settings { writer.settings }

    package init(
        library: SchemaLibrary, translators: TranslatorLibrary, writer: SiteWriter, composer: OutboundComposer
    ) {
        self.library = library
        self.translators = translators
        self.writer = writer
        self.composer = composer
        reader = DocumentReader(library: library)
        tolerant = TolerantReader(library: library)
    }

    /// Takes a delivery in, or says what would happen.
    ///
    /// - Parameter delivery: what has arrived.
    /// - Returns: what became of it, or under a writer that rehearses, would; input faults are in its findings.
    /// - Throws: ``JournalError`` and our own faults. What was committed before stays, and the same delivery resumes.
    package func take(_ delivery: Delivery) async throws -> ImportResult {
        let isRehearsal = writer.isRehearsal
        let reading: Reading
        switch try read(delivery) {
        case .success(.records(let judged)): reading = judged
        case .success(.answer(let answer)): return try await take(answer)
        case .failure(let refusal): return try await refuse(refusal, isRehearsal: isRehearsal)
        }
        let known = try await writer.journal.message(reading.identity)
        switch MessageRecognition(contentHash: reading.contentHash, known: known) {
        case .new:
            let faults = try untranslatable(reading)
            guard faults.isEmpty else {
                return try await refuse(
                    Refusal(
                        delivery: delivery, contentHash: reading.contentHash, partner: reading.partner.name,
                        findings: reading.findings + faults),
                    isRehearsal: isRehearsal)
            }
            return try await takeRecords(
                of: reading, known: nil, from: RecordCursor(), isRehearsal: isRehearsal)
        case .resume(_, let cursor):
            return try await takeRecords(of: reading, known: known, from: cursor, isRehearsal: isRehearsal)
        case .duplicate where known?.progress.state == .held:
            // What was missing may be there now. What is in already is recognised as unchanged.
            return try await takeRecords(
                of: reading, known: known, from: RecordCursor(), isRehearsal: isRehearsal)
        case .duplicate(let message):
            return try await duplicate(of: message, known, reading.received, isRehearsal: isRehearsal)
        case .conflict(let message):
            return try await conflict(with: message, reading.received, known, isRehearsal: isRehearsal)
        }
    }
}

// MARK: - Reading

extension InboundPipeline {
    /// A delivery that is valid and whose meaning is known.
    struct Reading {
        let delivery: Delivery
        /// What its records are read from.
        let bytes: RecordBytes
        /// Leads back to the delivery, where something else is read.
        let places: NormalisedPlaces?
        let contentHash: String
        let partner: PartnerSettings
        let identity: MessageIdentity
        let transaction: Transaction
        let action: ImportedRequest.Action
        let schema: Schema
        let header: Document
        let translator: NounTranslator
        let plan: RecordPlan
        let recordCount: Int
        let created: Instant?
        let findings: [Finding]
        /// Whether the whole document is one transaction.
        let isSmall: Bool

        var received: Received {
            Received(
                delivery: delivery, contentHash: contentHash, partner: partner, identity: identity,
                transaction: transaction)
        }
    }

    /// What was read: records for the loop, or an answer to a message of ours.
    enum Understood {
        case records(Reading)
        case answer(AnswerReading)
    }

    /// A delivery whose message is known.
    struct Received {
        let delivery: Delivery
        let contentHash: String
        let partner: PartnerSettings
        let identity: MessageIdentity
        /// Nil for a ConfirmBOD, which is not answered.
        let transaction: Transaction?
    }

    /// A delivery that is not taken in.
    struct Refusal: Error {
        let delivery: Delivery
        let contentHash: String
        let partner: String
        let findings: [Finding]
        /// Whether it is the document that is not as the specification says, so that another reading may help.
        var isOfDocument = false
    }

    func read(_ delivery: Delivery) throws -> Result<Understood, Refusal> {
        let hash = try ContentHash.of(delivery.bytes)
        if let problem = delivery.problem {
            return .failure(
                Refusal(
                    delivery: delivery, contentHash: hash,
                    partner: delivery.partner ?? settings.defaultPartner, findings: [problem]))
        }
        let strict = try read(delivery, hash: hash, nil)
        guard case .failure(let refusal) = strict, refusal.isOfDocument else { return strict }
        return try readTolerantly(delivery, hash: hash, refusal)
    }

    /// Reads what is not valid by the profile of its partner, who is found before the document is understood.
    private func readTolerantly(
        _ delivery: Delivery, hash: String, _ refusal: Refusal
    ) throws -> Result<Understood, Refusal> {
        guard isTolerant else { return .failure(refusal) }
        let sender = delivery.partner == nil ? try tolerant.sender(of: delivery.bytes) : nil
        let partner = partner(of: delivery, sender: sender)
        guard !partner.profile.isStrict else { return .failure(refusal) }
        let reading = try tolerant.read(
            delivery.bytes, source: delivery.origin, profile: partner.profile,
            zone: settings.plantZone(of: partner))
        func refused(_ findings: [Finding]) -> Result<Understood, Refusal> {
            .failure(
                Refusal(
                    delivery: delivery, contentHash: hash, partner: partner.name, findings: findings))
        }
        let named = reading.deviations.map(\.finding)
        guard reading.set != nil else { return refused(refusal.findings) }
        guard reading.isAccepted, let message = reading.messages.first else {
            return refused(reading.findings + named)
        }
        guard reading.messages.count == 1 else {
            return refused([InboundRefusals.manyMessages(reading.messages.count, delivery.origin)] + named)
        }
        return try read(delivery, hash: hash, try NormalisedDelivery(message, named))
    }

    private func read(
        _ delivery: Delivery, hash: String, _ normalised: NormalisedDelivery?
    ) throws -> Result<Understood, Refusal> {
        let bytes =
            normalised.map { RecordBytes.normalised(MemoryBytes($0.bytes), count: $0.bytes.count) }
            ?? .delivered(delivery.bytes)
        func refusal(
            _ findings: [Finding], partner: String? = nil, isOfDocument: Bool = false
        ) -> Result<Understood, Refusal> {
            let partner = partner ?? delivery.partner ?? settings.defaultPartner
            return .failure(
                Refusal(
                    delivery: delivery, contentHash: hash, partner: partner, findings: findings,
                    isOfDocument: isOfDocument))
        }
        let sniffed = try reader.sniff(bytes, source: delivery.origin, set: normalised?.set)
        guard let set = sniffed.set, let rootName = sniffed.root else {
            return refusal(sniffed.findings, isOfDocument: true)
        }
        let schema = try library.schema(set)
        let root = schema.globalElement(rootName).map { MessageRoot($0, in: schema) }
        if let root, translators.isAnswer(root, of: set) {
            let judgement = try reader.read(bytes, source: delivery.origin, set: set)
            guard judgement.verdict == .valid, let document = judgement.document else {
                return refusal(judgement.findings, isOfDocument: judgement.verdict == .invalid)
            }
            return try readAnswer(
                document, set, delivery, hash: hash, (normalised?.findings ?? []) + judgement.findings)
        }
        guard let root, let noun = root.noun else {
            let judgement = try reader.read(bytes, source: delivery.origin, set: set)
            return refusal(
                judgement.findings + InboundRefusals.noMessage(root, rootName, delivery.origin),
                isOfDocument: root == nil)
        }
        guard let translator = try translators.translator(of: noun, from: set, schema: schema) else {
            let judgement = try reader.read(bytes, source: delivery.origin, set: set)
            return refusal(
                judgement.findings.hasErrors
                    ? judgement.findings : [InboundRefusals.noMapping(noun, set, delivery.origin)])
        }
        let (judgement, notes) = try reader.read(
            bytes, source: delivery.origin, set: set, plan: translator.plan, header: nil,
            consumer: HabitNotes(
                schema: schema, profile: isTolerant ? .tolerant : .strict, source: delivery.origin))
        guard judgement.verdict == .valid, let header = judgement.document,
            // Of a bare noun that is a record itself, nothing stands outside of records.
            let transaction = Transaction(header, set: set) ?? Transaction(bare: root, set: set)
        else { return refusal(judgement.findings, isOfDocument: judgement.verdict == .invalid) }
        let partner = partner(of: delivery, sender: transaction.applicationArea?.sender)
        let noted = normalised?.findings ?? habits(notes, in: header, partner)
        if noted.hasErrors { return refusal(noted, partner: partner.name) }
        guard
            case .apply(let action) = InboundAction(
                verb: transaction.verb, actionCode: transaction.actionCode)
        else {
            return refusal(
                [InboundRefusals.nothingToTakeIn(transaction, delivery.origin)], partner: partner.name)
        }
        let stamp = creation(of: transaction, partner, source: delivery.origin)
        let reading = Reading(
            delivery: delivery, bytes: bytes, places: normalised?.places, contentHash: hash,
            partner: partner, identity: identity(of: transaction, partner: partner.name, hash: hash),
            transaction: transaction,
            action: action, schema: schema, header: header, translator: translator, plan: translator.plan,
            recordCount: judgement.records, created: stamp.value,
            findings: noted + judgement.findings + stamp.findings,
            isSmall: try bytes.size() <= settings.wholeDocumentSize)
        return .success(.records(reading))
    }

    /// Whether there is a partner whose documents need not be as the specification says.
    private var isTolerant: Bool { settings.partners.values.contains { !$0.profile.isStrict } }

    /// What is valid, and worth a word by the partner's profile.
    private func habits(_ notes: HabitNotes, in header: Document, _ partner: PartnerSettings) -> [Finding] {
        guard !partner.profile.isStrict else { return [] }
        var notes = notes
        notes.finish(header)
        return notes.deviations(by: partner.profile, zone: settings.plantZone(of: partner)).map(\.finding)
    }

    /// The partner: as named, else by the sender's logical ID, else the default one.
    func partner(of delivery: Delivery, sender: String?) -> PartnerSettings {
        if let named = delivery.partner { return settings.partner(named) }
        return settings.partner(sender.flatMap(settings.partner(ofSender:)) ?? settings.defaultPartner)
    }

    private func identity(of transaction: Transaction, partner: String, hash: String) -> MessageIdentity {
        let area = transaction.applicationArea
        return MessageIdentity(
            partner: partner, bodID: area?.bodID, sender: area?.sender, creation: area?.creationDateTime,
            root: transaction.root, contentHash: hash)
    }

    /// `CreationDateTime` as an instant; a local one takes the partner's or the site's zone, with a note.
    private func creation(
        of transaction: Transaction, _ partner: PartnerSettings, source: String
    ) -> Checked<Instant?> {
        guard let text = transaction.applicationArea?.creationDateTime else { return Checked(nil) }
        return MessageTime.instant(text, partner: partner, settings: settings, source: source)
    }
}

// MARK: - Records

extension InboundPipeline {
    private func takeRecords(
        of reading: Reading, known: InboxMessage?, from start: RecordCursor, isRehearsal: Bool
    ) async throws -> ImportResult {
        var result = ImportResult(
            file: reading.delivery.origin, outcome: .unchanged, isRehearsal: isRehearsal)
        result.partner = reading.partner.name
        // What an earlier run noticed is part of the answer, and is in the journal already.
        var noted: [Finding] = []
        if let known, start.committed > 0 { noted = try await writer.journal.findings(of: known.id) }
        result.findings = noted.isEmpty ? reading.findings : noted
        let context = TranslationContext(
            partner: reading.partner, settings: settings, source: reading.delivery.origin,
            places: reading.places)
        let records = RecordReading(
            try reading.bytes.open(), schema: reading.schema, plan: reading.plan,
            header: reading.header,
            consumer: RecordQueue(reading.translator, context, skipping: start.committed))
        var message = known?.id
        var cursor = start
        var noticed = noted.count
        while true {
            let (batch, isLast) = try nextBatch(records, isSmall: reading.isSmall)
            if isLast { result.findings += records.consumer.summary() }
            let step = Step(
                reading: reading, records: batch, message: message, cursor: cursor,
                held: known?.progress.state == .held ? known?.progress.cursor : nil, noticed: noticed,
                isLast: isLast, earlier: result)
            let outcome = try await writer.commit { try await decide(step, $0) }
            result = outcome.result
            cursor.committed += batch.count
            noticed = result.findings.count
            if isLast { return result }
            if message == nil, !isRehearsal {
                message = try await writer.journal.message(reading.identity)?.id
            }
        }
    }

    /// What keeps records from being read at all, such as a quantity that is no number. A message with such a record is
    /// refused as a whole before anything is committed, and does not claim its identity: the corrected one may keep
    /// its BODID.
    private func untranslatable(_ reading: Reading) throws -> [Finding] {
        let context = TranslationContext(
            partner: reading.partner, settings: settings, source: reading.delivery.origin,
            places: reading.places)
        let records = RecordReading(
            try reading.bytes.open(), schema: reading.schema, plan: reading.plan,
            header: reading.header, consumer: RecordQueue(reading.translator, context, skipping: 0))
        var faults: [Finding] = []
        var isLast = false
        while !isLast {
            isLast = try !records.advance()
            for record in records.consumer.take(.max) where record.objects.isEmpty && !record.isHeld {
                faults += record.findings.filter { $0.severity == .error }
            }
        }
        return faults
    }

    /// The next records to be committed together, and whether they are the last ones.
    private func nextBatch<Reader: ByteReader>(
        _ records: RecordReading<Reader, RecordQueue>, isSmall: Bool
    ) throws -> (records: [TranslatedRecord], isLast: Bool) {
        let size = isSmall ? Int.max : settings.recordsPerCommit
        // One more than the batch, so that the last batch is known to be the last.
        while records.consumer.count <= size {
            if try !records.advance() { break }
        }
        let batch = records.consumer.take(size)
        return (batch, records.consumer.count == 0 && records.isAtEnd)
    }

    /// One transaction's worth of a message.
    struct Step {
        let reading: Reading
        let records: [TranslatedRecord]
        let message: MessageID?
        let cursor: RecordCursor
        /// Where the journal has a held message that is taken again from its beginning; nil for another one.
        let held: RecordCursor?
        /// How many of the findings the journal has.
        let noticed: Int
        let isLast: Bool
        /// What the batches before it have come to.
        let earlier: ImportResult
    }

    private func decide(_ step: Step, _ draft: Draft) async throws -> (result: ImportResult, done: Bool) {
        var result = step.earlier
        let reading = step.reading
        let intake = ObjectIntake(
            partner: reading.partner.name, action: reading.action, created: reading.created,
            message: reading.identity.label, source: reading.delivery.origin)
        let keys = intake.keys(of: step.records)
        var known = try await writer.versions(of: keys)
        for record in step.records {
            result.findings += record.findings
            for object in record.objects {
                let taken = try intake.take(object, record, known: &known, draft)
                result.findings += taken.findings
                result.objects.append(taken.object)
            }
            if record.objects.isEmpty {
                result.objects.append(
                    ImportResult.Object(
                        noun: record.element, id: record.id, outcome: record.isHeld ? .held : .refused))
            }
        }
        if step.isLast {
            result.outcome = ImportOutcome.heaviest(result.objects.map(\.outcome)) ?? .unchanged
        }
        result.findings += try draft.tell(composer)
        let answer = step.isLast ? try self.answer(reading.received, result, at: draft.now) : nil
        draft.outbox += answer.map { [$0] } ?? []
        result.events += draft.eventCount
        draft.inbox = try inboxPart(
            step, result, newFindings: Array(result.findings.dropFirst(step.noticed)), answer: answer?.bytes)
        return (result, step.isLast)
    }

    func answer(_ received: Received, _ result: ImportResult, at now: Instant) throws -> NewOutboxRow? {
        guard let transaction = received.transaction else { return nil }
        return try composer.confirmation(
            of: transaction, outcome: result.outcome, findings: result.findings, to: received.partner,
            at: now)
    }

    private func inboxPart(
        _ step: Step, _ result: ImportResult, newFindings: [Finding], answer: [UInt8]?
    ) throws -> InboxPart {
        let reading = step.reading
        let cursor = RecordCursor(
            committed: max(step.cursor.committed + step.records.count, step.held?.committed ?? 0),
            of: reading.recordCount)
        let progress =
            if step.isLast {
                MessageProgress(
                    result.outcome.inboxState, cursor: cursor, outcome: result.outcome, answer: answer)
            } else if step.held != nil {
                // A crash leaves it held, and it is taken again as a whole.
                MessageProgress(.held, cursor: cursor, outcome: .held)
            } else {
                MessageProgress(.receiving, cursor: cursor)
            }
        let subject: InboxPart.Subject
        if let message = step.message {
            subject = .known(message, from: step.held ?? step.cursor)
        } else {
            subject = .first(
                ReceivedMessage(
                    identity: reading.identity, contentHash: reading.contentHash,
                    content: try reading.delivery.content(), origin: reading.delivery.origin,
                    receivedAt: reading.delivery.receivedAt, inForce: try inForce(reading)))
        }
        return InboxPart(subject, progress, findings: newFindings)
    }

    private func inForce(_ reading: Reading) throws -> InForce {
        try inForce(reading.transaction.set, reading.translator.mappingsInForce)
    }

    func inForce(_ set: SchemaSet, _ mappings: [InForce.Part]) throws -> InForce {
        InForce(
            schemas: InForce.Part(name: set.rawValue, hash: try library.fingerprint(of: set)),
            mappings: mappings,
            settings: InForce.Part(name: settings.source, hash: settings.fingerprint))
    }
}

// MARK: - What is not taken in

extension InboundPipeline {
    func refuse(_ refusal: Refusal, isRehearsal: Bool) async throws -> ImportResult {
        var result = ImportResult(
            file: refusal.delivery.origin, outcome: .refused, isRehearsal: isRehearsal,
            findings: refusal.findings)
        result.partner = refusal.partner
        guard !isRehearsal else { return result }
        _ = try await writer.journal.record(
            NewDelivery(
                .refused, partner: refusal.partner, origin: refusal.delivery.origin,
                receivedAt: refusal.delivery.receivedAt, contentHash: refusal.contentHash, outcome: .refused,
                findings: refusal.findings, content: try refusal.delivery.content()),
            answering: [])
        return result
    }

    /// Answered as the first time, with the same bytes: a message that was refused is not accepted by sending it
    /// again.
    func duplicate(
        of message: MessageID, _ known: InboxMessage?, _ reading: Received, isRehearsal: Bool
    ) async throws -> ImportResult {
        var result = ImportResult(
            file: reading.delivery.origin, outcome: .duplicate, isRehearsal: isRehearsal)
        result.partner = reading.partner.name
        if known?.progress.state == .refused {
            result.findings = try await writer.journal.findings(of: message)
        }
        guard !isRehearsal else { return result }
        let again = known?.progress.answer.map {
            composer.answer($0, bodID: nil, to: reading.partner, at: reading.delivery.receivedAt)
        }
        try await record(.duplicate, .duplicate, message, reading, content: nil, findings: [], answer: again)
        return result
    }

    func conflict(
        with message: MessageID, _ reading: Received, _ known: InboxMessage?, isRehearsal: Bool
    ) async throws -> ImportResult {
        let finding = InboundRefusals.conflict(reading.identity.label, known, reading.delivery.origin)
        var result = ImportResult(
            file: reading.delivery.origin, outcome: .conflict, isRehearsal: isRehearsal, findings: [finding])
        result.partner = reading.partner.name
        guard !isRehearsal else { return result }
        try await record(
            .conflict, .conflict, message, reading, content: try reading.delivery.content(),
            findings: [finding],
            answer: try answer(reading, result, at: reading.delivery.receivedAt))
        return result
    }

    private func record(
        _ kind: DeliveryKind, _ outcome: ImportOutcome, _ message: MessageID, _ reading: Received,
        content: MessageContent?, findings: [Finding], answer: NewOutboxRow?
    ) async throws {
        _ = try await writer.journal.record(
            NewDelivery(
                kind, partner: reading.partner.name, origin: reading.delivery.origin,
                receivedAt: reading.delivery.receivedAt, contentHash: reading.contentHash, message: message,
                outcome: outcome, findings: findings, content: content),
            answering: answer.map { [$0] } ?? [])
    }
}

extension Delivery {
    func content() throws -> MessageContent {
        let bytes = bytes
        return MessageContent(count: try bytes.size()) { try bytes.bytes(in: $0) }
    }
}

extension ImportOutcome {
    fileprivate var inboxState: InboxState {
        switch self {
        case .refused, .conflict: .refused
        case .held: .held
        case .imported, .revised, .unchanged, .stale, .duplicate: .acknowledged
        }
    }
}
