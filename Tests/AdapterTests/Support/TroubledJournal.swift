import Diagnostics
import Journal
import Operations
import Synchronization

/// A journal that passes everything on, until the process is to be thought of as dead, or another one interferes.
final class TroubledJournal: Journal {
    private let inner: any Journal
    /// Commits that still succeed; nil for all.
    private let left: Mutex<Int?>
    /// Called once, before the next commit.
    private let intruder: Mutex<(@Sendable () async throws -> Void)?>
    private let commits = Mutex(0)
    private let lost: LostEntries?

    init(
        _ inner: any Journal, commits: Int? = nil, lost: LostEntries? = nil,
        intruder: (@Sendable () async throws -> Void)? = nil
    ) {
        self.inner = inner
        self.lost = lost
        left = Mutex(commits)
        self.intruder = Mutex(intruder)
    }

    /// How many commits were asked for.
    var asked: Int { commits.withLock { $0 } }

    func commit(
        _ entry: JournalEntry, expecting position: EventPosition
    ) async throws(JournalError) -> Committed {
        commits.withLock { $0 += 1 }
        if let intrude = intruder.withLock({ intruder in
            defer { intruder = nil }
            return intruder
        }) {
            do { try await intrude() } catch { throw .fault("the intruder failed: \(error)") }
        }
        let isDead = left.withLock { left in
            guard let count = left else { return false }
            left = count - 1
            return count <= 0
        }
        if isDead { throw .unusable(path: "the test", .inputOutput(0)) }
        return try await inner.commit(entry, expecting: position)
    }

    // MARK: Passed on

    func acquireLease(
        of site: String, by holder: String, at now: Instant, until: Instant, replacing dead: Lease?
    ) async throws(JournalError) -> Lease {
        try await inner.acquireLease(of: site, by: holder, at: now, until: until, replacing: dead)
    }

    func renew(_ lease: Lease, until: Instant) async throws(JournalError) -> Lease {
        try await inner.renew(lease, until: until)
    }

    func release(_ lease: Lease) async throws(JournalError) { try await inner.release(lease) }

    func lease(of site: String) async throws(JournalError) -> Lease? { try await inner.lease(of: site) }

    func record(
        _ delivery: NewDelivery, answering outbox: [NewOutboxRow]
    ) async throws(JournalError) -> DeliveryID { try await inner.record(delivery, answering: outbox) }

    func message(_ identity: MessageIdentity) async throws(JournalError) -> InboxMessage? {
        try await inner.message(identity)
    }

    func message(_ id: MessageID) async throws(JournalError) -> InboxMessage? {
        try await inner.message(id)
    }

    func messages(
        in state: InboxState?, after id: MessageID?, limit: Int
    ) async throws(JournalError) -> [InboxMessage] {
        try await inner.messages(in: state, after: id, limit: limit)
    }

    func findings(of message: MessageID) async throws(JournalError) -> [Finding] {
        try await inner.findings(of: message)
    }

    func content(of message: MessageID, in range: Range<Int>) async throws(JournalError) -> [UInt8] {
        try await inner.content(of: message, in: range)
    }

    func content(of delivery: DeliveryID, in range: Range<Int>) async throws(JournalError) -> [UInt8] {
        try await inner.content(of: delivery, in: range)
    }

    func deliveries(
        of message: MessageID?, after id: DeliveryID?, limit: Int
    ) async throws(JournalError) -> [RecordedDelivery] {
        try await inner.deliveries(of: message, after: id, limit: limit)
    }

    func versions(of keys: [ObjectKey]) async throws(JournalError) -> [ObjectKey: ObjectVersion] {
        try await inner.versions(of: keys)
    }

    func position(of site: String) async throws(JournalError) -> EventPosition {
        try await inner.position(of: site)
    }

    func events(
        of site: String, after position: EventPosition, limit: Int
    ) async throws(JournalError) -> [StoredEvent] {
        try await inner.events(of: site, after: position, limit: limit)
    }

    func snapshot(of site: String, under lease: Lease?) async throws(JournalError) -> OpenSnapshot? {
        let open = try await inner.snapshot(of: site, under: lease)
        guard let lost else { return open }
        return open.map { OpenSnapshot($0.snapshot, lost) }
    }

    /// What the disk gives back no more, or not as it was.
    enum LostEntries: SnapshotEntries {
        case unreadable, damaged

        static let error = JournalError.unusable(path: "the test", .inputOutput(266))

        func payload(of _: String, on _: String) throws(JournalError) -> [UInt8]? {
            guard self == .damaged else { throw Self.error }
            return Array("{".utf8)
        }

        func entries(on shelf: String?) throws(JournalError) -> [SnapshotEntry] {
            guard self == .damaged else { throw Self.error }
            return [SnapshotEntry(shelf: shelf ?? "jobs", key: "1", payload: Array("{".utf8))]
        }
    }

    func sites() async throws(JournalError) -> [String] { try await inner.sites() }

    func history(of key: String) async throws(JournalError) -> KeyHistory {
        try await inner.history(of: key)
    }

    func claim(
        at now: Instant, limit: Int, by owner: String, until: Instant
    ) async throws(JournalError) -> [OutboxClaim] {
        try await inner.claim(at: now, limit: limit, by: owner, until: until)
    }

    func settle(
        _ claim: OutboxClaim, as outcome: OutboxOutcome, at now: Instant
    ) async throws(JournalError) -> Settlement { try await inner.settle(claim, as: outcome, at: now) }

    func intervene(
        _ intervention: OutboxIntervention, in row: OutboxID, by person: String, because reason: String,
        at now: Instant
    ) async throws(JournalError) -> Bool {
        try await inner.intervene(intervention, in: row, by: person, because: reason, at: now)
    }

    func outbox(
        _ filter: OutboxFilter, after id: OutboxID?, limit: Int
    ) async throws(JournalError) -> [OutboxRow] {
        try await inner.outbox(filter, after: id, limit: limit)
    }

    func content(of row: OutboxID) async throws(JournalError) -> [UInt8]? {
        try await inner.content(of: row)
    }

    func attempts(of row: OutboxID) async throws(JournalError) -> [OutboxAttempt] {
        try await inner.attempts(of: row)
    }

    func openOutbox() async throws(JournalError) -> [OutboxState: Int] { try await inner.openOutbox() }
}
