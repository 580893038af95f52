/// The state of a site folded up to a position, so that a start does not replay the whole stream.
package struct Snapshot: Hashable, Sendable {
    /// The last event that is in it.
    package let position: EventPosition
    /// Of `payload` and of the entries. Who finds a version that it does not read replays.
    package let formatVersion: Int
    /// What every reader needs; the rest is in ``SnapshotEntries``.
    package let payload: [UInt8]

    package init(position: EventPosition, formatVersion: Int, payload: [UInt8]) {
        self.position = position
        self.formatVersion = formatVersion
        self.payload = payload
    }
}
