package import Journal
package import Operations

/// A site's loop, brought up to date from its newest readable snapshot and the events behind it.
package struct LoopReplay: Sendable {
    package let loop: ActivityLoop
    package let position: EventPosition
    /// Replayed behind the snapshot.
    package let events: Int

    private static let batch = 1_000

    /// A snapshot of another format is passed over: it only saves time.
    ///
    /// - Parameters:
    ///   - site: whose loop.
    ///   - journal: where its events are.
    ///   - settings: of the site.
    ///   - usingSnapshots: false reads every event, to see whether the snapshots are right.
    /// - Returns: the loop as it stands after the last event.
    /// - Throws: ``JournalError``; ``EventCodingError`` for an event that this program does not know.
    package static func of(
        _ site: String, in journal: any Journal, settings: Settings, usingSnapshots: Bool = true
    ) async throws -> LoopReplay {
        var loop = ActivityLoop(settings: settings.loop)
        var position = EventPosition.start
        for snapshot in usingSnapshots ? try await journal.snapshots(of: site) : []
        where snapshot.formatVersion == LoopState.snapshotVersion {
            guard let state = try? LoopState(snapshot: snapshot.payload) else { continue }
            loop = ActivityLoop(state: state, settings: settings.loop)
            position = snapshot.position
            break
        }
        var replayed = 0
        while true {
            let stored = try await journal.events(of: site, after: position, limit: batch)
            for event in stored {
                loop.apply(try Event(event.event))
                position = event.position
            }
            replayed += stored.count
            if stored.count < batch { return LoopReplay(loop: loop, position: position, events: replayed) }
        }
    }
}
