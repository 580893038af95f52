/// A part of a snapshot that is read by itself.
package struct SnapshotEntry: Hashable, Sendable {
    /// A group of entries, such as `jobs`.
    package let shelf: String
    /// Of one entry among those of its shelf.
    package let key: String
    package let payload: [UInt8]

    package init(shelf: String, key: String, payload: [UInt8]) {
        self.shelf = shelf
        self.key = key
        self.payload = payload
    }
}
