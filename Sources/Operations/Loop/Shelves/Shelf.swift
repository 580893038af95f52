/// Values by key, as a dictionary, of which only those are in memory that were made, changed or asked for since the
/// snapshot that the state came from. So a command costs what it touches, whatever the plant has behind it.
package struct Shelf<Value: Codable & Hashable & Sendable>: Sendable {
    /// What was made or changed here.
    private var inMemory: [String: Value] = [:]
    private var kept: KeptShelf<Value>?
    /// The keys that are not as the last snapshot keeps them; nil while there was none, and nothing is kept.
    private var changed: Set<String>?
    /// The keys that were taken away, of which a source may still have entries.
    private var removed: Set<String> = []
    package private(set) var count = 0

    package init() {}

    package var isEmpty: Bool { count == 0 }

    package subscript(key: String) -> Value? {
        get { inMemory[key] ?? keptValue(key) }
        _modify {
            if kept != nil, inMemory[key] == nil { inMemory[key] = keptValue(key) }
            let before = inMemory[key] != nil
            defer {
                let after = inMemory[key] != nil
                count += (after ? 1 : 0) - (before ? 1 : 0)
                if kept != nil { note(key, isThere: after) }
                changed?.insert(key)
            }
            yield &inMemory[key]
        }
    }

    package subscript(key: String, default value: @autoclosure () -> Value) -> Value {
        get { self[key] ?? value() }
        _modify {
            if inMemory[key] == nil {
                let found = keptValue(key)
                if found == nil { count += 1 }
                inMemory[key] = found ?? value()
                removed.remove(key)
            }
            changed?.insert(key)
            yield &inMemory[key, default: value()]
        }
    }

    /// Takes an entry away.
    ///
    /// - Returns: what it was; nil when there was none.
    package mutating func removeValue(forKey key: String) -> Value? {
        let value = self[key]
        self[key] = nil
        return value
    }

    /// Every entry; reads those that are kept elsewhere.
    package var all: [String: Value] {
        guard let kept else { return inMemory }
        var values = kept.all()
        for key in removed { values[key] = nil }
        return values.merging(inMemory) { _, here in here }
    }

    package var keys: Dictionary<String, Value>.Keys { all.keys }
    package var values: Dictionary<String, Value>.Values { all.values }

    /// Says that a snapshot keeps it as it is now.
    mutating func settle() {
        changed = []
    }

    private mutating func note(_ key: String, isThere: Bool) {
        if isThere { removed.remove(key) } else { removed.insert(key) }
    }

    private func keptValue(_ key: String) -> Value? {
        guard let kept, !removed.contains(key) else { return nil }
        return kept[key]
    }
}

extension Shelf: Sequence {
    package func makeIterator() -> Dictionary<String, Value>.Iterator { all.makeIterator() }
}

extension Shelf: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, Value)...) {
        for (key, value) in elements { self[key] = value }
    }
}

extension Shelf: Hashable {
    package static func == (left: Shelf, right: Shelf) -> Bool {
        left.count == right.count && left.all == right.all
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
    }
}

extension Shelf: Codable {
    package init(from decoder: any Decoder) throws {
        guard let source = ShelfCoding.source(of: decoder) else {
            inMemory = try [String: Value](from: decoder)
            count = inMemory.count
            return
        }
        count = try decoder.singleValueContainer().decode(Int.self)
        kept = KeptShelf(name: ShelfCoding.name(decoder.codingPath), source: source)
        changed = []
    }

    package func encode(to encoder: any Encoder) throws {
        guard let changes = ShelfCoding.changes(of: encoder) else { return try all.encode(to: encoder) }
        let name = ShelfCoding.name(encoder.codingPath)
        for key in (changed ?? Set(inMemory.keys)).sorted() {
            let payload = try inMemory[key].map { try ShelfCoding.encode($0, of: name) }
            changes.add(ShelfChange(shelf: name, key: ShelfCoding.kept(key), payload: payload))
        }
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}
