package import Journal
package import Operations

/// A site's loop, brought up to date from its newest readable snapshot and the events behind it.
package struct LoopReplay: Sendable {
    package let loop: ActivityLoop
    package let position: EventPosition
    /// Replayed behind the snapshot.
    package let events: Int
    /// Where what is in no event behind the snapshot is looked up; nil without a snapshot.
    private let shelves: SnapshotShelves?

    private static let batch = 1_000

    /// A snapshot of another format is passed over: it only saves time.
    ///
    /// - Parameters:
    ///   - site: whose loop.
    ///   - journal: where its events are.
    ///   - settings: of the site.
    ///   - lease: of the site's writer; nil for everybody else.
    ///   - usingSnapshots: false reads every event, to see whether the snapshots are right.
    /// - Returns: the loop as it stands after the last event. Nothing is to be believed of it before ``check()``.
    /// - Throws: ``JournalError``; ``EventCodingError`` for an event that this program does not know.
    package static func of(
        _ site: String, in journal: any Journal, settings: Settings, under lease: Lease? = nil,
        usingSnapshots: Bool = true
    ) async throws -> LoopReplay {
        var loop = ActivityLoop(settings: settings.loop)
        var position = EventPosition.start
        var shelves: SnapshotShelves?
        if usingSnapshots, let open = try await journal.snapshot(of: site, under: lease),
            open.snapshot.formatVersion == LoopSnapshot.formatVersion
        {
            let source = SnapshotShelves(open.entries)
            if let state = try? LoopState(snapshot: open.snapshot.payload, shelves: source) {
                loop = ActivityLoop(state: state, settings: settings.loop)
                position = open.snapshot.position
                shelves = source
            }
        }
        var replayed = 0
        while true {
            let stored = try await journal.events(of: site, after: position, limit: batch)
            for event in stored {
                loop.apply(try Event(event.event))
                position = event.position
            }
            replayed += stored.count
            if stored.count < batch {
                return LoopReplay(loop: loop, position: position, events: replayed, shelves: shelves)
            }
        }
    }

    /// Whether the loop came from a snapshot.
    package var isContinued: Bool { shelves != nil }

    /// Why a part of the snapshot could not be read that was asked for: ``JournalError``, or ``EventCodingError`` when the
    /// snapshot is not what it should be. Whatever the loop has said since rests on something missing.
    package var failure: (any Error)? { shelves?.error }

    /// Whether another replay can do without what failed.
    package var needsAllEvents: Bool { failure is EventCodingError }

    /// To be called after the last use of the loop.
    ///
    /// - Throws: ``failure``.
    package func check() throws {
        if let failure { throw failure }
    }
}
