/// A snapshot to be kept instead of the one before; its position is the one that its entry reaches.
package struct NewSnapshot: Hashable, Sendable {
    package var formatVersion: Int
    package var payload: [UInt8]
    /// Whether the entries of the snapshot before stay, but for those that change.
    package var continues: Bool
    package var changes: [Change]

    /// What becomes of an entry: kept as it is here, or taken away.
    package struct Change: Hashable, Sendable {
        package let shelf: String
        package let key: String
        /// Nil takes it away.
        package let payload: [UInt8]?

        package init(shelf: String, key: String, payload: [UInt8]?) {
            self.shelf = shelf
            self.key = key
            self.payload = payload
        }
    }

    package init(formatVersion: Int, payload: [UInt8], continues: Bool = false, changes: [Change] = []) {
        self.formatVersion = formatVersion
        self.payload = payload
        self.continues = continues
        self.changes = changes
    }
}
