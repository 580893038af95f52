package import Diagnostics
package import Journal
package import Operations

/// The one writer of a site: holds its lease and its loop, and commits what the loop decides.
///
/// Not `Sendable`: a site's commands are decided one after another, by one task.
package final class SiteWriter {
    private static let leaseTime: Int64 = 60_000
    /// Events between two snapshots: replaying so many takes milliseconds.
    private static let snapshotDistance = 2_000
    private static let attempts = 5

    package let journal: any Journal
    package let settings: Settings
    package let clock: Clock
    private let holder: LeaseHolder
    private var lease: Lease
    private var loop: ActivityLoop
    private var position: EventPosition
    private var eventsSinceSnapshot: Int

    private init(
        journal: any Journal, settings: Settings, clock: Clock, holder: LeaseHolder, lease: Lease,
        replayed: LoopReplay
    ) {
        self.journal = journal
        self.settings = settings
        self.clock = clock
        self.holder = holder
        self.lease = lease
        loop = replayed.loop
        position = replayed.position
        eventsSinceSnapshot = replayed.events
    }

    /// Takes the site's lease and brings its loop up to date.
    ///
    /// - Throws: ``JournalError/leaseHeld(site:by:until:)`` while another writer works; what reading the journal
    ///   throws.
    package static func open(
        _ journal: any Journal, settings: Settings, clock: Clock, holder: LeaseHolder = .current
    ) async throws -> SiteWriter {
        let now = clock.now()
        let standing = try await journal.lease(of: settings.site)
        let dead = standing.flatMap { LeaseHolder($0.holder)?.isGone == true ? $0 : nil }
        let lease = try await journal.acquireLease(
            of: settings.site, by: holder.description, at: now,
            until: Instant(milliseconds: now.milliseconds + leaseTime), replacing: dead)
        do {
            let replayed = try await LoopReplay.of(settings.site, in: journal, settings: settings)
            return SiteWriter(
                journal: journal, settings: settings, clock: clock, holder: holder, lease: lease,
                replayed: replayed)
        } catch {
            try? await journal.release(lease)
            throw error
        }
    }

    /// The loop as it stands after the last commit.
    package var state: LoopState { loop.state }

    /// Gives the lease back.
    package func close() async throws {
        try await journal.release(lease)
    }

    /// Decides in `body` and commits what it drafted in one transaction. Contention lets `body` run again on the
    /// newer state; everything that it did before is forgotten.
    ///
    /// - Throws: what `body` and the journal throw; nothing is committed then, and the loop is as before.
    package func commit<Result>(_ body: (Draft) async throws -> Result) async throws -> Result {
        var attempt = 1
        while true {
            let draft = lendLoop()
            do {
                let result = try await body(draft)
                try await write(draft)
                return result
            } catch let error as JournalError where error.isContention && attempt < Self.attempts {
                attempt += 1
                try await reload()
            } catch {
                try await reload()
                throw error
            }
        }
    }

    /// Decides in `body` and forgets it: what would happen.
    package func rehearse<Result>(_ body: (Draft) async throws -> Result) async throws -> Result {
        do {
            let result = try await body(lendLoop())
            try await reload()
            return result
        } catch {
            try await reload()
            throw error
        }
    }

    /// Moves the loop into a draft, so that changing it copies nothing.
    private func lendLoop() -> Draft {
        let lent = loop
        loop = ActivityLoop(settings: settings.loop)
        return Draft(loop: lent, now: clock.now())
    }

    private func write(_ draft: Draft) async throws {
        try await renewIfNeeded(at: draft.now)
        guard !draft.isEmpty else {
            loop = draft.loop
            return
        }
        var entry = JournalEntry(
            under: lease, at: draft.now, inbox: draft.inbox,
            events: try draft.events.map { try NewEvent($0, in: draft.state) },
            outbox: draft.outbox, objects: draft.objects)
        eventsSinceSnapshot += draft.events.count
        if eventsSinceSnapshot >= Self.snapshotDistance {
            entry.snapshot = NewSnapshot(
                formatVersion: LoopState.snapshotVersion, payload: try draft.loop.state.encodedSnapshot())
        }
        let committed = try await journal.commit(entry, expecting: position)
        if entry.snapshot != nil { eventsSinceSnapshot = 0 }
        position = committed.position
        loop = draft.loop
    }

    private func renewIfNeeded(at now: Instant) async throws {
        guard lease.until.milliseconds - now.milliseconds < Self.leaseTime / 2 else { return }
        lease = try await journal.renew(
            lease, until: Instant(milliseconds: now.milliseconds + Self.leaseTime))
    }

    private func reload() async throws {
        let replayed = try await LoopReplay.of(settings.site, in: journal, settings: settings)
        loop = replayed.loop
        position = replayed.position
        eventsSinceSnapshot = replayed.events
    }
}

extension JournalError {
    fileprivate var isContention: Bool {
        if case .contention = self { true } else { false }
    }
}
