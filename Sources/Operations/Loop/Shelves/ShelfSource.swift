/// Where a snapshot keeps what stands on shelves, entry by entry. It stays as it was when it was opened.
///
/// A state asks in the middle of a decision, which cannot wait and cannot throw: a source that cannot read remembers
/// why, answers with nothing, and whoever opened it asks for that before anything is believed.
package protocol ShelfSource: AnyObject, Sendable {
    /// UTF-8 JSON; nil when there is no such entry.
    func entry(_ key: String, on shelf: String) -> [UInt8]?
    /// All of a shelf, in any order.
    func entries(on shelf: String) -> [(key: String, json: [UInt8])]
    func fail(_ error: any Error)
}
