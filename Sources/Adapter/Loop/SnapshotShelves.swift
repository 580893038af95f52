import Journal
import Operations
import Synchronization

/// The shelves of a state that came from a snapshot in a journal.
package final class SnapshotShelves: ShelfSource {
    private let entries: any SnapshotEntries
    private let failure = Mutex<(any Error)?>(nil)

    init(_ entries: any SnapshotEntries) {
        self.entries = entries
    }

    package func entry(_ key: String, on shelf: String) -> [UInt8]? {
        do {
            return try entries.payload(of: key, on: shelf)
        } catch {
            fail(error)
            return nil
        }
    }

    package func entries(on shelf: String) -> [(key: String, json: [UInt8])] {
        do {
            return try entries.entries(on: shelf).map { ($0.key, $0.payload) }
        } catch {
            fail(error)
            return []
        }
    }

    package func fail(_ error: any Error) {
        failure.withLock { $0 = $0 ?? error }
    }

    /// Why something was not read first; nil while everything was.
    var error: (any Error)? { failure.withLock { $0 } }
}
