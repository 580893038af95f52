/// An entry of a shelf that is not as the last snapshot keeps it.
package struct ShelfChange: Hashable, Sendable {
    /// The way to the shelf in the state, as `jobs`.
    package var shelf: String
    package var key: String
    /// UTF-8 JSON; nil when the entry was taken away.
    package var payload: [UInt8]?

    package init(shelf: String, key: String, payload: [UInt8]?) {
        self.shelf = shelf
        self.key = key
        self.payload = payload
    }
}
