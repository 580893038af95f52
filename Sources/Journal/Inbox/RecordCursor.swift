/// How far a message has been taken in: records committed so far, of how many.
///
/// Source: the architecture, "Records, large files, commits".
package struct RecordCursor: Hashable, Sendable, Codable {
    package var committed: Int
    /// Nil while it is not known.
    package var total: Int?

    package init(committed: Int = 0, of total: Int? = nil) {
        self.committed = committed
        self.total = total
    }
}
