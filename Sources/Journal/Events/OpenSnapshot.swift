/// A snapshot and its entries, as they belong together.
package struct OpenSnapshot: Sendable {
    package let snapshot: Snapshot
    package let entries: any SnapshotEntries

    package init(_ snapshot: Snapshot, _ entries: any SnapshotEntries) {
        self.snapshot = snapshot
        self.entries = entries
    }
}

/// The entries of one snapshot. They are looked up in the middle of a decision, so that reading does not suspend;
/// nothing can be read after the journal was closed.
package protocol SnapshotEntries: Sendable {
    /// Nil when there is no such entry.
    func payload(of key: String, on shelf: String) throws(JournalError) -> [UInt8]?

    /// Of one shelf, or of all; by shelf and key in the order of their bytes.
    func entries(on shelf: String?) throws(JournalError) -> [SnapshotEntry]
}
