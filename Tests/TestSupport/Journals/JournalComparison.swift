package import Journal
import Operations
import Testing

private typealias Sample = JournalSamples

/// Gives two journals the same random commands, right and wrong ones, and expects the same answers and, at the end,
/// the same contents.
package struct JournalComparison {
    private let model: any Journal
    private let subject: any Journal
    private var random: SplitMix
    private var now: Int64 = 0
    private var leases: [Lease] = []
    private var claims: [OutboxClaim] = []

    private static let keys = ["1", "2", "3"]

    package init(_ subject: any Journal, against model: any Journal = MemoryJournal(), seed: UInt64) {
        self.subject = subject
        self.model = model
        random = SplitMix(seed: seed)
    }

    package mutating func run(commands: Int) async throws {
        for _ in 0..<commands {
            now += Int64.random(in: 0...20, using: &random)
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<8: try await acquire()
            case 8..<12: try await giveBack()
            case 12..<50: try await commit()
            case 50..<58: try await record()
            case 58..<72: try await claim()
            case 72..<90: try await settle()
            default: try await intervene()
            }
        }
        let expected = try await JournalDump(model, keys: Self.keys)
        let found = try await JournalDump(subject, keys: Self.keys)
        #expect(found == expected)
        #expect(!expected.events.isEmpty && !expected.outbox.isEmpty && !expected.messages.isEmpty)
    }

    /// Asks both; the answers must be equal, errors included.
    private func both<Answer: Equatable & Sendable>(
        _ command: (any Journal) async throws(JournalError) -> Answer
    ) async -> Answer? {
        let expected = await answer(model, command)
        let found = await answer(subject, command)
        #expect(found == expected)
        return try? expected.get()
    }

    private func answer<Answer>(
        _ journal: any Journal, _ command: (any Journal) async throws(JournalError) -> Answer
    ) async -> Result<Answer, JournalError> {
        do throws(JournalError) {
            return .success(try await command(journal))
        } catch {
            return .failure(error)
        }
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.randomElement(using: &random)
    }

    private mutating func acquire() async throws {
        let site = chance(70) ? "s" : "t"
        let holder = chance(50) ? "a" : "b"
        let dead = chance(30) ? pick(leases) : nil
        let (start, end) = (Sample.time(now), Sample.time(now + 150))
        let lease = await both { (journal) throws(JournalError) in
            try await journal.acquireLease(of: site, by: holder, at: start, until: end, replacing: dead)
        }
        if let lease { leases.append(lease) }
    }

    private mutating func giveBack() async throws {
        guard let lease = pick(leases) else { return }
        let until = Sample.time(now + 100)
        if chance(50) {
            let renewed = await both { (journal) throws(JournalError) in
                try await journal.renew(lease, until: until)
            }
            if let renewed { leases.append(renewed) }
        } else {
            _ = await both { (journal) throws(JournalError) in
                try await journal.release(lease)
                return true
            }
        }
    }

    private mutating func commit() async throws {
        guard let lease = chance(90) ? leases.last : pick(leases) else { return }
        var position = try await model.position(of: lease.site)
        if chance(10) { position = position.advanced(by: chance(50) ? 1 : -1) }
        var entry = JournalEntry(under: lease, at: Sample.time(now))
        entry.inbox = try await inboxPart()
        for number in 0..<Int.random(in: 0...3, using: &random) {
            let cause = chance(20) ? position.advanced(by: Int.random(in: -1...number, using: &random)) : nil
            entry.events.append(
                Sample.event("event \(number)", key: pick(Self.keys + [""]), at: now, causation: cause))
        }
        for _ in 0..<Int.random(in: 0...2, using: &random) { entry.outbox.append(newRow()) }
        if chance(50) { entry.objects = try await objectChanges() }
        if chance(20) {
            entry.snapshot = newSnapshot()
        }
        let (final, expected) = (entry, position)
        _ = await both { (journal) throws(JournalError) in
            try await journal.commit(final, expecting: expected)
        }
    }

    private mutating func newSnapshot() -> NewSnapshot {
        let changes = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            ShelfChange(
                shelf: chance(50) ? "jobs" : "lots", key: "\(Int.random(in: 0..<6, using: &random))",
                payload: chance(25) ? nil : [UInt8(truncatingIfNeeded: now)])
        }
        return NewSnapshot(
            formatVersion: 1, payload: [UInt8(truncatingIfNeeded: now)], continues: chance(80),
            changes: changes)
    }

    private mutating func newRow() -> NewOutboxRow {
        Sample.row(
            "row at \(now)", key: chance(70) ? pick(Self.keys) : nil, partner: chance(80) ? "p" : "q",
            dueAt: now + Int64.random(in: -20...60, using: &random))
    }

    private mutating func inboxPart() async throws -> InboxPart? {
        guard chance(70) else { return nil }
        let committed = Int.random(in: 0...4, using: &random)
        let cursor = RecordCursor(committed: committed, of: chance(50) ? 3 : nil)
        let state = pick(InboxState.allCases) ?? .held
        let outcome = chance(95) == (state == .receiving) ? nil : ImportOutcome.imported
        let progress = MessageProgress(
            state, cursor: cursor, outcome: outcome, answer: chance(50) ? [1] : nil)
        let findings = chance(50) ? [Sample.finding("at \(now)")] : []
        if chance(50) {
            let name = "message \(Int.random(in: 0..<40, using: &random))"
            return InboxPart(.first(Sample.received(name, "text", at: now)), progress, findings: findings)
        }
        let unfinished = try await model.messages(in: chance(80) ? .receiving : nil, after: nil, limit: 99)
        guard let message = pick(unfinished) else { return nil }
        let from = chance(80) ? message.progress.cursor : RecordCursor(committed: committed)
        return InboxPart(.known(message.id, from: from), progress, findings: findings)
    }

    private mutating func objectChanges() async throws -> [ObjectChange] {
        var changes: [ObjectChange] = []
        for id in Self.keys where chance(40) {
            let key = Sample.object(chance(50) ? id : " \(id) ")
            let known = try await model.versions(of: [key])[key]
            let version = Sample.version(
                chance(50) ? "a" : "b", created: Int64.random(in: 0...9, using: &random))
            let recognition = ObjectRecognition(of: version, known: known)
            changes.append(
                ObjectChange(key, version, as: recognition, known: chance(90) ? known : version))
        }
        return changes
    }

    private mutating func record() async throws {
        let message = chance(60) ? MessageID(rawValue: Int64.random(in: 1...12, using: &random)) : nil
        let delivery = NewDelivery(
            pick(DeliveryKind.allCases) ?? .refused, partner: "p", origin: "o", receivedAt: Sample.time(now),
            contentHash: "h", message: message, outcome: pick(ImportOutcome.allCases),
            findings: chance(30) ? [Sample.finding("at \(now)")] : [],
            content: chance(30) ? MessageContent(Sample.bytes("at \(now)")) : nil)
        let rows = chance(30) ? [newRow()] : []
        _ = await both { (journal) throws(JournalError) in
            try await journal.record(delivery, answering: rows)
        }
    }

    private mutating func claim() async throws {
        let limit = Int.random(in: 0...4, using: &random)
        let (start, end) = (Sample.time(now), Sample.time(now + Int64.random(in: 1...80, using: &random)))
        let claimed = await both { (journal) throws(JournalError) in
            try await journal.claim(at: start, limit: limit, by: "worker", until: end)
        }
        claims += claimed ?? []
    }

    private mutating func settle() async throws {
        guard let claim = chance(70) ? claims.last : pick(claims) else { return }
        if chance(80) { claims.removeAll { $0 == claim } }
        let retryAt = Sample.time(now + Int64.random(in: 0...40, using: &random))
        let outcomes: [OutboxOutcome] = [
            .delivered(reply: [1]), .delivered(reply: nil), .failed(retryAt: retryAt, reason: "f"),
            .unknown(retryAt: retryAt, reason: "u"), .absent(retryAt: retryAt, reason: "a"),
            .rejected(reason: "r", reply: nil), .parked(reason: "p"),
        ]
        guard let outcome = pick(outcomes) else { return }
        let at = Sample.time(now)
        _ = await both { (journal) throws(JournalError) in
            try await journal.settle(claim, as: outcome, at: at)
        }
    }

    private mutating func intervene() async throws {
        let open = try await model.outbox(
            OutboxFilter(state: chance(60) ? .parked : nil), after: nil, limit: 99)
        guard let row = pick(open), let what = pick(OutboxIntervention.allCases) else { return }
        let at = Sample.time(now)
        _ = await both { (journal) throws(JournalError) in
            try await journal.intervene(what, in: row.id, by: "person", because: "r", at: at)
        }
    }
}
