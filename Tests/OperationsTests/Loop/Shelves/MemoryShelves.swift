import Synchronization

@testable import Operations

/// A snapshot in memory.
final class MemoryShelves: ShelfSource {
    private struct Contents {
        var entries: [String: [String: [UInt8]]] = [:]
        var asked: [String] = []
        var failures: [String] = []
    }

    private let contents = Mutex(Contents())

    /// The shelves and keys that were looked up.
    var asked: [String] { contents.withLock { $0.asked } }
    var failures: [String] { contents.withLock { $0.failures } }

    /// Takes the changes, and gives the state as it comes back.
    func keep(_ state: LoopState) throws -> LoopState {
        let snapshot = try state.snapshot()
        take(snapshot.changes)
        return try LoopState(snapshot: snapshot.json, shelves: self)
    }

    func take(_ changes: [ShelfChange]) {
        contents.withLock { contents in
            for change in changes {
                contents.entries[change.shelf, default: [:]][change.key] = change.payload
            }
        }
    }

    /// From now on nothing is readable.
    func damage() {
        contents.withLock { contents in
            contents.entries = contents.entries.mapValues { $0.mapValues { _ in Array("{".utf8) } }
        }
    }

    func entry(_ key: String, on shelf: String) -> [UInt8]? {
        contents.withLock { contents in
            contents.asked.append("\(shelf) \(key)")
            return contents.entries[shelf]?[key]
        }
    }

    func entries(on shelf: String) -> [(key: String, json: [UInt8])] {
        contents.withLock { contents in
            contents.asked.append("\(shelf) *")
            return (contents.entries[shelf] ?? [:]).map { ($0.key, $0.value) }
        }
    }

    func fail(_ error: any Error) {
        contents.withLock { $0.failures.append("\(error)") }
    }
}
