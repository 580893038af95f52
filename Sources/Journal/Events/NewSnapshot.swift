package import Operations

/// A snapshot to be kept instead of the one before; its position is the one that its entry reaches.
package struct NewSnapshot: Hashable, Sendable {
    package var formatVersion: Int
    package var payload: [UInt8]
    /// Whether the entries of the snapshot before stay, but for those that change.
    package var continues: Bool
    package var changes: [ShelfChange]

    package init(formatVersion: Int, payload: [UInt8], continues: Bool = false, changes: [ShelfChange] = []) {
        self.formatVersion = formatVersion
        self.payload = payload
        self.continues = continues
        self.changes = changes
    }
}
