import Synchronization

/// What the last snapshot has of a shelf, read when it is asked for, and only once.
final class KeptShelf<Value: Codable & Sendable>: Sendable {
    private struct Known {
        var values: [String: Value] = [:]
        var isComplete = false
    }

    let name: String
    private let source: any ShelfSource
    private let known = Mutex(Known())

    init(name: String, source: any ShelfSource) {
        self.name = name
        self.source = source
    }

    subscript(key: String) -> Value? {
        let (found, isComplete) = known.withLock { ($0.values[key], $0.isComplete) }
        if found != nil || isComplete { return found }
        guard let json = source.entry(ShelfCoding.kept(key), on: name), let value = read(json) else {
            return nil
        }
        known.withLock { $0.values[key] = value }
        return value
    }

    /// Every entry.
    func all() -> [String: Value] {
        var known = known.withLock { $0 }
        guard !known.isComplete else { return known.values }
        let entries = source.entries(on: name)
        known.values.reserveCapacity(entries.count)
        for (key, json) in entries where known.values[key] == nil { known.values[key] = read(json) }
        known.isComplete = true
        self.known.withLock { $0 = known }
        return known.values
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
