package import Diagnostics
package import Journal
package import Operations

/// The one writer of a site: holds its lease and its loop, and commits what the loop decides. Or one that only
/// rehearses: without a lease, beside any writer, and the journal stays as it is.
///
/// Not `Sendable`: a site's commands are decided one after another, by one task.
package final class SiteWriter {
    private static let leaseTime: Int64 = 60_000
    /// Events between two snapshots: replaying so many takes milliseconds.
    package static let snapshotDistance = 2_000
    private static let attempts = 5

    package let journal: any Journal
    package let settings: Settings
    package let clock: Clock
    /// Nil for a rehearsal.
    private var lease: Lease?
    /// What a rehearsal has taken in, and the journal does not know.
    private var rehearsed: [ObjectKey: ObjectVersion] = [:]
    private var loop: ActivityLoop
    private var position: EventPosition
    private let snapshotDistance: Int
    private var eventsSinceSnapshot: Int
    /// What the loop was read from, and the snapshot that it goes on from.
    private var replayed: LoopReplay
    private var continuesSnapshot: Bool
    /// Whether the loop is with a draft, or was lost with one.
    private var isLent = false

    private init(
        journal: any Journal, settings: Settings, clock: Clock, lease: Lease?, replayed: LoopReplay,
        snapshotDistance: Int = SiteWriter.snapshotDistance
    ) {
        self.journal = journal
        self.settings = settings
        self.clock = clock
        self.lease = lease
        loop = replayed.loop
        position = replayed.position
        self.snapshotDistance = snapshotDistance
        eventsSinceSnapshot = replayed.events
        self.replayed = replayed
        continuesSnapshot = replayed.isContinued
    }

    /// Takes the site's lease and brings its loop up to date. A snapshot is written after so many events.
    ///
    /// - Throws: ``JournalError/leaseHeld(site:by:until:)`` while another writer works; what reading the journal
    ///   throws.
    package static func open(
        _ journal: any Journal, settings: Settings, clock: Clock, holder: LeaseHolder = .current,
        snapshotDistance: Int = SiteWriter.snapshotDistance
    ) async throws -> SiteWriter {
        let now = clock.now()
        let standing = try await journal.lease(of: settings.site)
        let dead = standing.flatMap { LeaseHolder($0.holder)?.isGone == true ? $0 : nil }
        let lease = try await journal.acquireLease(
            of: settings.site, by: holder.description, at: now,
            until: Instant(milliseconds: now.milliseconds + leaseTime), replacing: dead)
        do {
            let replayed = try await LoopReplay.of(
                settings.site, in: journal, settings: settings, under: lease)
            return SiteWriter(
                journal: journal, settings: settings, clock: clock, lease: lease, replayed: replayed,
                snapshotDistance: snapshotDistance)
        } catch {
            try? await journal.release(lease)
            throw error
        }
    }

    /// A writer that writes nothing: what it is asked to commit is forgotten with it.
    package static func rehearsal(
        _ journal: any Journal, settings: Settings, clock: Clock
    ) async throws -> SiteWriter {
        SiteWriter(
            journal: journal, settings: settings, clock: clock, lease: nil,
            replayed: try await LoopReplay.of(settings.site, in: journal, settings: settings))
    }

    package var isRehearsal: Bool { lease == nil }

    /// The loop as it stands after the last commit.
    package var state: LoopState { loop.state }

    /// Gives the lease back.
    ///
    /// - Throws: what reading the journal threw while ``state`` was looked at: nothing of it is to be believed then.
    package func close() async throws {
        if let lease { try await journal.release(lease) }
        try replayed.check()
    }

    /// What is known of business objects.
    func versions(of keys: [ObjectKey]) async throws -> [ObjectKey: ObjectVersion] {
        var known = try await journal.versions(of: keys)
        for key in keys {
            if let version = rehearsed[key] { known[key] = version }
        }
        return known
    }

    /// Decides in `body` and commits what it drafted in one transaction. Contention lets `body` run again on the
    /// newer state; everything that it did before is forgotten.
    ///
    /// - Throws: what `body` and the journal throw; nothing is committed then, and the loop is as before.
    package func commit<Result>(_ body: (Draft) async throws -> Result) async throws -> Result {
        var attempt = 1
        while true {
            if isLent { try await reload() }
            let draft = lendLoop()
            do {
                let result = try await body(draft)
                try replayed.check()
                try await write(draft)
                return result
            } catch {
                // What was thrown may rest on something that could not be read: then that is why.
                let cause = replayed.failure ?? error
                let isTriedAgain = replayed.needsAllEvents || (cause as? JournalError)?.isContention == true
                try await reload()
                attempt += 1
                guard isTriedAgain, attempt <= Self.attempts else { throw cause }
            }
        }
    }

    /// Moves the loop into a draft, so that changing it copies nothing.
    private func lendLoop() -> Draft {
        let lent = loop
        loop = ActivityLoop(settings: settings.loop)
        isLent = true
        return Draft(loop: lent, now: clock.now())
    }

    private func write(_ draft: Draft) async throws {
        guard let lease = try await currentLease(at: draft.now) else {
            for change in draft.objects {
                rehearsed[change.key] = change.version.current(after: change.known, as: change.recognition)
            }
            take(draft)
            return
        }
        guard !draft.isEmpty else {
            take(draft)
            return
        }
        var entry = JournalEntry(
            under: lease, at: draft.now, inbox: draft.inbox,
            events: try draft.events.map { try NewEvent($0, in: draft.state) },
            outbox: draft.outbox, objects: draft.objects)
        eventsSinceSnapshot += draft.events.count
        if eventsSinceSnapshot >= snapshotDistance {
            entry.snapshot = NewSnapshot(try draft.state.snapshot(), continues: continuesSnapshot)
        }
        let committed = try await journal.commit(entry, expecting: position)
        position = committed.position
        take(draft)
        if entry.snapshot != nil { settle() }
    }

    /// Renewed when half of its time is over; nil for a rehearsal.
    private func currentLease(at now: Instant) async throws -> Lease? {
        guard let held = lease, held.until.milliseconds - now.milliseconds < Self.leaseTime / 2 else {
            return lease
        }
        lease = try await journal.renew(
            held, until: Instant(milliseconds: now.milliseconds + Self.leaseTime))
        return lease
    }

    private func take(_ draft: Draft) {
        loop = draft.loop
        isLent = false
    }

    private func settle() {
        eventsSinceSnapshot = 0
        continuesSnapshot = true
        loop.settle()
    }

    /// A snapshot that is not what it should be is passed over, and replaced by the next.
    private func reload() async throws {
        replayed = try await LoopReplay.of(
            settings.site, in: journal, settings: settings, under: lease,
            usingSnapshots: !replayed.needsAllEvents)
        isLent = false
        loop = replayed.loop
        position = replayed.position
        eventsSinceSnapshot = replayed.events
        continuesSnapshot = replayed.isContinued
    }
}

extension NewSnapshot {
    fileprivate init(_ snapshot: LoopSnapshot, continues: Bool) {
        self.init(
            formatVersion: LoopSnapshot.formatVersion, payload: snapshot.json, continues: continues,
            changes: snapshot.changes)
    }
}

extension JournalError {
    fileprivate var isContention: Bool {
        if case .contention = self { true } else { false }
    }
}
