package import Diagnostics
package import Operations

/// The port to what must survive: inbox, events, outbox, leases.
///
/// ```
/// lease = acquireLease(site) ─► recognise message and objects ─► decide ─► commit(entry, expecting: position)
///                                        ▲                                     │ contention
///                                        └─────────────────────────────────────┘
/// ```
/// A commit that returned is durable, also against a loss of power: only then is a message acknowledged. Times and
/// names are passed in; a journal has no clock. Every function throws the errors of opening (`full`, `unusable`,
/// `corrupt`) and `contention(.locked)`; what else it throws is said with it. Cancelling a task does not interrupt a
/// transaction: whoever gets an error knows that nothing was written.
package protocol Journal: Sendable {

    // MARK: Leases

    /// Takes the site's lease: when it is free, has run out by `now`, or is held under the same name already.
    ///
    /// `dead` takes it at once from a holder of whom the caller knows that it is gone, such as a process of this
    /// machine that no longer runs; it must be the lease as it stands, as ``lease(of:)`` shows it.
    /// - Throws: ``JournalError/leaseHeld(site:by:until:)``.
    func acquireLease(
        of site: String, by holder: String, at now: Instant, until: Instant, replacing dead: Lease?
    ) async throws(JournalError) -> Lease

    /// Extends a lease that is still ours, also when it has run out and nobody took it.
    ///
    /// - Throws: ``JournalError/leaseLost(site:)``.
    func renew(_ lease: Lease, until: Instant) async throws(JournalError) -> Lease

    /// Gives a lease back. One that is no longer ours is left alone.
    func release(_ lease: Lease) async throws(JournalError)

    /// Who holds a site; nil when nobody does. A lease that has run out is shown too.
    func lease(of site: String) async throws(JournalError) -> Lease?

    // MARK: Writing

    /// Writes an entry in one transaction.
    ///
    /// - Throws: ``JournalError/leaseLost(site:)``; ``JournalError/contention(_:)`` when the stream is not at
    ///   `position`, or the message or an object is not as the entry expects; ``JournalError/fault(_:)`` when the
    ///   entry contradicts itself.
    func commit(
        _ entry: JournalEntry, expecting position: EventPosition
    ) async throws(JournalError) -> Committed

    /// Records a delivery that makes no message of its own, and enqueues what is answered to it. Needs no lease.
    func record(_ delivery: NewDelivery, answering outbox: [NewOutboxRow]) async throws(JournalError)
        -> DeliveryID

    // MARK: Inbox

    func message(_ identity: MessageIdentity) async throws(JournalError) -> InboxMessage?

    func message(_ id: MessageID) async throws(JournalError) -> InboxMessage?

    /// In the order of their numbers.
    func messages(
        in state: InboxState?, after id: MessageID?, limit: Int
    ) async throws(JournalError) -> [InboxMessage]

    /// All findings of a message, in the order in which they were noticed.
    func findings(of message: MessageID) async throws(JournalError) -> [Finding]

    /// A range of a message's original bytes, cut to what there is; empty for an unknown message.
    func content(of message: MessageID, in range: Range<Int>) async throws(JournalError) -> [UInt8]

    /// The same of the bytes that were kept with a delivery.
    func content(of delivery: DeliveryID, in range: Range<Int>) async throws(JournalError) -> [UInt8]

    /// In the order of their numbers; those of one message, or all.
    func deliveries(
        of message: MessageID?, after id: DeliveryID?, limit: Int
    ) async throws(JournalError) -> [RecordedDelivery]

    /// What is known of business objects. A key without an entry is not known.
    func versions(of keys: [ObjectKey]) async throws(JournalError) -> [ObjectKey: ObjectVersion]

    // MARK: Events

    /// Of the last event of a site; ``EventPosition/start`` for an unknown site.
    func position(of site: String) async throws(JournalError) -> EventPosition

    /// The next events of a site behind a position, in order, at most `limit`.
    func events(
        of site: String, after position: EventPosition, limit: Int
    ) async throws(JournalError) -> [StoredEvent]

    /// The newest, as it is now: what is committed afterwards is not seen in its entries.
    ///
    /// - Parameters:
    ///   - site: whose.
    ///   - lease: of the reader, if it is the site's writer. Nobody else changes the snapshot then, and no old state of
    ///     the journal is kept for the reader; after it has committed a snapshot itself, entries may be read from that
    ///     one.
    /// - Returns: nil when there is none.
    /// - Throws: ``JournalError`` when the journal cannot be read.
    func snapshot(of site: String, under lease: Lease?) async throws(JournalError) -> OpenSnapshot?

    /// The sites that have a stream, sorted.
    func sites() async throws(JournalError) -> [String]

    /// Everything about one business key: events and outbox rows with this very key, and objects with this ID, where
    /// blanks at its ends do not count.
    func history(of key: String) async throws(JournalError) -> KeyHistory

    // MARK: Outbox

    /// Hands out what is due by `now`: the longest due first, of equally long the one with the lowest number.
    ///
    /// Of one partner and key only the first open row is ever handed out: never two at once, never a later one while
    /// an earlier one is undelivered. A parked row keeps its key waiting until a person retries or abandons it. A row
    /// whose claim ran out is handed out again, with ``OutboxClaim/mayHaveArrived``, and its lost attempt is recorded.
    func claim(
        at now: Instant, limit: Int, by owner: String, until: Instant
    ) async throws(JournalError) -> [OutboxClaim]

    /// Records how a claimed attempt ended.
    func settle(
        _ claim: OutboxClaim, as outcome: OutboxOutcome, at now: Instant
    ) async throws(JournalError) -> Settlement

    /// Does what a person asked for, and records who and why.
    ///
    /// - Returns: False when the row's state does not allow it, or there is no such row: then nothing was done.
    func intervene(
        _ intervention: OutboxIntervention, in row: OutboxID, by person: String, because reason: String,
        at now: Instant
    ) async throws(JournalError) -> Bool

    /// In the order of their numbers.
    func outbox(
        _ filter: OutboxFilter, after id: OutboxID?, limit: Int
    ) async throws(JournalError) -> [OutboxRow]

    func content(of row: OutboxID) async throws(JournalError) -> [UInt8]?

    /// In the order in which they were recorded.
    func attempts(of row: OutboxID) async throws(JournalError) -> [OutboxAttempt]

    /// How many rows are open, by state, for the metrics; states without rows are left out.
    func openOutbox() async throws(JournalError) -> [OutboxState: Int]
}
