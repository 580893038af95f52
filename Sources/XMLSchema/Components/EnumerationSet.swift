/// The values of an enumeration facet, looked up by bytes: one hash, one comparison.
package struct EnumerationSet: Hashable, Sendable {
    /// As the schema writes them, normalised as the type says.
    package let values: [String]
    /// What stands for each value in comparisons, one after the other: its text where the type compares as text, its
    /// ``ValueKey`` elsewhere.
    package let keys: [UInt8]
    /// Where each key ends in `keys`.
    package let keyEnds: [Int32]
    /// Indices of values by hash, -1 for empty; the count is a power of two.
    package let slots: [Int32]

    /// Of a type whose values are compared as text.
    package init(_ values: [String]) {
        self.init(values, keys: values.map { Array($0.utf8) })
    }

    package init(_ values: [String], keys: [[UInt8]]) {
        self.values = values
        self.keys = keys.flatMap { $0 }
        var end: Int32 = 0
        keyEnds = keys.map { key in
            end += Int32(key.count)
            return end
        }
        var count = 4
        while count < values.count * 2 { count *= 2 }
        var slots = [Int32](repeating: -1, count: count)
        for (index, key) in keys.enumerated() {
            var slot = key.withUnsafeBufferPointer(Self.hash) & (count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
            slots[slot] = Int32(index)
        }
        self.slots = slots
    }

    /// Whether a key is that of a value.
    package func contains(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        var slot = Self.hash(key) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            let start = index == 0 ? 0 : Int(keyEnds[index - 1])
            if keys[start..<Int(keyEnds[index])].elementsEqual(key) { return true }
            slot = (slot + 1) & (slots.count - 1)
        }
        return false
    }

    /// FNV-1a, kept to the non-negative numbers.
    package static func hash(_ key: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in key {
            hash = (hash ^ UInt32(byte)) &* 16_777_619
        }
        return Int(hash)
    }
}
