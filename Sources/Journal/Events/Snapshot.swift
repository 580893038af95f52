/// The state of a site folded up to a position, so that a start does not replay the whole stream.
package struct Snapshot: Hashable, Sendable {
    /// The last event that is in it.
    package let position: EventPosition
    /// Of `payload`. Who finds a version that it does not read takes the older snapshot, or replays.
    package let formatVersion: Int
    package let payload: [UInt8]

    package init(position: EventPosition, formatVersion: Int, payload: [UInt8]) {
        self.position = position
        self.formatVersion = formatVersion
        self.payload = payload
    }

    /// How many a site keeps: the newest, and one before it in case that one cannot be read.
    package static let kept = 2
}
