import Synchronization

/// What the last snapshot has of a shelf, read when it is asked for, and only once.
final class KeptShelf<Value: Codable & Sendable>: Sendable {
    let name: String
    private let source: any ShelfSource
    private let known = Mutex<[String: Value]>([:])

    init(name: String, source: any ShelfSource) {
        self.name = name
        self.source = source
    }

    subscript(key: String) -> Value? {
        if let value = known.withLock({ $0[key] }) { return value }
        guard let json = source.entry(ShelfCoding.kept(key), on: name), let value = read(json) else {
            return nil
        }
        known.withLock { $0[key] = value }
        return value
    }

    /// Of an entry that a snapshot has no more.
    func forget(_ key: String) {
        known.withLock { $0[key] = nil }
    }

    /// Every entry.
    func all() -> [String: Value] {
        let entries = source.entries(on: name)
        var values = known.withLock { $0 }
        values.reserveCapacity(entries.count)
        for (key, json) in entries where values[key] == nil { values[key] = read(json) }
        known.withLock { $0 = values }
        return values
    }

    private func read(_ json: [UInt8]) -> Value? {
        do {
            return try ShelfCoding.decode(json, of: name)
        } catch {
            source.fail(error)
            return nil
        }
    }
}
